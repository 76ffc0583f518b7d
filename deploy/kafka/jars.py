"""Jars from Maven's central repository, on a machine without Maven: pinned, checked, kept in the user's cache.

    python -m deploy.kafka.jars FOLDER            bring what FOLDER/jars.sha256 lists
    python -m deploy.kafka.jars FOLDER --write    write FOLDER/jars.sha256: what FOLDER/pom.xml needs at run time

They come through ``jgo``, a client for Maven repositories from PyPI; a jar that is in the machine's local Maven repository is
taken from there.
"""

import argparse
import contextlib
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs

DOWNLOADS = 8
TIMEOUT_S = 60
"""For each request."""


class NoJarsError(Exception):
    """Jars cannot be had, or are not the expected ones; the message says why."""


def bring_jars(project: Path, cache: Path | None = None) -> Path:
    """Return the folder with the jars that ``jars.sha256`` of a project lists, filled where it is not there yet, and checked.

    Raises:
        NoJarsError: A jar cannot be downloaded, or is not the listed one.
    """
    jars = project / "jars.sha256"
    pins = dict(reversed(line.split()) for line in jars.read_text().splitlines())
    # Another list is another folder: two checkouts do not spoil each other's.
    folder = (cache or platformdirs.user_cache_path("conflictwire")) / f"jars-{project.name}-{_checksum(jars)[:12]}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            fresh = Path(scratch) / "lib"
            _download(pins, fresh)
            _check(pins, fresh)
            # Another process may have been faster; its jars are the same.
            with contextlib.suppress(OSError):
                fresh.rename(folder)
    _check(pins, folder)
    return folder


def write_list(project: Path) -> None:
    """List what a project's ``pom.xml`` needs at run time, as Maven resolves it."""
    from jgo.maven import POM, MavenContext  # noqa: PLC0415 (only where jars are looked for)

    _, nodes = MavenContext(timeout=TIMEOUT_S).pom_dependency_list(POM(project / "pom.xml"))
    found = {f"{each.dep.groupId}:{each.dep.artifactId}:{each.dep.version}": each.dep.artifact.resolve() for each in nodes}
    (project / "jars.sha256").write_text("".join(f"{_checksum(found[name])}  {name}\n" for name in sorted(found)))


def _file_name(coordinates: str) -> str:
    _, artifact, version = coordinates.split(":")
    return f"{artifact}-{version}.jar"


def _download(coordinates: Iterable[str], folder: Path) -> None:
    try:
        from jgo.maven import MavenContext  # noqa: PLC0415 (only the first time)
    except ImportError:
        raise NoJarsError("jars are brought by the package jgo, which is not installed") from None
    folder.mkdir()
    maven = MavenContext(timeout=TIMEOUT_S)

    def bring(name: str) -> None:
        shutil.copy(maven.create_dependency(name).artifact.resolve(), folder / _file_name(name))

    try:
        with ThreadPoolExecutor(DOWNLOADS) as pool:
            list(pool.map(bring, coordinates))
    except (OSError, RuntimeError) as error:
        raise NoJarsError(f"jars cannot be downloaded: {error}") from error


def _check(pins: Mapping[str, str], folder: Path) -> None:
    expected = {_file_name(name): checksum for name, checksum in pins.items()}
    found = {path.name: _checksum(path) for path in folder.glob("*.jar")}
    if wrong := sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)):
        raise NoJarsError(f"not the listed jars, in {folder}: {', '.join(wrong)}; remove the folder to try again")


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Bring jars, or list them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write jars.sha256 anew")
    arguments = parser.parse_args()
    if arguments.write:
        write_list(arguments.folder.resolve())
    try:
        sys.stdout.write(f"{bring_jars(arguments.folder.resolve())}\n")
    except NoJarsError as error:
        parser.exit(1, f"{error}\n")


if __name__ == "__main__":
    main()
