"""The stages of the daemon, in the order of the flow: dispatch → poll, fetch → process.

``dispatch`` takes turns at hosts; within a turn ``poll`` reads feeds and ``fetch`` turns entries into articles; ``process`` turns
articles into events. What they decide is decided by ``processors``.
"""
