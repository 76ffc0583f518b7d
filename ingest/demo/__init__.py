"""The newswire of ``conflictwire demo``: invented outlets with feeds and pages, served on loopback.

Everything in ``articles`` was written for this purpose; outlets, people and events in it are invented.
"""
