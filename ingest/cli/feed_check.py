"""What ``conflictwire feeds check`` does: fetch a feed once and read it, with the daemon's limits."""

from ingest.clock import utc_now
from ingest.errors import DispositionError, ExitCode, FatalError
from ingest.http import get_across_hosts, media_types, open_client
from ingest.settings import Settings
from ingest.stages import work
from ingest.stages.context import open_workers
from ingest.workers import WorkerCrashed, WorkerTimeout
from processors.feeds.errors import FeedError
from processors.records import ParsedFeed


async def fetch_and_parse(settings: Settings, url: str) -> tuple[ParsedFeed, str]:
    """The document, read, and the URL that it was found at.

    Raises:
        FatalError: It cannot be fetched, is no feed, or keeps the parser busy for too long.
    """
    limit, hosts = settings.http.max_feed_bytes, settings.http.max_redirects + 1
    try:
        async with open_client(settings.http) as client:
            got = await get_across_hosts(client, url, accept=media_types.FEEDS, max_body_bytes=limit, max_hosts=hosts)
        arguments = (got.body, got.url, got.content_type, settings.poll.max_entries, utc_now())
        async with open_workers(settings.workers, 1) as pool:  # as in the daemon: a document may keep the parser busy for long
            return await pool.run(work.parse, *arguments, timeout_s=settings.workers.timeout_s), got.url
    except DispositionError as error:
        raise FatalError(f"cannot fetch {url}: {error}", ExitCode.INPUT) from error
    except FeedError as error:
        raise FatalError(f"cannot read {url} as a feed: {error}", ExitCode.INPUT) from error
    except (WorkerTimeout, WorkerCrashed) as error:
        raise FatalError(f"cannot read {url} as a feed: the parser gave up ({error})", ExitCode.INPUT) from error
