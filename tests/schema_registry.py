"""Schema registries for tests: a stand-in that serves what we use of the interface, and a real one where it can be had."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import tarfile
import threading
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import platformdirs
import pytest

from deploy.kafka.runtime import java

VERSION = "2.6.13.Final"
ARTIFACT = f"io.apicurio:apicurio-registry-app:{VERSION}:tar.gz:all"
SHA256 = "3cda1b34aa020fb4ac4dd6a66018d757e81e437f97e20a1f92d366b70091c6ba"
"""Apicurio Registry, Apache-2.0: the newest whose Java is 17."""
BRING = "BRING_REGISTRY"
"""Set it to have the 140 MB brought by Maven; they stay in the user's cache."""
START_TIMEOUT_S = 90.0


class StandIn:
    """A stand-in for a registry: gives each schema an id, as the interface says; no real one.

    Attributes:
        schemas: Subject → its schemas, by id.
        fault: A status that every request gets.
        login: ``user:password`` that is wanted.
    """

    def __init__(self) -> None:
        self.schemas: dict[str, dict[int, Any]] = {}
        self.fault: int | None = None
        self.login: str | None = None
        self.requests = 0
        self.url = ""

    def answer(self, path: str, login: str | None, body: bytes) -> tuple[int, Any]:
        """Status and document."""
        self.requests += 1
        if self.fault is not None:
            return self.fault, {"error_code": self.fault, "message": "as told"}
        if login != self.login:
            return 401, {"error_code": 401, "message": "Unauthorized"}
        root, subject, rest = path.strip("/").split("/")
        document = json.loads(body)
        assert (root, rest, document["schemaType"]) == ("subjects", "versions", "JSON")
        schema = json.loads(document["schema"])
        ids = self.schemas.setdefault(subject, {})
        known = {json.dumps(each): number for versions in self.schemas.values() for number, each in versions.items()}
        number = known.get(json.dumps(schema), 70_000 + len(known))
        ids[number] = schema
        return 200, {"id": number}


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Serve a stand-in on loopback until the block ends."""
    registry = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            given = self.headers.get("Authorization", "")
            login = b64decode(given.removeprefix("Basic ")).decode() if given else None
            status, document = registry.answer(self.path, login, body)
            data = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        registry.url = f"http://127.0.0.1:{server.server_port}"
        yield registry
        server.shutdown()
        thread.join()


@contextmanager
def real_registry() -> Iterator[str]:
    """The URL of a real registry's Confluent-compatible interface, with data in memory; or a skip with the reason."""
    folder = _bring()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["-Xmx512m", "-Dquarkus.http.host=127.0.0.1", f"-Dquarkus.http.port={port}"]
    jar = folder / f"apicurio-registry-app-{VERSION}-runner.jar"
    process = subprocess.Popen(
        [java(), *options, "-jar", str(jar)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}/apis/ccompat/v7"
    try:
        _wait_for(f"{url}/subjects", process)
        yield url
    finally:
        process.kill()
        process.wait()


def _bring() -> Path:
    folder = platformdirs.user_cache_path("conflictwire") / f"apicurio-registry-{VERSION}"
    if folder.is_dir():
        return folder
    mvn = shutil.which("mvn")
    if mvn is None or os.environ.get(BRING) is None:
        pytest.skip(f"no real schema registry: it is brought with {BRING}=1 and mvn")
    fresh = folder.with_name(f"{folder.name}.{os.getpid()}")
    command = [mvn, "-q", "-B", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={fresh}"]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    (archive,) = fresh.glob("*.tar.gz")
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == SHA256
    with tarfile.open(archive) as packed:
        packed.extractall(fresh, filter="data")
    archive.unlink()
    with suppress(OSError):  # another process may have been faster; its files are the same
        fresh.rename(folder)
    return folder


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(httpx2.HTTPError):
            httpx2.get(url, timeout=2, trust_env=False).raise_for_status()
            return
        time.sleep(0.2)
    pytest.fail("the registry did not start")
