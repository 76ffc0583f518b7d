"""Reasons: the words that moved the probability most, where they stand, and what kind of sign they are."""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(slots=True)
class _Run:
    """Neighbouring words that push the same way: tokens ``first`` to ``last`` of the opening."""

    first: int
    last: int
    log_odds: float


def find_reasons(opening: Opening, verdict: Verdict) -> tuple[Reason, ...]:
    """Group what the features gave by the words that they stand on, repeated words together, strongest first."""
    gave = _by_token(opening, verdict)
    grouped: dict[str, list[_Run]] = {}
    for run in _runs(opening, gave):
        grouped.setdefault(_text(opening, run).casefold(), []).append(run)
    totals = [(sum([run.log_odds for run in runs]), runs) for runs in grouped.values()]
    totals.sort(key=lambda row: -abs(row[0]))
    reasons = [_reason(opening, runs, total, gave) for total, runs in totals[:MAX_REASONS]]
    return tuple(reason for reason in reasons if abs(reason.weight) >= MIN_LOG_ODDS)


def _by_token(opening: Opening, verdict: Verdict) -> list[float]:
    """What each token gave: of a pair, each half."""
    gave, pushes = [0.0] * len(opening.tokens), verdict.pushes
    for name, weight, first, last in verdict.features:
        push = pushes[name] * weight
        if first == last:
            gave[first] += push
        else:
            gave[first] += push / 2
            gave[last] += push / 2
    return gave


def _runs(opening: Opening, gave: Sequence[float]) -> list[_Run]:
    runs: list[_Run] = []
    for at, log_odds in enumerate(gave):
        if -MIN_LOG_ODDS < log_odds < MIN_LOG_ODDS:
            continue
        if runs and _continues(opening, runs[-1], at, log_odds):
            runs[-1].last = at
            runs[-1].log_odds += log_odds
        else:
            runs.append(_Run(at, at, log_odds))
    return runs


def _continues(opening: Opening, run: _Run, at: int, log_odds: float) -> bool:
    """Whether a token continues a run: no word may lie between."""
    end, token = opening.tokens[run.last].end, opening.tokens[at]
    return (
        token.start - end <= MAX_GAP_CHARS
        and (run.log_odds > 0) == (log_odds > 0)
        and (run.last < opening.title_tokens) == (at < opening.title_tokens)
        and token.end - opening.tokens[run.first].start <= MAX_REASON_CHARS
        and opening.source(at)[end : token.start].strip("-–— ") == ""
    )


def label_of(token: Token) -> str:
    """What kind of sign a word is."""
    return token.kind or _LABELS.get(token.stem, WORDING)


def _text(opening: Opening, run: _Run) -> str:
    return opening.source(run.first)[opening.tokens[run.first].start : opening.tokens[run.last].end]


def _reason(opening: Opening, runs: Sequence[_Run], total: float, gave: Sequence[float]) -> Reason:
    """One reason for a wording: where it stands first, with what it gave altogether and the label of its strongest word."""
    first = runs[0]
    told = (at for run in runs for at in range(run.first, run.last + 1))
    return Reason(
        text=_text(opening, first),
        weight=round(total, 3),
        label=max((abs(gave[at]), label_of(opening.tokens[at])) for at in told)[1],
        span=(opening.tokens[first.first].start, opening.tokens[first.last].end),
        in_=In.TITLE if first.first < opening.title_tokens else None,
    )
