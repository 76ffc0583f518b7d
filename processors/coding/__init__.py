"""What happened: from an article's text to coded events, each field with the words that support it.

One file a stage: ``tokens`` (sentences) → ``reading`` (parties and places in them) → ``frames`` (words that tell an event, by
``frames.toml``) → ``roles`` (who did it to whom) → ``speech`` (who says so) → ``stages`` (did it happen at all) → ``times``,
``numbers``, ``quantities`` → ``drafts`` (what one sentence tells) → ``merge`` (one happening, one event) → ``score`` (which
of them are the news; the ``reader`` is asked too, where it is installed) → ``assemble`` (the record), with ``parties``,
``evidence`` and ``derived`` (codes of other schemes).
"""

from processors.coding.code import CODER, code_events
from processors.coding.reader import Reader, load_reader

__all__ = ["CODER", "Reader", "code_events", "load_reader"]
