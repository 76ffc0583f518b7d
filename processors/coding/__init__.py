"""What happened: from an article's text to coded events, each field with the words that support it.

One folder a stage, each built on those before it: ``language`` (sentences, and the parties, places, numbers and times in them) →
``speech`` (who says it) → ``clauses`` (which act, in which stage, by whom) → ``counts`` (how many of whom) → ``happenings``
(one happening, one event, and which of them are the news) → ``fields`` (where, when, who) → ``record`` (the published event).
``models`` are the fitted ones that these ask, ``code`` is the whole path.
"""

from processors.coding.code import CODER, code_events
from processors.coding.models.reader import Reader, load_reader

__all__ = ["CODER", "Reader", "code_events", "load_reader"]
