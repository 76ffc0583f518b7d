"""Redirects from host to host, for a person who asks for one document. The daemon queues them for that host's turn instead."""

from ingest.errors import RejectInput
from ingest.http.client import Fetched, HttpClient, Moved


async def get_across_hosts(client: HttpClient, url: str, *, accept: str, max_body_bytes: int, max_hosts: int) -> Fetched:
    """Get a document wherever it went.

    Raises:
        RetryLater, RejectInput: As ``HttpClient.get``; ``too_many_redirects`` after ``max_hosts`` hosts.
    """
    for _ in range(max_hosts):
        answer = await client.get(url, accept=accept, max_body_bytes=max_body_bytes)
        if isinstance(answer, Fetched):
            return answer
        if not isinstance(answer, Moved):
            raise RejectInput("protocol_error", "304 to an unconditional request")
        url = answer.url
    raise RejectInput("too_many_redirects", f"over {max_hosts} hosts")
