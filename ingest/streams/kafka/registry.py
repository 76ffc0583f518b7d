"""Values in the form that schema registries and their clients know, where a registry is named: Confluent's wire format.

    0x00 · id of the schema, 4 bytes, big-endian · the JSON document

Each topic's schema is registered under the subject ``TOPIC-value`` when the first producer starts. What is compatible is for this
project to say, in its tests (``processors/records/compatibility.py``); a registry that refuses a schema stops the daemon.
Source: Confluent Schema Registry's REST API v1, which Karapace and Apicurio Registry (``/apis/ccompat/v7``) serve too.
"""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ingest.errors import ExitCode, FatalError, RetryLater
from ingest.streams.topics import TOPICS, Topic
from processors.records.schema import RECORDS, json_schema

UNAVAILABLE = "registry_unavailable"
MAGIC = b"\0"
"""No JSON document begins with it."""
FRAME_BYTES = 5
MEDIA_TYPE = "application/vnd.schemaregistry.v1+json"
TRANSIENT = {408, 425, 429}
FIRST_SERVER_ERROR = 500
MAX_SHOWN_CHARS = 300


class SchemaRegistry:
    """Registers the schemas, once in the life of a process, and frames values with their ids.

    Args:
        url: Where it is, with its path.
        prefix: What goes before the topics' names, and so before the subjects'.
        username: For HTTP basic authentication; None for none.
        password_file: Likewise; the file's first line.
        timeout_s: Limit for each request.
        topics: Whose schemas are registered.
    """

    def __init__(
        self,
        url: str,
        *,
        prefix: str = "",
        username: str | None = None,
        password_file: Path | None = None,
        timeout_s: float = 10.0,
        topics: Iterable[Topic] = TOPICS.values(),
    ) -> None:
        self._url = url.rstrip("/")
        self._prefix = prefix
        self._username = username
        self._password_file = password_file
        self._timeout_s = timeout_s
        self._records = {topic.name: topic.record for topic in topics}
        self._frames: dict[str, bytes] = {}
        self._lock = asyncio.Lock()

    async def register(self) -> None:
        """Return once every topic's schema has an id.

        Raises:
            RetryLater: The registry is away.
            FatalError: It refuses us or a schema.
        """
        async with self._lock:
            if self._frames.keys() == self._records.keys():
                return
            import httpx2  # noqa: PLC0415 (it takes a tenth of a second, and few have a registry)

            async with httpx2.AsyncClient(auth=self._login(), timeout=self._timeout_s, trust_env=False) as client:
                for topic, record in self._records.items():
                    schema_id = await self._register(client, f"{self._prefix}{topic}-value", record)
                    self._frames[topic] = MAGIC + schema_id.to_bytes(4, "big")

    def framed(self, topic: str, value: bytes) -> bytes:
        """A value with its schema's id before it; one of a topic without a schema, or an empty one, as it is."""
        return self._frames.get(topic, b"") + value if value else value

    async def _register(self, client: Any, subject: str, record: str) -> int:
        from httpx2 import HTTPError  # noqa: PLC0415 (as above)

        schema = json.dumps(json_schema(RECORDS[record]), ensure_ascii=False)
        body = json.dumps({"schemaType": "JSON", "schema": schema}).encode()
        try:
            answer = await client.post(
                f"{self._url}/subjects/{subject}/versions", content=body, headers={"Content-Type": MEDIA_TYPE}
            )
        except HTTPError as error:
            raise RetryLater(UNAVAILABLE, f"{type(error).__name__}: {error}") from error
        said = f"HTTP {answer.status_code}: {answer.text[:MAX_SHOWN_CHARS]}"
        if answer.status_code in TRANSIENT or answer.status_code >= FIRST_SERVER_ERROR:
            raise RetryLater(UNAVAILABLE, said)
        try:
            answer.raise_for_status()
            return int(answer.json()["id"])
        except (HTTPError, ValueError, KeyError, TypeError) as error:
            raise FatalError(f"the schema registry refuses {subject}: {said}", ExitCode.FAILURE) from error

    def _login(self) -> tuple[str, str] | None:
        if self._username is None or self._password_file is None:
            return None
        try:
            return self._username, self._password_file.read_text(encoding="utf-8").partition("\n")[0].strip()
        except OSError as error:
            raise FatalError(f"the schema registry's password cannot be read: {error}", ExitCode.SETTINGS) from error


def unframed(value: bytes) -> bytes:
    """The document of a value, with a schema's id before it or without: readers do not depend on the setting."""
    return value[FRAME_BYTES:] if value[:1] == MAGIC and len(value) > FRAME_BYTES else value
