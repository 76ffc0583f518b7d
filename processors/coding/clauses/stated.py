"""The place that a sentence states for what one of its triggers tells."""

from collections.abc import Sequence
from itertools import pairwise

from processors.coding.clauses.acts import MATERIAL, SPOKEN
from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.roles import Roles
from processors.coding.clauses.routes import is_end_of_voyage
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, MARKS, POSSESSIVE, REPORTING, SUBORDINATORS
from processors.places import PlaceMention
from processors.records.event import PlacePrecision, PloverEvent

_THERE = word_set("stated", "there")
_FINE = {
    PlacePrecision.SITE: 0,
    PlacePrecision.CITY: 0,
    PlacePrecision.DISTRICT: 0,
    PlacePrecision.ADMIN1: 1,
    PlacePrecision.REGION: 1,
    PlacePrecision.SEA: 1,
    PlacePrecision.COUNTRY: 2,
}
OBJECT_REACH = 6
"""Tokens between an attack and "of" with what was struck."""
STRUCK_WITHIN = 2
"""Tokens between a trigger and the place that is its object: "struck the city of"."""
_HOSPITALS = frozenset({"hospital", "hospitals", "clinic", "morgue"})
_AIMED = frozenset({"at", "on", "towards", "toward", "into"})
_MEDICS = frozenset((word,) for word in ("medics", "doctors", "officials", "staff", "source", "sources"))
"""Who tells "at" a hospital."""
HOSPITAL_REACH = 2
"""Words from it to the place: "hospital in"."""
_TOPICS = word_set("stated", "topics")
_CONCLUDED = {
    PloverEvent.AGREE: frozenset({"ceasefire", "truce", "armistice", "peace"}),
    PloverEvent.CONSULT: frozenset({"leader", "leaders", "troops", "forces"}),
}
"""Topics that parties sign, and people whom they meet, somewhere."""
_SINCE_WHAT = frozenset({"after", "following", "over", "because", "amid", "since"})
"""What leads in why a state punishes another."""
_WARS = frozenset({"war", "wars", "conflict", "invasion", "occupation", "genocide", "famine"})
"""What people flee, protest or arm for, that is elsewhere than they are."""
_SPEECHES = frozenset({"speech", "interview", "address", "briefing", "statement", "ceremony", "reporters", "journalists"})
"""Before "in": where something is said, not done."""
_STANDING = frozenset({PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.PROTEST})
"""Deeds that go nowhere: what moves to a place does so by another verb."""
_CONTINUED = frozenset({"and", "then", "before", "while", "as", "when", "trying", ","})
"""What parts a deed from what follows it: "was abducted and taken to Syria"."""
_COMPLEMENTS = frozenset({"of", "for", "over", "to", "that", "about", "against", "as"})
"""What begins that of which something is said: "accused Israel of crimes in Gaza"."""
_CAUSES = frozenset({"against", "over", "about", "solidarity", "demanding", "support"})
"""What begins that for or against which people march."""
_TOWARDS = frozenset({"to", "toward", "towards"})
_AROUND = frozenset({"near", "outside", "around", "above", "off"})
"""What puts something only beside a place."""
_NOT_THERE = frozenset({None, "from", "of"})
"""What puts nothing at the place behind it."""
TOPIC_REACH = 4
"""Words before a place that hold its preposition and what stands there."""
_ELSEWHERE = frozenset({"while", "as", "after", "but", "whereas"})
_RELATIVES = frozenset({"that", "which", "who", "where"})
"""What begins a clause whose place is its own: "marched … over the collapse of a roof that killed 16 people in Novi Sad"."""
_CAME = frozenset({"came", "comes", "come"})
_SPANS = frozenset({"minutes", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"})
_CAME_REACH = 5
"""Words from what came to "after"."""
PLACE_REACH = 25
"""Tokens beyond which a place belongs to another clause."""


def stated_beside(trigger: Trigger, roles: Roles) -> PlaceMention | None:
    """The finest place of the sentence: after the trigger before one in front of it, then the nearer one.

    A place directly behind the trigger leaves no place of another country: "the death toll in Israel …, strikes on Gaza".
    """
    if (named := named_there(trigger)) is not None:
        return named
    ranked = []
    for first, last, place in trigger.clause.places:
        if (
            trigger.is_noun
            and last == trigger.first
            and trigger.family.event is PloverEvent.ASSAULT
            and not _owns(place, trigger)
        ):
            return place  # "the Pahalgam attack"
        there = place.preposition in _THERE or (place.preposition == "of" and _is_struck(trigger, first))
        there = there or _is_left(trigger, first, place)
        direct = 0 <= first - trigger.last <= STRUCK_WITHIN and place.preposition != "from"
        direct = direct or _is_subject(trigger, last, place) or _is_its_object(trigger, first, place)
        if (not there and not direct) or _is_spoken_of(trigger, roles, first) or is_of_victims(trigger, first):
            continue
        distance = first - trigger.last if first >= trigger.last else trigger.first - last + 6
        between = trigger.clause.words[min(last, trigger.last) : max(first, trigger.first)]
        behind = first > trigger.last
        if behind and (_is_since_then(between) or _is_long_after(between) or _came_after(trigger, first)):
            continue
        elsewhere = not _ELSEWHERE.isdisjoint(between) or (behind and not _RELATIVES.isdisjoint(between))
        if behind and place.preposition in _TOWARDS and trigger.family.event in _STANDING and not _CONTINUED.isdisjoint(between):
            continue
        if ";" in between and trigger.clause.sentence.in_title:
            continue  # "Gunmen kill nine in Plateau; 12 abducted in Kaduna"
        if distance > PLACE_REACH or (elsewhere and first < trigger.first):  # "fled to Chad as clashes …" is another clause
            continue
        around = place.preposition in _AROUND
        ranked.append((elsewhere, _FINE[place.location.precision], around, distance, first, place))
    close = next((place for *_, first, place in ranked if first == trigger.last + 1 and place.preposition == "in"), None)
    if close is not None:
        ranked = [row for row in ranked if row[-1].location.country == close.location.country]
    return min(ranked, key=lambda row: row[:5])[-1] if ranked else None


def _came_after(trigger: Trigger, first: int) -> bool:
    """Whether a place is of what was before: "the attack came days after guards arrested two men near Bialystok"."""
    between = trigger.clause.words[trigger.last : first]
    after = next((at for at, word in enumerate(between) if word == "after"), 0)
    return trigger.is_noun and not _CAME.isdisjoint(between[:2]) and 0 < after <= _CAME_REACH


def named_there(trigger: Trigger) -> PlaceMention | None:
    """The place in front that "there" behind a deed means: "the governor of Belgorod said drones wounded two people there"."""
    words, last = trigger.clause.words, trigger.last
    near = range(last, min(last + OBJECT_REACH, len(words)))
    at = next((i for i in near if words[i] == "there" or words[i] in MARKS or words[i] in SUBORDINATORS), None)
    if at is None or words[at] != "there" or not BE.isdisjoint(words[at + 1 : at + 2]) or trigger.family.event not in MATERIAL:
        return None
    return next((place for _, end, place in reversed(trigger.clause.places) if end <= trigger.first), None)


def _is_spoken_of(trigger: Trigger, roles: Roles, first: int) -> bool:
    """Whether a place is only what is spoken of or to, or protested against."""
    event, words = trigger.family.event, trigger.clause.words
    told = words[trigger.first : first]
    if event is PloverEvent.PROTEST:
        return not _CAUSES.isdisjoint(told) or _is_where_said(trigger, first) or _is_of_another_war(trigger, first)
    if event in _STANDING and is_end_of_voyage(words, first):
        return True
    if event in MATERIAL:
        return _is_where_said(trigger, first) or (event is not PloverEvent.ASSAULT and _is_of_another_war(trigger, first))
    if is_of_cause(trigger, first):
        return True
    apart = not _COMPLEMENTS.isdisjoint(told) or _is_in_front_clause(trigger, first)
    said = event in SPOKEN and any(mention.country for mention in roles.actors)
    return (said and apart) or _is_topic(trigger, first)


def _is_of_another_war(trigger: Trigger, first: int) -> bool:
    """Whether a place only says which war somebody is for or against: "arrested for protesting the war in Ukraine"."""
    at = first - 2
    return at >= 0 and trigger.clause.words[at] in _WARS and not trigger.first <= at < trigger.last


def _is_where_said(trigger: Trigger, first: int) -> bool:
    """Whether a place is where somebody spoke of it: "told reporters in Abuja that troops had killed …"."""
    return (first > 1 and trigger.clause.words[first - 2] in _SPEECHES) or _is_of_tellers(trigger, first)


def _is_of_tellers(trigger: Trigger, first: int) -> bool:
    """Whether a place is only where those are who tell it, for another one stands in front: "in Pataz, the army said in Lima"."""
    words = trigger.clause.words
    start = next((i + 1 for i in range(first - 1, trigger.last - 1, -1) if words[i] == ","), 0)
    if not start or not any(at < start for at, _, place in trigger.clause.places if place.preposition not in _NOT_THERE):
        return False
    end = next((i for i in range(first, len(words)) if words[i] in MARKS), len(words))
    told = words[start:end]
    return "that" not in told and (told[:2] == ("according", "to") or not REPORTING.isdisjoint(told))


def _owns(place: PlaceMention, trigger: Trigger) -> bool:
    """Whether a place in front of a noun is whose it is: "Israel's assassination of …"."""
    return place.location.precision is PlacePrecision.COUNTRY and trigger.clause.words[trigger.first - 1].endswith(POSSESSIVE)


def _is_struck(trigger: Trigger, first: int) -> bool:
    """Whether "of" leads from an attack to what was struck: "its bombardment early on Wednesday of Beirut's suburbs"."""
    attack = trigger.is_noun and trigger.family.event is PloverEvent.ASSAULT and trigger.first < first
    return (
        attack
        and first - trigger.last <= OBJECT_REACH
        and not any(trigger.last <= a < first for a, _, _ in trigger.clause.actors)
    )


def _is_left(trigger: Trigger, first: int, place: PlaceMention) -> bool:
    """Whether troops or people go away from a place: "withdrew its soldiers from Niger", "drove the army out of Goma"."""
    between = trigger.clause.words[trigger.last : first]
    goes = trigger.family.event is PloverEvent.RETREAT or "out" in between
    return goes and place.preposition == "from" and 0 <= first - trigger.last <= OBJECT_REACH


def _is_in_front_clause(trigger: Trigger, first: int) -> bool:
    """Whether a place stands in a clause in front of the trigger's: "after troops rolled into Ukraine, the US warned"."""
    words = trigger.clause.words
    if "," not in words[first : trigger.first]:
        return False
    start = next((i + 1 for i in range(first - 1, -1, -1) if words[i] == ","), 0)
    return not SUBORDINATORS.isdisjoint(words[start:first])


def _is_its_object(trigger: Trigger, first: int, place: PlaceMention) -> bool:
    """Whether the verb itself puts something at a place behind it: "hit the Israeli resort of Eilat"."""
    words = trigger.clause.words
    told = 0 <= first - trigger.last <= OBJECT_REACH and place.preposition in words[trigger.first : trigger.last]
    return told and "," not in words[trigger.last : first]


def _is_subject(trigger: Trigger, last: int, place: PlaceMention) -> bool:
    """Whether a place is what was struck: "Kharkiv was hit by missiles"."""
    between = trigger.clause.words[last : trigger.first]
    return trigger.passive and place.preposition is None and last <= trigger.first and BE.issuperset(between)


def _is_since_then(words: Sequence[str]) -> bool:
    """Whether what happened earlier is told among words: "protested, for the first time since a canopy collapsed in"."""
    return "since" in words and any(word.endswith("ed") for word in words[words.index("since") :])


def _is_long_after(words: Sequence[str]) -> bool:
    """Whether what came before is told among words: "struck the port a day after a missile landed near"."""
    return any(word == "after" and before in _SPANS for before, word in pairwise(words))


def is_beside_it(trigger: Trigger, first: int) -> bool:
    """Whether a named place is only where the hurt were brought, it was said or fired from, or of another deed."""
    if is_of_victims(trigger, first) or _is_where_said(trigger, first) or is_of_cause(trigger, first):
        return True
    if _came_after(trigger, first) or (trigger.family.event in _STANDING and is_end_of_voyage(trigger.clause.words, first)):
        return True
    places = trigger.clause.places
    fired = next((place.preposition == "from" for at, _, place in places if at == first), False)
    return fired and trigger.family.event is PloverEvent.ASSAULT and any(place.preposition in _AIMED for _, _, place in places)


def is_of_cause(trigger: Trigger, first: int) -> bool:
    """Whether a place is only where that was for which a state punishes: "downgraded ties after an attack in Pahalgam"."""
    told = trigger.clause.words[trigger.last : first] if first >= trigger.last else ()
    punishes = trigger.family.event is PloverEvent.SANCTION or closes_airspace(trigger)
    charges = (
        trigger.family.mode == "investigate" and "after" in told
    )  # "was charged three months after he was seized in Nairobi"
    return charges or (punishes and not _SINCE_WHAT.isdisjoint(told))


def closes_airspace(trigger: Trigger) -> bool:
    """Whether a state keeps others out: "shut its airspace to Indian airlines"."""
    return trigger.family.event is PloverEvent.COERCE and "airspace" in trigger.clause.words[trigger.first : trigger.last]


def is_of_victims(trigger: Trigger, first: int) -> bool:
    """Whether a place is where the hurt were brought or counted, and not what was struck: "a hospital in Goma reported"."""
    words = trigger.clause.words
    if _is_telling_hospital(trigger, first):
        return True
    at = first - HOSPITAL_REACH
    return at >= 0 and words[at] in _HOSPITALS and words[at + 1] in {"in", "of"} and not 0 <= at - trigger.last <= STRUCK_WITHIN


def _is_telling_hospital(trigger: Trigger, first: int) -> bool:
    """Whether a place is a hospital that received or only tells of them: "…, Nasser Hospital said", "taken to Shifa Hospital"."""
    words = trigger.clause.words
    last = next((last for at, last, _ in trigger.clause.places if at == first), first)
    if _HOSPITALS.isdisjoint(words[first : last + 1]):
        return False
    last += words[last : last + 1] == ("hospital",)
    before = words[max(0, first - 2) : first]
    told = not REPORTING.isdisjoint(words[last : last + 2]) or before == ("according", "to") or before[:1] in _MEDICS
    return told or before[-1:] in {("to",), ("from",)}


def _is_topic(trigger: Trigger, first: int) -> bool:
    """Whether a place is only what is spoken of or to: "condemned the war in Gaza", "a warning to China"."""
    words = trigger.clause.words[max(0, first - TOPIC_REACH) : first]
    at = max((i for i, word in enumerate(words) if word in _THERE), default=0)
    if words and words[at] in _TOWARDS and trigger.family.event in SPOKEN | {PloverEvent.SANCTION}:
        return True
    concluded = _CONCLUDED.get(trigger.family.event, frozenset())
    return at > 0 and words[at - 1] in _TOPICS and words[at - 1] not in concluded
