"""The place that a sentence states for what one of its triggers tells."""

from collections.abc import Sequence

from processors.coding.frames import Trigger
from processors.coding.roles import Roles
from processors.coding.vocabulary import word_set
from processors.coding.words import BE, SUBORDINATORS
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
MATERIAL = frozenset({
    PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.PROTEST, PloverEvent.MOBILIZE, PloverEvent.RETREAT, PloverEvent.AID,
    PloverEvent.COOPERATE,
})  # fmt: skip
"""Events that happen at a place, not in words."""
SPOKEN = frozenset({PloverEvent.ACCUSE, PloverEvent.REJECT, PloverEvent.REQUEST, PloverEvent.SUPPORT, PloverEvent.THREATEN})
"""Acts of words, of or to somebody: a foreign country beside them is what they are about, not where they were said."""
STRUCK_WITHIN = 2
"""Tokens between a trigger and the place that is its object: "struck the city of"."""
_HOSPITALS = frozenset({"hospital", "hospitals", "clinic", "morgue"})
HOSPITAL_REACH = 2
"""Words from it to the place: "hospital in"."""
_TOPICS = word_set("stated", "topics")
_UNSIGNED = _TOPICS - {"ceasefire", "truce", "armistice", "peace"}
"""Topics but those that parties sign somewhere."""
_COMPLEMENTS = frozenset({"of", "for", "over", "to", "that", "about", "against", "as"})
"""What begins that of which something is said: "accused Israel of crimes in Gaza"."""
_CAUSES = frozenset({"against", "over", "about", "solidarity", "demanding", "support"})
"""What begins that for or against which people march."""
_TOWARDS = frozenset({"to", "toward", "towards"})
TOPIC_REACH = 4
"""Words before a place that hold its preposition and what stands there."""
_ELSEWHERE = frozenset({"while", "as", "after", "but", "whereas"})
_RELATIVES = frozenset({"that", "which", "who", "where"})
"""What begins a clause whose place is its own: "marched … over the collapse of a roof that killed 16 people in Novi Sad"."""
PLACE_REACH = 25
"""Tokens beyond which a place belongs to another clause."""


def stated_beside(trigger: Trigger, roles: Roles) -> PlaceMention | None:
    """The finest place of the sentence: after the trigger before one in front of it, then the nearer one.

    A place directly behind the trigger leaves no place of another country: "the death toll in Israel …, strikes on Gaza".
    """
    ranked = []
    for first, last, place in trigger.clause.places:
        if trigger.is_noun and last == trigger.first and trigger.family.event is PloverEvent.ASSAULT:
            return place  # "the Pahalgam attack"
        there = place.preposition in _THERE
        direct = 0 <= first - trigger.last <= STRUCK_WITHIN and place.preposition != "from"
        direct = direct or _is_subject(trigger, last, place)
        if (not there and not direct) or _is_spoken_of(trigger, roles, first) or is_of_victims(trigger, first):
            continue
        distance = first - trigger.last if first >= trigger.last else trigger.first - last + 6
        between = trigger.clause.words[min(last, trigger.last) : max(first, trigger.first)]
        behind = first > trigger.last
        if behind and _is_since_then(between):
            continue
        elsewhere = not _ELSEWHERE.isdisjoint(between) or (behind and not _RELATIVES.isdisjoint(between))
        if distance > PLACE_REACH or (elsewhere and first < trigger.first):  # "fled to Chad as clashes …" is another clause
            continue
        ranked.append((elsewhere, _FINE[place.location.precision], distance, first, place))
    close = next((place for *_, first, place in ranked if first == trigger.last + 1 and place.preposition == "in"), None)
    if close is not None:
        ranked = [row for row in ranked if row[-1].location.country == close.location.country]
    return min(ranked, key=lambda row: row[:4])[-1] if ranked else None


def _is_spoken_of(trigger: Trigger, roles: Roles, first: int) -> bool:
    """Whether a place is only what is spoken of or to, or protested against."""
    event, words = trigger.family.event, trigger.clause.words
    told = words[trigger.first : first]
    if event is PloverEvent.PROTEST:
        return not _CAUSES.isdisjoint(told)
    if event in MATERIAL:
        return False
    apart = not _COMPLEMENTS.isdisjoint(told) or _is_in_front_clause(trigger, first)
    said = event in SPOKEN and any(mention.country for mention in roles.actors)
    return (said and apart) or _is_topic(trigger, first)


def _is_in_front_clause(trigger: Trigger, first: int) -> bool:
    """Whether a place stands in a clause in front of the trigger's: "after troops rolled into Ukraine, the US warned"."""
    words = trigger.clause.words
    if "," not in words[first : trigger.first]:
        return False
    start = next((i + 1 for i in range(first - 1, -1, -1) if words[i] == ","), 0)
    return not SUBORDINATORS.isdisjoint(words[start:first])


def _is_subject(trigger: Trigger, last: int, place: PlaceMention) -> bool:
    """Whether a place is what was struck: "Kharkiv was hit by missiles"."""
    between = trigger.clause.words[last : trigger.first]
    return trigger.passive and place.preposition is None and last <= trigger.first and BE.issuperset(between)


def _is_since_then(words: Sequence[str]) -> bool:
    """Whether what happened earlier is told among words: "protested, for the first time since a canopy collapsed in"."""
    return "since" in words and any(word.endswith("ed") for word in words[words.index("since") :])


def is_of_victims(trigger: Trigger, first: int) -> bool:
    """Whether a place is where the hurt were brought or counted, and not what was struck: "a hospital in Goma reported"."""
    words = trigger.clause.words
    at = first - HOSPITAL_REACH
    return at >= 0 and words[at] in _HOSPITALS and words[at + 1] in {"in", "of"} and not 0 <= at - trigger.last <= STRUCK_WITHIN


def _is_topic(trigger: Trigger, first: int) -> bool:
    """Whether a place is only what is spoken of or to: "condemned the war in Gaza", "a warning to China"."""
    words = trigger.clause.words[max(0, first - TOPIC_REACH) : first]
    at = max((i for i, word in enumerate(words) if word in _THERE), default=0)
    if words and words[at] in _TOWARDS and trigger.family.event in SPOKEN:
        return True
    topics = _UNSIGNED if trigger.family.event is PloverEvent.AGREE else _TOPICS
    return at > 0 and words[at - 1] in topics
