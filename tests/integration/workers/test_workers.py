"""The worker pool with real processes."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ingest.workers import WorkerCrashed, WorkerPool, WorkerTimeout
from tests.integration.workers import tasks

TIMEOUT_S = 60.0
MEMORY = 2_000_000_000


@pytest.fixture
async def pool() -> AsyncIterator[WorkerPool]:
    """Two warmed-up workers."""
    async with WorkerPool(processes=2, max_tasks=1000, max_memory_bytes=MEMORY, warm_up=tasks.warm_up) as pool:
        yield pool


def written(path: Path) -> str:
    """What somebody has written to a file; empty as long as nobody has."""
    return path.read_text() if path.exists() else ""


async def wait_for_file(path: Path) -> str:
    """Wait until somebody has written a file."""
    while not (text := written(path)):  # noqa: ASYNC110 (another process writes it)
        await asyncio.sleep(0.005)
    return text


def is_running(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def wait_until_gone(pid: int) -> None:
    """Wait until a process has ended."""
    while is_running(pid):  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def test_results_come_back(pool: WorkerPool) -> None:
    """More calls than workers all get their own result, from warmed-up processes other than this one."""
    assert await asyncio.gather(*(pool.run(tasks.double, n, timeout_s=TIMEOUT_S) for n in range(20))) == list(range(0, 40, 2))
    assert await pool.run(tasks.was_warmed_up, timeout_s=TIMEOUT_S)
    assert await pool.run(tasks.process_id, timeout_s=TIMEOUT_S) != os.getpid()


async def test_an_exception_travels_back_as_itself(pool: WorkerPool) -> None:
    """Type and state of an exception survive, and the worker goes on."""
    with pytest.raises(tasks.PickyError) as caught:
        await pool.run(tasks.raise_picky, timeout_s=TIMEOUT_S)
    assert (caught.value.reason, caught.value.detail) == ("too_short", "12 characters")
    assert "in a worker process" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="UnpicklableError"):
        await pool.run(tasks.raise_unpicklable, timeout_s=TIMEOUT_S)


@pytest.mark.parametrize("endless", [tasks.loop_for_ever, tasks.loop_in_c])
async def test_a_loop_is_killed_while_others_go_on(pool: WorkerPool, tmp_path: Path, endless: object) -> None:
    """A task without end costs its worker; calls beside it are answered all the while."""
    args = [str(tmp_path / "started")] if endless is tasks.loop_for_ever else []
    stuck = asyncio.create_task(pool.run(endless, *args, timeout_s=1.0))  # type: ignore[arg-type]  # either of two functions
    answered = 0
    while not stuck.done():
        assert await pool.run(tasks.double, 4, timeout_s=TIMEOUT_S) == 8
        answered += 1
    with pytest.raises(WorkerTimeout):
        await stuck
    assert answered > 10
    assert await asyncio.gather(*(pool.run(tasks.double, n, timeout_s=TIMEOUT_S) for n in range(4))) == [0, 2, 4, 6]


@pytest.mark.parametrize(
    ("function", "how"), [(tasks.crash, "SIGSEGV"), (tasks.leave, "exit code 3"), (tasks.return_lock, "exit")]
)
async def test_a_death_is_reported(pool: WorkerPool, function: object, how: str) -> None:
    """A task that takes its worker down is told apart from one that raises, and the pool recovers."""
    with pytest.raises(WorkerCrashed, match=how):
        await pool.run(function, timeout_s=TIMEOUT_S)  # type: ignore[arg-type]  # one of three functions
    assert await asyncio.gather(*(pool.run(tasks.double, n, timeout_s=TIMEOUT_S) for n in range(4))) == [0, 2, 4, 6]


async def test_memory_is_limited(pool: WorkerPool) -> None:
    """A task that wants more than its share fails, not the machine."""
    with pytest.raises(WorkerCrashed, match="out of memory"):
        await pool.run(tasks.allocate, timeout_s=TIMEOUT_S)
    assert await pool.run(tasks.double, 1, timeout_s=TIMEOUT_S) == 2


async def test_an_idle_worker_may_die() -> None:
    """Somebody kills an idle worker: the next task gets another one and nothing is lost."""
    async with WorkerPool(processes=1, max_tasks=1000, max_memory_bytes=MEMORY) as pool:
        pid = await pool.run(tasks.process_id, timeout_s=TIMEOUT_S)
        os.kill(pid, signal.SIGKILL)
        await wait_until_gone(pid)
        assert await pool.run(tasks.process_id, timeout_s=TIMEOUT_S) != pid


async def test_signals_to_the_group_leave_workers_alone(pool: WorkerPool) -> None:
    """Ctrl-C and a service manager's SIGTERM reach workers too; the parent decides when they end."""
    pid = await pool.run(tasks.process_id, timeout_s=TIMEOUT_S)
    os.kill(pid, signal.SIGINT)
    os.kill(pid, signal.SIGTERM)
    assert await pool.run(tasks.process_id, timeout_s=TIMEOUT_S) == pid


async def test_workers_are_recycled() -> None:
    """After its number of tasks a worker is replaced."""
    async with WorkerPool(processes=1, max_tasks=2, max_memory_bytes=MEMORY) as pool:
        pids = [await pool.run(tasks.process_id, timeout_s=TIMEOUT_S) for _ in range(4)]
    assert pids[0] == pids[1]
    assert pids[2] == pids[3]
    assert pids[1] != pids[2]
    assert not any(map(is_running, pids))


async def test_cancellation_goes_through(tmp_path: Path) -> None:
    """A cancelled call ends at once, its worker with it, and the next call is served."""
    async with WorkerPool(processes=1, max_tasks=1000, max_memory_bytes=MEMORY) as pool:
        started = tmp_path / "started"
        stuck = asyncio.create_task(pool.run(tasks.loop_for_ever, str(started), timeout_s=TIMEOUT_S))
        pid = int(await wait_for_file(started))
        stuck.cancel()
        with pytest.raises(asyncio.CancelledError):
            await stuck
        await wait_until_gone(pid)
        assert await pool.run(tasks.double, 3, timeout_s=TIMEOUT_S) == 6


async def test_a_broken_warm_up_is_loud() -> None:
    """A pool whose workers cannot load their data does not start."""
    with pytest.raises(tasks.PickyError, match="gazetteer"):
        async with WorkerPool(processes=2, max_tasks=10, max_memory_bytes=MEMORY, warm_up=tasks.fail_to_warm_up):
            raise AssertionError  # never entered


async def test_leaving_ends_what_runs(tmp_path: Path) -> None:
    """Shutting down waits for nobody."""
    started = tmp_path / "started"
    async with WorkerPool(processes=1, max_tasks=1000, max_memory_bytes=MEMORY) as pool:
        stuck = asyncio.create_task(pool.run(tasks.loop_for_ever, str(started), timeout_s=TIMEOUT_S))
        pid = int(await wait_for_file(started))
    assert not is_running(pid)
    with pytest.raises(WorkerCrashed, match="SIGKILL"):
        await stuck


async def test_who_waits_second_learns_how_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool and the call both wait for a killed worker: the kernel answers one of them, and both know."""
    wait_for_child = os.waitpid

    def wait_and_dawdle(pid: int, options: int) -> tuple[int, int]:
        ended = wait_for_child(pid, options)
        if ended[0]:
            time.sleep(0.5)  # the other one asks before this answer is kept
        return ended

    started = tmp_path / "started"
    async with WorkerPool(processes=1, max_tasks=1000, max_memory_bytes=MEMORY) as pool:
        stuck = asyncio.create_task(pool.run(tasks.loop_for_ever, str(started), timeout_s=TIMEOUT_S))
        await wait_for_file(started)
        monkeypatch.setattr(os, "waitpid", wait_and_dawdle)
    with pytest.raises(WorkerCrashed, match="SIGKILL"):
        await stuck


PARENT = """
import asyncio, sys
from ingest.workers import WorkerPool
from tests.integration.workers import tasks

async def main():
    async with WorkerPool(processes=1, max_tasks=10, max_memory_bytes=2_000_000_000) as pool:
        await pool.run(tasks.loop_for_ever, sys.argv[1], timeout_s=600)

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a busy process that its parent is dead")
async def test_no_orphans_after_a_kill(tmp_path: Path) -> None:
    """Kill -9 of the parent ends a worker even in the middle of a loop."""
    script, started = tmp_path / "parent.py", tmp_path / "started"
    script.write_text(PARENT)
    root = Path(__file__).parents[3]
    parent = subprocess.Popen([sys.executable, str(script), str(started)], env={**os.environ, "PYTHONPATH": str(root)})  # noqa: ASYNC220
    pid = int(await wait_for_file(started))
    parent.kill()
    parent.wait()
    await wait_until_gone(pid)
