"""How many: counts of people, weapons and money with their party, their claimant and whether they are running totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from processors.coding.clauses.datings import Dating
from processors.coding.counts.certain import LOST, is_sure
from processors.coding.counts.count_types import Candidate, CountType, count_types
from processors.coding.counts.doers import are_force, do_harm, suffers_with
from processors.coding.counts.kinds import (
    HARMS,
    OBJECTS,
    SUFFERED,
    kind_of,
    told_before,
)
from processors.coding.counts.noun_phrases import NOT_OF_A_PARTY, beyond_age, beyond_whole, open_noun, phrase_end
from processors.coding.counts.owners import loser_of, owner_of, owns
from processors.coding.counts.parts import HARDWARE, WEAPONS
from processors.coding.counts.singles import named_victims, single_nouns, single_victims, told_victims
from processors.coding.counts.uncounted import counts_things, is_uncounted
from processors.coding.language.numbers import Number, find_numbers
from processors.coding.language.reading import Clause
from processors.coding.language.times import WEEKDAYS
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, BREAKS, HAVE, HAZARDS, ITS, REPORTING, SUBORDINATORS
from processors.coding.speech.reporting import GIVING
from processors.coding.speech.speeches import Speech, speaker_of
from processors.records.event import QuantityKind

_AGAIN = frozenset({("number", "at"), ("figure", "at"), ("toll", "at")})
_PUTTING = frozenset({"put", "puts", "putting"})
_PARTITIVE = frozenset({("of", "the"), ("of", "its"), ("of", "their"), ("of", "his"), ("of", "her"), ("out", "of")})
MAX_NUMBERS = 48
"""Numbers of a sentence that are looked at: one with more is a table."""
_GATHERING = frozenset({("marched",), ("gathered",), ("rallied",), ("protested",), ("demonstrated",), ("chanted",)})
_OPENING = SUBORDINATORS - {"as"}
_OF_WHICH = ("of", "which")
_TELLING = word_set("quantities", "telling")
_OWN = ITS | {"it", "they", "he", "she"}
_OF_A_DAY = ("past", "day")
_TOTAL_REACH = 14
"""Words from a number to "since"."""
_HURT = frozenset({QuantityKind.DEAD, QuantityKind.INJURED})
_HARM = frozenset({QuantityKind.DEAD, QuantityKind.INJURED, QuantityKind.MISSING, QuantityKind.DISPLACED})
_UNCERTAIN = frozenset(["could", "would", "might", "may", "if"])
_USUAL = frozenset(["requires", "require", "usually", "normally", "needs"])
_PLACE_REACH = 3
_STATIONED = frozenset(["stationed", "based", "garrisoned"])
_MODAL_REACH = 14
_NEAR = 6
"""Tokens within which a modal verb reaches over a comma."""
OWNED = WEAPONS | {QuantityKind.TROOPS}


@dataclass(frozen=True, slots=True)
class Count:
    """A count found in a sentence.

    Attributes:
        clause: The sentence.
        first: First token.
        last: One past its last: number and noun.
        kind: What was counted.
        low: Lower bound or None.
        high: Upper bound or None.
        party: The words for whose, or of what kind, without article; None where there are none.
        noun: The first token of these words, where they are the noun behind the number.
        country: ISO 3166-1 alpha-3 of the party.
        claimed_by: Who gives the number.
        told: What the model takes it for.
    """

    clause: Clause
    first: int
    last: int
    kind: QuantityKind
    low: int | None
    high: int | None
    party: str | None
    noun: int | None
    country: str | None
    claimed_by: str | None
    told: CountType

    @property
    def cumulative(self) -> bool:
        """Whether it is a running total."""
        near, behind = (
            self.clause.words[max(0, self.first - _NEAR) : self.first],
            self.clause.words[self.last : self.last + _NEAR],
        )
        if _OF_A_DAY in {*pairwise(behind)}:
            return False  # "lost 1,170 troops over the past day"
        overall = "overall" in near and "toll" in near
        return (
            self.told.is_cumulative
            or overall
            or (self.kind in SUFFERED and _is_of_long(self.clause.words, self.first, self.last))
        )


def _is_of_long(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a perfect tells a total up to now: "more than 500 have been detained since October", "has killed 220 this year"."""
    perfect = HAVE.intersection((*words[max(0, first - 3) : first], *words[last : last + 2])) - {"had"}
    behind = words[last : last + _TOTAL_REACH]
    stop = next((i for i, word in enumerate(behind) if word in BREAKS or word in REPORTING), len(behind))
    return bool(perfect) and ("since" in behind[:stop] or ("this", "year") in {*pairwise(behind[:stop])})


def find_candidates(clause: Clause) -> list[Candidate]:
    """The numbers of a sentence that may count something, in order, with what the rules take them for."""
    words = clause.words
    known = {n.first: n for n in told_victims(words)}
    numbers = known | {n.first: n for n in (*single_victims(words), *named_victims(clause.sentence.tokens), *find_numbers(words))}
    singles = {n.first: n for n in single_nouns(words) if n.first not in numbers}
    found: list[Candidate] = []
    previous: QuantityKind | None = None
    for first, number in sorted((numbers | singles).items())[:MAX_NUMBERS]:
        if (found and _is_whole(words, first, found[-1].number)) or _is_model(clause, number):
            continue
        end = phrase_end(clause, number)
        part = _kind_of_whole(words, number.last) or (previous if _counts_again(words, number) else None)
        kind = None if first in singles else part or kind_of(words, number, end, previous)
        force = number.low != 1 and are_force(words, number.first, end)
        if is_uncounted(clause, number, end, kind) or _acts(words, number, end, force=force):
            previous = previous if first in singles else None
            continue
        beside = None if force else suffers_with(words, number.first, end)
        kind = QuantityKind.TROOPS if force else beside or kind
        kind = None if _is_accident(words, kind) else kind
        sure = (
            force
            or (kind is not None and kind in {beside, part})
            or (first in known and kind is not None)
            or is_sure(words, number, end, kind, previous)
        )
        found.append(Candidate(number, end, kind, previous, first in singles, sure))
        previous = previous if first in singles else kind
    return found


def _acts(words: Sequence[str], number: Number, end: int, *, force: bool) -> bool:
    """Whether people are counted for what they do, and are no force that attacks: "10,000 people marched"."""
    return end > number.last and not force and (words[end : end + 1] in _GATHERING or do_harm(words, end))


def _is_whole(words: Sequence[str], first: int, part: Number) -> bool:
    """Whether a number is that of which another one is a part: "captured two of the four aid workers"."""
    return words[part.last : first] in _PARTITIVE or words[part.last : first] == ("of",)


def _counts_again(words: Sequence[str], number: Number) -> bool:
    """Whether somebody counts the same otherwise: "killed 20 rebels, while the rebels put the number at 5"."""
    near = words[max(0, number.first - 4) : number.first]
    return near[-2:] in _AGAIN and not _PUTTING.isdisjoint(near)


def _kind_of_whole(words: Sequence[str], last: int) -> QuantityKind | None:
    """What weapons the whole is, of which a number is a part: "jammed 271 of the 315 drones"."""
    whole = words[last + 2 : last + 4] if words[last : last + 2] in _PARTITIVE else ()
    kind = OBJECTS.get(whole[-1]) if len(whole) > 1 and whole[0].isdecimal() else None
    return kind if kind in HARDWARE else None


def _is_model(clause: Clause, number: Number) -> bool:
    """Whether a number belongs to a name in front: "Challenger 2 tanks", "M23 rebels"; not "in Kyiv 12 drones"."""
    tokens, at = clause.sentence.tokens, number.first - 1
    if at >= 0 and clause.words[at].isalpha() and tokens[at].end == tokens[number.first].start and not number.currency:
        return True
    if at < 1 or not tokens[at].capital or not clause.words[number.first].isdecimal() or clause.words[at] in WEEKDAYS:
        return False
    known = any(first <= at < last for first, last, _ in (*clause.actors, *clause.places))
    return not known and any(OBJECTS.get(word) in WEAPONS for word in clause.words[number.last : number.last + 1])


def find_counts(clause: Clause, candidates: Sequence[Candidate], speeches: Sequence[Speech], dating: Dating) -> list[Count]:
    """The numbers of a sentence that say how many were killed, arrested, launched and so on.

    Args:
        clause: The sentence.
        candidates: What ``find_candidates`` finds in it.
        speeches: Who says what in it.
        dating: When it plays.
    """
    counts: list[Count] = []
    real = [candidate for candidate in candidates if not _is_uncertain(clause.words, candidate.number.first)]
    for candidate, told in zip(real, count_types(clause, real, dating), strict=True):
        number, end = candidate.number, candidate.end
        if (counts and number.first < counts[-1].last) or not told.is_count or _is_accident(clause.words, told.kind):
            continue
        if told.kind in SUFFERED and end == number.last and counts_things(clause, end):
            continue  # "torched at least ten houses and killed a woman"
        if _is_of_speaker(clause.words, number, speeches):
            continue
        speech = _speech_of(clause.words, speeches, number)
        if not (speech is None and _is_stationed(clause.words, end, told.kind)):
            counts.append(_count(clause, number, end, told, speech, counts[-1] if counts else None))
    return counts


def _is_accident(words: Sequence[str], kind: QuantityKind | None) -> bool:
    """Whether people came to harm by an accident, a disease or nature."""
    return kind in _HARM and not HAZARDS.isdisjoint(words)


def _is_of_speaker(words: Sequence[str], number: Number, speeches: Sequence[Speech]) -> bool:
    """Whether a number counts who speaks and nothing that they suffered: "an aid worker and two residents said"."""
    if told_before(words, number.first) is not None:
        return False
    here = (speech for speech in speeches if speech.named[0] <= number.first < speech.named[1] <= speech.verb)
    said = (s for s in here if BE.isdisjoint(words[s.verb + 1 : s.verb + 2]))  # not "ten people officials said were killed"
    return any(HARMS.isdisjoint(words[number.last : speech.named[1]]) for speech in said)


def _speech_of(words: Sequence[str], speeches: Sequence[Speech], number: Number) -> Speech | None:
    """Who says a number, before who gives it without saying it."""
    said = speaker_of([speech for speech in speeches if not speech.account], number.last - 1)
    given = speaker_of(speeches, number.last - 1)
    return given if said is None or (given is not None and _contradicts(words, said, given)) else said


def _contradicts(words: Sequence[str], said: Speech, given: Speech) -> bool:
    """Whether another side gives a number of its own: "said it had killed 20 rebels, while the rebels put the number at five"."""
    start = given.named[0]
    if words[given.verb] in GIVING and given.verb > said.verb and "and" in words[max(0, start - 1) : start + 1]:
        return True
    return given.account and not {"while", "but", "whereas", "although", "though"}.isdisjoint(words[said.verb : given.verb])


def _is_stationed(words: Sequence[str], end: int, kind: QuantityKind) -> bool:
    """Whether troops are told to be where they always are."""
    return kind is QuantityKind.TROOPS and not _STATIONED.isdisjoint(words[end : end + 3])


def _count(clause: Clause, number: Number, end: int, told: CountType, speech: Speech | None, before: Count | None) -> Count:
    kind = told.kind
    party, noun, country = _party(clause, number, end, kind, speech)
    others = before is not None and None not in (speech, before.claimed_by) and _claimant(speech) != before.claimed_by
    if (
        party is None
        and before is not None
        and not others
        and {kind, before.kind} <= SUFFERED
        and _goes_on(clause.words, before, number.first)
    ):
        party, country = before.party, country or before.country
    if before is not None and _shares_owner(clause.words, number, end, kind, before):
        party, country = before.party, before.country
    return Count(
        clause=clause,
        first=number.first,
        last=max(end, number.last),
        kind=kind,
        low=number.low,
        high=number.high,
        party=party,
        noun=noun,
        country=country,
        claimed_by=_claimant(speech),
        told=told,
    )


def _goes_on(words: Sequence[str], before: Count, first: int) -> bool:
    """Whether a bare number is of those in front: "killed 21 miners and wounded six"; not "after four guards died, a bomb …"."""
    between = words[before.last : first]
    opened = _OPENING.intersection(words[max(0, before.first - _NEAR) : before.first]) and "," in between
    return not opened and _OPENING.isdisjoint(between[:-2])  # "while another five were hurt"


def _shares_owner(words: Sequence[str], number: Number, end: int, kind: QuantityKind, before: Count) -> bool:
    """Whether weapons are some of those counted before or stand beside them: "100 drones, of which 65", "and 12 missiles"."""
    if before.country is None and end > number.last:
        return False  # "two tanks and five helicopters"
    part = kind is before.kind and (end == number.last or _OF_WHICH in {*pairwise(words[before.last : number.first])})
    beside = before.last == number.first - 1 and words[before.last] in {"and", ","}
    return {kind, before.kind} <= HARDWARE and (part or beside)


def _is_uncertain(words: Sequence[str], first: int) -> bool:
    """Whether a modal verb stands before in the same clause: "could kill 200"; the month of May is none."""
    for at in range(first - 1, max(-1, first - _MODAL_REACH), -1):
        month = words[at] == "may" and (words[at + 1][0].isdigit() or words[max(0, at - 1)][0].isdigit())
        if words[at] in _UNCERTAIN and not month:
            return words[at] != "would" or REPORTING.isdisjoint(words[max(0, at - _NEAR) : at])  # "announced it would send"
        if words[at] in BREAKS or words[at] in REPORTING or (first - at > _NEAR and words[at] in {",", "and", "but", "that"}):
            break
    return tuple(words[:1]) == ("if",) or _is_usual(words, first)


def _is_usual(words: Sequence[str], first: int) -> bool:
    """Whether it is what always holds: "a battery requires 100 troops", "sentences of up to 15 years and $250,000"."""
    return not _USUAL.isdisjoint(words[max(0, first - 3) : first])


def _claimant(speech: Speech | None) -> str | None:
    """Who gives a number; words that tell the event itself are no name."""
    if speech is None or any(word in _TELLING for word in speech.speaker.lower().split()):
        return None
    return speech.speaker or None


def _party(
    clause: Clause, number: Number, end: int, kind: QuantityKind, speech: Speech | None
) -> tuple[str | None, int | None, str | None]:
    """Words, their first token and country of whose they are: the noun for people, the owner for weapons."""
    words = clause.words
    first = beyond_whole(words, number.last)
    while first < end and words[first] in NOT_OF_A_PARTY:
        first += 1
    first = beyond_age(words, first, end)
    beside = ((e, m) for s, e, m in clause.actors if s < max(end, number.last + 1) and e > number.first)
    if kind is QuantityKind.MONEY and "and" in words[number.last : end]:  # "1.9 billion euros and Canada $500 million"
        beside = ((e, m) for e, m in beside if "and" not in words[number.last : e])
    named = next((m for e, m in beside if words[e : e + 1] != ("-",)), None)  # not "14 Indian-backed militants"
    country = named.country if named is not None else _country_around(clause, end)
    if kind in OWNED:
        owner = named if named is not None and owns(named) else owner_of(clause, number, end, kind, speech)
        country = owner.country if owner is not None else None
        described = (
            kind is QuantityKind.TROOPS and end - first > 1
        )  # "Polish soldiers" tells more than their owner, "soldiers" less
        if owner is not None and not described:
            return owner.name.partition(":")[0], None, country  # "Russia: bombers" are Russia's
        return None if kind is QuantityKind.MONEY else _plain(clause, first, end), None, country
    if number.first and words[number.first - 1] in LOST and (loser := loser_of(clause, number)) is not None:
        country = loser.country or country  # "Russia has lost 12 soldiers in Syria"
    if country is None and kind in _HURT and speech is not None:
        country = _country_of_victims(clause, number, speech)
    if first >= end:
        first, end = open_noun(clause, number)
    if first >= end:
        return "others" if "others" in words[number.last : number.last + 2] else None, None, country
    return _plain(clause, first, end), first, country


def _country_of_victims(clause: Clause, number: Number, speech: Speech) -> str | None:
    """The country of a state that counts its dead: "Pakistan said 31 civilians were killed in Indian strikes"; not its foes."""
    mine = speech.mention.country if speech.mention is not None else None
    if mine is None or not speech.first <= number.first or not _OWN.isdisjoint(clause.words[speech.verb : number.first]):
        return None
    others = {m.country for first, _, m in clause.actors if m.adjectival and m.country and speech.first <= first < speech.last}
    lands = {place.location.country for _, _, place in clause.places} - {None}
    return mine if len(others) == 1 and mine not in others and not lands else None


def _plain(clause: Clause, first: int, end: int) -> str | None:
    """Words of a clause with one blank between them; None of none."""
    return " ".join(clause.text(first, end).split()) if first < end else None


def _country_around(clause: Clause, end: int) -> str | None:
    """The country of the place that follows the people: "12 miners in Peru have been killed"."""
    for first, _, place in clause.places:
        if first >= end and place.preposition in {"in", "at", "near", "from", "across"}:
            return place.location.country if first - end <= _PLACE_REACH else None
    return None
