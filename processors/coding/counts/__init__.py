"""How many of whom or what."""
