"""What a number counts, and whether as news: a linear model over the words around it, beside the rules of ``kinds``.

    a number's features = the noun behind it, the words on both sides, the nearest words of harm, what the rules take it for,
                          its size, and the sentence's words, tense and nearest time

The weights come from ``python -m training.events.train_counts`` and from nowhere else; ``count_types.json`` holds their hash.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from processors.coding.clauses.datings import Dating, dating_up_to
from processors.coding.counts.kinds import KINDS, OBJECTS, PEOPLE
from processors.coding.counts.singles import ARTICLES
from processors.coding.language.numbers import Number
from processors.coding.language.reading import Clause
from processors.coding.language.times import names_earlier_year
from processors.coding.language.words import BE, HAVE, MARKS, PREPOSITIONS
from processors.coding.models.linear import MAX_WORDS, read_model
from processors.records.event import QuantityKind
from processors.relevance.words import stem

WEIGHTS_FILE = "count_types.npz"
METADATA_FILE = "count_types.json"
TOLL, BACKGROUND = "toll", "background"
"""A running total; of another happening, told as history."""
CLASSES = (*(kind.value for kind in QuantityKind), TOLL, BACKGROUND)
AGREED, LIKELY, SINGLE = 0.25, 0.75, 0.9
"""From these probabilities a number counts something: where the rules say the same, by the model alone, and so a mere "a"."""
CUMULATIVE, HISTORY = 0.4, 0.6
"""From these probabilities it is a running total, and of another happening."""
_LEFT, _RIGHT, _NEAR, _CLOSE = 12, 14, 6, 3
"""Words that are seen before and behind it; of these, the nearer ones."""
_STOPS = frozenset({".", ";", ":"})
_SIZES = ((20, "few"), (1000, "some"), (100_000, "many"))
_AGES = ((-1, "future"), (3, "fresh"), (9, "week"), (45, "month"), (400, "year"))
"""Days from a time to the day of publication, up to which it has that name."""
_TENSES = frozenset({"had", "has", "have", "was", "were", "is", "are", "will", "would"})
_RELATIVES = frozenset({"who", "that", "which", "whose"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may count something.

    Attributes:
        number: The number.
        end: One past the noun phrase that it opens.
        rule: What the rules take it for.
        previous: What they take the number before it for.
        single: It is a mere "a", of which no rule says that something was done to that one.
        sure: The rules leave no doubt.
    """

    number: Number
    end: int
    rule: QuantityKind | None
    previous: QuantityKind | None
    single: bool = False
    sure: bool = False

    def is_count(self, kind: QuantityKind, p: float) -> bool:
        """Whether it counts what it most likely counts."""
        if self.sure:
            return True
        return p >= (AGREED if kind is self.rule else SINGLE if self.single else LIKELY)


@dataclass(frozen=True, slots=True)
class CountType:
    """What a number may count.

    Attributes:
        kind: The likeliest kind.
        is_count: Whether it is likely enough.
        toll: How likely it is a running total.
        background: How likely it is of another happening, told as history.
    """

    kind: QuantityKind
    is_count: bool
    toll: float
    background: float

    @property
    def is_cumulative(self) -> bool:
        """Whether it is likely enough a running total."""
        return self.toll >= CUMULATIVE

    @property
    def is_history(self) -> bool:
        """Whether it is likely enough of another happening."""
        return self.background >= HISTORY


def count_types(clause: Clause, candidates: Sequence[Candidate], dating: Dating) -> list[CountType]:
    """What each number of a sentence most likely counts; probabilities are calibrated, in (0, 1)."""
    model = read_model(WEIGHTS_FILE, METADATA_FILE)
    found = model.probabilities(find_features(clause, candidate, dating) for candidate in candidates)
    return list(map(type_of, candidates, found))


def type_of(candidate: Candidate, probabilities: Sequence[float]) -> CountType:
    """The same from the probabilities of ``CLASSES``."""
    chances = dict(zip(CLASSES, probabilities, strict=True))
    likeliest = QuantityKind.MONEY if candidate.number.currency else max(QuantityKind, key=lambda kind: chances[kind.value])
    kind = candidate.rule if candidate.sure and candidate.rule is not None else likeliest
    return CountType(kind, candidate.is_count(kind, chances[kind.value]), chances[TOLL], chances[BACKGROUND])


def find_features(clause: Clause, candidate: Candidate, dating: Dating) -> list[str]:
    """The names of a number's features; one may come twice, which counts once."""
    return [*_phrase_signs(clause, candidate), *_sentence_signs(clause, candidate, dating)]


def _phrase_signs(clause: Clause, candidate: Candidate) -> Iterator[str]:
    """Number, noun, and the words around them."""
    words, number, rule = clause.words, candidate.number, candidate.rule
    first, end = number.first, max(candidate.end, number.last)
    noun = () if number.named is not None else words[number.last : end]
    left, right = words[max(0, first - _LEFT) : first][::-1], words[end : end + _RIGHT]
    size, what, after = _size(words, number), _class_of(noun), _kind_of_word(right[0]) if right else "end"
    head = _term(noun[-1]) if noun else ""
    yield from (f"rule {rule}", f"rule {rule} {size}", f"rule {rule} {after}", f"previous {candidate.previous}")
    yield from (f"size {size}", f"noun {what}", f"noun {what} {size}", f"after {after}", f"after {after} {size}")
    yield from (f"after {after} {what}", f"head {head}", f"head {head} {after}", *(f"in {_term(word)}" for word in noun))
    yield "exact" if number.low == number.high else "open"
    yield "party" if any(last <= first for _, last, _ in clause.actors) else "no party"
    before, behind = [_term(word) for word in left], [_term(word) for word in right]
    if before:
        yield from (f"head {head} 1 {before[0]}", f"left 1 {before[0]} {what} {after}")
    yield from _side("left", left, before, what)
    yield from _side("right", right, behind, what)
    harm = f"{_nearest(left[:_NEAR])} {_nearest(right[:_NEAR])}"
    yield from (f"near {harm}", f"near {harm} {what}", f"near {harm} {size} {after}", f"head {head} near {harm}")


def _side(name: str, words: Sequence[str], terms: Sequence[str], noun: str) -> Iterator[str]:
    """The words on one side, the nearest first, and the first of them that tells a harm."""
    yield from (f"{name} {i} {term}" for i, term in enumerate(terms[:_CLOSE], 1))
    yield from (f"{name} {i} {one} {other}" for i, (one, other) in enumerate(pairwise(terms[:_CLOSE]), 1))
    stop = next((i for i, word in enumerate(words) if word in _STOPS), len(words))
    yield from (f"{name} {term}" for term in terms[:stop])
    at = next((i for i, word in enumerate(words[:stop]) if word in KINDS), None)
    if at is None:
        yield f"{name} harm none"
        return
    kind = KINDS[words[at]].value
    beside = words[at + 1 : at + 2] if name == "left" else words[max(0, at - 1) : at]
    passive = any(word in BE or word in HAVE for word in beside)
    yield from (f"{name} harm {kind}", f"{name} harm {kind} {min(at, _NEAR)}", f"{name} harm {kind} {passive} {noun}")
    if any(word in MARKS or word in {"and", "after", "while", "by"} for word in words[:at]):
        yield f"{name} harm {kind} beyond"


def _sentence_signs(clause: Clause, candidate: Candidate, dating: Dating) -> Iterator[str]:
    """Where the sentence stands, when it plays, and its words."""
    words, first = clause.words, candidate.number.first
    dating = dating_up_to(clause, candidate.number.last, dating)
    yield f"*{clause.sentence.place_in_article}"
    yield f"*time {_age(clause, first, dating)}"
    if dating.background:
        yield "*background"
    if names_earlier_year(words[:first], dating.published):
        yield "*earlier year"
    if any(clause.quoted):
        yield "*quote"
    yield from (f"*{word} {'before' if at < first else 'behind'}" for at, word in enumerate(words[:MAX_WORDS]) if word in _TENSES)
    yield from (f"*near {_term(word)}" for word in words[max(0, first - _NEAR) : first])
    yield from (f"*word {_term(word)}" for word in words[:MAX_WORDS])


def _age(clause: Clause, first: int, dating: Dating) -> str:
    """How long ago the nearest time is."""
    if not dating.times or dating.published is None:
        return "unknown" if dating.times else "none"
    at = clause.sentence.tokens[first].start
    nearest = min(dating.times, key=lambda time: abs(time.span[0] - at))
    days = (dating.published - nearest.end).days
    return f"{next((name for limit, name in _AGES if days <= limit), 'old')} {nearest.precision.value}"


def _size(words: Sequence[str], number: Number) -> str:
    if number.named is not None:
        return "named"
    if number.currency:
        return "money"
    value = number.low or number.high or 0
    if value == 1:
        return "single" if words[number.first] in ARTICLES else "one"
    return next((name for limit, name in _SIZES if value < limit), "huge")


def _class_of(noun: Sequence[str]) -> str:
    """What the last telling word of a noun phrase names."""
    for word in reversed(noun):
        if word in OBJECTS:
            return OBJECTS[word].value
        if word in PEOPLE:
            return "people"
        if word in KINDS:
            return f"those {KINDS[word].value}"
    return "other" if noun else "bare"


def _kind_of_word(word: str) -> str:
    for name, group in (("be", BE), ("have", HAVE), ("preposition", PREPOSITIONS), ("mark", MARKS), ("harm", KINDS)):
        if word in group:
            return name
    return word if word == "and" else "who" if word in _RELATIVES else "word" if word.isalpha() else "else"


def _nearest(words: Sequence[str]) -> str:
    return next((KINDS[word].value for word in words if word in KINDS), "none")


def _term(word: str) -> str:
    """The stem of a word; every number is the same."""
    plain = word.removesuffix("'s")
    return "#" if plain[:1].isdigit() else stem(plain) if plain[:1].isalpha() else word
