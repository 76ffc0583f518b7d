"""The daemon's HTTP server: ``/metrics`` for Prometheus, ``/livez`` and ``/readyz`` for whoever restarts daemons."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ingest.errors import ExitCode, FatalError
from ingest.settings import WebSettings
from ingest.web.metrics import Metrics


def build_app(metrics: Metrics, is_ready: Callable[[], bool]) -> Starlette:
    """The routes.

    Args:
        metrics: What ``/metrics`` renders.
        is_ready: False while the daemon starts or stops; ``/readyz`` then answers 503.
    """

    async def get_metrics(_request: Request) -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    async def livez(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        ready = is_ready()
        return PlainTextResponse("ready\n" if ready else "not ready\n", status_code=200 if ready else 503)

    return Starlette(routes=[Route("/metrics", get_metrics), Route("/livez", livez), Route("/readyz", readyz)])


@asynccontextmanager
async def serve(settings: WebSettings, metrics: Metrics, is_ready: Callable[[], bool]) -> AsyncIterator[str]:
    """Serve until the block ends; yields the base URL.

    Raises:
        FatalError: The port is taken.
    """
    listener = _bind(settings)
    host, port = listener.getsockname()[:2]
    server = GuestServer(
        uvicorn.Config(
            build_app(metrics, is_ready), log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=2
        )
    )
    task = asyncio.create_task(server.serve(sockets=[listener]), name="web")
    try:
        yield f"http://{f'[{host}]' if ':' in host else host}:{port}"
    finally:
        server.should_exit = True
        await task
        listener.close()


class GuestServer(uvicorn.Server):
    """uvicorn inside a process that is not its own: signals are the host's business."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave the process's handlers alone."""
        yield


def _bind(settings: WebSettings) -> socket.socket:
    family = socket.AF_INET6 if settings.address.version == 6 else socket.AF_INET  # noqa: PLR2004 (IP version)
    try:
        # Listening from here on: whoever connects before the server's first turn waits in the kernel's queue.
        return socket.create_server((str(settings.address), settings.port), family=family)
    except OSError as error:
        raise FatalError(
            f"cannot listen on {settings.address} port {settings.port} for metrics: {error.strerror}; "
            "set CONFLICTWIRE_WEB__PORT to another port (0: any) or CONFLICTWIRE_WEB__ENABLED=false",
            ExitCode.SETTINGS,
        ) from error
