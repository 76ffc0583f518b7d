"""Where the name of a speaker starts and ends: titles, offices, appositions, lost commas."""

from collections.abc import Sequence

from processors.coding.language.reading import Clause
from processors.coding.language.tokens import Token
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, BREAKS, HAVE, MARKS, PREPOSITIONS, REPORTING
from processors.coding.speech.reporting import LONG_SPEAKER

MAX_SPEAKER_TOKENS = 12
POINTERS = word_set("speech", "pointers")
"""Words that point to a speaker without a name."""
_SHORTEST_ROLE = 3
SHORT_FORM = 3
"""Tokens of a short form in brackets."""
_NAMES = 4
"""Most words of a person's name."""
_ENDS = BREAKS | BE | HAVE | REPORTING | (PREPOSITIONS - {"of", "for"}) | {",", "and", "that"}
_INSERTED = frozenset({"however", "meanwhile", "though"})
GROUPS = frozenset({"group", "movement", "militia", "insurgents", "rebels", "militants"})
_BACKED = frozenset((word,) for word in ("backed", "aligned", "linked", "allied", "affiliated", "supported"))
_BACKED_WORDS = 5
_TITLES = word_set("speech", "titles")
_ROLES = word_set("speech", "roles")


def is_backed_group(words: Sequence[str]) -> bool:
    """Whether a speaker is only the armed group that somebody backs: "the Iran-aligned group"."""
    named = words[-_BACKED_WORDS:]
    return named[:1] == ("the",) and named[-1] in GROUPS and named[2:3] == ("-",) and named[3:4] in _BACKED


def stops(words: Sequence[str], at: int) -> bool:
    """Whether a mark ends a name there; the point of an abbreviation does not ("said Col. Ann Smith")."""
    return words[at] in BREAKS and not (words[at] == "." and at > 0 and words[at - 1] in _TITLES)


def before_short_form(words: Sequence[str], at: int) -> int:
    """Where a short form in brackets starts that ends before a token: "the Relief Network (RN) said"; else the token."""
    start = at - SHORT_FORM
    return start if start > 0 and (words[start], words[at - 1]) == ("(", ")") else at


def beyond_apposition(clause: Clause, at: int) -> int:
    """One past a name behind a comma that belongs to the speaker: "according to the monitor, Ovd-Info, …"."""
    tokens, words = clause.sentence.tokens, clause.words
    if at + 1 >= len(words) or words[at] != "," or not tokens[at + 1].capital:
        return at
    end = next((i for i in range(at + 1, min(at + 6, len(words))) if words[i] == "," or words[i] in BREAKS), at)
    return end if end > at and words[end] == "," else at


def role_before(words: Sequence[str], first: int) -> int:
    """Where a speaker starts with the office in front: "…, the agency's country director, Ann Smith said"."""
    if first < _SHORTEST_ROLE or words[first - 1] != ",":
        return first
    reach = range(first - 2, max(-1, first - 2 - MAX_SPEAKER_TOKENS), -1)
    opening = next((i for i in reach if words[i] == "," or words[i] in BREAKS or words[i] in BE | HAVE), None)
    if opening is None or words[opening] not in {",", "”", '"'} or _ROLES.isdisjoint(words[opening + 1 : first - 1]):
        return first
    return opening + 1


def opening_name(clause: Clause) -> str | None:
    """The name of several words with which a sentence begins, up to a comma or a bracket."""
    words, tokens = clause.words, clause.sentence.tokens
    first = 1 if words[:1] in (("the",), ("a",), ("an",)) else 0
    last = next((i for i in range(first, min(first + MAX_SPEAKER_TOKENS, len(words))) if words[i] in {",", "("}), first)
    capitals = sum(token.capital for token in tokens[first:last])
    return " ".join(clause.text(first, last).split()) if capitals > 1 and tokens[first].capital else None


def name_or_apposition(clause: Clause, at: int) -> tuple[int, int] | None:
    """Of a name and its apposition the one that names: "another group, the Red Front, said"; "police, however, said"."""
    words = clause.words
    if at > _SHORTEST_ROLE and words[at - 2] in _INSERTED and words[at - 3] == ",":
        at -= 2
        if at <= MAX_SPEAKER_TOKENS and MARKS.isdisjoint(words[: at - 1]):
            return 0, at - 1
    name, tokens = _before_apposition(clause.words, at), clause.sentence.tokens
    if name is not None and not _ROLES.isdisjoint(clause.words[slice(*name)]) and _is_name(tokens[name[1] + 1 : at - 1]):
        return name[0], at - 1  # "the city's mayor, Ann Smith, said"
    if name is None or clause.words[name[1] - 1] not in POINTERS or any(t.capital for t in tokens[name[0] + 1 : name[1]]):
        return name
    apposition = (name[1] + 1, at - 1)
    return apposition if any(t.capital for t in tokens[slice(*apposition)]) else name


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether these are a person's names: "Ann Smith"."""
    return 0 < len(tokens) <= _NAMES and all(token.capital or token.low == "-" for token in tokens)


def _before_apposition(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The name in front of an apposition that ends before a token: "…, Ann Smith, a lawmaker, told …"."""
    reach = range(at - 2, max(-1, at - 2 - MAX_SPEAKER_TOKENS), -1)
    last = next((i for i in reach if words[i] in {",", "("} or words[i] in BREAKS - {")"}), None)
    if last is None or words[last] not in {",", "("}:
        return None if last is None else (last + 1, at - 1)
    last = before_short_form(words, last)
    first = last
    while first > 0 and last - first < MAX_SPEAKER_TOKENS and words[first - 1] != "," and words[first - 1] not in BREAKS:
        first -= 1
    return (first, last) if first < last else None


def has_own_article(words: Sequence[str], first: int, at: int) -> bool:
    """Whether a name with an article follows what is no part of it: "16 fighters dead the ministry"."""
    articles = {"the", "a", "an"} if words[at - 1] in POINTERS | _ROLES else {"the"}
    return any(words[i] in articles and words[i - 1] not in PREPOSITIONS | {"and", ","} for i in range(first + 2, at))


def beyond_object(words: Sequence[str], first: int, at: int) -> int:
    """Where a speaker starts behind a pronoun that ends a clause: "rebels denied it and the army put the toll at 3"; else 0."""
    return next((i + 1 for i in range(at - 2, first, -1) if words[i] == "and" and words[i - 1] in {"it", "them"}), 0)


def behind_phrase(clause: Clause, first: int, last: int) -> int:
    """Where a speaker starts behind the object of a preposition: "in the same context a source", "in Kharkiv police"."""
    words = clause.words
    place = next((end for start, end, _ in clause.places if start == first and end < last), None)
    if place is not None:
        return place + (words[place] in {"a", "an", "the", ","})
    for at in range(first + 1, last):
        if words[at - 1] in PREPOSITIONS | {"and", ","}:
            continue
        if words[at] in {"a", "an", "the"}:
            return at + 1
        if any(start == at for start, _, _ in clause.actors) and not clause.sentence.tokens[at - 1].capital:
            return at
    return first


def last_name(clause: Clause, first: int, at: int) -> int:
    """Where the last name before a token starts: at its article or at the first word of the party."""
    words = clause.words
    article = next((i for i in range(at - 1, max(first, at - LONG_SPEAKER) - 1, -1) if words[i] in {"the", "a", "an"}), None)
    party = next((start for start, last, _ in reversed(clause.actors) if last == at), None)
    return article if article is not None else party if party is not None else at - 1


def name_in_front(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The name that a relative clause follows: "by the army, which said"; None where nothing stands there."""
    last = at - (words[at - 1 : at] == (",",))
    first = last
    while first > 0 and last - first < LONG_SPEAKER and words[first - 1] not in _ENDS:
        first -= 1
    return (first, last) if first < last else None
