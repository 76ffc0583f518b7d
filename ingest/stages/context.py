"""What the stages share."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from ingest.database import Database
from ingest.errors import FatalError, RejectInput, both
from ingest.extras import is_encoder_wanted, is_reader_wanted
from ingest.http import HttpClient, RobotsCache
from ingest.logs import Logger
from ingest.settings import CodingSettings, RelevanceSettings, Settings, WorkerSettings
from ingest.stages import work
from ingest.streams import envelope
from ingest.streams.embedded import EmbeddedStream
from ingest.streams.protocol import Record
from ingest.tracing import Tracing
from ingest.watch_lists import load_watch_list
from ingest.web.metrics import Metrics
from ingest.workers import WorkerCrashed, WorkerPool, WorkerTimeout
from processors.feeds.errors import FeedError
from processors.pages.errors import PageError
from processors.records import DeadLetter

T = TypeVar("T")

LEASE_MARGIN_S = 60.0
MAX_DETAIL_CHARS = 300


def open_workers(
    settings: WorkerSettings,
    processes: int = 0,
    *,
    relevance: RelevanceSettings | None = None,
    coding: CodingSettings | None = None,
) -> WorkerPool:
    """The pool that the settings describe, to be entered.

    Args:
        settings: Their limits.
        processes: How many, instead of the settings' number; where both are 0, one for each core.
        relevance: Its watch list is read here, once, and handed to each worker; its encoder is tried. None where nothing is
            assessed.
        coding: Whether its reader is there is looked up. None where nothing is coded.

    Raises:
        FatalError: The watch list has mistakes, or the encoder or the reader is not there; all that is wrong is told.
    """
    watch_list, (with_encoder, with_reader) = both(
        lambda: load_watch_list(relevance.watch_list) if relevance and relevance.watch_list else None,
        lambda: both(
            lambda: relevance is not None and is_encoder_wanted(relevance.encoder),
            lambda: coding is not None and is_reader_wanted(coding.reader),
        ),
    )
    return WorkerPool(
        processes=processes or settings.processes or os.cpu_count() or 1,
        max_tasks=settings.max_tasks,
        max_memory_bytes=settings.max_memory_bytes,
        warm_up=partial(work.warm_up, watch_list, with_encoder=with_encoder, with_reader=with_reader),
    )


@dataclass(frozen=True, slots=True)
class WorkContext:
    """What every stage needs; put together in ``ingest.app``.

    Attributes:
        now: The clock, aware UTC.
    """

    settings: Settings
    workers: WorkerPool
    metrics: Metrics
    tracing: Tracing
    log: Logger
    now: Callable[[], datetime]

    async def run_in_worker(self, function: Callable[..., T], *args: Any) -> T:
        """Run a step of the core in a worker process.

        Raises:
            FeedError, PageError: What the step says of its input.
            RejectInput: It took too long, the process died over it, or the step has a defect that this input brings out.
            FatalError: The worker cannot work at all (no room for temporary files).
        """
        timeout_s = self.settings.workers.timeout_s
        try:
            return await self.workers.run(function, *args, timeout_s=timeout_s)
        except (FeedError, PageError):
            raise
        except WorkerTimeout as error:
            raise RejectInput("worker_timeout", f"took longer than {timeout_s:g} s") from error
        except WorkerCrashed as error:
            raise RejectInput("worker_crashed", str(error)) from error
        except OSError as error:
            raise FatalError(f"a worker process cannot work: {error}") from error
        except Exception as error:
            # A defect of ours must not stop the daemon at the one page that brings it out; the dead letter keeps the page.
            self.log.exception("worker", step=function.__name__)
            raise RejectInput("worker_failed", f"{type(error).__name__}: {error}"[:MAX_DETAIL_CHARS]) from error


@dataclass(frozen=True, slots=True)
class IngestContext(WorkContext):
    """What the stages share that bring articles into the log.

    Attributes:
        outbox: The log, as what is appended to; in Kafka mode the publisher moves it on from there.
    """

    database: Database
    outbox: EmbeddedStream
    client: HttpClient
    robots: RobotsCache

    @property
    def lease_s(self) -> float:
        """How long a host is leased beyond each step: longer than any step may take."""
        return self.settings.http.total_timeout_s + self.settings.workers.timeout_s + LEASE_MARGIN_S

    def append_dead_letter(self, connection: Connection, letter: DeadLetter) -> Record:
        """Append to the dead-letter topic, in the caller's transaction; return the record."""
        record = envelope.dead_letter_record(letter)
        self.outbox.append(connection, [record])
        return record
