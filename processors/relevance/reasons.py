"""Reasons: the words that moved the probability most, where they stand, and what kind of sign they are."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from processors.records import In, Reason
from processors.relevance.lexicon import GROUP, LAND
from processors.relevance.model import Verdict
from processors.relevance.opening import Opening
from processors.relevance.tokens import Token

MAX_REASONS = 8
MIN_LOG_ODDS = 0.05
MAX_GAP_CHARS = 2
MAX_REASON_CHARS = 60
WORDING = "wording"
"""A word of no kind in the lexicon."""

_LABELS = {LAND: "land", GROUP: "armed_group"}


class _Run(NamedTuple):
    """Neighbouring words that push the same way."""

    start: int
    end: int
    log_odds: float
    in_title: bool
    strongest: tuple[float, str]


def find_reasons(opening: Opening, verdict: Verdict) -> tuple[Reason, ...]:
    """Group what the features gave by the words that they stand on, repeated words together, strongest first."""
    gave = [0.0] * len(opening.tokens)
    for name, weight, first, second in verdict.features:
        push = verdict.pushes[name] * weight
        if second is None:
            gave[first] += push
        else:
            gave[first] += push / 2
            gave[second] += push / 2
    grouped: dict[str, list[_Run]] = defaultdict(list)
    for run in _runs(opening, gave):
        grouped[_text(opening, run).casefold()].append(run)
    strongest = sorted(grouped.values(), key=lambda runs: -abs(sum(run.log_odds for run in runs)))[:MAX_REASONS]
    reasons = (_reason(opening, runs) for runs in strongest)
    return tuple(reason for reason in reasons if abs(reason.weight) >= MIN_LOG_ODDS)


def _runs(opening: Opening, gave: Sequence[float]) -> list[_Run]:
    runs: list[_Run] = []
    for at, (token, log_odds) in enumerate(zip(opening.tokens, gave, strict=True)):
        if abs(log_odds) < MIN_LOG_ODDS:
            continue
        run = _Run(token.start, token.end, log_odds, at < opening.title_tokens, (abs(log_odds), label_of(token)))
        if runs and _joins(opening, runs[-1], run):
            last = runs.pop()
            run = _Run(last.start, run.end, last.log_odds + log_odds, run.in_title, max(last.strongest, run.strongest))
        runs.append(run)
    return runs


def _joins(opening: Opening, left: _Run, right: _Run) -> bool:
    return (
        right.start - left.end <= MAX_GAP_CHARS
        and left.in_title == right.in_title
        and (left.log_odds > 0) == (right.log_odds > 0)
        and right.end - left.start <= MAX_REASON_CHARS
        and (opening.title if right.in_title else opening.text)[left.end : right.start].strip("-–— ") == ""
    )


def label_of(token: Token) -> str:
    """What kind of sign a word is."""
    return token.kind or _LABELS.get(token.stem, WORDING)


def _text(opening: Opening, run: _Run) -> str:
    return (opening.title if run.in_title else opening.text)[run.start : run.end]


def _reason(opening: Opening, runs: list[_Run]) -> Reason:
    """One reason for a wording: where it stands first, with what it gave altogether."""
    first = runs[0]
    return Reason(
        text=_text(opening, first),
        weight=round(sum(run.log_odds for run in runs), 3),
        label=max(run.strongest for run in runs)[1],
        span=(first.start, first.end),
        in_=In.TITLE if first.in_title else None,
    )
