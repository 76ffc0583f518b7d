"""Turn a happening into the published record: parties, place, time, counts and the words behind each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from processors.coding.fields.claims import quantities_of
from processors.coding.fields.parties import find_parties
from processors.coding.fields.scene import Scene
from processors.coding.fields.seats import seat_of
from processors.coding.fields.when import time_of
from processors.coding.happenings.happening import Happening
from processors.coding.language.lexicon import lexicon
from processors.coding.language.times import names_earlier_year
from processors.coding.language.vocabulary import word_table
from processors.coding.record.derived import derive_codes
from processors.coding.record.evidence import quote_evidence
from processors.conflicts import name_conflict, party_of
from processors.records import ids
from processors.records.article import Article
from processors.records.event import (
    Coder,
    ConflictEvent,
    ConflictRef,
    Location,
    PloverEvent,
    Salience,
    TimeReference,
)

MAX_MODES = 4
_WEAPON_MODES = word_table("assemble", "weapon_modes")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article says beside its events.

    Attributes:
        article: The article.
        coder: Who codes.
        scene: What its sentences say beside them.
        conflicts: Those of its main events.
        long_names: Of the abbreviations that the text introduces.
    """

    article: Article
    coder: Coder
    scene: Scene
    conflicts: frozenset[ConflictRef] = frozenset()
    long_names: Mapping[str, str] = field(default_factory=dict)


def build_event(happening: Happening, p: float, ordinal: int, setting: Setting) -> ConflictEvent:
    """Build the record of one happening.

    Args:
        happening: What is told, with its place.
        p: The probability that it is the article's news.
        ordinal: Numbers the events of its type from 0.
        setting: The rest of the article.
    """
    article, event = setting.article, happening.event
    actors, recipients = find_parties(happening, happening.place)
    location = seat_of(happening) or happening.place
    time = time_of(happening, setting.scene)
    quantities = quantities_of(happening, location, (actors, recipients), setting.long_names)
    modes, contexts = _modes(happening), _contexts(happening)
    conflict = _conflict_of(happening, setting)
    derived = derive_codes(event, modes, contexts, actors, recipients, quantities, _words(happening))
    return ConflictEvent(
        event_id=ids.event_id(article.id, event.value, ordinal),
        story_id=story_id(event, conflict, location, time, article),
        article_id=article.id,
        url=article.url,
        coder=setting.coder,
        plover_event=event,
        quad=derived.quad,
        cameo_root=derived.cameo_root,
        stage=happening.stage,
        salience=Salience.MAIN if happening.is_main else Salience.SECONDARY,
        p=round(p, 3),
        evidence=quote_evidence(happening, location, time),
        modes=modes,
        contexts=contexts,
        acled_sub_event=derived.acled_sub_event,
        ucdp_type=derived.ucdp_type,
        iptc=derived.iptc,
        actors=actors,
        recipients=recipients,
        location=location,
        time=time,
        quantities=quantities,
        conflict=conflict,
        revision=article.revision,
        supersedes=article.revision - 1 if article.revision > 1 else None,
    )


def story_id(
    event: PloverEvent, conflict: ConflictRef | None, location: Location | None, time: TimeReference | None, article: Article
) -> str:
    """A first, stateless key of the happening: reports by different outlets share it where they code the same facts.

    It is the digest of the conflict (else the country), the place, the first day (else the day of publication) and the type. Two
    reports that state the place more or less exactly, or the day differently, do not share it; a later stage may link those.
    """
    country = location.country if location is not None and location.country else ""
    where = "" if location is None else str(location.geonameid or location.name)
    published = article.published_at.date().isoformat() if article.published_at is not None else ""
    return ids.digest(
        "story",
        conflict.name if conflict is not None else country,
        where,
        time.start if time is not None else published,
        event.value,
    )


def _words(happening: Happening) -> frozenset[str]:
    return frozenset(word for draft in happening.drafts for word in draft.trigger.clause.words)


def _modes(happening: Happening) -> tuple[str, ...]:
    modes = [draft.trigger.family.mode for draft in happening.drafts if draft.trigger.family.mode]
    if happening.event is PloverEvent.ASSAULT:
        words = {word for draft in happening.drafts for word in draft.trigger.clause.words}
        modes += [mode for mode, signs in _WEAPON_MODES.items() if words & signs]
    return tuple(dict.fromkeys(modes))[:MAX_MODES]


def _contexts(happening: Happening) -> tuple[str, ...]:
    contexts = [draft.trigger.family.context for draft in happening.drafts if draft.trigger.family.context]
    if happening.event is PloverEvent.ASSAULT and "military" not in contexts:
        forces = lexicon().classes["forces"]
        contexts += (
            ["military"] if any(word in forces for draft in happening.drafts for word in draft.trigger.clause.words) else []
        )
    return tuple(dict.fromkeys(contexts))


def main_conflicts(happenings: Sequence[Happening], setting: Setting) -> frozenset[ConflictRef]:
    """The conflicts that an article may be said to be about: those of its main events, else the one that most others name."""
    main = [h for h in happenings if h.is_main and not _recalls(h, setting.article)]
    found = [_conflict(happening) for happening in main]
    if not any(found):
        news = [happening for happening in happenings if not happening.drafts[0].background]
        others = Counter(ref for h in news if (ref := name_conflict(_party_names(h), [])) is not None)
        found = [ref for ref, _ in others.most_common(1)]
    return frozenset(conflict for conflict in found if conflict is not None)


def _recalls(happening: Happening, article: Article) -> bool:
    """Whether every sentence that tells it names a year before the article's and no day of the last ones: "a 2018 battle"."""
    day = article.published_at.date() if article.published_at is not None else None
    drafts = [draft for draft in happening.telling if not draft.trigger.clause.sentence.in_title]
    dated = [d for d in drafts if "fresh" not in d.signs and names_earlier_year(d.trigger.clause.words, day)]
    return bool(drafts) and len(dated) == len(drafts)


def _conflict_of(happening: Happening, setting: Setting) -> ConflictRef | None:
    """The conflict of the parties and the place, where it is one of the article's: comparisons and background do not tag it."""
    conflict = _conflict(happening)
    return conflict if conflict in setting.conflicts else None


def _party_names(happening: Happening) -> list[str]:
    mentions = (m for d in happening.telling for m in (*d.roles.actors, *d.roles.recipients))
    return [name for mention in mentions if (name := party_of(mention)) is not None]


def _conflict(happening: Happening) -> ConflictRef | None:
    """What the parties and the place point to; a place that is only its actor's country points nowhere."""
    place = happening.place
    countries = [place.country] if place is not None and place.country else []
    return name_conflict(_party_names(happening), countries, violent=happening.event is PloverEvent.ASSAULT)
