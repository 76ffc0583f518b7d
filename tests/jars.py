"""Jars that only tests need: a Maven project names them, the user's cache keeps them."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import platformdirs
import pytest

BRING_TIMEOUT_S = 600


def jars_of(project: Path) -> Path:
    """The folder with the jars of a project, each with the checksum that ``jars.sha256`` beside its ``pom.xml`` lists.

    Where they cannot be had: a skip with the reason, or a failure in CI.
    """
    expected = dict(reversed(line.split()) for line in (project / "jars.sha256").read_text().splitlines())
    name = hashlib.sha256((project / "jars.sha256").read_bytes()).hexdigest()[:12]
    folder = platformdirs.user_cache_path("conflictwire") / f"{project.name}-{name}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            fresh = Path(scratch) / "lib"
            _bring(project, fresh)
            with suppress(OSError):  # another process may have been faster; its jars are the same
                fresh.rename(folder)
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jar")} == expected
    return folder


def _bring(project: Path, folder: Path) -> None:
    mvn = shutil.which("mvn")
    if mvn is None:
        _give_up("there is no mvn on this machine")
    command = [mvn, "-q", "-B", "-f", str(project / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={folder}"], check=False, capture_output=True, text=True, timeout=BRING_TIMEOUT_S
    )
    if done.returncode:
        _give_up(f"Maven failed:\n{(done.stdout + done.stderr)[-1000:]}")


def _give_up(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"no jars: {reason}")
    pytest.skip(f"no jars: {reason}")
