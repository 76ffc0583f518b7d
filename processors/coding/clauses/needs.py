"""What a family of ``frames.toml`` needs beside its words: somebody who may be its subject, a force, a court, a truce."""

from collections.abc import Callable, Sequence

from processors.actors import ActorKind
from processors.coding.clauses.diplomacy import is_protest_of_state, phones_leader
from processors.coding.clauses.reduced import is_of_contingent, is_of_force, leaves_body
from processors.coding.language.lexicon import lexicon
from processors.coding.language.numbers import opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import MARKS, REPORTING
from processors.records.event import Sector

_CROWDS = word_set("frames", "crowds")
"""Who riots and strikes."""
_TRUCES = frozenset({"ceasefire", "truce", "armistice", "cessation", "cease-fire"})
_SUBJECTS = frozenset({"they", "he", "she", "couple", "family", "families", "suspects", "lawyers"})
_SUBJECT_REACH = 2
_ARMED_REACH = 10
"""Words from those under arms to what they do."""
_COURTS = frozenset({"court", "tribunal", "judge", "judges", "jury"})
_COURT_REACH = 8
_POLICE = word_set("frames", "police")
_POLICE_REACH = 4
"""Words from the police to what they do, and from it to "by police"."""
_REFUGEES = frozenset({"refugees", "evacuees", "returnees", "displaced", "fled", "fleeing"})
_AIDERS = frozenset({"agency", "agencies", "commissioner", "chief", "camp", "camps", "convoy", "to", "for", "by"})
"""Behind refugees, that another does it."""
_REFUGEE_REACH = 8
"""Words from those who flee to their verb."""
_DIPLOMATS = lexicon().classes["official"] | {"attache", "attaches", "attaché", "attachés", "consul", "affaires"}
_HITTING = frozenset({"hit", "hits", "hitting", "target", "targets", "targeted", "targeting", "strike", "strikes"})
_MEASURES = frozenset({"sanctions", "measures", "tariffs", "restrictions", "curbs", "package", "embargo", "penalties", "levies"})
"""What a state takes against others that hits them without arms."""
_MEASURES_REACH = 24
_HELD = word_set("frames", "held")
"""Captors and captives, who are freed and not only picked up."""


def _has_party(clause: Clause, at: int) -> bool:
    """Whether somebody could be the subject: a known party, a name in front, or a pronoun."""
    names = any(token.capital for token in clause.sentence.tokens[1:at])
    pronoun = not _SUBJECTS.isdisjoint(clause.words[max(0, at - _SUBJECT_REACH) : at])
    return names or pronoun or any(not mention.locative for _, _, mention in clause.actors)


def _is_of_building(words: Sequence[str], at: int) -> bool:
    """Whether what a headline's verb stands behind was struck: "School struck in Gaza"."""
    return at > 0 and words[at] in {"struck", "hit"} and words[at - 1] in lexicon().classes["building"]


def _has_force(clause: Clause, at: int, end: int) -> bool:
    force = lexicon().classes["force"]
    if not (force.isdisjoint(clause.words[:at]) and force.isdisjoint(clause.words[end:])):
        return True
    return any(
        m.sector in {Sector.MIL, Sector.REB} or (m.kind is ActorKind.COUNTRY and not m.locative) for _, _, m in clause.actors
    )


def is_of_measures(clause: Clause, at: int) -> bool:
    """Whether only a state's measures hit somebody: "a package of sanctions [targeting] 200 ships", "the tariffs [hit] firms"."""
    goes_on = not clause.words[at].endswith("ing") and clause.words[at - 1] in {",", "and"}
    if clause.words[at] not in _HITTING or clause.actor_before(at) is not None or goes_on:
        return False  # "Israel, which had lifted restrictions, targeted a convoy"
    noun = next((i for i in range(at - 1, max(-1, at - _MEASURES_REACH), -1) if clause.words[i] in _MEASURES), None)
    classes = lexicon().classes
    between = clause.words[noun + 1 : at] if noun is not None else ()
    return noun is not None and (classes["weapon"] | classes["attack"] | classes["forces"]).isdisjoint(between)


def _has_receiver(clause: Clause, at: int, end: int) -> bool:
    """Whether a country stands directly behind the verb or behind the last word."""
    return any(first in {at + 1, end} and not mention.adjectival for first, _, mention in clause.actors if mention.country)


def _are_members(clause: Clause, at: int) -> bool:
    """Whether a word for bad people only says who is counted or named: "killed 12 terrorists", "three PKK terrorists"."""
    counted = at > 0 and opens_number(clause.words[at - 1])
    return counted or any(first < at < last for first, last, _ in clause.actors)


def _is_of_police(clause: Clause, at: int, end: int) -> bool:
    """Whether the police do it: "[FBI agents] raided a flat", "was raided by [police]"; not "police said bandits raided"."""
    before, behind = clause.words[max(0, at - _POLICE_REACH) : at], clause.words[end : end + _POLICE_REACH]
    last = next((i for i in range(len(before) - 1, -1, -1) if before[i] in _POLICE), None)
    if last is not None and (REPORTING | MARKS | lexicon().classes["armed"]).isdisjoint(before[last + 1 :]):
        return True
    return behind[:1] == ("by",) and not _POLICE.isdisjoint(behind)


def _is_of_refugees(clause: Clause, at: int, _: int) -> bool:
    """Whether those who flee do it: "20,000 [refugees] arrived in Chad", "1,200 Colombians have fled and [crossed into]"."""
    before = clause.words[max(0, at - _REFUGEE_REACH) : at]
    head = next((i for i in range(len(before) - 1, -1, -1) if before[i] in _REFUGEES), None)
    return head is not None and MARKS.isdisjoint(before[head:]) and (_AIDERS | REPORTING).isdisjoint(before[head:])


NEEDS: dict[str, Callable[[Clause, int, int], bool]] = {
    "force": lambda clause, at, end: _has_force(clause, at, end) or _is_of_building(clause.words, at),
    "speech": lambda clause, at, _: clause.quoted[at] or not (REPORTING.isdisjoint(clause.words) or _are_members(clause, at)),
    "crowd": lambda clause, _, __: not _CROWDS.isdisjoint(clause.words),
    "armed": lambda clause, at, _: not lexicon().classes["armed"].isdisjoint(clause.words[max(0, at - _ARMED_REACH) : at]),
    "truce": lambda clause, at, _: not _TRUCES.isdisjoint(clause.words[:at]),
    "states": is_protest_of_state,
    "leaders": phones_leader,
    "court": lambda clause, at, _: not _COURTS.isdisjoint(clause.words[max(0, at - _COURT_REACH) : at]),
    "police": _is_of_police,
    "refugees": _is_of_refugees,
    "diplomats": lambda clause, _, __: not _DIPLOMATS.isdisjoint(clause.words),
    "adrift": lambda clause, _, __: _HELD.isdisjoint(clause.words),
    "fighters": is_of_force,
    "receiver": _has_receiver,
    "contingent": is_of_contingent,
    "body": leaves_body,
    "party": lambda clause, at, _: _has_party(clause, at),
}
"""What a family may need beside its words, by the name that ``frames.toml`` gives it."""
