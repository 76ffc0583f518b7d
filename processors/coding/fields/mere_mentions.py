"""Parties whom a sentence only names: by a number of their own, by a house, as those from whom a place is taken."""

from processors.actors import ORGANS, ActorKind
from processors.coding.clauses.governed import is_gapped
from processors.coding.clauses.routes import is_end_of_voyage
from processors.coding.fields.sides import Standing
from processors.coding.language.vocabulary import word_set
from processors.records.event import PloverEvent

_TALLYING = frozenset({("reported",), ("reports",), ("recorded",), ("confirmed",)})
_TALLIED = frozenset({"dead", "killed", "wounded", "injured", "deaths", "casualties", "missing"})
_TALLY_REACH = 6
_HOUSES = frozenset(
    {"jail", "prison", "hospital", "barracks", "academy", "headquarters", "court", "tribunal", "custody", "plane"}
)
_TAKING = frozenset(
    {"retake", "retakes", "retook", "recapture", "recaptures", "recaptured", "seized", "captured", "wrested", "liberated"}
)
_STATES = ORGANS | {ActorKind.COUNTRY, ActorKind.LEADER}
_PUNISHING = word_set("frames", "caught") | {"killed", "kills", "banned", "bans", "fired", "charged", "charges", "dispersed"}
_VERB_REACH = 3
"""Words from a state to its verb."""
_OCCASIONAL = frozenset({"by", "with", "of", "from", "against", "on", "to"})
_OCCASIONS = frozenset({"visit", "trip", "tour", "talks", "meeting", "summit", "call"})
_DURING = frozenset({"during", "amid", "ahead", "after", "following"})
_OCCASION_REACH = 5
_OFF_COASTS = frozenset({("off", "the", "coast", "of"), ("off", "the", "coasts", "of"), ("off", "the", "shore", "of")})
_WARS = frozenset({"war", "conflict", "fight"})
_LINK_REACH = 4
"""Words from "linked to" to a party."""


def only_has_number(standing: Standing) -> bool:
    """Whether a party only tells or has a number of its own: "Pakistan reported 31 dead and India 15"."""
    words, (first, last) = standing.draft.trigger.clause.words, standing.tokens
    if not last or standing.draft.roles.have(standing.mention):
        return False
    reports = words[last : last + 1] in _TALLYING and standing.draft.event is PloverEvent.ASSAULT
    return is_gapped(words, first, last) or (reports and not _TALLIED.isdisjoint(words[last + 2 : last + _TALLY_REACH]))


def is_reached(standing: Standing) -> bool:
    """Whether a country is only where those come who flee: "Sudanese refugees have entered [Libya]"."""
    trigger, (first, _) = standing.draft.trigger, standing.tokens
    return "refugees" in trigger.family.needs and standing.mention.kind is ActorKind.COUNTRY and first > trigger.first


def only_ends_voyage(standing: Standing) -> bool:
    """Whether a country is only where a ship comes from or goes to: "sailing from [India] to South Africa when it was hit"."""
    mention, (first, _), draft = standing.mention, standing.tokens, standing.draft
    deed = draft.event in {PloverEvent.ASSAULT, PloverEvent.COERCE}
    return deed and mention.kind is ActorKind.COUNTRY and is_end_of_voyage(draft.trigger.clause.words, first)


def is_off_shore(standing: Standing) -> bool:
    """Whether a country only says off which coast it was: "seized a tanker off [Somalia]", "off the coast of Yemen"."""
    mention, (first, _), words = standing.mention, standing.tokens, standing.draft.trigger.clause.words
    off = words[max(0, first - 1) : first] == ("off",) or words[max(0, first - 4) : first] in _OFF_COASTS
    return off and mention.kind is ActorKind.COUNTRY


def only_names_house(standing: Standing) -> bool:
    """Whether an organ only says whose a house is: "taken to a military jail", "outside a police station"."""
    mention, (_, last), words = standing.mention, standing.tokens, standing.draft.trigger.clause.words
    organ = mention.kind in ORGANS and mention.country is None and not standing.draft.roles.have(mention)
    return organ and last > 0 and not _HOUSES.isdisjoint(words[last : last + 1])


def is_linked(standing: Standing) -> bool:
    """Whether others or things are only linked to a party: "arson attacks on properties linked to Keir Starmer"."""
    (first, _), words = standing.tokens, standing.draft.trigger.clause.words
    near = range(first - 1, max(0, first - _LINK_REACH), -1)
    return not standing.draft.roles.have(standing.mention) and any(words[at - 1 : at + 1] == ("linked", "to") for at in near)


def is_of_occasion(standing: Standing) -> bool:
    """Whether a party is only of the visit or war beside which it is done: "signed it during a visit by Emmanuel Macron"."""
    event, words, (first, _) = standing.draft.event, standing.draft.trigger.clause.words, standing.tokens
    if standing.draft.roles.have(standing.mention) or first == 0:
        return False
    at = first - 1 - (words[first - 1] == "the")
    if at < 1 or words[at] not in _OCCASIONAL:
        return False
    if words[at - 1] in _WARS:
        return event not in {PloverEvent.ASSAULT, PloverEvent.RETREAT}
    during = not _DURING.isdisjoint(words[max(0, at - _OCCASION_REACH) : at - 1])
    return words[at - 1] in _OCCASIONS and during and event is not PloverEvent.CONSULT


def is_of_reason(standing: Standing) -> bool:
    """Whether a party is only in why a state punishes: "sanctions on the ICC over its warrant for Israel's leader"."""
    draft, (first, _) = standing.draft, standing.tokens
    if draft.event is not PloverEvent.SANCTION or draft.roles.have(standing.mention) or not draft.roles.recipients:
        return False
    return "over" in draft.trigger.clause.words[draft.trigger.last : first]


def loses(standing: Standing) -> bool:
    """Whether a town is taken from a party, or it is only where a group takes it: "retook the village from al Shabaab"."""
    mention, draft, (first, _) = standing.mention, standing.draft, standing.tokens
    if draft.event not in {PloverEvent.ASSAULT, PloverEvent.COERCE} or mention in draft.roles.actors:
        return False
    words = draft.trigger.clause.words
    taken = words[max(0, first - 1) : first] == ("from",) or words[max(0, first - 2) : first] == ("from", "the")
    groups = any(actor.kind is ActorKind.GROUP for actor in draft.roles.actors)
    return (taken and not _TAKING.isdisjoint(words[:first])) or (groups and mention.locative)


def punishes_protesters(standing: Standing) -> bool:
    """Whether a state only punishes for a protest: "Saudi Arabia executed a man for offences during protests"."""
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    if draft.event is not PloverEvent.PROTEST or draft.roles.have(mention) or mention.kind not in _STATES:
        return False
    words, first = draft.trigger.clause.words, draft.trigger.first
    return (
        0 < last <= first and not mention.adjectival and not _PUNISHING.isdisjoint(words[last : min(last + _VERB_REACH, first)])
    )
