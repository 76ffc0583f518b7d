"""Durable streams of records: the protocol, the topics, and the embedded implementation on the SQL log."""
