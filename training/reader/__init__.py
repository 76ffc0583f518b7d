"""Trains the reader of ``processors/coding/reader.py``: ``python -m training.reader --corpus PATH``."""
