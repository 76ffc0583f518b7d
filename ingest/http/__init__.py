"""HTTP: one bounded, guarded, polite GET, and robots.txt. Nothing here knows about feeds or articles."""

from ingest.http.client import Fetched, HttpClient, HttpLimits, Moved, NotModified, Validators
from ingest.http.opening import open_client
from ingest.http.redirects import get_across_hosts
from ingest.http.robots import RobotsCache

__all__ = [
    "Fetched",
    "HttpClient",
    "HttpLimits",
    "Moved",
    "NotModified",
    "RobotsCache",
    "Validators",
    "get_across_hosts",
    "open_client",
]
