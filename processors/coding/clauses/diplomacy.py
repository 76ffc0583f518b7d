"""What states do among themselves by words that also tell of streets."""

from processors.actors import ActorKind, ActorMention
from processors.coding.language.reading import Clause
from processors.coding.language.times import WEEKDAYS
from processors.coding.language.words import MARKS

_STATES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.LEADER})
_HOUSES = frozenset({"senate", "house", "congress", "chamber", "assembly", "parliament"})
_SUBJECT_REACH = 5
"""Words between a state and its verb: "on Monday", "has formally"."""
_OTHER_REACH = 14
"""Words behind the verb among which the other state is."""
_CALLER_REACH = 2
_WHEN_CALLED = frozenset(WEEKDAYS) | {"on", "after", "before", "late", "earlier", "about"}
_WHY_CALLED = frozenset(("to", verb) for verb in ("discuss", "congratulate", "express", "offer", "thank", "brief", "tell"))
_NO_VERB = MARKS | {"in", "across", "as", "of"}


def is_protest_of_state(clause: Clause, at: int, end: int) -> bool:
    """Whether a state protests at what another does: "Manila protests China's ramming of a boat", "Japan protested over …"."""
    subject = next(
        ((last, m) for _, last, m in reversed(clause.actors) if last <= at and at - last <= _SUBJECT_REACH and _is_state(m)), None
    )
    if subject is None or not _NO_VERB.isdisjoint(clause.words[subject[0] : at]):
        return False
    if not clause.words[at].endswith("ed") and not _is_third(clause, at, subject[0]):
        return False
    stop = next((i for i in range(end, len(clause.words)) if clause.words[i] in MARKS), len(clause.words))
    others = (m for first, _, m in clause.actors if end <= first < min(stop, end + _OTHER_REACH))
    return any(m.country not in {None, subject[1].country} for m in others)


def _is_state(mention: ActorMention) -> bool:
    return mention.kind in _STATES and mention.country is not None and not mention.adjectival and not mention.locative


def _is_third(clause: Clause, at: int, last: int) -> bool:
    """Whether "protests" stands as a verb: in front of a party, behind a day, or in a text; not "Iran protests spread"."""
    direct = any(first == at + 1 for first, _, _ in clause.actors) or clause.words[at + 1 : at + 2] in {("to",), ("as",)}
    return clause.words[at] == "protests" and (direct or last < at or not clause.sentence.in_title)


def phones_leader(clause: Clause, at: int, _: int) -> bool:
    """Whether one leader rings up another: "Trump called Erdogan on Wednesday"; not "called Erdogan a strong leader"."""
    subject = next((m for _, last, m in clause.actors if 0 <= at - last <= _CALLER_REACH and m.kind is ActorKind.LEADER), None)
    object_ = next(((last, m) for first, last, m in clause.actors if first == at + 1 and m.kind is ActorKind.LEADER), None)
    if subject is None or object_ is None or subject.country in {None, object_[1].country}:
        return False
    behind = clause.words[object_[0] : object_[0] + 2]
    if {"a", "an"}.intersection(clause.words[object_[0] + 1 : object_[0] + 3]):
        return False  # "called Macron on Tuesday a friend of"
    return behind[:1] in {(), (".",)} or behind[0] in _WHEN_CALLED or behind in _WHY_CALLED


def home_of(clause: Clause, last: int, there: str) -> str | None:
    """The country of an unlisted subject: of a house of parliament its own, not that for which it decides.

    "WASHINGTON — The Senate approved aid for Ukraine" is of the country of the dateline, or of that of a government beside it.
    """
    if clause.words[last - 1] not in _HOUSES:
        return there
    filed = [place.location.country for at, _, place in clause.places if at < clause.dateline]
    beside = [m.country for _, _, m in clause.actors if m.kind in {ActorKind.GOVERNMENT, ActorKind.LEADER}]
    own = next((country for country in (*filed, *beside) if country), None)
    decides_for = {m.country for at, _, m in clause.actors if at >= last and not m.locative}
    return own if own is not None or there in decides_for else there
