"""Trains the reader of ``processors/coding/models/reader.py``: ``python -m training.reader --corpus PATH``."""
