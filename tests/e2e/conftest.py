"""The daemon as its users start it: the console script, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.site import Site, serve_site

SCRIPT = Path(sys.executable).with_name("conflictwire")
COMMAND_TIMEOUT_S = 200


@dataclass
class Cli:
    """Runs ``conflictwire`` with a data directory and an environment of its own."""

    data_dir: Path
    environment: dict[str, str]

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command and return at once."""
        return subprocess.Popen(
            [str(SCRIPT), *arguments],
            env=self._environment(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )

    def run(
        self, *arguments: str, exit_code: int = 0, stdin: str | None = None, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end; no command ever shows a traceback."""
        done = subprocess.run(
            [str(SCRIPT), *arguments],
            env=self._environment(environment),
            capture_output=True,
            text=True,
            input=stdin or "",
            timeout=COMMAND_TIMEOUT_S,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == exit_code, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def records(self, topic: str) -> list[dict[str, Any]]:
        """Every record of a topic."""
        lines = self.run("tail", topic, "--from-beginning", "--no-follow", "--json").stdout.splitlines()
        return [json.loads(line) for line in lines]

    def status(self) -> dict[str, Any]:
        """What status says."""
        status: dict[str, Any] = json.loads(self.run("status", "--json").stdout)
        return status

    def _environment(self, changes: dict[str, str]) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CONFLICTWIRE_")}
        return kept | {"CONFLICTWIRE_DATA_DIR": str(self.data_dir)} | self.environment | changes


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site on loopback."""
    with serve_site() as site:
        yield site


@pytest.fixture
def cli(tmp_path: Path, site: Site) -> Cli:
    """The command line, with a fresh data directory, led to the site."""
    return Cli(tmp_path / "data", site.environment)


def write_feed_list(path: Path, *urls: str) -> str:
    """A feed list in TOML; returns its path."""
    path.write_text("".join(f'[[feeds]]\nurl = "{url}"\noutlet = "The Outlet"\n\n' for url in urls))
    return str(path)
