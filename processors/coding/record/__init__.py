"""The published event: evidence, and the codes of other schemes."""
