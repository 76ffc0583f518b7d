"""The headers of a record: their names, and what each says to a reader."""

TRACEPARENT = "traceparent"

EVERY_RECORD = {
    "ce_specversion": "CloudEvents version, 1.0.",
    "ce_id": "The record's id: deterministic, the same whenever the same input is processed again. De-duplicate by it.",
    "ce_source": "urn:conflictwire",
    "ce_type": "The topic's name, without an installation's prefix.",
    "ce_time": "When the article was fetched, or the input failed; RFC 3339, UTC.",
    "ce_dataschema": "The name of the value's JSON Schema, with its version.",
    "content-type": "application/json",
    TRACEPARENT: "W3C trace context. The trace is that of the article: its id is the trace's, from the feed to its last event.",
}
"""CloudEvents 1.0.2, Kafka protocol binding, binary content mode (section 3.2); W3C Trace Context."""

REASON = "conflictwire_reason"
CONNECT = "__connect.errors."

ERRORS = {
    REASON: "Why: one word of the closed list in docs/outcomes.md.",
    f"{CONNECT}connector.name": "conflictwire",
    f"{CONNECT}stage": "The stage that gave up: poll, fetch, extract or process.",
    f"{CONNECT}exception.class.name": "The kind of error.",
    f"{CONNECT}exception.message": "One line about it.",
    f"{CONNECT}topic": "Topic of the record that could not be processed; absent where it was no record.",
    f"{CONNECT}partition": "Its partition.",
    f"{CONNECT}offset": "Its offset.",
}
"""Of dead letters. Names and meaning are Kafka Connect's (KIP-298), so that its tools understand them; never a stack trace."""
