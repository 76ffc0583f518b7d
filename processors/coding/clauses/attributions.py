"""Who says that somebody did it: the article itself, who did it, the other side, or nobody any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.acts import MATERIAL
from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.roles import Roles
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import MARKS, negates
from processors.coding.speech.speeches import Speech
from processors.records.event import Attribution, EventStage, PloverEvent

_SUSPECT = word_set("drafts", "suspect")
_SUSPECT_REACH = 6
_BLAMED = frozenset({("blamed", "on"), ("attributed", "to")})
_PARTICIPLES = frozenset(participle for participle, _ in _BLAMED)
_PARTY_REACH = 4
"""Words behind "blamed on" among which the party begins."""
_RELATIVE_REACH = 5
"""Words of "which Indian officials have"."""
_CLAIMS = frozenset({"claimed", "claims", "claiming", "claim"})
_CLAIM_REACH = 8
"""Words from a verb of claiming to what is claimed."""
_AUXILIARIES = 2
"""Words between who claims and the verb: "has since claimed"."""
_UNNAMED = frozenset({ActorKind.GENERIC, ActorKind.PEOPLE})


@dataclass(frozen=True, slots=True)
class Blame:
    """On whom a sentence says that something is blamed: "an attack blamed on the ADF", "which India blamed on Pakistan".

    Attributes:
        at: The token of the participle.
        party: On whom.
        accuser: By whom, where it is a known party.
    """

    at: int
    party: ActorMention
    accuser: ActorMention | None

    @property
    def by(self) -> str | None:
        """The words for who accuses."""
        return None if self.accuser is None else self.accuser.text


def blamed_in(clause: Clause) -> Blame | None:
    """On whom a deed of a sentence is blamed, by a participle or a relative clause; None where on nobody."""
    words = clause.words
    if _PARTICIPLES.isdisjoint(words):
        return None
    at = next((i for i in range(1, len(words) - 2) if words[i : i + 2] in _BLAMED), None)
    if at is None:
        return None
    found = next(((last, m) for first, last, m in clause.actors if at + 2 <= first < at + 2 + _PARTY_REACH), None)
    if found is None or not MARKS.isdisjoint(words[at : at + 3]):
        return None
    last, party = found
    by = last if words[last : last + 1] == ("by",) else len(words)
    start = next((i for i in range(at - 1, max(0, at - _RELATIVE_REACH), -1) if words[i] in {"which", "that"}), at)
    accusers = (m for first, end, m in clause.actors if by < first <= by + 2 or start < first < at)
    return Blame(at, party, next(accusers, None))


def with_blame(trigger: Trigger, roles: Roles, blame: Blame) -> Roles:
    """The parties of a trigger in such a sentence: who is blamed did it, and is accused of it."""
    if trigger.first == blame.at:
        return Roles(() if blame.accuser is None else (blame.accuser,), (blame.party,))
    named = [m for m in roles.actors if m.kind not in _UNNAMED and m not in {blame.party, blame.accuser}]
    if trigger.family.event is not PloverEvent.ASSAULT or named:
        return roles
    others = tuple(m for m in roles.actors if m not in {blame.party, blame.accuser})
    return Roles((blame.party, *others), tuple(m for m in roles.recipients if m not in {blame.party, blame.accuser}))


def attribution_of(trigger: Trigger, roles: Roles, speech: Speech | None, stage: EventStage) -> tuple[Attribution, str | None]:
    """Who says that the first actor did what a trigger tells, and the words for who accuses."""
    if stage is EventStage.DENIED:
        return Attribution.DENIED, None
    claimant = _claimant(trigger) if trigger.family.event is PloverEvent.ASSAULT else None
    if claimant is not None and roles.actors[:1] in {(), (claimant,)}:
        return Attribution.CLAIMED, None
    if not roles.actors:
        return Attribution.ASSERTED, None
    words = trigger.clause.words
    actor = roles.actors[0]
    if speech is not None and speech.mention is not None:
        speaker = speech.mention
        if (speaker.name == actor.name or _is_of_speaker(speaker, actor)) and trigger.family.event in MATERIAL:
            return Attribution.CLAIMED, None
        victims = {m.country for m in roles.recipients if m.country}
        if (
            speaker.country
            and actor.country
            and speaker.country != actor.country
            and (speaker.country in victims or not victims)
            and trigger.family.event in MATERIAL
        ):
            return Attribution.ACCUSED, speech.speaker
    if any(word in _SUSPECT for word in words[max(0, trigger.first - _SUSPECT_REACH) : trigger.first]):
        return Attribution.ACCUSED, speech.speaker or None if speech is not None else None
    return Attribution.ASSERTED, None


def _is_of_speaker(speaker: ActorMention, actor: ActorMention) -> bool:
    """Whether those who do it are under arms of who says so: "the military said its troops had killed 15 militants"."""
    same = None in {speaker.country, actor.country} or speaker.country == actor.country
    return speaker.kind is actor.kind is ActorKind.MILITARY and same


def _claimant(trigger: Trigger) -> ActorMention | None:
    """Who claims to have done it: "the Islamic State claimed responsibility for the bombing", "an attack claimed by JNIM"."""
    clause, words = trigger.clause, trigger.clause.words
    if _CLAIMS.isdisjoint(words):
        return None
    by = next((at + 1 for at in range(len(words) - 1) if words[at : at + 2] == ("claimed", "by")), None)
    if by is not None:
        return next((m for first, _, m in clause.actors if by < first <= by + 2), None)
    near = range(max(0, trigger.first - _CLAIM_REACH), trigger.first + 1)
    verb = next((at for at in near if words[at] in _CLAIMS), None)
    if verb is None or _parts(words[verb : trigger.first]):
        return None
    before = next(((last, m) for _, last, m in reversed(clause.actors) if last <= verb and not m.locative), None)
    if before is None or verb - before[0] > _AUXILIARIES or _parts(words[before[0] : verb]):
        return None
    return before[1]


def _parts(words: Sequence[str]) -> bool:
    """Whether words hold a mark, a relative pronoun or a negation."""
    return any(word in MARKS or word in {"that", "who", "which"} or negates(word) for word in words)
