"""The parties of a happening: who did it to whom, over all the sentences that tell it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.diplomacy import home_of
from processors.coding.clauses.frames import Trigger
from processors.coding.counts.kinds import PEOPLE, SUFFERED
from processors.coding.fields.bystanders import acts, is_issue, suffers
from processors.coding.fields.conjuncts import with_conjuncts
from processors.coding.fields.sides import LEAST, country_of, standings
from processors.coding.fields.voice import SUFFERED_EVENTS, SUPPOSED, agents_of, by_voice, struck_by
from processors.coding.happenings.drafts import Draft
from processors.coding.happenings.happening import Happening
from processors.coding.language.lexicon import lexicon
from processors.coding.language.reading import Clause
from processors.coding.language.times import MONTH_NAMES, WEEKDAYS
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, DETERMINERS, HAVE, MODALS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from processors.records.event import Actor, Attribution, Location, PloverEvent, Sector

MAX_PARTIES = 4
UNLISTED = 0.4
"""A party's probability where only the grammar tells it, and its country is that of the place."""
_TARGETED = {None} | word_set("parties", "targeted")
_DOERS = {
    PloverEvent.PROTEST: (word_set("parties", "protesters"), Sector.CIV),
    PloverEvent.SANCTION: (word_set("parties", "courts"), Sector.JUD),
}
_DEEDS = word_set("parties", "deeds")
"""What is no party where a headline writes it with a capital letter."""
_AUXILIARY = BE | HAVE | ADVERBS | MODALS
_ENDS = BREAKS | SUBORDINATORS | {",", "and", "who", "that", "which"}


def find_parties(happening: Happening, location: Location | None) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who did it and to whom: the parties that its sentences name, else those whom the grammar or the place tells."""
    struck = struck_by(happening)
    acting, suffering = _listed(happening, location, struck)
    actors = _without_police(happening, _behind_pronouns(happening, location, acting=True) or acting)
    recipients = suffering
    if not any(party.country for party in recipients):
        recipients = _behind_pronouns(happening, location, acting=False) or recipients
    if happening.event is PloverEvent.ASSAULT and not struck and not any(party.country for party in recipients):
        recipients += _struck_place(happening, {party.country for party in actors})
    recipients += _sufferers(happening, location, recipients)
    if happening.event in _DOERS and not any(party.country for party in actors):
        actors += _doers(happening, location, actors)
    if not actors:
        actors += _unlisted(happening, location, recipients, acting=True)
    if happening.event is PloverEvent.PROTEST and not any(party.country for party in recipients):
        recipients += _addressed(happening, location, actors)
    if happening.event is PloverEvent.RETREAT:  # "20,000 refugees arrived": they do it, and it is not done to them
        moving = {(party.in_, party.span) for party in actors}
        recipients = tuple(party for party in recipients if (party.in_, party.span) not in moving)
    if happening.event is PloverEvent.SANCTION:
        recipients = tuple(_foreign(party, actors) for party in recipients)
    return actors, recipients


def _foreign(party: Actor, actors: Sequence[Actor]) -> Actor:
    """An envoy is of none of the countries that expel him: "Venezuela expelled [diplomats] of seven countries"."""
    envoy = party.text.lower().split()[-1] in lexicon().classes["official"]
    return replace(party, country=None) if envoy and party.country in {actor.country for actor in actors} else party


def _listed(happening: Happening, location: Location | None, struck: set[str]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Those who act and those who suffer, of the parties that its sentences name."""
    acting: dict[str, Actor] = {}
    suffering: dict[str, Actor] = {}
    agents = agents_of(happening)
    for standing in with_conjuncts([by_voice(told, struck, agents) for told in standings(happening, location)]):
        key = standing.mention.name.lower()
        if max(standing.acts, standing.suffers) < LEAST:
            continue
        if standing.acts >= standing.suffers:
            side, p = acting, acts(standing)
        else:
            side, p = suffering, suffers(standing)
        if p < LEAST or (key not in side and len(side) >= MAX_PARTIES):
            continue
        party = _actor(standing.mention, standing.draft, location, p, acting=side is acting)
        known = side.get(key, party)
        side[key] = party if p > (known.p or 0.0) else known
        if Attribution.ASSERTED in {known.attribution, party.attribution}:
            side[key] = replace(side[key], attribution=Attribution.ASSERTED, by=None)  # the article says so itself
    for key in acting.keys() & suffering.keys():
        if acting[key].text == suffering[key].text:  # one sentence has it on this side, another on that
            del (acting if (acting[key].p or 0.0) < (suffering[key].p or 0.0) else suffering)[key]
    for key in _spoken_for(happening, acting.keys()):
        del acting[key]
    return tuple(acting.values()), tuple(suffering.values())


def _spoken_for(happening: Happening, acting: AbstractSet[str]) -> set[str]:
    """The keys of leaders who only say what their country does: "Starmer told Parliament that Britain would impose sanctions"."""
    found: set[str] = set()
    for draft in happening.telling:
        states = {m.country for m in draft.roles.actors if m.kind in {ActorKind.COUNTRY, ActorKind.GOVERNMENT}}
        speakers = (m for m in draft.speakers if m.kind is ActorKind.LEADER and m.country in states - {None})
        found |= {m.name.lower() for m in speakers if m not in draft.roles.actors}
    return found & acting if len(found & acting) < len(acting) else set()


def _behind_pronouns(happening: Happening, location: Location | None, *, acting: bool) -> tuple[Actor, ...]:
    """Who acts or suffers where its sentences only say "it" or "they", of whom the ones in front spoke."""
    found: dict[str, Actor] = {}
    for draft in happening.telling:
        for mention in draft.roles.actors if acting else draft.roles.recipients:
            if draft.names(mention):
                return ()
            found.setdefault(mention.name, _actor(mention, draft, location, SUPPOSED, acting=acting))
    return tuple(found.values())[:MAX_PARTIES]


def _without_police(happening: Happening, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Police stand beside a protest, unless it is said of them that they protest: "police march over unpaid wages"."""
    if happening.event is not PloverEvent.PROTEST:
        return actors
    ruled = {(m.start, m.end) for draft in happening.telling for m in draft.roles.actors}
    return tuple(party for party in actors if party.sector is not Sector.COP or (party.span in ruled and len(actors) == 1))


def _addressed(happening: Happening, location: Location | None, protesters: Sequence[Actor]) -> tuple[Actor, ...]:
    """The government or leader that the sentences of a protest name, if it does not protest itself."""
    spans = {party.span for party in protesters}
    for draft in happening.telling:
        for _, _, mention in draft.trigger.clause.actors:
            if (
                mention.sector is Sector.GOV
                and not mention.locative
                and (mention.start, mention.end) not in spans
                and not any(mention.start <= speaker.start <= mention.end + len(", ") for speaker in draft.speakers)
                and not is_issue(mention, draft)
            ):
                return (_actor(mention, draft, location, SUPPOSED, acting=False),)
    return ()


def _doers(happening: Happening, location: Location | None, listed: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those who protest or pass sentence, by the word for them: "demonstrators blocked the road", "a court sentenced"."""
    words, sector = _DOERS[happening.event]
    for draft in happening.telling:
        clause = draft.trigger.clause
        at = next((i for i, word in enumerate(clause.words) if word in words), None)
        if at is not None:
            country = location.country if location is not None else None
            word, span = clause.text(at, at + 1), clause.span(at, at + 1)
            if any(party.in_ is clause.part and party.span[0] <= span[0] < party.span[1] for party in listed):
                return ()  # "the International Criminal Court" is no second court
            return (Actor(word, span, word, country, sector, attribution=Attribution.ASSERTED, p=SUPPOSED, in_=clause.part),)
    return ()


def _counted(happening: Happening, location: Location | None, listed: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those who are counted suffered it ("shelling killed five villagers"), if no listed party's ("two ISIS members")."""
    for count in happening.counts:
        if count.noun is not None and not count.cumulative and count.kind in SUFFERED:
            clause, words = count.clause, (count.noun, count.last)
            first, last = clause.span(*words)
            if any(party.in_ is clause.part and first <= party.span[0] < last for party in listed):
                continue
            country = count.country or (location.country if location is not None else None)
            return (Actor(clause.text(*words), clause.span(*words), count.party or "", country, p=SUPPOSED, in_=clause.part),)
    return ()


def _sufferers(happening: Happening, location: Location | None, listed: Sequence[Actor]) -> tuple[Actor, ...]:
    """Who is counted or suffers it by the grammar, where the lists tell no such party, or none whose country is known."""
    suffered = happening.event in SUFFERED_EVENTS
    if any(party.country for party in listed) or (listed and not suffered):
        return ()
    return (_counted(happening, location, listed) if suffered else ()) or _unlisted(happening, location, acting=False)


def _unlisted(
    happening: Happening, location: Location | None, others: Sequence[Actor] = (), *, acting: bool
) -> tuple[Actor, ...]:
    """Who acts or suffers by the grammar, though no list holds the name: "lawmakers demanded", "Ann Smith was arrested"."""
    if location is None or location.country is None:
        return ()
    taken = {party.span for party in others}
    for draft in happening.telling:
        words, clause = _unlisted_words(draft.trigger, acting=acting), draft.trigger.clause
        if words is not None and (span := clause.span(*words)) not in taken:
            text = clause.text(*words)
            home = home_of(clause, words[1], location.country) if acting else location.country
            party = Actor(text, span, " ".join(text.split()), home, p=UNLISTED, in_=clause.part)
            return (replace(party, attribution=draft.attribution, by=draft.by) if acting else party,)
    return ()


def _unlisted_words(trigger: Trigger, *, acting: bool) -> tuple[int, int] | None:
    """Tokens of the subject that acts or suffers, or of the object."""
    if trigger.is_noun or (acting and (trigger.passive or trigger.family.roles == "patient")):
        return None
    return _subject_words(trigger) if acting or trigger.passive else _object_words(trigger)


def _subject_words(trigger: Trigger) -> tuple[int, int] | None:
    """Tokens of a verb's subject that is a name or a word for people."""
    words, last = trigger.clause.words, trigger.first + (trigger.clause.words[trigger.first] in BE)
    while last > 0 and words[last - 1] in _AUXILIARY:
        last -= 1
    return _people(trigger.clause, max(0, last - 4), last)


def _object_words(trigger: Trigger) -> tuple[int, int] | None:
    """Tokens of a verb's object that is a name or a word for people."""
    words, first = trigger.clause.words, trigger.last
    stop = next((i for i in range(first, min(first + 6, len(words))) if words[i] in _ENDS or words[i] in PREPOSITIONS), first)
    return _people(trigger.clause, first, stop)


def _people(clause: Clause, first: int, last: int) -> tuple[int, int] | None:
    """The last run of capitals, or of words up to one for people, that ends at a token, and is no day and no known name."""
    words, tokens = clause.words, clause.sentence.tokens
    if last <= first or not (words[last - 1] in PEOPLE or (tokens[last - 1].capital and last - 1 > 0)):
        return None
    if (
        words[last - 1] in WEEKDAYS
        or _is_date(words, last - 1)
        or words[last - 1] in PRONOUNS
        or words[last - 1] in _DEEDS
        or any(start < last <= end for start, end, _ in (*clause.places, *clause.actors))
    ):
        return None
    start = last - 1
    while start > first and (tokens[start - 1].capital or words[start - 1] in PEOPLE) and words[start - 1] not in DETERMINERS:
        start -= 1
    return start, last


def _is_date(words: Sequence[str], at: int) -> bool:
    """Whether a month stands there behind its day: "the attack on 28 May killed …"."""
    return at > 0 and words[at - 1][0].isdigit() and words[at] in MONTH_NAMES


def _struck_place(happening: Happening, attackers: set[str | None]) -> tuple[Actor, ...]:
    """A struck place of another country stands for its people: "missiles hit Odesa"."""
    for draft in happening.telling:
        place = draft.place
        if (
            place is None
            or place.preposition not in _TARGETED
            or place.location.country in attackers
            or not place.location.country
        ):
            continue
        if attackers - {None}:
            where = place.location
            return (Actor(place.text, (place.start, place.end), where.name, where.country, p=0.5, in_=draft.trigger.clause.part),)
    return ()


def _actor(mention: ActorMention, draft: Draft, location: Location | None, p: float, *, acting: bool) -> Actor:
    return Actor(
        text=mention.text,
        span=(mention.start, mention.end),
        name=mention.name,
        country=country_of(mention, location),
        sector=mention.sector,
        wikidata_id=mention.wikidata_id,
        ucdp_actor_id=mention.ucdp_actor_id,
        attribution=draft.attribution if acting else None,
        by=draft.by if acting and draft.attribution in {Attribution.ACCUSED, Attribution.DENIED} else None,
        p=round(p, 3),
        in_=draft.trigger.clause.part,
    )
