"""A TCP proxy on loopback that cuts connections when it is told to."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

CHUNK = 65_536


class Proxy:
    """Passes bytes on in both directions.

    Args:
        connect: Opens a connection to where bytes are passed on.
    """

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.port: int = self._server.getsockname()[1]

    def cut(self) -> int:
        """End every connection that is open now; return how many."""
        with self._lock:
            ends = list(self._open)
        for end in ends:
            _end(end)
        return len(ends) // 2

    def run(self) -> None:
        """Accept until ``close``."""
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                try:
                    server = self._connect()
                except OSError:
                    client.close()
                    continue
                with self._lock:
                    self._open |= {client, server}
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def close(self) -> None:
        """Accept no more, and end what is open."""
        _end(self._server)
        self._server.close()
        self.cut()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                target.sendall(data)
        # The other direction's thread wakes up by this, and whoever comes second closes.
        _end(source)
        _end(target)
        with self._lock:
            last = source not in self._open
            self._open -= {source, target}
        if last:
            source.close()
            target.close()


@contextmanager
def proxied(connect: Callable[[], socket.socket]) -> Iterator[Proxy]:
    """A proxy that runs with the block."""
    proxy = Proxy(connect)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.close()
        thread.join()


def _end(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
