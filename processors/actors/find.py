"""Find the parties of a text."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

from processors.actors.compose import Found, compose
from processors.actors.lexicon import Entry, Role, lexicon
from processors.actors.mentions import ActorKind, ActorMention
from processors.actors.names import has_other_given_name, is_other_name
from processors.actors.tokens import Words, cut

MIN_SURNAME_CHARS = 3
SMALL_WORDS = frozenset({"of", "the", "and", "for", "s"})
"""Words of a name that have no letter in its abbreviation."""


def find_actors(text: str) -> tuple[ActorMention, ...]:
    """Find the mentions of parties: longest first, never overlapping, in the order of the text.

    A person whom the text introduces with a title ("Governor Anna Kovalenko") is found again by the last word of the name.
    """
    words = cut(text)
    found = without_namesakes(words, abbreviated(words, compose(words, lexicon())))
    found += surnames_again(words, found)
    return tuple(as_mention(text, words, one) for one in sorted(found, key=lambda one: one.start))


@cache
def party_names() -> frozenset[str]:
    """The words, in lower case, that are a party's whole name where they have a capital: "ukraine", "bush"."""
    return lexicon().names()


def abbreviated(text: Words, found: list[Found]) -> list[Found]:
    """The mentions; an abbreviation that the text gives a body is that body's: "the Somali National Army (SNA)"."""
    meant: dict[str, Entry] = {}
    for body, short in pairwise(found):
        letters = text.word(short.start)
        if (
            short.end == short.start + 1
            and (text.gap(body.end - 1), text.gap(short.start)[:1]) == (" (", ")")
            and letters == "".join(word[0] for word in text.folded[body.start : body.end] if word not in SMALL_WORDS)
        ):
            meant[letters] = body.entry
    return [replace(one, entry=meant[text.word(one.start)]) if _is_short(text, one, meant) else one for one in found]


def _is_short(text: Words, one: Found, meant: Mapping[str, Entry]) -> bool:
    return one.end == one.start + 1 and text.word(one.start) in meant and text.written(one.start).isupper()


def without_namesakes(text: Words, found: list[Found]) -> list[Found]:
    """The mentions without leaders' surnames that the text gives somebody else: "Badawi" where it tells of a Boutros Badawi."""
    bare = {text.word(one.start): one.entry.name for one in found if one.entry.role is Role.SURNAME and one.end == one.start + 1}
    if not bare:
        return found
    whole = {one.entry.name for one in found if one.entry.role is Role.LEADER}
    held = {word for at, word in enumerate(text.folded) if word in bare and has_other_given_name(text, at, bare[word])}
    others = {surname for surname in held if bare[surname] not in whole}
    return [one for one in found if one.entry.role is not Role.SURNAME or text.word(one.start) not in others]


def surnames_again(text: Words, found: list[Found]) -> list[Found]:
    """Later mentions of introduced persons by surname alone."""
    persons: dict[str, Found] = {}
    for one in found:
        surname = text.written(one.end - 1)
        if (
            one.entry.kind in {ActorKind.PERSON, ActorKind.LEADER}
            and one.entry.role in {Role.TITLE, Role.LEADER}
            and len(surname) >= MIN_SURNAME_CHARS
        ):
            persons.setdefault(surname, one)
    if not persons:
        return []
    taken = {word for one in found for word in range(one.start, one.end)}
    folded = {text.word(one.end - 1) for one in persons.values()}
    return [
        Found(at, at + 1, again(persons[written].entry))
        for at, word in enumerate(text.folded)
        if word in folded
        and at not in taken
        and (written := text.written(at)) in persons
        and at >= persons[written].end
        and not is_other_name(text, at, at + 1, person=persons[written].entry.name)
    ]


def again(person: Entry) -> Entry:
    """The person of a first mention, in a later one."""
    return replace(person, role=Role.SURNAME)


def as_mention(text: str, words: Words, found: Found) -> ActorMention:
    """The public form of a mention; the point of a last initial ("U.S.") belongs to it."""
    start, end = words.starts[found.start], words.point_end(found.end)
    entry = found.entry
    return ActorMention(
        start=start,
        end=end,
        text=text[start:end],
        name=entry.name,
        kind=entry.kind,
        country=entry.country,
        sector=entry.sector,
        wikidata_id=entry.wikidata_id,
        ucdp_actor_id=entry.ucdp_actor_id,
        adjectival=found.adjectival,
        locative=found.locative,
        aside=found.aside,
    )
