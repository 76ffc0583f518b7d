"""What is wrong with a document that should have been a feed."""


class FeedError(Exception):
    """A document is not a feed that can be read.

    Args:
        reason: ``empty``, ``html_instead_of_feed``, ``not_a_feed``, ``sitemap_index``, ``too_deep``, ``too_complex`` or
            ``parser_failed``.
        detail: One line for a person, bounded.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
