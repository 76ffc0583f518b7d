"""Which types of event does a sentence report as news: a linear model over its words, beside the rules of ``frames``.

    a sentence's features = stems and pairs of stems, names as their kind, and signs of its triggers, place, tense and quotation

The weights come from ``python -m training.events.train_sentences`` and from nowhere else; ``sentence_types.json`` holds their
hash.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from processors.coding.clauses.frames import Trigger, is_figurative, stands_as_noun
from processors.coding.language.inflection import Form
from processors.coding.language.lexicon import Family
from processors.coding.language.reading import Clause
from processors.coding.language.times import WEEKDAYS
from processors.coding.language.words import ADVERBS, BE, HAVE, MODALS, PREPOSITIONS, REPORTING
from processors.coding.models.linear import MAX_WORDS, LinearModel, read_model
from processors.records.event import PloverEvent
from processors.relevance.words import stem

WEIGHTS_FILE = "sentence_types.npz"
METADATA_FILE = "sentence_types.json"
BACKGROUND = "background"
"""The class of sentences that tell an event only as history."""
CLASSES = (*(event.value for event in PloverEvent), BACKGROUND)
LIKELY = 0.33
"""From this probability a type is proposed that no rule found."""
MIN_TELLING_CHARS = 3
_SURE = 0.45
_HISTORY = frozenset(
    {"ago", "previously", "earlier", "former", "anniversary", "decades", "decade", "since", "recent", "years", "history"}
)
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me"})
_TELLING_BEFORE = BE | HAVE | MODALS | {"to", "after", "the", "of", "for"}
_EMPTY = BE | HAVE | MODALS | REPORTING | PREPOSITIONS | ADVERBS
"""Words that tell no event, however much they speak for one."""
_PLANS = frozenset({"will", "would", "could", "may", "might", "should", "plans", "planned", "if"})


def sentence_types(clauses: Sequence[Clause], triggers: Sequence[Sequence[Trigger]]) -> list[dict[str, float]]:
    """For each sentence the calibrated probability in (0, 1) of each of ``CLASSES``: does it report such an event as news.

    Args:
        clauses: The sentences.
        triggers: What ``frames.find_triggers`` finds in each.
    """
    found = load_model().probabilities(map(find_features, clauses, triggers))
    return [dict(zip(CLASSES, probabilities, strict=True)) for probabilities in found]


def propose_triggers(clause: Clause, triggers: Sequence[Trigger], chances: Mapping[str, float]) -> list[Trigger]:
    """Triggers for the types that the model takes for likely and no rule found, at the words that speak for them most."""
    found = {trigger.family.event.value for trigger in triggers}
    likely = [name for name in CLASSES if name != BACKGROUND and chances[name] >= LIKELY and name not in found]
    return [proposal for name in likely if (proposal := _proposal(clause, name, chances[name])) is not None]


def _proposal(clause: Clause, name: str, chance: float) -> Trigger | None:
    model, column = load_model(), CLASSES.index(name)
    names = {at for first, last, _ in (*clause.actors, *clause.places) for at in range(first, last)}
    names.update(range(clause.dateline))
    pulls = [
        (float(model.weights[model.rows[term], column]), -at)
        for at, word in enumerate(clause.words[:MAX_WORDS])
        if at not in names and word.isalpha() and (term := stem(word)) in model.rows and _may_tell(word)
    ]
    if not pulls:
        return None
    at = -max(pulls)[1]
    if name == PloverEvent.ASSAULT and is_figurative(clause, at, at + 1):
        return None
    word = clause.words[at]
    form = Form.PAST if word.endswith("ed") else Form.NOUN if stands_as_noun(clause, at, at + 1) else Form.THIRD
    return Trigger(clause, at, at + 1, Family(PloverEvent(name), weight=round(chance, 3)), form, stem(word), passive=False)


def _may_tell(word: str) -> bool:
    """Whether a word may be the one that tells an event."""
    return len(word) > MIN_TELLING_CHARS and word not in _EMPTY and word not in WEEKDAYS


def load_model() -> LinearModel:
    """The shipped weights."""
    return read_model(WEIGHTS_FILE, METADATA_FILE)


def find_features(clause: Clause, triggers: Sequence[Trigger]) -> list[str]:
    """The names of a sentence's features; one may come twice, which counts once."""
    terms = _terms(clause)
    pairs = [f"{one} {other}" for one, other in pairwise(terms)]
    wider = [f"{one} _ {other}" for one, other in zip(terms, terms[2:], strict=False)]
    return [*terms, *pairs, *wider, *_position_signs(clause), *_word_signs(clause), *_trigger_signs(clause, triggers)]


def _terms(clause: Clause) -> list[str]:
    """Stems in order; a name is its kind, so that nothing is learnt about who it is."""
    kinds: dict[int, tuple[int, str]] = {}
    for first, last, place in clause.places:
        kinds[first] = (last, f"@{place.location.precision}")
    for first, last, actor in clause.actors:
        kinds[first] = (last, f"@{actor.kind} {actor.sector or ''}".rstrip())
    words, terms, at = clause.words[:MAX_WORDS], ["^"], 0
    while at < len(words):
        if at in kinds:
            last, kind = kinds[at]
            terms.append(kind)
            at = max(last, at + 1)
            continue
        word = words[at].removesuffix("'s")
        if word and word[0].isalnum():
            terms.append(stem(word))
        elif word in {'"', "“", "?"}:
            terms.append(word)
        at += 1
    return terms


def _position_signs(clause: Clause) -> Iterator[str]:
    yield f"*{clause.sentence.place_in_article}"
    yield f"*length {min(len(clause.words) // 8, 6)}"


def _word_signs(clause: Clause) -> Iterator[str]:
    words = frozenset(clause.words)
    marks = {
        "*reported": not REPORTING.isdisjoint(words),
        "*quote": any(clause.quoted),
        "*all quote": bool(clause.quoted) and sum(clause.quoted) > len(clause.quoted) // 2,
        "*history": not _HISTORY.isdisjoint(words),
        "*first person": not _FIRST_PERSON.isdisjoint(words),
        "*plan": not _PLANS.isdisjoint(words),
        "*pluperfect": "had" in words,
        "*perfect": bool({"has", "have"} & words),
        "*actor": bool(clause.actors),
        "*place": bool(clause.places),
        "*no actor": not clause.actors,
    }
    yield from (name for name, there in marks.items() if there)


def _trigger_signs(clause: Clause, triggers: Sequence[Trigger]) -> Iterator[str]:
    """What the rules find; the first sure trigger is mostly what the sentence is about."""
    position = "title" if clause.sentence.in_title else "lead" if clause.sentence.in_opening else "later"
    sure = [trigger for trigger in triggers if trigger.family.weight >= _SURE]
    if not triggers:
        yield "*no trigger"
    elif not sure:
        yield "*no sure trigger"
    for rank, trigger in enumerate(triggers):
        event = f"={trigger.family.event.value}"
        yield event
        yield f"{event} {trigger.family.mode or ''} {trigger.family.context or ''}"
        yield f"{event} {trigger.base}"
        yield f"{event} {trigger.form}"
        yield f"{event} {position}"
        if rank == 0:
            yield f"{event} leads"
        if sure and trigger is sure[0]:
            yield f"{event} leads surely"
            yield f"{event} leads surely {position}"
        if trigger.family.weight >= _SURE:
            yield f"{event} sure"
        if trigger.passive:
            yield f"{event} passive"
        if clause.quoted[trigger.first]:
            yield f"{event} quoted"
        near = [word for word in clause.words[max(0, trigger.first - 5) : trigger.first] if word not in ADVERBS]
        yield from (f"{event} after {stem(word)}" for word in near[-3:] if word in _TELLING_BEFORE)
