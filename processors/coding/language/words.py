"""Closed classes of English function words that several stages ask for."""

from processors.coding.language.vocabulary import word_set

DETERMINERS = word_set("words", "determiners")
PREPOSITIONS = word_set("words", "prepositions")
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "you", "who", "which"])
ITS = frozenset(["its", "their"])
PROMPTING = frozenset(["prompting", "forcing", "leading", "causing", "pushing"])
"""Participles that lead in what somebody does because of it: "…, prompting Poland to scramble jets"."""
MODALS = word_set("words", "modals")
BE = word_set("words", "be")
HAVE = word_set("words", "have")
ADVERBS = word_set("words", "adverbs")
NEGATIONS = word_set("words", "negations")
BREAKS = frozenset([".", ";", ":", "!", "?", "“", "”", '"', "(", ")", "[", "]", "–", "—", "•", "|"])
"""Marks over which no phrase reaches. The comma is not among them: phrases are listed with it."""
MARKS = BREAKS | {","}
"""Those and the comma, which part a sentence into its pieces."""
POSSESSIVE = ("'s", "s'")
"""How a word of ``Clause.words`` ends that owns the next."""
SUBORDINATORS = word_set("words", "subordinators")
REPORTING = word_set("words", "reporting")

HAZARDS = word_set("words", "hazards")
"""Words of accidents, diseases and nature: deaths beside them are no assault."""


def negates(word: str) -> bool:
    """Whether a lower-case word denies what follows it."""
    return word in NEGATIONS or word.endswith("n't")
