"""Jars that only tests need, and Java programs: what is missing on the machine is brought."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from deploy.kafka import runtime
from deploy.kafka.jars import NoJarsError, bring_jars
from deploy.kafka.runtime import NoBrokerError
from tests.kafka_broker import give_up

COMPILER = Path(__file__).parent / "integration/subscribers/compiler"
COMPILER_TIMEOUT_S = 120
T = TypeVar("T")


def jars_of(project: Path) -> Path:
    """The folder with the jars that ``jars.sha256`` of a project lists."""
    return _or_give_up(lambda: bring_jars(project))


def java() -> str:
    """A Java that is new enough."""
    return _or_give_up(runtime.java)


def compiled(source: Path, classpath: Path, folder: Path) -> list[str]:
    """The command that runs a program of one Java file, compiled into a folder. Options for Java go behind the first word.

    Args:
        source: The file.
        classpath: A folder with jars.
        folder: For the classes.
    """
    (compiler,) = jars_of(COMPILER).glob("*.jar")
    jars = ":".join(str(jar) for jar in sorted(classpath.glob("*.jar")))
    command = [
        java(),
        "-jar",
        str(compiler),
        "-source",
        "17",
        "-target",
        "17",
        "-nowarn",
        "-cp",
        jars,
        "-d",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, timeout=COMPILER_TIMEOUT_S)
    return [java(), "-cp", f"{folder}:{classpath}/*", source.stem]


def _or_give_up(bring: Callable[[], T]) -> T:
    try:
        return bring()
    except (NoJarsError, NoBrokerError) as error:
        give_up(str(error))
