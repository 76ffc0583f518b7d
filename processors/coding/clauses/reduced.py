"""Words that mostly tell an event but here only describe somebody: who was caught and what for, with whom a force comes."""

from collections.abc import Sequence

from processors.actors import ActorKind
from processors.coding.language.lexicon import Family, is_past, lexicon
from processors.coding.language.numbers import opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, BREAKS, DETERMINERS, HAVE, MARKS, MODALS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from processors.records.event import PloverEvent, Sector

VERBAL_BEFORE = MODALS | PRONOUNS | BE | HAVE | word_set("frames", "verbal_before")
_POSTED = frozenset({"deployed", "stationed"})
_SERVING = frozenset({("in",), ("to",), ("at",), ("for",), ("with",), ("near",), ("along",)})
_AUXILIARIES = BE | HAVE
POSTED_REACH = 8
"""Words behind a participle among which the verb of the sentence stands, where it is none itself."""
PERSON_REACH = 2
"""Words behind a participle that hold the person whom it describes."""
_AROUND = DETERMINERS | PREPOSITIONS | {"all", "and", ","}
CONDEMNING = frozenset({"sentenced", "sentences", "sentencing", "condemned", "condemning", "convicted", "convicts"})
"""What a court does to those who live on: "sentenced four men to death"."""
_CAUGHT = word_set("frames", "caught")
_PERSONS = word_set("quantities", "people") | word_set("frames", "persons")
_CHARGED = frozenset({("accused", "of"), ("suspected", "of"), ("charged", "with"), ("accused", "by")})
_ON_CHARGES = frozenset({("charges", "of"), ("suspicion", "of"), ("charges", "related")})
_CRIMES = frozenset({"crime", "crimes"})
_CHARGING = word_set("frames", "charging")
_CRIME_REACH = 7
"""Words from a verb of charging to what for."""
_PERFECT = frozenset({("has",), ("have",), ("had",)})
_GIVEN = frozenset({("given",), ("handed",)})
_PENALTIES = frozenset({"penalty", "sentence", "sentences", "term", "terms"})
_PENALTY_REACH = 7
_BACKED = word_set("frames", "backed")
"""Forces beside those of ``frames.toml``."""
_UNDER_ARMS = frozenset({ActorKind.GROUP, ActorKind.MILITARY, ActorKind.POLICE})
_SUBJECT_REACH = 6
"""Words of a passive subject and its verb "be"."""
BACKER_REACH = 3
"""Words behind "by" among which a party is that backs."""
_SENT = frozenset({ActorKind.MILITARY, ActorKind.POLICE})
_SENT_REACH = 3
"""Words between those who are sent and their verb, and from it to the country."""
_PROSPECTS = frozenset({"will", "would", "if", "unless", "'ll"})
_GATHERINGS = word_set("frames", "gatherings")
_GATHERING_REACH = 9
_HANDED = frozenset({"handed", "hand", "hands", "handing", "turned", "turn", "turns"})
_HANDED_REACH = 14
_RECEIVERS = word_set("frames", "receivers")
_RECEIVER_REACH = 3
_HOSTAGES = frozenset({"hostage", "hostages", "captive", "captives", "pows", "prisoners"})
_EASING = word_set("frames", "easing")
_PAUSING = word_set("frames", "pausing")
_PENALTIES_EASED = word_set("frames", "penalties_eased")
_EASED = frozenset({"lifted", "eased", "removed", "waived", "suspended"})
_EASED_REACH = 7
"""Words from what punishes to the verb that ends it."""
_REACH = 10
"""Words from a verb of catching to the charge."""
_ENDS = MARKS | SUBORDINATORS | BE | HAVE | {"who", "that", "which", "and", "but"}


def describes(clause: Clause, at: int) -> bool:
    """Whether a participle only says who is meant: "rescued eight of the 17 abducted workers", "jailed leader Besigye"."""
    words = clause.words
    if not is_past(words[at]) or not _PERSONS.intersection(words[at + 1 : at + 1 + PERSON_REACH]):
        return False
    head = next(i for i in range(at + 1, len(words)) if words[i] in _PERSONS)
    if any(word in BREAKS or word in _AROUND or opens_number(word) for word in words[at + 1 : head]):
        return False
    before = words[at - 1] if at else ""
    return not before or before in _AROUND or before in BREAKS or opens_number(before) or is_past(before)


def is_posted(words: Sequence[str], at: int) -> bool:
    """Whether a participle only says where somebody serves: "a police officer deployed to Haiti was killed"."""
    behind = words[at + 1 : at + 1 + POSTED_REACH]
    serves = words[at] in _POSTED and behind[:1] in _SERVING
    if not (serves or words[at : at + 2] == ("fighting", "for")) or not at or words[at - 1] in VERBAL_BEFORE:
        return False
    verb = next((i for i, word in enumerate(behind) if word in _AUXILIARIES), None)
    return verb is not None and MARKS.isdisjoint(behind[:verb])


def tells_less(family: Family, clause: Clause, at: int, end: int) -> bool:
    """Whether words that mostly tell an event only describe somebody, or tell what goes on within a country."""
    match family.event:
        case PloverEvent.SUPPORT:
            return is_backed_by_thing(clause, at, end) or describes_force(clause, at)
        case PloverEvent.ACCUSE:
            return tells_what_for(clause.words, at)
        case PloverEvent.COERCE:
            return is_of_those(clause.words, at) or is_of_gathering(clause.words, at, end)
        case PloverEvent.THREATEN:
            return warns_of_danger(clause, at, end)
        case PloverEvent.COOPERATE:
            return hands_over_at_home(clause, at)
        case _:
            return family.mode == "release" and hands_over_at_home(clause, at)


def eases(words: Sequence[str], at: int, end: int) -> bool:
    """Whether what punishes is ended: "[announced] the lifting of sanctions", "[sanctions] on Syria were lifted"."""
    if not _EASING.isdisjoint(words[at:end]):
        return True
    if not _PAUSING.isdisjoint(words[at:end]) and not _PENALTIES_EASED.isdisjoint(words[at:end]):
        return True  # "to suspend tariffs", not "to suspend ties"
    behind = words[end : end + _EASED_REACH]
    stop = next((i for i, word in enumerate(behind) if word in MARKS or word in SUBORDINATORS or word in BE), len(behind))
    verb = behind[stop + 1 : stop + 3] if behind[stop : stop + 1] and behind[stop] in BE else behind[:stop]
    return end == at + 1 and words[at].endswith("s") and not _EASED.isdisjoint(verb)


def tells_what_for(words: Sequence[str], at: int) -> bool:
    """Whether a charge only belongs to the verb in front: "hanged a man [accused of] spying", "held [on charges of]"."""
    if words[at] in _CRIMES and words[at - 1] in {"with", "of", "for"} and at:
        return not _CHARGING.isdisjoint(words[max(0, at - _CRIME_REACH) : at])  # "charged Hasina with [crimes against humanity]"
    pair = tuple(words[at : at + 2])
    describes = pair in _CHARGED and at > 0 and words[at - 1] in _PERSONS
    states = words[at] == "on" and tuple(words[at + 1 : at + 3]) in _ON_CHARGES
    if not (describes or states):
        return False
    for i in range(at - 1, max(-1, at - _REACH), -1):
        if words[i] in _CAUGHT:
            return True
        if words[i] in _ENDS:
            return False
    return False


def is_condemned(words: Sequence[str], at: int) -> bool:
    """Whether those in front of a token are sentenced, not killed: "were sentenced to death", "was given a death sentence"."""
    at += 1 + (words[at : at + 1] in _PERFECT)
    verb = words[at : at + 1]
    given = verb in _GIVEN and not _PENALTIES.isdisjoint(words[at + 1 : at + _PENALTY_REACH])
    return words[at - 1] in BE and (given or (bool(verb) and verb[0] in CONDEMNING)) if at < len(words) else False


def describes_force(clause: Clause, at: int) -> bool:
    """Whether "backed by" only says with whom or what a force comes: "troops [backed by] jets attacked", "the M23, backed by"."""
    words = clause.words
    if not at or words[at] not in {"backed", "supported"} or words[at + 1 : at + 2] != ("by",):
        return False
    end = at - (words[at - 1] == ",")
    armed = any(last == end and mention.kind in _UNDER_ARMS for _, last, mention in clause.actors)
    return armed or (end > 0 and words[end - 1] in _BACKED | lexicon().classes["forces"])


def is_backed_by_thing(clause: Clause, at: int, end: int) -> bool:
    """Whether no known party stands behind "by": "a loan backed by frozen assets", "backed by intelligence"."""
    if clause.words[at] != "backed" or clause.words[end : end + 1] != ("by",):
        return False
    behind = clause.words[end + 1 : end + 1 + BACKER_REACH]
    last = end + 1 + (behind.index(",") if "," in behind else len(behind))
    named = any(token.capital for token in clause.sentence.tokens[end + 1 : last])
    return not named and not any(end < first < min(last, end + BACKER_REACH) for first, _, _ in clause.actors)


def is_of_force(clause: Clause, at: int, end: int) -> bool:
    """Whether those are under arms who are the object or passive subject: "drove [the RSF] out", "[rebels] were pushed out"."""
    words = clause.words
    first, last = (at - _SUBJECT_REACH, at) if words[at - 1] in BE and at else (at + 1, end)
    inside = words[max(0, first) : last]
    armed = any(m.kind in _UNDER_ARMS and max(0, first) <= start < last for start, _, m in clause.actors)
    return armed or not lexicon().classes["forces"].isdisjoint(inside)


def hands_over_at_home(clause: Clause, at: int) -> bool:
    """Whether a detainee or a body only goes from hand to hand in a country: "handed over to the police", "to his family"."""
    words = clause.words
    near = words[at : at + _HANDED_REACH]
    if not _HANDED.intersection(near[:2]) or "over" not in near or not _HOSTAGES.isdisjoint(words):
        return False
    to = next((i for i in range(at + 1, at + len(near)) if words[i] in MARKS or words[i] == "to"), at)
    receiver = words[to + 1 : to + 1 + _RECEIVER_REACH]
    foreign = any(to < first <= to + 2 and mention.country for first, _, mention in clause.actors)
    return words[to] == "to" and not _RECEIVERS.isdisjoint(receiver) and not foreign


def is_of_contingent(clause: Clause, at: int, end: int) -> bool:
    """Whether those under arms of one country go to another: "400 Kenyan police officers [arrived in] Port-au-Prince"."""
    reach = range(at - _SENT_REACH, at + 1)
    subject = next((m for _, last, m in clause.actors if last in reach and m.kind in _SENT), None)
    if subject is None or subject.country is None:
        return False
    behind = range(end, end + _SENT_REACH)
    there = [m.country for first, _, m in clause.actors if first in behind]
    there += [place.location.country for first, _, place in clause.places if first in behind]
    return any(country not in {None, subject.country} for country in there)


def leaves_body(clause: Clause, _: int, end: int) -> bool:
    """Whether the object of a verb is a body of states, and not what is of it: "[quit] the WHO", not "left a UN base"."""
    words = clause.words
    found = next((last for first, last, m in clause.actors if first - end in {0, 1} and m.kind is ActorKind.IGO), None)
    return found is not None and (found == len(words) or words[found] in MARKS | PREPOSITIONS | SUBORDINATORS | {"and"})


def warns_of_danger(clause: Clause, at: int, end: int) -> bool:
    """Whether a body of states or helpers only foresees something bad: "the UN [warned that] famine was looming"."""
    if not clause.words[at].startswith("warn"):
        return False
    reach = range(at - _SENT_REACH, at + 1)
    subject = next((m for _, last, m in clause.actors if last in reach), None)
    helps = subject is not None and (subject.kind is ActorKind.IGO or subject.sector is Sector.NGO)
    warned = any(at < first < end + _SENT_REACH for first, _, _ in clause.actors)
    return helps and not warned and _PROSPECTS.isdisjoint(clause.words[end:])


def is_of_gathering(words: Sequence[str], at: int, end: int) -> bool:
    """Whether "held" is of what people come together for: "talks between Syria and Turkey [were held on] Monday"."""
    if "held" not in words[at:end] or words[at] not in BE:
        return False
    subject = words[max(0, at - _GATHERING_REACH) : at]
    head = next((word for word in reversed(subject) if word in _GATHERINGS or word in _PERSONS or word in MARKS), "")
    return head in _GATHERINGS or (head in _PERSONS and not _GATHERINGS.isdisjoint(subject))


def is_of_those(words: Sequence[str], at: int) -> bool:
    """Whether a participle only says who is spoken of: "called for the release of all those arbitrarily [detained]"."""
    back = at - 1 - (at > 0 and words[at - 1].endswith("ly"))
    return back > 0 and words[back] == "those" and words[back - 1] not in {"among", "."}
