"""A part of an article as the coder reads it: sentences with the parties and places that stand in them."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from processors.actors import ORGANS, ActorKind, ActorMention, find_actors
from processors.coding.language.casing import Writing, cased, plain, with_plain_headlines
from processors.coding.language.times import MONTH_NAMES
from processors.coding.language.tokens import Sentence, Token, split_text, split_title
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BREAKS, ITS
from processors.places import PlaceMention, find_places
from processors.records.event import Location
from processors.records.text import In

States = Mapping[str, tuple[str, str]]
"""By the word for an organ ("army"), the name and the country of the state whose it is."""
MentionT = TypeVar("MentionT", ActorMention, PlaceMention)

_START = attrgetter("start")
_QUOTES = frozenset({"“", '"', "”"})
_HIS = frozenset({"his", "her"})
_BEHIND_ITS = frozenset({"roughly", "about", "some", "nearly", "almost", "own", "last", "remaining", "special", "elite"})
_TAKEN = frozenset({"taken", "people", "men", "women", "troops", "personnel"})
_SAID = frozenset({"said", "says", "say", "reported"})
_REPORT_REACH = 4
_ATTACKING = frozenset(
    {"fired", "attacked", "struck", "shelled", "hit", "bombed", "targeted", "killed", "ambushed", "wounded", "shot"}
)
_ATTACK_WORDS = 6
"""Words behind a nationality among which its attack is told."""
_ACCUSED = frozenset({"accused", "accuses", "accusing", "blamed", "condemned", "denounced"})
_ORDERED = frozenset({"ordered", "orders", "told", "instructed", "directed", "sent", "deployed"})
_OWNERS = frozenset({ActorKind.COUNTRY, ActorKind.GROUP, ActorKind.LEADER, *ORGANS})
_TELLING = frozenset({ActorKind.GOVERNMENT, ActorKind.POLICE, ActorKind.PEOPLE})
"""Who tells, in front of a headline's colon, what others did."""
_ATTACKS = word_set("reading", "attacks")
_ATTACK_REACH = 3
_SAID_IT = frozenset((said, it) for said in ("said", "says") for it in ("it", "its"))
DATELINE_REACH = 16
"""Tokens in which a dateline ends."""
_DASHES = frozenset({"-", "–", "—"})
_STARTS = MONTH_NAMES | {"("}
"""What a dateline begins with, if not with a place: "March 4 (Daily Mirror) –", "(AP) –", "(Juba, 18 February 2020)"."""
_SHORT_DATELINE = 8
_DATELINE_MARKS = frozenset({"–", "—", "(", ":"})
_LAST_DATELINE = 3
"""The last sentence that a dateline may open: some outlets put their summary in front."""
_BETWEEN = "\n\n"
"""No name reaches over it."""
_CLOSED = re.compile(r"\s*[,(—–]|\s-\s")
"""What stands behind the name of a place and its country, where they are one."""
_BORDER_WITH = re.compile(
    r"\b(?:borders? (?:with|of)|bordering|frontier with)(?: the)?(?: [A-Z][\w'’]+(?: [A-Z]\w+)*(?:,| and|, and))* $"
)
_SHUTS = re.compile(
    r"\b(?:clos(?:es?|ed|ing)|shut(?:s|ting)?|seal(?:s|ed|ing)?|(?:re-?)?open(?:s|ed|ing)?)\b"
    r"(?:(?!\b(?:near|along|at|to|on|by|in|across|beside)\b)[^.,;]){0,40}$"
)
_BORDER = re.compile(r" (?:border|frontier)\b")
_BESIDE = re.compile(r"\b(?:near|along|at|by|across|to|on) (?:the )?$")
_BORDER_REACH = 60


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence with its mentions, by index of token.

    Attributes:
        source: The whole title or text that spans index.
        sentence: Its words.
        words: Lower-case words of the sentence.
        actors: Parties as (first token, token past the last, mention), in order.
        places: Places likewise.
        quoted: For each token, whether it stands in a direct quotation.
    """

    source: str
    sentence: Sentence
    words: tuple[str, ...]
    actors: tuple[tuple[int, int, ActorMention], ...]
    places: tuple[tuple[int, int, PlaceMention], ...]
    quoted: tuple[bool, ...]
    dateline: int = 0
    """So many tokens in front say where the reporter was, and for whom: "KABUL, Afghanistan (AP) —"."""

    @property
    def part(self) -> In | None:
        """What its spans index: None for the text, as records say it."""
        return In.TITLE if self.sentence.in_title else None

    def text(self, first: int, last: int) -> str:
        """The source's characters from token ``first`` up to, not including, token ``last``."""
        return self.source[slice(*self.span(first, last))]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span of tokens ``first`` up to, not including, ``last`` (at least one token)."""
        return self.sentence.tokens[first].start, self.sentence.tokens[max(first, last - 1)].end

    def actor_before(self, token: int) -> ActorMention | None:
        """The party whose words end directly before a token."""
        return next((mention for _, last, mention in self.actors if last == token), None)

    def breaks_between(self, first: int, last: int) -> bool:
        """Whether a mark that no phrase crosses stands among these tokens."""
        return any(word in BREAKS for word in self.words[first:last])


def read_article(title: str, text: str) -> tuple[tuple[Clause, ...], tuple[Location, ...]]:
    """Split title and text into clauses (the title first) and list the places of the text in order.

    Names are looked for in both at once, the title behind the text, which says who "Kovalenko" is and which Tripoli is meant.
    """
    writing = Writing(text)
    plain_text, plain_title = with_plain_headlines(writing), plain(cased(title), writing)
    headline, sentences = split_title(plain_title), split_text(plain_text)
    coded = text[: sentences[-1].span[1]] if sentences else ""
    joined = f"{cased(plain_text[: len(coded)])}{_BETWEEN}{plain_title}"
    found = find_actors(joined)
    places = find_places(joined, found)
    actors = [_located(mention, joined, places) for mention in found]
    states = _states(actors)
    text_places = _within(coded, 0, places)
    clauses = _clauses(text, sentences, _within(coded, 0, actors), text_places, states)
    if headline is not None:
        at = len(coded) + len(_BETWEEN)
        clauses = _clauses(title, (headline,), _within(title, at, actors), _within(title, at, places), states) + clauses
    return tuple(clauses), tuple(place.location for place in text_places)


def _located(mention: ActorMention, text: str, places: Sequence[PlaceMention]) -> ActorMention:
    """A party; a country that only says where a place lies is none: "in Cali, Colombia, …", "near the border with Mali".

    What stands behind a city's country tells: "in Kyiv, Ukraine said". Who shuts a border shuts others out.
    """
    if mention.kind is not ActorKind.COUNTRY or mention.locative:
        return mention
    border = _BORDER_WITH.search(text, max(0, mention.start - _BORDER_REACH), mention.start)
    shut = border is not None and _SHUTS.search(text, max(0, border.start() - _BORDER_REACH), border.start())
    if (border is not None and not shut) or (
        mention.adjectival
        and _BORDER.match(text, mention.end)
        and _BESIDE.search(text, max(0, mention.start - 12), mention.start)
    ):
        return replace(mention, aside=True)
    if text[mention.start - 2 : mention.start] != ", ":
        return mention
    at = bisect_left(places, mention.start, key=_START)
    behind_place = at > 0 and places[at - 1].end == mention.start - 2 and places[at - 1].location.country == mention.country
    known = at < len(places) and places[at].start == mention.start
    return replace(mention, locative=True) if behind_place and (known or _CLOSED.match(text, mention.end)) else mention


def _states(mentions: Sequence[ActorMention]) -> States:
    """Whose the only "army", "police" and so on is that the article names with its state: "Sudan's army"."""
    owners: dict[str, set[tuple[str, str]]] = {}
    for mention in mentions:
        if mention.kind in ORGANS and mention.country is not None and not mention.locative:
            owners.setdefault(_head(mention), set()).add((mention.name, mention.country))
    return {head: min(named) for head, named in owners.items() if len({country for _, country in named}) == 1}


def _head(mention: ActorMention) -> str:
    return mention.text.rsplit(maxsplit=1)[-1].lower()


def _within(source: str, at: int, mentions: Sequence[MentionT]) -> list[MentionT]:
    """The mentions of the title or the text, which starts at a character of what was searched, as they are written there."""
    found = []
    for mention in mentions:
        start, end = mention.start - at, mention.end - at
        if 0 <= start < len(source):
            words = source[start:end]
            found.append(mention if (start, words) == (mention.start, mention.text) else _moved(mention, start, end, words))
    return found


def _moved(mention: MentionT, start: int, end: int, words: str) -> MentionT:
    moved = replace(mention, start=start, end=end, text=words)
    if isinstance(moved, PlaceMention):
        return replace(moved, location=replace(moved.location, text=words, span=(start, end)))
    return moved


def _clauses(
    source: str,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
    states: States,
) -> list[Clause]:
    actor_starts, place_starts = [a.start for a in actors], [p.start for p in places]
    clauses = []
    owner: ActorMention | None = None
    attacker: ActorMention | None = None
    for sentence in sentences:
        words = tuple([token.low for token in sentence.tokens])
        where = _in_sentence(sentence, places, place_starts)
        dateline = _dateline(sentence, where)
        named = [
            found
            for found in _in_sentence(sentence, actors, actor_starts)
            if found[0] >= dateline and not _is_of_taking(words, *found[:2])
        ]
        parties = _unheaded(words, named) if sentence.in_title else named
        owned = _with_owners(words, parties, states, owner, attacker)
        attacker = _attacker(words, owned) or attacker
        owner = next((mention for _, _, mention in owned if _may_own(mention) and not mention.adjectival), None)
        clauses.append(Clause(source, sentence, words, owned, where, _quoted(words), dateline))
    return clauses


def _is_of_taking(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a party is only a word of the verb: "took 60 soldiers [prisoner]", "were taken prisoner"."""
    before = words[first - 1] if first else ""
    return words[first:last] == ("prisoner",) and (before in _TAKEN or before.endswith("s"))


def _unheaded(words: Sequence[str], parties: Sequence[tuple[int, int, ActorMention]]) -> Sequence[tuple[int, int, ActorMention]]:
    """The parties of a title; what heads it is where, or who says so: "Colombia: drone attack kills three", "Officials: …"."""
    if not parties:
        return parties
    (first, last, mention), *others = parties
    is_country = mention.kind is ActorKind.COUNTRY
    if first or words[last : last + 1] != (":",) or not (is_country or (mention.kind in _TELLING and mention.country is None)):
        return parties
    return [(first, last, replace(mention, locative=is_country, aside=True)), *others]


def _dateline(sentence: Sentence, places: Sequence[tuple[int, int, PlaceMention]]) -> int:
    """The tokens of a dateline, which starts with a place: "KHARTOUM (Reuters)", "NIAMEY –", "KABUL, Afghanistan (AP) —"."""
    tokens = sentence.tokens[:DATELINE_REACH]
    if not 0 <= sentence.index <= _LAST_DATELINE or not (tokens[0].low in _STARTS or (places and places[0][0] == 0)):
        return 0
    mark = next((i for i, token in enumerate(tokens) if token.low in _DATELINE_MARKS), None)
    if mark is None and len(sentence.tokens) <= _SHORT_DATELINE and _is_filed(sentence.tokens):
        return len(sentence.tokens)
    if mark is None or any(token.low[0].isalpha() and not token.capital for token in tokens[:mark]):
        return 0
    if tokens[mark].low == "(":
        mark = next((i for i, token in enumerate(tokens) if token.low == ")"), 0)
        if not mark:
            return 0
    behind = mark + 1
    dashed = behind < len(tokens) and tokens[behind].low in _DASHES
    dated = any(token.low.isdecimal() for token in tokens[:behind])
    return behind + dashed if dashed or dated or tokens[0].low != "(" else 0


def _is_filed(tokens: Sequence[Token]) -> bool:
    """Whether a sentence only says where and when it was filed: "MOSCOW, November 25." in front of "/TASS/."."""
    return any(token.low[0].isdigit() for token in tokens) and not any(t.low[0].isalpha() and not t.capital for t in tokens)


def _in_sentence(
    sentence: Sentence, mentions: Sequence[MentionT], starts: Sequence[int]
) -> tuple[tuple[int, int, MentionT], ...]:
    found = []
    for i in range(bisect_left(starts, sentence.span[0]), bisect_left(starts, sentence.span[1])):
        mention = mentions[i]
        first = max(0, bisect_left(sentence.tokens, mention.start + 1, key=_START) - 1)
        last = bisect_left(sentence.tokens, mention.end, key=_START)
        if last > first and mention.end <= sentence.span[1]:
            found.append((first, last, mention))
    return tuple(found)


def _with_owners(
    words: Sequence[str],
    parties: Sequence[tuple[int, int, ActorMention]],
    states: States,
    owner: ActorMention | None,
    attacker: ActorMention | None,
) -> tuple[tuple[int, int, ActorMention], ...]:
    """The parties of a sentence, an "army" without a state as somebody's.

    "Its forces" are those of the last state or group before (``owner`` of the sentence in front), but of who accuses ("Kenya
    accused Ethiopia of killing its soldiers"), "ordered the army" and "his
    government" the leader's; "the army" is that of the only state whose army the article names, and "the military said it had
    struck" that of whose attack was told before ("an Israeli strike").
    """
    found: list[tuple[int, int, ActorMention]] = []
    behind = -1
    for first, last, mention in parties:
        party = mention
        if mention.country is None and mention.kind in ORGANS:
            if (
                words[max(0, first - 2)] in _ORDERED and words[first - 1] in ITS
            ):  # "threatened British bases and ordered its army"
                owner, behind = next(((m, end) for _, end, m in found if _may_own(m) and not m.adjectival), (owner, behind))
            if owner is not None and _is_owned(words, first, behind, owner):
                sector = owner.sector if owner.kind is ActorKind.GROUP else mention.sector
                name = mention.name if owner.kind is ActorKind.LEADER else owner.name
                party = replace(mention, name=name, country=owner.country, sector=sector)
            elif (state := states.get(_head(mention))) is not None and words[max(0, first - 1)] not in ITS:
                party = replace(mention, name=state[0], country=state[1])
            elif attacker is not None and mention.kind is ActorKind.MILITARY and words[last : last + 2] in _SAID_IT:
                party = replace(mention, name=attacker.name, country=attacker.country)
        if _may_own(party):
            accused = owner is not None and words[max(0, first - 1)] in _ACCUSED
            owner, behind = owner if accused or _strikes_speaker(words, first, last, party) else party, last
        found.append((first, last, party))
    return tuple(found)


def _strikes_speaker(words: Sequence[str], first: int, last: int, party: ActorMention) -> bool:
    """Whether a speaker tells of an attack, so that "its" is his: "the U.N. said an Israeli tank fired at its troops"."""
    reported = not _SAID.isdisjoint(words[max(0, first - _REPORT_REACH) : first])
    return party.adjectival and reported and not _ATTACKING.isdisjoint(words[last : last + _ATTACK_WORDS])


def _attacker(words: Sequence[str], parties: Sequence[tuple[int, int, ActorMention]]) -> ActorMention | None:
    """The country in front of an attack: "an Israeli air strike", "Turkish drones"."""
    attacks = (m for _, last, m in parties if m.adjectival and not _ATTACKS.isdisjoint(words[last : last + _ATTACK_REACH]))
    return next((mention for mention in attacks if mention.country and not mention.aside), None)


def _may_own(mention: ActorMention) -> bool:
    """Whether "its" or "his" can mean a party."""
    return mention.country is not None and mention.kind in _OWNERS and not mention.locative


def _is_owned(words: Sequence[str], first: int, last: int, owner: ActorMention) -> bool:
    """Whether the party before, whose words end at ``last``, owns what stands at ``first``.

    "Said its forces", "ordered the army", "Putin's forces".
    """
    if owner.kind is ActorKind.LEADER:
        possessive = first == last and words[last - 1].endswith("'s")
        ordered = first > 1 and words[first - 1] == "the" and words[first - 2] in _ORDERED
        return possessive or ordered or (first > 0 and words[first - 1] in _HIS)
    while first > 1 and (words[first - 1] in _BEHIND_ITS or words[first - 1][0].isdecimal()):
        first -= 1  # "its roughly 1,000 troops"
    return first > 0 and words[first - 1] in ITS


def _quoted(words: Sequence[str]) -> tuple[bool, ...]:
    if _QUOTES.isdisjoint(words):
        return (False,) * len(words)
    inside, flags = False, []
    for word in words:
        if word in {"“", '"'}:
            inside = word == "“" or not inside
        elif word == "”":
            inside = False
        flags.append(inside)
    return tuple(flags)
