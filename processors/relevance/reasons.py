"""Reasons: the words that moved the probability most, where they stand, and what kind of sign they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from processors.records import In, Reason
from processors.relevance.lexicon import GROUP, LAND
from processors.relevance.model import Verdict
from processors.relevance.opening import Opening
from processors.relevance.tokens import Tokens

MAX_REASONS = 8
MIN_LOG_ODDS = 0.05
MAX_GAP_CHARS = 2
MAX_REASON_CHARS = 60
WORDING = "wording"
"""A word of no kind in the lexicon."""

_LABELS = {LAND: "land", GROUP: "armed_group"}


@dataclass(slots=True)
class _Run:
    """Neighbouring words of title or text that push the same way: the tokens from ``first`` to ``last``."""

    first: int
    last: int
    start: int
    end: int
    log_odds: float


def find_reasons(opening: Opening, verdict: Verdict) -> tuple[Reason, ...]:
    """Group what the features gave by the words that they stand on, repeated words together, strongest first."""
    gave = _by_token(opening, verdict)
    grouped: dict[str, list[_Run]] = {}
    for source, first, last in ((opening.title, 0, opening.title_tokens), (opening.text, opening.title_tokens, len(gave))):
        for run in _runs(source, opening.tokens, gave, first, last):
            grouped.setdefault(source[run.start : run.end].casefold(), []).append(run)
    totals = [(sum([run.log_odds for run in runs]), runs) for runs in grouped.values()]
    totals.sort(key=lambda row: -abs(row[0]))
    return strongest([_reason(opening, runs, total, gave) for total, runs in totals[:MAX_REASONS]])


def strongest(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Those that moved the log-odds at all, strongest first, at most ``MAX_REASONS``."""
    ranked = sorted(reasons, key=lambda reason: -abs(reason.weight))
    return tuple(reason for reason in ranked[:MAX_REASONS] if abs(reason.weight) >= MIN_LOG_ODDS)


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


def _runs(source: str, tokens: Tokens, gave: Sequence[float], first: int, last: int) -> list[_Run]:
    """The runs among the tokens from ``first`` up to, not including, ``last``, whose spans index ``source``."""
    runs: list[_Run] = []
    for at in range(first, last):
        log_odds = gave[at]
        if -MIN_LOG_ODDS < log_odds < MIN_LOG_ODDS:
            continue
        start, end = tokens.starts[at], tokens.ends[at]
        run = runs[-1] if runs else None
        if (
            run is not None
            and start - run.end <= MAX_GAP_CHARS
            and (run.log_odds > 0) == (log_odds > 0)
            and end - run.start <= MAX_REASON_CHARS
            and not source[run.end : start].strip("-–— ")
        ):
            run.last, run.end, run.log_odds = at, end, run.log_odds + log_odds
        else:
            runs.append(_Run(at, at, start, end, log_odds))
    return runs


def label_of(tokens: Tokens, at: int) -> str:
    """What kind of sign a word is."""
    return tokens.kinds[at] or _LABELS.get(tokens.stems[at], WORDING)


def _reason(opening: Opening, runs: Sequence[_Run], total: float, gave: Sequence[float]) -> Reason:
    """One reason for a wording: where it stands first, with what it gave altogether and the label of its strongest word."""
    first = runs[0]
    in_title = first.first < opening.title_tokens
    return Reason(
        text=(opening.title if in_title else opening.text)[first.start : first.end],
        weight=round(total, 3),
        label=max((abs(gave[at]), label_of(opening.tokens, at)) for run in runs for at in range(run.first, run.last + 1))[1],
        span=(first.start, first.end),
        in_=In.TITLE if in_title else None,
    )
