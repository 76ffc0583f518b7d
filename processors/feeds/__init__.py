"""Feeds: reading their documents, naming their entries, deciding when to ask again, reading and writing feed lists."""
