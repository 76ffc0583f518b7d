"""The frontier: which feeds to poll, which entries to fetch, whose turn it is, and what became of each entry, in SQL."""
