"""The supervision of the daemon's tasks."""

import asyncio

import pytest

from ingest.daemon import _loudly
from ingest.errors import FatalError


async def _await_a_cancelled_task() -> None:
    inner = asyncio.create_task(asyncio.sleep(60))
    inner.cancel()
    await inner


async def test_a_task_that_is_cancelled_from_inside_ends_the_daemon_loudly() -> None:
    """A task group alone would take it for an orderly end, and the daemon would go on without the task."""
    with pytest.raises(ExceptionGroup) as caught:
        async with asyncio.TaskGroup() as group:
            group.create_task(_loudly("link", _await_a_cancelled_task()))
    assert caught.group_contains(FatalError, match="link")


async def test_a_task_that_we_cancel_ends_quietly() -> None:
    """As at the end of a run."""
    async with asyncio.TaskGroup() as group:
        task = group.create_task(_loudly("link", asyncio.sleep(60)))
        await asyncio.sleep(0)
        task.cancel()
    assert task.cancelled()
