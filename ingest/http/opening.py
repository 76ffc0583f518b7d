"""From settings to a client."""

from ingest.http.client import HttpClient, HttpLimits
from ingest.settings import HttpSettings


def open_client(settings: HttpSettings) -> HttpClient:
    """The client that the settings describe, to be entered."""
    return HttpClient(
        user_agent=settings.user_agent,
        limits=HttpLimits(
            connect_timeout_s=settings.connect_timeout_s,
            read_timeout_s=settings.read_timeout_s,
            total_timeout_s=settings.total_timeout_s,
            max_body_bytes=max(settings.max_page_bytes, settings.max_feed_bytes),
            max_redirects=settings.max_redirects,
        ),
        allow_private_addresses=settings.allow_private_addresses,
        connect_to=settings.connect_to,
    )
