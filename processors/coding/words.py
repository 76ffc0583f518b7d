"""Closed classes of English function words that several stages ask for."""

DETERMINERS = frozenset("the a an this that these those its their his her our my your any some each every another no both several many".split())
PREPOSITIONS = frozenset(
    "of in on at by with from for after before during against over amid following between near to into toward towards about despite "
    "across around outside inside under through since until within without upon onto behind among via per".split()
)
PRONOUNS = frozenset("he she it they we i you who which".split())
MODALS = frozenset("will would shall should can could may might must cannot won't wouldn't couldn't 'll".split())
BE = frozenset("be been being am is are was were get gets got getting isn't wasn't aren't weren't".split())
HAVE = frozenset("have has had having 've 'd hasn't haven't hadn't".split())
ADVERBS = frozenset(
    "also then later reportedly allegedly already still just now again even only once twice recently repeatedly not never briefly all "
    "first since immediately severely badly seriously fatally critically at least being suspectedly openly widely violently brutally "
    "forcibly unanimously strongly publicly formally successfully swiftly finally deliberately ever both each "
    "apparently accidentally indiscriminately simultaneously subsequently jointly previously initially".split()
)
NEGATIONS = frozenset("not no never without neither nor cannot none".split())
QUOTES_OPEN = frozenset("“")
QUOTES_CLOSE = frozenset("”")
BREAKS = frozenset(". ; : ! ? “ ” \" ( ) [ ] – — • |".split())
"""Marks over which no phrase reaches. The comma is not among them: phrases are listed with it."""
SUBORDINATORS = frozenset("as after while when before because but although though if since unless whereas whether saying adding amid following".split())
REPORTING = frozenset(
    "said says say saying told tells announced announces announcing reported reports reporting claimed claims claiming confirmed confirms "
    "stated states added adds insisted insists alleged alleges wrote writes revealed revealed declared noted notes estimates estimated "
    "reiterated acknowledged maintained argued argues believes believe suspects suggested citing warned warns tweeted posted".split()
)


def negates(word: str) -> bool:
    """Whether a lower-case word denies what follows it."""
    return word in NEGATIONS or word.endswith("n't")
