"""Stories: which articles tell the same happening, which of them are copies, and what changes when an article is edited.

One file a step: ``words`` and ``copies`` (what texts are compared by) → ``report`` (an article reduced to that) → ``window`` with
``index`` (the bounded state) → ``link`` (which story) → ``sources``, ``tell`` (the story's record) → ``advance`` (one report in,
what changed out).
"""

from processors.stories.advance import Change, advance
from processors.stories.report import Member, Report, make_report
from processors.stories.window import Limits, Window

__all__ = ["Change", "Limits", "Member", "Report", "Window", "advance", "make_report"]
