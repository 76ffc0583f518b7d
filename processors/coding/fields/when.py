"""When a happening was: the time that the signs of the expressions in its sentences, beside them and in the opening point to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from processors.coding.clauses.acts import MATERIAL, SPOKEN
from processors.coding.clauses.datings import dating_beside
from processors.coding.clauses.statements import is_of_past, may_tell_when_said, tells_when_said
from processors.coding.clauses.tense import token_at
from processors.coding.clauses.turns import turns_to_another
from processors.coding.fields.scene import Scene
from processors.coding.happenings.drafts import Draft
from processors.coding.happenings.happening import Happening
from processors.coding.language.reading import Clause
from processors.coding.language.times import Time, TimeForm
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BREAKS, SUBORDINATORS
from processors.coding.models.picks import Signs, chances, likeliest, weights
from processors.records.event import EventStage, TimePrecision, TimeReference

WEIGHTS = "when.json"
LEAST = 0.2
"""A time of a smaller probability is none."""
MAX_TIMES = 24
"""Of a happening."""
OPENING = 4
"""Sentences, the title among them, that tell when an article's news was."""
_ITS_OWN = frozenset({"own", "told"})
_TO_COME = frozenset({EventStage.PLANNED, EventStage.THREATENED})
_WEEK = timedelta(days=7)
_MARGIN = timedelta(days=1)
"""By so much the day may differ between where it happened and where it was published."""
_BEFORE, _BEHIND = 14, 6
"""Words on both sides of a weekday that tell whether it is to come."""
_AGES = ((-1, "to come"), (0, "today"), (1, "a day"), (3, "days"), (8, "a week"), (45, "weeks"), (300, "months"))
"""At most so many days from a time to publication, and what they are called."""
_DISTANCES = (2, 5, 9, 15, 25)
_LINKS = SUBORDINATORS | {"that", "who", "which", "following"}
_CAUSES = frozenset(
    {"over", "for", "behind", "since", "from", "against", "to", "until", "suspected", "accused", "wanted", "involved"}
)
"""What leads in something else that the day may be of: "arrested a man over a bombing on Sunday"."""
_DEED_REACH = 14
_TERMS = frozenset({"by", "until", "till", "before"})
_OF_TERMS = frozenset({"the", "end", "of", "midnight", "noon", "late", "early"})
"""What stands between such a word and the day."""
_LEADING_IN = word_set("when", "leading_in")
_WILL = word_set("when", "will")


@dataclass(frozen=True, slots=True)
class TimeOption:
    """A time at which a happening may have been.

    Attributes:
        time: As it is read for a happening of this stage.
        clause: Where it stands.
        relation: What this sentence is to the happening: ``own`` (the first that tells it), ``told`` (a later one), ``before``,
            ``after``, ``two before`` (beside the first), ``opening``.
        draft: What the sentence tells of it; of a sentence that tells nothing of it, the first draft.
        reading: ``the last`` or ``the next``, of a weekday that may be either; else None.
    """

    time: Time
    clause: Clause
    relation: str
    draft: Draft
    reading: str | None

    @property
    def is_own(self) -> bool:
        """Whether its sentence tells the happening."""
        return self.relation in _ITS_OWN


def time_of(happening: Happening, scene: Scene) -> TimeReference | None:
    """The time of a happening; None where the article does not tell it."""
    dated = next((draft for draft in happening.telling if draft.time is not None), None)
    told_first = dated is not None and dated.trigger.clause is happening.telling[0].trigger.clause
    if dated is not None and dated.relative_time is not None and told_first:
        return _reference(dated.relative_time, dated.trigger.clause)
    options = time_options(happening, scene)
    found = chances(time_signs(happening, options, scene), weights(WEIGHTS))
    at, p = likeliest(found, [option.time.start for option in options])
    if p < LEAST:
        return None
    clause = options[at].clause
    times = scene.datings[scene.position(clause)].times
    time = _of_the_night_before(_what_is_left(options[at].time, happening.stage, scene.day), clause, times)
    return _reference(time, clause)


def _reference(time: Time, clause: Clause) -> TimeReference:
    return TimeReference(
        clause.source[slice(*time.span)], time.span, time.start.isoformat(), time.end.isoformat(), time.precision, clause.part
    )


def time_options(happening: Happening, scene: Scene) -> list[TimeOption]:
    """The times of the sentences that tell it, then of those beside the first of them, then of the article's opening."""
    options: list[TimeOption] = []
    seen: set[tuple[int, Time]] = set()
    for at, relation, draft in _sentences(happening, scene):
        dating = scene.datings[at]
        for time in (dating_beside(draft.trigger, dating) if relation in _ITS_OWN else dating).times:
            if (at, time) not in seen and len(options) < MAX_TIMES:
                seen.add((at, time))
                options += [
                    TimeOption(read, scene.clauses[at], relation, draft, reading)
                    for read, reading in _readings(time, scene.clauses[at], happening.stage, scene.day)
                    if _may_be(read, scene.clauses[at], happening, scene.day)
                ]
    return [option for option in options if not _is_day_of_report(option, options)] if happening.event in MATERIAL else options


def _is_day_of_report(option: TimeOption, others: Sequence[TimeOption]) -> bool:
    """Whether a deed has a day of its own beside that of the report: "said on Tuesday it killed a commander early Monday"."""
    if not option.is_own or not may_tell_when_said(option.clause, option.time):
        return False
    return any(
        other.is_own
        and other.clause is option.clause
        and other.time.precision in {TimePrecision.DAY, TimePrecision.WEEK}
        and other.time.start != option.time.start
        and _is_of_deed(other)
        for other in others
    )


def _is_of_deed(option: TimeOption) -> bool:
    """Whether a day stands behind a verb in its own clause, and not behind what is done for something that was on that day."""
    trigger, at = option.draft.trigger, token_at(option.time, option.clause)
    between = option.clause.words[trigger.last : at]
    if trigger.is_noun or at < trigger.last or may_tell_when_said(option.clause, option.time):
        return False
    return (_LINKS | BREAKS | _CAUSES).isdisjoint(between) and len(between) <= _DEED_REACH


def _may_be(time: Time, clause: Clause, happening: Happening, day: date | None) -> bool:
    """Whether a happening can have that time: it was before publication, where it is not to come, not when a term ends."""
    if happening.event not in SPOKEN:
        return happening.stage in _TO_COME or not (_is_deadline(time, clause) and day is not None and time.start > day)
    if _is_deadline(time, clause):
        return False
    if happening.stage in _TO_COME or day is None:
        return True
    return time.start <= (day + _MARGIN if time.precision is TimePrecision.DAY else day)


def _is_deadline(time: Time, clause: Clause) -> bool:
    """Whether a time begins or ends a term: "urged Rwanda to withdraw its troops by Friday", "by the end of June"."""
    at = token_at(time, clause)
    if clause.words[at] in _TERMS:
        return True
    return next((word for word in reversed(clause.words[:at]) if word not in _OF_TERMS), "") in _TERMS


def _sentences(happening: Happening, scene: Scene) -> Iterator[tuple[int, str, Draft]]:
    first, *others = happening.telling
    at = scene.position(first.trigger.clause)
    yield at, "own", first
    yield from ((scene.position(draft.trigger.clause), "told", draft) for draft in others)
    for i, relation in ((at - 1, "before"), (at + 1, "after"), (at - 2, "two before")):
        is_there = 0 <= i < len(scene.clauses) and not scene.clauses[i].sentence.in_title
        if is_there and not (i > at and turns_to_another(scene.clauses[i])):
            yield i, relation, first
    yield from ((i, "opening", first) for i in range(min(OPENING, len(scene.clauses))))


def _of_the_night_before(time: Time, clause: Clause, others: Sequence[Time]) -> Time:
    """The night of "overnight" where the sentence says on which day that was said: "… overnight, the army said on Sunday"."""
    if clause.source[slice(*time.span)].lower() != "overnight":
        return time
    said = next((t for t in others if t.precision is TimePrecision.DAY and t is not time and tells_when_said(clause, t)), None)
    if said is None or not date.min < said.start < time.end:
        return time
    return replace(time, start=said.start - timedelta(days=1), end=said.start)


def _what_is_left(time: Time, stage: EventStage, day: date | None) -> Time:
    """Of "this week" or "this month" the days from publication on, where the happening is to come."""
    if day is None or stage not in _TO_COME or time.form is not TimeForm.SPAN or not time.start <= day <= time.end:
        return time
    rest_of_week = min(timedelta(days=6 - day.weekday()), date.max - day)
    return replace(time, start=day, end=day + rest_of_week if time.precision is TimePrecision.WEEK else time.end)


def _readings(time: Time, clause: Clause, stage: EventStage, day: date | None) -> Iterator[tuple[Time, str | None]]:
    """The time itself; a weekday that has passed may also be the next one where the happening is to come."""
    may_be_next = (
        time.form is TimeForm.WEEKDAY
        and day is not None
        and time.start < day <= date.max - 2 * _WEEK
        and not (may_tell_when_said(clause, time) or is_of_past(clause, time))
        and stage in _TO_COME
    )
    yield time, "the last" if may_be_next else None
    if may_be_next:
        yield replace(time, start=time.start + _WEEK, end=time.end + _WEEK), "the next"


def _is_to_come(time: Time, clause: Clause) -> bool:
    at = token_at(time, clause)
    return not _WILL.isdisjoint(clause.words[max(0, at - _BEFORE) : at + _BEHIND])


def time_signs(happening: Happening, options: list[TimeOption], scene: Scene) -> list[Signs]:
    """The signs of each of a happening's options."""
    own = [option for option in options if option.is_own]
    return [
        dict.fromkeys(
            (
                *_common_signs(happening, option, scene),
                *(_signs_beside_trigger(option, own) if option.is_own else ()),
                *(() if own else ("none of its own", f"none of its own, {option.relation}")),
                *(("told again",) if any(_repeats(option, other) for other in options) else ()),
            ),
            1.0,
        )
        for option in options
    ]


def _repeats(option: TimeOption, other: TimeOption) -> bool:
    return other.time.start == option.time.start and other.clause is not option.clause


def _common_signs(happening: Happening, option: TimeOption, scene: Scene) -> Iterator[str]:
    relation, event, deed = option.relation, happening.event.value, happening.event in MATERIAL
    to_come = happening.stage in _TO_COME
    age = _age(option.time, scene)
    yield from ("bias", event, relation, option.time.form.value, option.time.precision.value, age, f"{relation}, {age}")
    yield f"{event}, {'own' if option.is_own else 'other'}"
    yield happening.stage.value
    if to_come:
        yield f"planned, {age}"
    if option.reading is not None:
        will = "something" if _is_to_come(option.time, option.clause) else "nothing"
        yield from (option.reading, f"{option.reading}, {happening.stage.value}, {will} to come")
    if not deed:
        yield from (f"words, {age}", f"words, {relation}")
    if tells_when_said(option.clause, option.time):
        yield from ("said then", f"said then, {'deed' if deed else 'words'}")
    if option.clause.sentence.in_opening:
        yield "in opening"
    if happening.drafts[0].background:
        yield f"history, {relation}"
    yield f"{'main' if happening.is_told_early else 'secondary'}, {relation}"


def _age(time: Time, scene: Scene) -> str:
    if scene.day is None:
        return "unknown age"
    days = (scene.day - time.start).days
    return next((name for most, name in _AGES if days <= most), "years")


def _signs_beside_trigger(option: TimeOption, own: list[TimeOption]) -> Iterator[str]:
    """How the expression stands to the words that tell the event."""
    trigger, words = option.draft.trigger, option.clause.words
    tokens = option.clause.sentence.tokens
    at = token_at(option.time, option.clause)
    is_behind = at >= trigger.last
    distance = at - trigger.last if is_behind else trigger.first - at
    yield "behind" if is_behind else "in front"
    yield from (f"within {most}" for most in _DISTANCES if distance <= most)
    between = words[min(at, trigger.first) : max(at, trigger.last)]
    if "," in between:
        yield "comma between"
    if not _LINKS.isdisjoint(between):
        yield "another clause between"
    if not BREAKS.isdisjoint(between):
        yield "break between"
    before = words[at - 1] if at > 0 else ""
    if before in _LEADING_IN:
        yield f"behind {before}"
    rivals = [other for other in own if other.clause is option.clause]
    start = tokens[trigger.first].start
    if min(rivals, key=lambda other: abs(other.time.span[0] - start)) is option:
        yield from ("nearest", f"nearest, {option.relation}")
    if len(rivals) > 1:
        yield "rivals"
