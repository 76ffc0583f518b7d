"""A client library that cancels tasks of its own does not cancel ours."""

import asyncio

import pytest

from ingest.errors import RetryLater
from ingest.streams.kafka.errors import closed_within, translated


async def cancels_a_task_of_its_own() -> None:
    """What aiokafka's ``stop`` does while a broker is away."""
    task = asyncio.ensure_future(asyncio.sleep(60))
    await asyncio.sleep(0)
    task.cancel()
    await task


async def waits() -> None:
    """Something long."""
    await asyncio.sleep(60)


async def test_closing_goes_on_behind_a_cancelled_task_of_the_client() -> None:
    """It had ended the group's member in silence."""
    await closed_within(cancels_a_task_of_its_own(), 10)


async def test_a_cancelled_task_of_the_client_is_an_outage() -> None:
    """Tried again, like any other."""
    with pytest.raises(RetryLater, match="cancelled"):
        async with translated(10):
            await cancels_a_task_of_its_own()


async def test_our_own_cancellation_goes_through() -> None:
    """Else nothing could be stopped."""

    async def work() -> None:
        async with translated(60):
            await waits()

    for coroutine in (closed_within(waits(), 60), work()):
        task = asyncio.ensure_future(coroutine)
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
