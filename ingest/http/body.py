"""Decoding a response's body with bounded memory, whatever the server sends (RFC 9110 section 8.4)."""

import zlib

from ingest.errors import RejectInput, RetryLater

ACCEPT_ENCODING = "gzip, deflate"
"""What can be decoded piece by piece within a limit by the standard library. Brotli and zstd are not asked for."""
RAW_SLACK_BYTES = 65536
"""How much longer than the decoded limit the raw stream may be: a coding may make incompressible data a little longer."""
_ZLIB_HEADER_METHOD = 8
_GZIP_MAGIC = b"\x1f"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class BodyDecoder:
    """Collects the decoded body of one response and stops as soon as it is too large.

    Never holds more than the limit plus one piece of raw input: a decompressor is asked for at most as many bytes as still fit.

    Args:
        content_encoding: The Content-Encoding header; None where absent.
        max_bytes: Limit of the decoded body.

    Raises:
        RejectInput: ``unsupported_content_encoding``.
    """

    def __init__(self, content_encoding: str | None, max_bytes: int) -> None:
        codings = [coding.strip().lower() for coding in (content_encoding or "").split(",")]
        codings = [coding for coding in codings if coding not in {"", "identity"}]
        # Two codings on one another are what bombs are made of; no server needs them
        if len(codings) > 1 or (codings and codings[0] not in {"gzip", "x-gzip", "deflate"}):
            raise RejectInput("unsupported_content_encoding", (content_encoding or "")[:100])
        self._coding = codings[0].removeprefix("x-") if codings else None
        self._max_bytes = max_bytes
        self._raw_bytes = 0
        self._body = bytearray()
        self._inflate = zlib.decompressobj(_GZIP_WINDOW) if self._coding == "gzip" else None

    def feed(self, raw: bytes) -> None:
        """Take a piece of the raw stream.

        Raises:
            RejectInput: ``body_too_large``.
            RetryLater: ``bad_content_encoding``.
        """
        self._raw_bytes += len(raw)
        if self._raw_bytes > self._max_bytes + RAW_SLACK_BYTES:
            raise RejectInput("body_too_large", f"over {self._max_bytes} bytes")
        if self._coding is None:
            self._append(raw)
            return
        try:
            self._decompress(raw)
        except zlib.error as error:
            raise RetryLater("bad_content_encoding", f"{self._coding}: {error}"[:200]) from error

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            RetryLater: ``bad_content_encoding``: the compressed stream breaks off.
        """
        if self._inflate is not None and not self._inflate.eof and self._raw_bytes:
            raise RetryLater("bad_content_encoding", f"{self._coding}: the stream breaks off")
        return bytes(self._body)

    def _decompress(self, raw: bytes) -> None:
        pending = raw
        while pending:
            if self._inflate is None:
                self._inflate = zlib.decompressobj(_deflate_window(pending))
            elif self._inflate.eof:
                # Another gzip member may follow (RFC 1952 section 2.2); anything else is padding
                if self._coding != "gzip" or not pending.startswith(_GZIP_MAGIC):
                    return
                self._inflate = zlib.decompressobj(_GZIP_WINDOW)
            self._append(self._inflate.decompress(pending, self._max_bytes - len(self._body) + 1))
            pending = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail

    def _append(self, decoded: bytes) -> None:
        self._body += decoded
        if len(self._body) > self._max_bytes:
            raise RejectInput("body_too_large", f"over {self._max_bytes} bytes")


def _deflate_window(start: bytes) -> int:
    """``deflate`` means zlib's format (RFC 9110 section 8.4.1.2), but some servers send the bare stream."""
    return zlib.MAX_WBITS if start[0] & 0x0F == _ZLIB_HEADER_METHOD else -zlib.MAX_WBITS
