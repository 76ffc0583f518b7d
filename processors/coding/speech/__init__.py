"""Who says it, and whom a pronoun means."""
