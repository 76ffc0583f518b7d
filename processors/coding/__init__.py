"""What happened: from an article's text to coded events, each field with the words that support it.

One file a stage: ``tokens`` (sentences) → ``reading`` (parties and places in them) → ``frames`` (words that tell an event, by
``frames.toml``) → ``roles`` (who did it to whom) → ``speech`` (who says so) → ``stages`` (did it happen at all) → ``times``,
``numbers``, ``quantities`` → ``drafts`` (what one sentence tells) → ``merge`` (one happening, one event) → ``score`` (which
of them are the news) → ``assemble`` (the record), with ``parties``, ``evidence`` and ``derived`` (codes of other schemes).
"""

from processors.coding.code import CODER, code_events

__all__ = ["CODER", "code_events"]
