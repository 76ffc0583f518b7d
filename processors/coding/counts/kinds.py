"""What a count counts: the dead, the arrested, drones, money, by the words around its number."""

from collections.abc import Sequence

from processors.coding.clauses.reduced import CONDEMNING
from processors.coding.counts.certain import LOST, SWAPPING, amounts_to, come_to_hospital, gives_up, is_buried, swapped
from processors.coding.counts.parts import are_pilotless, goes_on, succumb
from processors.coding.language.numbers import Number, beyond_ages, opens_number
from processors.coding.language.vocabulary import phrase_table, word_set, word_table
from processors.coding.language.words import ADVERBS, BE, BREAKS, HAVE, MARKS, REPORTING, SUBORDINATORS
from processors.records.event import QuantityKind

KINDS = {word: QuantityKind(kind) for kind, words in word_table("quantities", "suffered").items() for word in words}
"""What a word says to have been suffered."""
HARMS = frozenset(KINDS)
"""The words of ``KINDS``."""
_PHRASES = {phrase: QuantityKind(kind) for kind, phrases in phrase_table("quantities", "phrases").items() for phrase in phrases}
"""The same of two words: "set free"."""
OBJECTS = {word: QuantityKind(kind) for kind, words in word_table("quantities", "objects").items() for word in words}
"""What a word says to have been counted."""
SUFFERED = frozenset(KINDS.values())
_WRECKED = frozenset({"destroyed", "destroying", "damaged", "damaging", "burned", "torched", "demolished"})
PEOPLE = word_set("quantities", "people")
_STATES = {word: QuantityKind(kind) for kind, words in word_table("quantities", "states").items() for word in words}
_TROOPS = frozenset(word for word, kind in OBJECTS.items() if kind is QuantityKind.TROOPS) | {"officers", "members", "men"}
_SOLDIERS = _TROOPS | {"soldier", "men"}
_TRANSFERRED = SWAPPING | frozenset(
    ["received", "receives", "handed", "hand", "hands", "handover", "repatriation", "transferred"]
)
_TRANSFER_REACH = 6
_MORGUES = frozenset(["morgue", "morgues", "mortuary", "hospital", "hospitals"])
_LEAVING = frozenset(["left", "leave", "leaving", "sought", "seeking", "took", "taken", "driven", "forced"])
_DRIVING, _AWAY = frozenset(["driven", "drove", "driving", "forced"]), frozenset({("from", "their"), ("out", "of")})
_WARDS = frozenset(["hospital", "hospitals", "custody"])
_WAYS_IN = BE | frozenset(["taken", "rushed", "admitted", "treated", "transferred", "brought", "held", "remain", "still", "into"])
UNCOUNTED = frozenset(["arrest", "death", "murder", "release", "evacuation", "kidnap", "massacre", "execution", "assassination"])
"""Words that are never counted themselves."""
_LOSSES = {
    word: KINDS[word]
    for word in ("killings", "deaths", "fatalities", "executions", "murders", "assassinations", "arrests", "detentions")
}
"""What is counted itself."""
_JOINT_REACH = 9
"""Words of "and a 14-year-old girl"."""
_JOINT_ENDS = MARKS | BE | {"that"}
_BROUGHT_HOME = frozenset({"body", "bodies", "remains", "corpse", "corpses"})
_REMAINS = _BROUGHT_HOME | {"death"}
"""What there is of the dead: "the remains of twelve soldiers"."""
_CONFINED = word_set("quantities", "confined")
_TRANSPARENT = word_set("quantities", "transparent") | ADVERBS | BE | HAVE
"""What may stand between those who are counted and their predicate."""
_ENDING = frozenset(["killing", "wounding", "injuring", "and", "while"])
_BEFORE_PREDICATE = BE | ADVERBS | {"and", "or", "taken"}
_REACHING = frozenset(
    ["to", "of", "at", "is", "was", "reached", "hit", "topped", "passed", "surpassed", "exceeded", "toll", "from"]
)
_INTRANSITIVE = {word: KINDS[word] for word in ("died", "perished", "fled", "drowned", "disappeared")}
"""What those who are counted have done themselves: "are reported to have died"."""
_GROUPED = frozenset(["of", "from", "belonging"])
"""Before the name of a group: "two militants of the movement were killed"."""
_PARTICIPLES = frozenset(["held", "taken", "caught", "seen", "shot", "hit"])
"""Those that do not end in "ed" and may describe who is counted: "guards held for days have been rescued"."""
_ANSWERING = frozenset({"accused", "charged", "convicted", "suspected"})
"""What is said of those who did it."""
_INJURIES = frozenset({"burns", "fractures", "concussion", "concussions", "bruises"})
_SUSTAINING = frozenset({"suffered", "sustained", "received", "suffering", "sustaining"})
"""What those have done who are counted with their injuries: "eight people suffered burns"."""
_SUPREME = frozenset((how, what) for how in ("supreme", "ultimate") for what in ("price", "sacrifice"))
"""What soldiers pay or make who fall: "two soldiers paid the supreme price"."""
_CAPTIVE = frozenset({"prisoner", "captive"})
_HELD = {(verb, "hostage"): QuantityKind.HOSTAGES for verb in ("held", "taken")} | {
    ("held", "captive"): QuantityKind.HOSTAGES,
    ("taken", "captive"): QuantityKind.CAPTURED,
    ("taken", "prisoner"): QuantityKind.CAPTURED,
}
_RAIDERS = frozenset({"gunmen", "bandits", "kidnappers", "attackers", "terrorists", "militants"})
_MARTYRED = frozenset({("embraced", "martyrdom"), ("attained", "martyrdom")})
_DAY_OF_THE_DEAD = ("day", "of", "the", "dead")
_PRICES = frozenset({"price", "prices", "barrel", "shares", "stocks"})
_PRICE_REACH = 8
_GROUP_REACH = 10
_BEFORE_REACH = 6
_AFTER_REACH = 12
_ASIDE_REACH = 16
"""Tokens of an insertion between two commas: "…, including 22 who had been arrested, …"."""


def kind_of(words: Sequence[str], number: Number, end: int, previous: QuantityKind | None) -> QuantityKind | None:
    """What a number counts, or None where nothing in its sentence says it.

    Args:
        words: The sentence.
        number: The number.
        end: One past the noun phrase that it opens.
        previous: What the number before it in the sentence counts.
    """
    kind = _kind(words, number, end, previous)
    if kind is QuantityKind.DISPLACED and _CONFINED.intersection(words[number.last : end]):
        return None  # who breaks out of prison is not displaced
    return kind


def _kind(words: Sequence[str], number: Number, end: int, previous: QuantityKind | None) -> QuantityKind | None:
    if number.currency:
        near = words[max(0, number.first - _PRICE_REACH) : number.last + 2]
        return None if _PRICES.intersection(near) else QuantityKind.MONEY
    if number.last and words[number.last - 1] == "strong":
        return QuantityKind.TROOPS  # "a 3,000-strong force"
    noun = _object_of(words[number.last : end])
    if noun is not None and noun is not QuantityKind.TROOPS:
        return noun
    special = _by_company(words, number, end, previous)
    if special is not None:
        return special
    if number.first and words[number.first - 1] in _WRECKED:
        return None  # "destroyed five of their bases"
    bare = end == number.last
    told = _governing(words, number.first, end) or _predicate(words, end, bare=bare) or _before(words, number.first)
    told = told or _left(words, number)
    described = next((KINDS[w] for w in words[number.last : max(number.last, end - 1)] if w in KINDS), None)
    if described is not None and told in {None, QuantityKind.DISPLACED}:
        return described  # "two injured soldiers were evacuated"
    if told is not None:
        return told
    joined = number.first and words[number.first - 1] in {"and", ",", "including", "as", ":"}
    joined = joined or tuple(words[max(0, number.first - 2) : number.first]) == ("among", "them")
    soldiers = noun is QuantityKind.TROOPS and previous in SUFFERED and not (BE | HAVE).intersection(words[end : end + 1])
    if previous is not None and (noun is None or soldiers) and joined and (not bare or _is_elsewhere(words, number)):
        return previous if previous in SUFFERED else None
    if noun is QuantityKind.TROOPS and words[end - 1] in _TROOPS and not any(w in KINDS for w in words):
        return noun
    return None if bare else _STATES.get(words[end - 1])


def _object_of(noun: Sequence[str]) -> QuantityKind | None:
    """What a noun phrase names: "unmanned aerial vehicles" are drones, "suicide bombers" no aircraft."""
    if are_pilotless(noun):
        return QuantityKind.DRONES
    kind = next((OBJECTS[word] for word in reversed(noun) if word in OBJECTS), None)
    return None if "suicide" in noun and kind is QuantityKind.AIRCRAFT else kind


def _by_company(words: Sequence[str], number: Number, end: int, previous: QuantityKind | None) -> QuantityKind | None:
    """The kind of a number that is of others in front, or that of the wounded: "four of the injured succumbed"."""
    if succumb(words, number.last):
        return QuantityKind.DEAD
    if goes_on(words, number, end, previous):
        return previous
    return QuantityKind.INJURED if come_to_hospital(words, number.first, end) else None


def _is_elsewhere(words: Sequence[str], number: Number) -> bool:
    """Whether a bare number goes on with another place: "killed 45 traders in one town and 22 in another"."""
    return words[number.first - 1] in {"and", ",", ":", "including"} and not {"in", "near"}.isdisjoint(
        words[number.last : number.last + 1]
    )


def are_handed_over(words: Sequence[str], first: int, end: int) -> bool:
    """Whether the dead of some time ago are only brought home: "received the bodies of 909 soldiers"."""
    if words[end - 1] in _BROUGHT_HOME or words[end : end + 1] == ("bodies",):  # "received 1,000 bodies"
        return _MORGUES.isdisjoint(words[:first]) and not _TRANSFERRED.isdisjoint(words[max(0, first - 2) : first])
    remains = words[max(0, first - 2) : first]
    if remains[1:] != ("of",) or remains[0] not in _BROUGHT_HOME:
        return False
    if not _MORGUES.isdisjoint(words[:first]):
        return False  # "the morgue received the bodies of five men"
    return not _TRANSFERRED.isdisjoint((*words[max(0, first - _TRANSFER_REACH) : first], *words[end : end + 4]))


def _governing(words: Sequence[str], first: int, end: int) -> QuantityKind | None:
    """The verb or noun directly in front, where no predicate of its own follows: "freed four workers who were abducted"."""
    after = words[end] if end < len(words) else ""
    if swapped(words, first, end):
        return QuantityKind.RELEASED
    if first and words[first - 1] in _DRIVING and words[end : end + 2] in _AWAY:
        return QuantityKind.DISPLACED  # "has driven 12 million from their homes"
    if not first or after in BE or after in HAVE:
        return None
    if words[first - 1] == "to" and words[first - 2] in {"amnesty", "clemency", "pardons"}:
        return QuantityKind.RELEASED
    if amounts_to(words, first, end) or (words[end : end + 2] == ("to", "death") and words[first - 1] in KINDS):
        return QuantityKind.DEAD
    if words[first - 1] in LOST:
        return QuantityKind.DEAD if words[end - 1] in PEOPLE else None  # "lost twelve soldiers"
    if words[first - 1] == "buried" and words[end - 1] in PEOPLE:
        return QuantityKind.DEAD  # "had buried 16 people"
    return loss_of(words, first) if words[first - 1] == "of" else told_before(words, first)


def told_before(words: Sequence[str], at: int) -> QuantityKind | None:
    """What the verb directly in front of a word says of what follows: "killed", "set free"."""
    return KINDS.get(words[at - 1]) or _PHRASES.get(tuple(words[max(0, at - 2) : at])) if at else None


def loss_of(words: Sequence[str], at: int) -> QuantityKind | None:
    """What the noun before "of" says of those behind it: "the death of", "the arrest of"."""
    noun = words[at - 2] if at > 1 else ""
    return QuantityKind.DEAD if noun in _REMAINS else KINDS.get(noun)


def _predicate(words: Sequence[str], end: int, *, bare: bool) -> QuantityKind | None:
    """The predicate behind, beyond an insertion: "… were killed", "…, including a child, were killed"."""
    end = beyond_ages(words, end)
    beyond = beyond_aside(words, end)
    if beyond is not None:
        told = _after(words, beyond, bare=False)
        if told is not None:
            return told
    told = _after(words, beyond_joined(words, end), bare=bare)
    beyond = _beyond_group(words, end) or _beyond_relative(words, end) if told is None else _beyond_participle(words, end)
    return (None if beyond is None else _after(words, beyond, bare=False)) or told


def beyond_aside(words: Sequence[str], end: int) -> int | None:
    """The verb behind an insertion: between two commas or dashes, "including a child"."""
    mark = words[end] if end < len(words) else ""
    if mark == "including":
        return next((at for at in range(end + 1, min(end + _ASIDE_REACH, len(words))) if words[at] in BE), None)
    if mark not in {",", "–", "—", "("}:
        return None
    closing = ")" if mark == "(" else mark
    for at in range(end + 1, min(end + _ASIDE_REACH, len(words))):
        if words[at] in {".", ";", ":"}:
            return None
        if words[at] == closing and at + 1 < len(words):
            verb = _verb_of_more(words, at + 1)
            if words[verb] in BE or words[verb] in HAVE or _loses_life(words, verb):
                return verb
    return None


def _verb_of_more(words: Sequence[str], at: int) -> int:
    """The verb behind those who are joined to an insertion: "11 civilians, including a boy, and one soldier were killed"."""
    if words[at] != "and" or at + 1 >= len(words) or not opens_number(words[at + 1]):
        return at
    near = range(at + 2, min(at + _BEFORE_REACH, len(words)))
    verb = next((i for i in near if words[i] in BE or words[i] in MARKS), at)
    return verb if words[verb] in BE else at


def _loses_life(words: Sequence[str], at: int) -> bool:
    """Whether people die or are hurt by an active verb: "… died", "lost their lives", "embraced martyrdom", "suffered burns"."""
    if words[at] in _INTRANSITIVE or words[at : at + 2] in _MARTYRED:
        return True
    return words[at : at + 3] == ("lost", "their", "lives") or (
        words[at] in _SUSTAINING and any(KINDS.get(word) is QuantityKind.INJURED for word in words[at + 1 : at + 4])
    )


def _beyond_group(words: Sequence[str], end: int) -> int | None:
    """The verb behind the name of a group: "two militants of the movement (M23) were killed"."""
    if words[end : end + 1] and words[end] in _GROUPED:
        for at in range(end + 2, min(end + _GROUP_REACH, len(words))):
            if words[at] in BE:
                return at
            if words[at] in MARKS - {"(", ")"}:
                break
    return None


def _beyond_participle(words: Sequence[str], end: int) -> int | None:
    """The verb behind what only describes them: "twelve people convicted of smuggling were executed", "guards held for days"."""
    if end < len(words) and (words[end].endswith("ed") or words[end] in _PARTICIPLES):
        for at in range(end + 1, min(end + _AFTER_REACH, len(words))):
            if words[at] in BE or words[at] in HAVE:
                return at
            if words[at] in MARKS or words[at] in SUBORDINATORS or words[at] in _ENDING:
                break
    return None


def _beyond_relative(words: Sequence[str], end: int) -> int | None:
    """What those who are counted did behind a relative clause: "three traders who were asleep in their lorry died"."""
    if words[end : end + 1] and words[end] in {"who", "that"}:
        for at in range(end + 2, min(end + _ASIDE_REACH, len(words))):
            if words[at] in _INTRANSITIVE and words[at - 1] not in SUBORDINATORS | {"who", "that"}:
                return at
            if words[at] in MARKS:
                break
    return None


def beyond_joined(words: Sequence[str], end: int) -> int:
    """One past what is counted beside it: "two guards and a bystander were hurt"."""
    if end + 1 >= len(words) or words[end] != "and":
        return end
    near = range(end + 1, min(end + _JOINT_REACH, len(words)))
    stop = next((i for i in near if words[i] in PEOPLE or words[i] in KINDS or words[i] in _JOINT_ENDS), None)
    return end if stop is None or words[stop] not in PEOPLE else stop + 1


def _after(words: Sequence[str], end: int, *, bare: bool) -> QuantityKind | None:
    plain = True
    for at in range(end, min(end + _AFTER_REACH, len(words))):
        word = words[at]
        if words[at - 3 : at + 1] == _DAY_OF_THE_DEAD:
            return None
        if word in _ANSWERING and words[at - 1] in BE:
            return None  # "a man was accused of killing two"
        if _reports(words, at, end):
            return None
        told = _idiom(words, at, end)
        if told is not None:
            return told
        if (word in UNCOUNTED and bare) or (word in _WARDS and _WAYS_IN.isdisjoint(words[end:at])):
            return None  # "27 arrest warrants"; "three men in the hospital" tells where they were
        if word in KINDS and (plain or words[at - 1] in _BEFORE_PREDICATE):
            return QuantityKind.DEAD if words[at + 1 : at + 3] == ("to", "death") else KINDS[word]  # "stabbed to death"
        if word in BREAKS or word in _ENDING or (word == "," and plain and at > end):
            return None
        plain = plain and word in _TRANSPARENT
        if bare and not plain:
            after = words[at + 1] if at == end and at + 1 < len(words) else ""
            return _LOSSES.get(after)  # "2,000 intentional killings"
    return None


def _reports(words: Sequence[str], at: int, end: int) -> bool:
    """Whether those who are counted report: "three officers told Reuters that …"; not "ten people reported dead"."""
    before, after = words[at - 1] if at > end else "", words[at + 1] if at + 1 < len(words) else ""
    passive = before in BE or after in BE or after in KINDS or after in {"to", "as", "by"}
    return words[at] in REPORTING and words[at] not in KINDS and not passive


def _is_to_death(words: Sequence[str], at: int, end: int) -> bool:
    """Whether what was done ended in death: "hacked to death"; not "sentenced to death"."""
    return words[max(0, at - 1) : at + 1] == ("to", "death") and CONDEMNING.isdisjoint(words[max(0, end - _BEFORE_REACH) : at])


def _idiom(words: Sequence[str], at: int, end: int) -> QuantityKind | None:
    """Predicates of several words: "were held", "lost their lives", "hacked to death", "forced to flee", "took refuge"."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if words[at] in _INJURIES:
        return None if _SUSTAINING.isdisjoint(words[end:at]) else QuantityKind.INJURED
    if words[at] == "among":
        return next((KINDS[word] for word in words[at + 1 : at + 6] if word in KINDS), None)
    if (words[at], after) in _PHRASES and before in BE:
        return _PHRASES[words[at], after]
    if words[at] in _INTRANSITIVE and before in HAVE:
        return _INTRANSITIVE[words[at]]
    if (words[at], after) in _HELD:
        return _HELD[words[at], after]
    if (words[at] == "held" and before in BE) or (words[at] == "bail" and before in {"denied", "refused"}):
        return QuantityKind.ARRESTED
    if (
        _is_to_death(words, at, end)
        or is_buried(words, at, end)
        or (words[at] in {"life", "lives"} and (at == end or "lost" in words[end:at]))
        or (words[at - 1], words[at]) in _SUPREME
    ):
        return QuantityKind.DEAD
    if at == end and gives_up(words, at):
        return QuantityKind.CAPTURED
    if (before, words[at]) == ("to", "hell") and (words[at - 2] == "sent" or at == end + 1):
        return QuantityKind.DEAD  # "nine terrorists were sent to hell"
    fled = (
        (words[at], after) == ("crossed", "into")
        or (words[at] == "to" and KINDS.get(after) is QuantityKind.DISPLACED)
        or (words[at] in {"refuge", "shelter", "homes"} and not _LEAVING.isdisjoint(words[end:at]))
    )
    return QuantityKind.DISPLACED if fled else None


def _before(words: Sequence[str], first: int) -> QuantityKind | None:
    """The verb or noun in front: "killed at least …", "a death toll of …", "the number of people arrested rose to …"."""
    if words[first - 1 : first] in {("took",), ("taking",)}:
        return None  # "killed a teacher and took 25 girls"
    for at in range(first - 1, max(-1, first - 1 - _BEFORE_REACH), -1):
        word = words[at]
        if word in KINDS:
            return KINDS[word]
        if word in MARKS or word in {"in", "at", "on", "by", "with", "after", "from", "to", "into"}:
            break
    if first and words[first - 1] == "," and "of" in words[max(0, first - 5) : first]:  # "of the dead, 14 were tourists"
        return next((KINDS[word] for word in words[max(0, first - 4) : first] if word in KINDS), None)
    if not first or words[first - 1] not in _REACHING:
        return None
    near = words[max(0, first - 14) : first]
    if not {"toll", "tolls"}.isdisjoint(near):
        return QuantityKind.DEAD
    told = near[near.index("number") :] if "number" in near else ()
    return next((KINDS[word] for word in told if word in KINDS), None)


def _left(words: Sequence[str], number: Number) -> QuantityKind | None:
    """The predicate far behind: "leaving 23 civilians, nine of them children, dead", "took 250 others back as hostages"."""
    near, behind = words[max(0, number.first - 4) : number.first], words[number.last : number.last + 16]
    if any(word in {"leaving", "left"} for word in near):
        return next((KINDS[w] for w in behind if w in {"dead", "wounded", "injured", "missing", "homeless"}), None)
    if any(word in {"took", "taken", "taking", "take"} for word in near[-2:]):
        if not {"hostage", "hostages"}.isdisjoint(behind):
            return QuantityKind.HOSTAGES
        if not _CAPTIVE.isdisjoint(behind[:_BEFORE_REACH]):
            return QuantityKind.CAPTURED
        return None if _RAIDERS.isdisjoint(words) or number.first == number.last else QuantityKind.HOSTAGES
    return None
