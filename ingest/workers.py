"""Worker processes that can be killed: the CPU-heavy steps of the core run in them, one task at a time in each.

    run() ─ wait for an idle worker ─ pickled task ─►│ pipe │─► function(*args) ─►│ pipe │─► result or exception
                 └─ the queue is the back pressure          └─ over time, over memory, dead: killed and replaced

Each worker has its own pipe and shares no lock with the others, so whatever becomes of one does not touch them. Rejected: the
standard ``ProcessPoolExecutor`` cannot kill, and deadlocks with ``max_tasks_per_child``; pebble's ``ProcessPool`` kills, but its
workers share one locked channel, and an idle worker's death (the kernel out of memory, an operator's ``kill``) breaks the pool.
"""

import asyncio
import contextlib
import ctypes
import logging
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")

START_TIMEOUT_S = 120.0
"""For the imports and data of a fresh worker, on a machine under load."""
END_TIMEOUT_S = 5.0
"""A process that was killed is gone within this time unless the kernel is stuck."""

# A process that forks a thread for each core multiplies with the number of workers, and each thread reserves address space
_SINGLE_THREADED = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_PR_SET_PDEATHSIG = 1


class WorkerTimeout(Exception):  # noqa: N818 (a disposition of the task, not a fault)
    """The task took too long and its worker was killed."""


class WorkerCrashed(Exception):  # noqa: N818
    """The worker died over the task, or ran out of memory; the message says how."""


class WorkerPool:
    """Runs functions in worker processes. An async context manager; entering it starts the workers and warms them up.

    Args:
        processes: How many run at once.
        max_tasks: Tasks after which a worker is replaced by a fresh one, against leaks in C libraries.
        max_memory_bytes: Address space of one worker.
        warm_up: Called in each worker before its first task; importable by name.
    """

    def __init__(
        self, *, processes: int, max_tasks: int, max_memory_bytes: int, warm_up: Callable[[], None] | None = None
    ) -> None:
        self.processes = processes
        self._max_tasks = max_tasks
        self._setup = (max_memory_bytes, warm_up)
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._workers: set[_Worker] = set()
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="worker-pipe")

    async def __aenter__(self) -> Self:
        for name in _SINGLE_THREADED:
            os.environ.setdefault(name, "1")
        try:
            for _ in range(self.processes):
                self._idle.put_nowait(self._start())
            loop = asyncio.get_running_loop()
            await asyncio.gather(*(loop.run_in_executor(self._threads, worker.wait_until_ready) for worker in self._workers))
        except BaseException:
            self._end()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # Workers hold nothing that could be lost, so there is nothing to wait for
        self._end()

    async def run(self, function: Callable[..., T], *args: Any, timeout_s: float) -> T:
        """Call a function in a worker.

        A cancelled call kills its worker, so that a loop without end does not keep it.

        Args:
            function: Importable by name.
            *args: Picklable.
            timeout_s: From the moment a worker takes it up.

        Raises:
            WorkerTimeout: It took longer; its worker is dead.
            WorkerCrashed: Its worker died or ran out of memory.
            Exception: Whatever the function raises.
        """
        worker = await self._idle.get()
        try:
            if not worker.is_usable(self._max_tasks):
                worker = self._replace(worker)
            answer, value = await self._call(worker, function, args, timeout_s)
        except BaseException:
            worker.kill()
            raise
        finally:
            self._idle.put_nowait(worker)
        if answer == _RAISED:
            raise value
        result: T = value
        return result

    async def _call(
        self, worker: "_Worker", function: Callable[..., Any], args: tuple[Any, ...], timeout_s: float
    ) -> tuple[str, Any]:
        call = asyncio.get_running_loop().run_in_executor(self._threads, worker.call, function, args, timeout_s)
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            worker.kill()
            # The thread notices at once; nobody else may have the worker's pipe before that
            with contextlib.suppress(WorkerCrashed, WorkerTimeout):
                await call
            raise

    def _start(self) -> "_Worker":
        # In the event loop's thread: on Linux a worker dies with the thread that started it
        worker = _Worker(*self._setup)
        self._workers.add(worker)
        return worker

    def _replace(self, worker: "_Worker") -> "_Worker":
        worker.end()
        self._workers.discard(worker)
        return self._start()

    def _end(self) -> None:
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.end()
        self._threads.shutdown()


_RETURNED, _RAISED, _OUT_OF_MEMORY = "returned", "raised", "out of memory"


class _Worker:
    """The parent's side of one process. Its calls come one after the other."""

    def __init__(self, max_memory_bytes: int, warm_up: Callable[[], None] | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_serve, args=(theirs, os.getpid(), max_memory_bytes, warm_up), name="conflictwire-worker", daemon=True
        )
        self._process.start()
        theirs.close()
        # Of two threads that ask for the end of one child, the kernel tells only one how it ended
        self._reaping = threading.Lock()
        self._is_ready = False
        self._is_killed = False
        self._tasks = 0

    def is_usable(self, max_tasks: int) -> bool:
        return self._tasks < max_tasks and not self._is_killed and self._process.is_alive()

    def wait_until_ready(self) -> None:
        if not self._is_ready:
            answer, value = self._receive(START_TIMEOUT_S)
            if answer == _RAISED:
                raise value
            self._is_ready = True

    def call(self, function: Callable[..., T], args: tuple[Any, ...], timeout_s: float) -> tuple[str, Any]:
        """Run one task. Blocks; raises WorkerTimeout and WorkerCrashed."""
        self.wait_until_ready()
        task = pickle.dumps((function, args))
        self._tasks += 1
        try:
            self._pipe.send_bytes(task)
        except OSError as error:
            raise WorkerCrashed(self._death()) from error
        answer, value = self._receive(timeout_s)
        if answer == _OUT_OF_MEMORY:
            raise WorkerCrashed(_OUT_OF_MEMORY)
        return answer, value

    def _receive(self, timeout_s: float) -> tuple[str, Any]:
        try:
            if not self._pipe.poll(timeout_s):
                raise WorkerTimeout(f"{timeout_s:g} s")
            answer: tuple[str, Any] = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerCrashed(self._death()) from error
        return answer

    def _death(self) -> str:
        code = self._join()
        return f"killed by {signal.Signals(-code).name}" if code is not None and code < 0 else f"exit code {code}"

    def kill(self) -> None:
        self._is_killed = True
        self._process.kill()

    def end(self) -> None:
        self.kill()
        self._join()
        self._pipe.close()

    def _join(self) -> int | None:
        """Wait for the process to end; its exit code, None where it has not."""
        with self._reaping:
            self._process.join(END_TIMEOUT_S)
            return self._process.exitcode


def _serve(pipe: Connection, parent: int, max_memory_bytes: int, warm_up: Callable[[], None] | None) -> None:
    """The worker's side: task after task until the pipe ends or somebody kills it."""
    _die_with(parent)
    # Ctrl-C and a service manager's SIGTERM reach the whole group; the parent drains first and then ends its workers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):  # the system has no such limit, or a lower one
        resource.setrlimit(resource.RLIMIT_AS, (max_memory_bytes, max_memory_bytes))
    # What libraries have to say about a page is in its outcome
    logging.disable(logging.CRITICAL)
    with contextlib.suppress(EOFError, OSError):  # the parent is gone
        pipe.send(_answer(warm_up or _nothing, ()))
        while True:
            pipe.send(_answer(*pickle.loads(pipe.recv_bytes())))  # noqa: S301 (our own parent's)


def _nothing() -> None:
    """No warm-up."""


def _answer(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return _RETURNED, function(*args)
    except MemoryError:
        return _OUT_OF_MEMORY, None
    except Exception as error:  # noqa: BLE001 (it is raised in the parent)
        return _RAISED, _portable(error)


def _portable(error: Exception) -> Exception:
    """The exception with its traceback as a note, or its description where it does not survive pickling."""
    error.add_note("in a worker process:\n" + "".join(traceback.format_exception(error)).rstrip())
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:  # noqa: BLE001 (a constructor may do anything)
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent dies; elsewhere it finds the pipe closed at the end of its task."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before it could be asked for
            os._exit(1)
