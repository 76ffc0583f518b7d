"""Metrics and health checks over a real socket."""

import socket
import urllib.request
from asyncio import to_thread
from urllib.error import HTTPError

import pytest

from ingest.errors import ExitCode, FatalError
from ingest.settings import WebSettings
from ingest.web.metrics import Metrics
from ingest.web.server import serve


def get(url: str) -> tuple[int, str]:
    """Status and body."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (a loopback URL of our own)
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


async def test_health_and_metrics_are_served() -> None:
    """A supervisor learns whether the daemon is ready, Prometheus what it counted."""
    ready = False
    metrics = Metrics()
    metrics.polls.labels("updated").inc()
    async with serve(WebSettings(port=0), metrics, lambda: ready) as url:
        assert await to_thread(get, f"{url}/livez") == (200, "ok\n")
        assert await to_thread(get, f"{url}/readyz") == (503, "not ready\n")
        ready = True
        assert await to_thread(get, f"{url}/readyz") == (200, "ready\n")
        _, body = await to_thread(get, f"{url}/metrics")
    assert 'conflictwire_polls_total{outcome="updated"} 1.0' in body


async def test_a_taken_port_is_one_clear_message() -> None:
    """The message names the port and the setting."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = WebSettings(port=taken.getsockname()[1])
        with pytest.raises(FatalError, match="CONFLICTWIRE_WEB__PORT") as caught:
            async with serve(settings, Metrics(), lambda: True):
                pytest.fail("the port was taken")
    assert caught.value.exit_code is ExitCode.SETTINGS
