"""Runs a sample as its users do: a process of its own, whose lines are read as they come."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).parents[3] / "docs" / "subscribers"
LINE_TIMEOUT_S = 150.0
"""A Java program on a busy machine is slow to begin."""
QUICK_START = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
"""Halves the time until Kafka Connect and Flink work; nothing here runs long enough for the better compiler."""


@dataclass
class Sample:
    """A running sample."""

    process: asyncio.subprocess.Process
    errors: Path

    async def lines(self, n: int) -> tuple[str, ...]:
        """The next ``n`` lines that it prints."""
        found: list[str] = []
        assert self.process.stdout is not None
        for _ in range(n):
            async with asyncio.timeout(LINE_TIMEOUT_S):
                line = await self.process.stdout.readline()
            assert line, f"it ended after {found}:\n{self.errors.read_text()[-3000:]}"
            found.append(line.decode().rstrip("\n"))
        return tuple(found)


@asynccontextmanager
async def running(*command: str | Path, environment: Mapping[str, str], folder: Path) -> AsyncIterator[Sample]:
    """A sample that runs until the end of the block; its errors go to a file of the folder."""
    errors = folder / "stderr.txt"
    with errors.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=file,
            env=os.environ | QUICK_START | environment,
            cwd=SAMPLES,
            start_new_session=True,
        )
        try:
            yield Sample(process, errors)
        finally:
            if process.returncode is None:
                os.killpg(process.pid, signal.SIGKILL)  # with the children of a shell script
            assert process.stdout is not None
            while await process.stdout.read(65_536):  # to its end, so that nothing of it outlives the event loop
                pass
            await process.wait()
