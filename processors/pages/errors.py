"""Why a page does not become an article."""


class PageError(Exception):
    """A page gives no article, and never will.

    Args:
        reason: One word for counting: ``not_html``, ``too_large``, ``too_deep``, ``undecodable``, ``unparsable``, ``no_text``,
            ``too_short`` or ``too_long``.
        detail: One line for a person, bounded; may be empty.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)  # both, so that it survives pickling between processes
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}" if self.detail else self.reason
