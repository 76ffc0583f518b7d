"""The shell around the pure core: HTTP, SQL, streams, processes, clock, command line, metrics.

It decides nothing about news. It imports ``processors``, never the reverse; ``ingest.app`` is the only composition root.
"""
