"""The words behind an event: a quote for each sentence that tells it, and the fields that it supports."""

from processors.coding.happenings.drafts import Draft
from processors.coding.happenings.happening import Happening
from processors.coding.language.reading import Clause
from processors.records.event import Evidence, Location, TimeReference

MAX_EVIDENCE = 5
MAX_QUOTE_CHARS = 400


def quote_evidence(happening: Happening, location: Location | None, time: TimeReference | None) -> tuple[Evidence, ...]:
    """A quote for each sentence that tells the event, the text's before the title's, with the fields it supports."""
    sentences: dict[int, tuple[Clause, int]] = {}
    for draft in happening.drafts:
        sentences.setdefault(draft.trigger.clause.sentence.index, (draft.trigger.clause, draft.trigger.first))
    told = {
        index: max(_telling(draft) for draft in happening.drafts if draft.trigger.clause is clause)
        for index, (clause, _) in sentences.items()
    }
    best = sorted(sentences, key=lambda index: (index < 0, -told[index], index))[:MAX_EVIDENCE]
    order = sorted(best, key=lambda index: (index < 0, index))
    return tuple(_quote(*sentences[index], happening, location, time) for index in order)


def _telling(draft: Draft) -> int:
    """How much of the event a draft tells."""
    parts = (
        draft.roles.actors,
        draft.roles.recipients,
        draft.place,
        draft.time,
        draft.counts,
        not draft.trigger.is_noun,
        "anaphoric" not in draft.signs,
    )
    return sum(map(bool, parts))


def _quote(clause: Clause, trigger: int, happening: Happening, location: Location | None, time: TimeReference | None) -> Evidence:
    start, end = clause.sentence.span
    if end - start > MAX_QUOTE_CHARS:
        at = clause.sentence.tokens[trigger].start
        tokens = [
            t
            for t in clause.sentence.tokens
            if abs(t.start - at) < MAX_QUOTE_CHARS // 2 and abs(t.end - at) < MAX_QUOTE_CHARS // 2
        ]
        start, end = (tokens[0].start, tokens[-1].end) if tokens else (at, clause.sentence.tokens[trigger].end)
    here = clause.part
    drafts = [d for d in happening.drafts if d.trigger.clause is clause]
    supports = ["plover_event", "stage"]
    supports += ["actors"] if any(d.roles.actors for d in drafts) else []
    supports += ["recipients"] if any(d.roles.recipients for d in drafts) else []
    supports += ["location"] if location is not None and location.in_ == here and start <= location.span[0] < end else []
    supports += ["time"] if time is not None and time.in_ == here and start <= time.span[0] < end else []
    supports += ["quantities"] if any(c.clause is clause for c in happening.counts) else []
    return Evidence(clause.source[start:end], (start, end), tuple(supports), here)
