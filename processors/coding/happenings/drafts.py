"""One trigger, one draft: what a single sentence says of an event, before sentences about the same happening are merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.acts import MATERIAL
from processors.coding.clauses.attributions import attribution_of, blamed_in, with_blame
from processors.coding.clauses.datings import Dating, dating_beside, dating_up_to, is_retold
from processors.coding.clauses.days_in_turn import is_of_cause
from processors.coding.clauses.frames import Trigger, find_triggers
from processors.coding.clauses.front_clauses import front_clause
from processors.coding.clauses.offsets import told_from_another
from processors.coding.clauses.roles import Roles, roles_of
from processors.coding.clauses.sentence_types import propose_triggers, sentence_types
from processors.coding.clauses.signs import HISTORY_DAYS, signs_of
from processors.coding.clauses.stages import stage_of
from processors.coding.clauses.stated import stated_beside
from processors.coding.clauses.statements import is_filed, tells_when_said
from processors.coding.counts.doers import are_force
from processors.coding.counts.quantities import Count, find_candidates, find_counts
from processors.coding.language.inflection import Form
from processors.coding.language.reading import Clause
from processors.coding.language.times import Time, TimeForm, names_earlier_year
from processors.coding.language.words import BREAKS, ITS, REPORTING
from processors.coding.models.reader import Reading
from processors.coding.speech.pronouns import Meant, all_meant
from processors.coding.speech.speeches import Speech, all_speeches, speaker_of
from processors.places import PlaceMention
from processors.records.event import Attribution, EventStage, PloverEvent, QuantityKind, Sector, TimePrecision

_HOMES: dict[QuantityKind, tuple[PloverEvent, ...]] = {
    QuantityKind.DEAD: (PloverEvent.ASSAULT,),
    QuantityKind.INJURED: (PloverEvent.ASSAULT, PloverEvent.PROTEST),
    QuantityKind.CAPTURED: (PloverEvent.COERCE, PloverEvent.RETREAT, PloverEvent.ASSAULT),
    QuantityKind.MISSING: (PloverEvent.ASSAULT, PloverEvent.COERCE),
    QuantityKind.DISPLACED: (PloverEvent.ASSAULT, PloverEvent.RETREAT, PloverEvent.COERCE),
    QuantityKind.ARRESTED: (PloverEvent.COERCE, PloverEvent.ACCUSE, PloverEvent.SANCTION),
    QuantityKind.HOSTAGES: (PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.RETREAT),
    QuantityKind.RELEASED: (PloverEvent.RETREAT, PloverEvent.COERCE),
    QuantityKind.DRONES: (PloverEvent.ASSAULT, PloverEvent.AID, PloverEvent.MOBILIZE, PloverEvent.COERCE),
    QuantityKind.MISSILES: (PloverEvent.ASSAULT, PloverEvent.MOBILIZE, PloverEvent.AID),
    QuantityKind.AIRCRAFT: (PloverEvent.ASSAULT, PloverEvent.MOBILIZE, PloverEvent.AID, PloverEvent.COOPERATE),
    QuantityKind.VEHICLES: (
        PloverEvent.ASSAULT,
        PloverEvent.MOBILIZE,
        PloverEvent.AID,
        PloverEvent.COERCE,
        PloverEvent.PROTEST,
    ),
    QuantityKind.TROOPS: (PloverEvent.MOBILIZE, PloverEvent.RETREAT, PloverEvent.AID, PloverEvent.COOPERATE),
    QuantityKind.MONEY: (
        PloverEvent.AID,
        PloverEvent.SANCTION,
        PloverEvent.COERCE,
        PloverEvent.REQUEST,
        PloverEvent.AGREE,
        PloverEvent.ACCUSE,
    ),
}
_FROM_ANOTHER = frozenset({TimeForm.FROM_ANOTHER, TimeForm.CAME_AFTER})
_ANNIVERSARY_REACH = 8
"""Words from an anniversary to the number of those who died then."""
_YEAR_REACH = 3
"""Words between a year and what happened in it."""
_RELATIVE_REACH = 6
"""Words between a relative pronoun and its verb."""
_NOUN_REACH = 9
"""Words between a year and the relative clause of what happened in it."""
_CAUSE_REACH = 30
"""Words behind "came after" that tell what that was."""
_CAME = frozenset({"came", "comes", "come", "coming", "weeks", "months"})
_LONG_BEFORE = frozenset({"hours", "days", "weeks", "months"})
MAX_DRAFTS = 300
"""Drafts of an article; merging compares them with each other."""
_WARS = frozenset({"invasion", "annexation", "occupation", "siege", "invading", "annexing", "occupying"})
"""Words that mostly point to a long act told elsewhere ("its invasion of …"): news only beside one of the last days."""
_CHARGES = frozenset({"accusation", "accusations", "charge", "charges", "allegation", "allegations", "claim", "claims"})
_OBJECT_REACH = 3
_ANSWER_REACH = 3
"""Sentences between an accusation and its answer."""


@dataclass(slots=True)
class Draft:
    """What one sentence says of an event; filled while it is read, then merged.

    Attributes:
        trigger: The words that tell it.
        stage: How far it has come.
        roles: Its parties.
        attribution: Who says that the actor did it.
        by: The words for who accuses.
        speakers: Who say it, where it is told as said and they are known parties.
        place: Where, in the same sentence.
        time: When, in the same sentence.
        counts: How many.
        chances: How likely its sentence reports each type as news, by ``sentence_types``.
        reading: What the reader says of its sentence; None where it was not asked, or did not come so far.
        background: The sentence tells history.
        signs: The names of the signs that it is news or is not, of ``signs.py``.
    """

    trigger: Trigger
    stage: EventStage
    roles: Roles
    attribution: Attribution
    by: str | None
    speakers: tuple[ActorMention, ...]
    place: PlaceMention | None
    time: Time | None
    background: bool
    signs: frozenset[str]
    counts: list[Count] = field(default_factory=list)
    chances: Mapping[str, float] = field(default_factory=dict)
    reading: Reading | None = None

    @property
    def event(self) -> PloverEvent:
        """Its type."""
        return self.trigger.family.event

    @property
    def relative_time(self) -> Time | None:
        """Its time, where that is told from another: "a day after a missile hit Haifa"; what is dated so is told by the way."""
        return self.time if self.time is not None and self.time.form in _FROM_ANOTHER else None

    def names(self, mention: ActorMention) -> bool:
        """Whether its own sentence names a party of it: another one stands behind a pronoun."""
        return any(mention is named for _, _, named in self.trigger.clause.actors)


@dataclass(frozen=True, slots=True)
class Drafts:
    """All drafts of an article in order, and the counts that no trigger of their own sentence takes."""

    drafts: tuple[Draft, ...]
    floating: tuple[Count, ...]


def find_drafts(clauses: Sequence[Clause], datings: Sequence[Dating], readings: Sequence[Reading | None]) -> Drafts:
    """Take every sentence on its own, with what the reader says of it; a pronoun that speaks is the last speaker."""
    drafts: list[Draft] = []
    floating: list[Count] = []
    told = [find_triggers(clause) for clause in clauses]
    spoken = all_speeches(clauses)
    meanings = all_meant(clauses, spoken)
    rows = zip(clauses, datings, spoken, meanings, readings, told, sentence_types(clauses, told), strict=True)
    for clause, dating, speeches, meant, reading, found_by_rule, chances in rows:
        proposed = propose_triggers(clause, found_by_rule, chances if reading is None else reading.likelier(chances))
        triggers = [*found_by_rule, *proposed]
        candidates = find_candidates(clause)
        if not triggers and not candidates:
            continue
        counts = find_counts(clause, candidates, speeches, dating)
        said = [speech for speech in speeches if not speech.account]
        found = _clause_drafts(triggers, said, meant, dating)
        _answer(found, drafts)
        for draft in found:
            draft.chances, draft.reading = chances, reading
            if reading is not None:
                draft.stage = reading.stage(draft.event, draft.stage)
            if draft.trigger in proposed:
                draft.signs |= {"proposed"}
        drafts += found[: MAX_DRAFTS - len(drafts)]
        current = [count for count in counts if _is_current(count, dating_up_to(clause, count.last, dating))]
        floating += _attach(current, [draft for draft in found if not (dating.background and draft.background)])
    return Drafts(tuple(drafts), tuple(floating))


def _clause_drafts(triggers: Sequence[Trigger], speeches: Sequence[Speech], meant: Meant, dating: Dating) -> list[Draft]:
    drafts: list[Draft] = []
    published = dating.published
    accusation: Roles | None = None
    last, last_roles = None, Roles()
    blame = blamed_in(triggers[0].clause) if triggers else None
    for trigger in triggers:
        stage = stage_of(trigger)
        speech = speaker_of(speeches, trigger.first)
        roles = last_roles if _is_term_of(trigger, last) else roles_of(trigger, speech, meant)
        last, last_roles = trigger, roles
        if blame is not None:
            roles = with_blame(trigger, roles, blame)
        accused = accusation is not None and trigger.family.event in MATERIAL and bool(accusation.recipients)
        if accused and accusation is not None and not trigger.passive:  # "the accused leader was arrested by police"
            own = tuple(m for m in roles.actors if m not in (*accusation.actors, *accusation.recipients))
            roles = Roles(accusation.recipients + own, tuple(m for m in roles.recipients if m not in accusation.recipients))
        if accused and accusation is not None and not roles.recipients and _strikes_what_is_its(trigger):
            roles = Roles(roles.actors, accusation.actors)
        if trigger.family.event is PloverEvent.ACCUSE and trigger.family.mode == "allege":
            accusation = roles
        if stage is None:
            continue
        beside = dating_beside(trigger, dating)
        time = _nearest_time(trigger, _fitting(beside.times, stage, published), beside.before)
        if time is not None and published is not None and time.start > published and stage is EventStage.OCCURRED:
            if trigger.form in {Form.PAST, Form.PARTICIPLE}:
                time = None  # what has happened did not happen then
            else:
                stage = EventStage.PLANNED
        by = _name_of(accusation.actors) if accused and accusation is not None else None
        if blame is not None and blame.party in roles.actors and trigger.family.event in MATERIAL:
            accused, by = True, blame.by
        attribution, by = (Attribution.ACCUSED, by) if accused else attribution_of(trigger, roles, speech, stage)
        drafts.append(
            _draft(
                trigger,
                stage,
                roles,
                attribution,
                by,
                speech.parties if speech is not None else (),
                time,
                signs_of(trigger, triggers, speech, time, published),
                background=beside.background or _is_of_another_year(trigger, published) or _is_what_led_to_it(trigger),
            )
        )
    return drafts


def _strikes_what_is_its(trigger: Trigger) -> bool:
    """Whether what is done is done to what belongs to who tells it: "accused Russia of shelling [its] border villages"."""
    words = trigger.clause.words[trigger.first + 1 : trigger.last + 1]
    one_of = trigger.clause.words[trigger.last : trigger.last + 3]
    return not ITS.isdisjoint(words) or (one_of[1:2] == ("of",) and not ITS.isdisjoint(one_of[2:]))


def _answer(here: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Give the drafts that reject an accusation who made it: "Britain accused Russia of …. Moscow denied the charge"."""
    for draft in here:
        words, first, last = draft.trigger.clause.words, draft.trigger.first, draft.trigger.last
        answers = draft.event is PloverEvent.REJECT and not _CHARGES.isdisjoint(words[first : last + _OBJECT_REACH])
        if not answers or draft.roles.recipients:
            continue
        part, index = draft.trigger.clause.part, draft.trigger.clause.sentence.index
        made = (d for d in reversed(before) if d.event is PloverEvent.ACCUSE and d.roles.actors and d.roles.recipients)
        accusing = next((d for d in made if d.trigger.clause.part is part), None)
        if accusing is None or index - accusing.trigger.clause.sentence.index > _ANSWER_REACH:
            continue
        accused = {key_of(mention) for mention in accusing.roles.recipients}
        if accused & {key_of(mention) for mention in draft.roles.actors}:
            draft.roles = Roles(draft.roles.actors, accusing.roles.actors)


def _is_term_of(trigger: Trigger, last: Trigger | None) -> bool:
    """Whether a term is that to which the verb in front of it sentences: "sentenced Imran Khan to [14 years in prison]"."""
    if last is None or last.is_noun or not (_is_sentence(trigger) and _is_sentence(last)) or trigger.form is not Form.PHRASE:
        return False
    return BREAKS.isdisjoint(trigger.clause.words[last.last : trigger.first])


def _is_sentence(trigger: Trigger) -> bool:
    """Whether a court's sentence is told."""
    return trigger.family.event is PloverEvent.SANCTION and trigger.family.mode == "convict"


def _draft(
    trigger: Trigger,
    stage: EventStage,
    roles: Roles,
    attribution: Attribution,
    by: str | None,
    speakers: tuple[ActorMention, ...],
    time: Time | None,
    signs: frozenset[str],
    *,
    background: bool,
) -> Draft:
    told = frozenset(trigger.clause.words[trigger.first : trigger.last])
    named_war = ("fresh" not in signs and bool(_WARS & told)) or ("anaphoric" in signs and "war" in told)
    return Draft(
        trigger=trigger,
        stage=stage,
        roles=roles,
        attribution=attribution,
        by=by,
        speakers=speakers,
        place=stated_beside(trigger, roles),
        time=time,
        background=background or named_war,
        signs=signs,
    )


def _is_of_another_year(trigger: Trigger, published: date | None) -> bool:
    """Whether an earlier year stands in front: "the 2010 Dantewada ambush", "the 2015 attack on a hotel that killed 20"."""
    clause, first = trigger.clause, trigger.first
    if not trigger.is_noun and _is_told_of_another_year(clause.words, first, published):
        return True
    named = not trigger.is_noun or clause.sentence.tokens[first].capital  # "the 1948 Genocide Convention"
    return not named and names_earlier_year(clause.words[max(0, first - _YEAR_REACH) : first], published)


def _is_told_of_another_year(words: Sequence[str], at: int, published: date | None) -> bool:
    """Whether a relative clause tells of a noun with an earlier year: "the 2014 massacre, in which militants killed 1,700"."""
    start = next((i for i in range(at - 1, max(0, at - _RELATIVE_REACH), -1) if words[i] in {"which", "that"}), 0)
    in_front = range(start - 1, max(0, start - _NOUN_REACH), -1)
    year = next((i for i in in_front if names_earlier_year(words[i : i + 1], published)), 0)
    dated = year > 0 and words[year - 1] in {"the", "a", "its", "their"} and words[year + 1].isalpha()
    return dated and (BREAKS | REPORTING).isdisjoint(words[year:at]) and words[year + 1 : start].count(",") <= 1


def _is_what_led_to_it(trigger: Trigger) -> bool:
    """Whether it only tells after what the news came: "the war came after Hamas attacked Israel", "days after two died, …"."""
    words = trigger.clause.words
    lead, comma = front_clause(words, trigger.clause.dateline)
    if trigger.first < comma:
        return words[lead] == "after" and words[lead - 1] in _LONG_BEFORE
    near = range(trigger.first - 1, max(comma, trigger.first - _CAUSE_REACH), -1)
    after = next((at for at in near if words[at] in {"after", "since"}), 0)
    return after > 0 and words[after - 1] in _CAME


def _name_of(mentions: Sequence[ActorMention]) -> str | None:
    return mentions[0].text if mentions else None


def _fitting(times: Sequence[Time], stage: EventStage, published: date | None) -> Sequence[Time]:
    """Of a plan the times that are to come, where there are any: "met on May 9 and are to meet again in August"."""
    later = [time for time in times if published is not None and time.end > published] if stage is EventStage.PLANNED else []
    return later or times


def _nearest_time(trigger: Trigger, times: Sequence[Time], before: Time | None) -> Time | None:
    if (time := told_from_another(trigger.clause, trigger.first, times, before)) is not None:
        return time
    at = trigger.clause.sentence.tokens[trigger.first].start
    times = [time for time in times if not (_is_of_earlier(trigger, time) or is_filed(time, trigger.clause))]
    times = [time for time in times if not is_of_cause(trigger.clause, trigger.last, time)]
    if trigger.family.event in MATERIAL:
        times = [time for time in times if not tells_when_said(trigger.clause, time)]
    return min(times, key=lambda t: (abs(t.span[0] - at), t.span), default=None)


def _is_of_earlier(trigger: Trigger, time: Time) -> bool:
    """Whether a clause with "since" parts a time from what is told: "freed the crew, held since the ship was struck in July"."""
    clause = trigger.clause
    between = clause.source[clause.sentence.tokens[trigger.last - 1].end : time.span[0]].lower().split()
    return "since" in between[:-1]


def _is_current(count: Count, dating: Dating) -> bool:
    """Whether a number is of the news: not of another happening that is told as history ("a 2021 attack that killed 13")."""
    day = dating.published
    words = count.clause.words[: count.first]
    near = words[max(0, len(words) - _ANNIVERSARY_REACH) :]
    earlier = names_earlier_year(words, day) or ("anniversary" in near and BREAKS.isdisjoint(near))
    long_ago = day is not None and bool(dating.times) and all(_is_long_ago(time, day) for time in dating.times)
    return not count.told.is_history and (count.cumulative or not (earlier or long_ago or is_retold(count.clause, dating)))


def _is_long_ago(time: Time, day: date) -> bool:
    """Whether a time is history on a day: the whole of "last year", too."""
    return (day - time.end).days > HISTORY_DAYS or (time.precision is TimePrecision.YEAR and time.end.year < day.year)


def _attach(counts: Sequence[Count], drafts: Sequence[Draft]) -> list[Count]:
    """Give each count to the nearest draft of its sentence whose type it can measure; return the rest."""
    rest = []
    for count in counts:
        home = next((event for event in _HOMES[count.kind] if any(d.event is event for d in drafts)), None)
        fitting = _of_force(count, drafts) or [d for d in drafts if d.event is home]
        if not fitting:
            rest.append(count)
            continue
        nearest = min(fitting, key=lambda d: abs(d.trigger.first - count.first))
        nearest.counts.append(count)
    return rest


def _of_force(count: Count, drafts: Sequence[Draft]) -> list[Draft]:
    """The attacks of those who are counted: "some 200 fighters attacked a base"."""
    if count.kind is not QuantityKind.TROOPS or not are_force(count.clause.words, count.first, count.last):
        return []
    return [d for d in drafts if d.event is PloverEvent.ASSAULT and d.trigger.first >= count.last]


def homes_of(count: Count) -> tuple[PloverEvent, ...]:
    """The types of event that a count can measure, the likeliest first."""
    return _HOMES[count.kind]


def is_named(mention: ActorMention) -> bool:
    """Whether a party can tell two happenings apart: generic parties ("police") cannot."""
    return mention.kind not in {ActorKind.GENERIC, ActorKind.PEOPLE}


def key_of(mention: ActorMention) -> str:
    """What tells a party from others: its state, by country; an armed group and its leader are not the state that they fight."""
    of_group = mention.kind is ActorKind.GROUP or (mention.kind is ActorKind.LEADER and mention.sector is Sector.REB)
    return mention.name if of_group else mention.country or mention.name.lower()
