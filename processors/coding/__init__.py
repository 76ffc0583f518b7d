"""What happened: from an article's text to coded events, each field with the words that support it.

The stages, one file each: ``tokens`` (sentences) → ``frames`` (words that tell an event, read from ``frames.toml``) → ``roles`` (who
did it to whom) → ``speech`` (who says so) → ``stages`` (did it happen at all) → ``times``, ``numbers`` and ``quantities`` → ``assemble`` (one
happening, one event) → ``derived`` (codes of other schemes).
"""

from processors.coding.code import CODER, code_events

__all__ = ["CODER", "code_events"]
