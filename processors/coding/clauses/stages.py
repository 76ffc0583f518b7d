"""Did it happen? Negation, plans, threats, foiled and denied acts."""

import re
from collections.abc import Sequence
from itertools import pairwise

from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.means import is_commanded, is_done_with
from processors.coding.clauses.tense import is_expected, leads_ahead, what_is_called
from processors.coding.clauses.wishes import is_avoided, is_undone, is_wished
from processors.coding.language.inflection import Form
from processors.coding.language.lexicon import is_past
from processors.coding.language.times import WEEKDAYS
from processors.coding.language.vocabulary import word_phrases, word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, HAVE, PROMPTING, REPORTING, SUBORDINATORS, negates
from processors.records.event import EventStage, PloverEvent

REACH = 9
"""Words before a trigger that may change its stage."""

_HYPOTHETICAL = word_set("stages", "hypothetical")
_FUTURE = word_set("stages", "future")
_BEGINNING = word_set("stages", "beginning")
"""What parties are "due to" do."""
_PLANNED_TO = word_set("stages", "planned_to")
_ASKED_TO = word_set("stages", "asked_to")
_TRIED_TO = word_set("stages", "tried_to")
_FOILED = word_set("stages", "foiled")
_UNDONE = frozenset(["foiled", "thwarted", "prevented", "averted", "disrupted", "repelled"])
_FOILED_REACH = 8
_ONGOING = word_set("stages", "ongoing")
_GENRES = "|".join(re.escape(" ".join(words)) for words in word_phrases("stages", "genres"))
_GENRE = re.compile(rf"^\s*(?:{_GENRES})\s*[:|–—]|[:|–—]\s*(?:{_GENRES})\s*$", re.IGNORECASE)
_EARLIER = word_set("stages", "earlier")
_DENIALS = {"denied": Form.PAST, "denies": Form.THIRD, "deny": Form.BASE, "denying": Form.ING}
_DENIED = frozenset(_DENIALS)
_RELATIVES = frozenset({("which",), ("who",)})
_ACCUSES = frozenset({"accuses", "blames", "condemns"})
_THREATS = word_set("stages", "threats")
_PLOTS = frozenset(["plot", "plots"])
_ANSWERING = frozenset(["charged", "accused", "convicted", "arrested", "detained", "indicted", "sentenced", "jailed"])
_ANSWERING_REACH = 20
_PLOTTING = frozenset(["planning", "plotting", "preparing", "conspiring", "plot"])
_AFTERMATH = frozenset(
    ["convict", "convicts", "case", "cases", "trial", "accused", "suspect", "suspects", "inquiry", "probe", "anniversary"]
)
_CONDITIONS = frozenset(["if", "unless", "whether"])
"""Subordinators that make a condition of what follows: the words before a trigger are read as far as them."""
_AS_LONG_AS = frozenset({("as", "long", "as"), ("so", "long", "as"), ("as", "soon", "as")})
_PROVIDED = frozenset({("provided", "that"), ("providing", "that"), ("condition", "that")})
_AGAIN = frozenset({"again", "more"})
_PROSPECTS = frozenset({"will", "would", "'ll", "shall", "won't", "wouldn't", "ready", "willing"})
"""Before "once": what is to be done when the condition is met."""
_ENDING = frozenset(["end", "ending", "halt", "halting", "stop", "stopping", "cease"])
_ENDING_REACH = 3
_DOUBTS = frozenset(["could", "may", "might", "would", "threat", "threats", "fears", "risk"])
_UNREAL = frozenset(
    [
        "possible",
        "potential",
        "risk",
        "fear",
        "fears",
        "feared",
        "against",
        "imminent",
        "any",
        "future",
        "could",
        "may",
        "might",
    ]
)
_INTENDING = word_set("stages", "intending")
"""Words of a trigger itself that put it into the future."""
_DEEDS = frozenset({
    PloverEvent.AID, PloverEvent.RETREAT, PloverEvent.MOBILIZE, PloverEvent.COERCE, PloverEvent.SANCTION, PloverEvent.ASSAULT,
})  # fmt: skip
_CONDITIONAL = _DEEDS | {PloverEvent.AGREE, PloverEvent.CONSULT, PloverEvent.CONCEDE, PloverEvent.REJECT}
_ARRANGED = frozenset({PloverEvent.CONSULT, PloverEvent.AID, PloverEvent.COOPERATE, PloverEvent.MOBILIZE, PloverEvent.PROTEST})
"""Types whose nouns are what parties travel for, pledge or expect."""
_ARRANGED_FOR = frozenset({("scheduled", "for"), ("planned", "for"), ("set", "for")})
"""Behind an act, that it is to come; not behind what calls it off."""
_CALLED = frozenset({PloverEvent.PROTEST, PloverEvent.CONSULT})
"""Types whose acts are called before they are held."""
_PROMPT_REACH = 5
_ORDINALS = frozenset((word,) for word in ("first", "second", "third", "fourth", "fifth", "latest", "only"))
_PIONEERS = frozenset({"first", "second", "third", "latest", "last"})
"""Who did it as one of a row: "became the first country to recognise it"."""
_BECOMING = BE | {"became", "become", "becomes", "becoming"}
_TO_END = frozenset({"end", "ending", "halt", "stop", "cessation", "suspension", "restraint"})
"""What calls for a protest to end, not to begin."""
_DOERS = ("er", "ers", "or", "ors", "ist", "ists")
_UNTIL_REACH = 4
"""Words before a verb among which "until" makes it a condition; "until Monday" ends sooner."""
_POSSIBLY = frozenset(["could", "may", "might", "would", "should", "can"])
_WILL = frozenset(["will", "shall", "'ll", "won't"])
_PLANNING = frozenset(["planning", "planned", "considering", "preparing"])
_ARE = frozenset(["is", "are", "was", "were"])
"""Before "to": "the ministers are to meet"."""
_PLANS = frozenset(["will", "plans", "plan", "planned", "proposed"])


def tells_no_news(title: str) -> bool:
    """Whether a title says that the text is none: "Obituary: …", "Explainer | …", "… – Opinion"."""
    return _GENRE.search(title) is not None


def stage_of(trigger: Trigger) -> EventStage | None:
    """The stage that the words around a trigger state; None where they say that it did not, or only might, happen."""
    words = trigger.clause.words
    first = trigger.first
    while (
        first > 0 and trigger.first - first < REACH and words[first - 1] not in BREAKS and words[first - 1] not in SUBORDINATORS
    ):
        first -= 1
    before = words[first : trigger.first]
    after = words[trigger.last : trigger.last + 2]
    if trigger.family.stage is not None:
        return None if any(negates(word) for word in before[-3:]) else trigger.family.stage
    if not trigger.is_noun and _is_condition(trigger, first):
        return None
    at = (
        trigger.first if trigger.is_noun else max(trigger.first, trigger.last - 2)
    )  # not "placed former president X under arrest"
    itself = words[at : trigger.last] if trigger.family.event is not PloverEvent.RETREAT else ()  # "its last troops"
    if _EARLIER.intersection(before[-1:]) or _EARLIER.intersection(itself):
        return None  # "the previous talks"
    if _is_arranged(trigger):
        return EventStage.PLANNED
    if not _DENIED.isdisjoint(before) and not _is_beside_denial(trigger, before):
        return EventStage.DENIED if trigger.family.event in {PloverEvent.ASSAULT, PloverEvent.COERCE} else None
    if any(negates(word) for word in before[-4:]) or is_avoided(before) or is_undone(trigger, before):
        return None
    if not _FOILED.isdisjoint(before[-5:]) or (trigger.is_noun and (_is_foiled(trigger) or not _PLOTS.isdisjoint(after))):
        return EventStage.FOILED
    if trigger.family.event in _DEEDS and _INTENDING.intersection(words[trigger.first : trigger.last]):
        return EventStage.PLANNED  # "troops will leave", "the decision to withdraw"
    stage = _noun_stage(trigger, before, after) if trigger.is_noun else _verb_stage(trigger, before)
    stage = _stage_of_call(trigger) if stage is EventStage.OCCURRED and trigger.family.event in _CALLED else stage
    plotted = stage is not None and trigger.family.event is PloverEvent.ASSAULT and not _PLOTTING.isdisjoint(before)
    caught = plotted and not _ANSWERING.isdisjoint(words[max(0, trigger.first - _ANSWERING_REACH) : trigger.first])
    return EventStage.FOILED if caught else stage  # "charged with planning an attack"


def _is_arranged(trigger: Trigger) -> bool:
    """Whether the words behind an act say that it is to come: "talks to be held in Geneva", "a march planned for Friday"."""
    words, last = trigger.clause.words, trigger.last
    behind = words[last : last + 2]
    if ("to", "be", "held") in _triples(words[last : last + 6]) or behind == ("due", "to"):
        return True
    return behind in _ARRANGED_FOR and (trigger.is_noun or trigger.family.event is not PloverEvent.RETREAT)


def _is_beside_denial(trigger: Trigger, before: Sequence[str]) -> bool:
    """Whether a verb, or the one that it stands under, is beside a denial: "denies backing it and accuses Kinshasa of"."""
    at = max(i for i, word in enumerate(before) if word in _DENIED)
    form, behind = _DENIALS[before[at]], before[at + 1 :]
    if before[at - 1 : at] in _RELATIVES and "," in behind:
        return True  # "Kigali, which denies backing rebels, accused"
    marks = {"and", "but", ","} if trigger.clause.sentence.in_title else {"and", "but"}
    joint = next((i for i, word in enumerate(behind) if word in marks), len(behind))
    if joint == len(behind) or any(map(is_past, behind[:joint])):
        return False
    beside = [word for word in behind[joint + 1 :] if word not in HAVE and word not in ADVERBS]
    if not beside:
        return trigger.form is form
    return is_past(beside[0]) if form is Form.PAST else beside[0] in _ACCUSES


def _is_condition(trigger: Trigger, first: int) -> bool:
    """Whether the clause of a verb, from a word on, is a condition: "if Poland sends troops", "once Russia withdraws"."""
    words = trigger.clause.words
    if trigger.family.event not in _CONDITIONAL:
        return False
    opening, before = words[max(0, first - 3) : first], words[first : trigger.first]
    if _CONDITIONS.intersection(opening[-1:]) or opening in _AS_LONG_AS:
        return True
    if not _PROVIDED.isdisjoint(pairwise(words[first : trigger.last + 1])):
        return True
    is_plan = not _PROSPECTS.isdisjoint(words[: trigger.first]) and not trigger.clause.sentence.in_title
    return is_plan and any(one == "once" and other not in _AGAIN for one, other in pairwise((*before, trigger.base)))


def _stage_of_call(trigger: Trigger) -> EventStage | None:
    """The stage of a protest or meeting that may only be called: "called for a strike", "called for an end to the strikes"."""
    names_doers = trigger.clause.words[trigger.last - 1].endswith(_DOERS)
    called = () if names_doers else what_is_called(trigger.clause.words, trigger.first, trigger.last)
    behind = trigger.clause.words[trigger.last : trigger.last + REACH]
    is_for_later = called[:1] == ("for",) or any(word == "for" and day in WEEKDAYS for word, day in pairwise(behind))
    if not called or (trigger.family.event is PloverEvent.CONSULT and not is_for_later):
        return EventStage.OCCURRED  # "called a meeting of his ministers on Monday"
    return EventStage.PLANNED if _TO_END.isdisjoint(called) else None


def _is_foiled(trigger: Trigger) -> bool:
    """Whether the verb behind a noun says that it came to nothing: "the attack in Berlin was thwarted"."""
    behind = trigger.clause.words[trigger.last : trigger.last + _FOILED_REACH]
    at = next((i for i, word in enumerate(behind) if word in BREAKS or word in BE), len(behind))
    return at < len(behind) and behind[at] in BE and not _UNDONE.isdisjoint(behind[at + 1 : at + 3])


def _triples(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def _noun_stage(trigger: Trigger, before: Sequence[str], after: Sequence[str]) -> EventStage | None:
    near = before[-4:]
    if not _DOUBTS.isdisjoint(after):
        return None
    if trigger.family.event is PloverEvent.ASSAULT and not _AFTERMATH.isdisjoint(after[:1]):
        return None  # "an assassination convict": that it was done is no news
    reach = before if trigger.family.event is PloverEvent.SANCTION else before[-5:]
    if not _THREATS.isdisjoint(reach):
        return None  # the threat itself is the event: "threatened to impose a 50 percent tariff"
    if not _UNREAL.isdisjoint(near) or _is_one_of_such(before):
        return None
    if trigger.family.event is PloverEvent.ASSAULT and not _ENDING.isdisjoint(before[-_ENDING_REACH:]):
        return None  # "aimed at ending the fighting"
    if not _FUTURE.isdisjoint(before[-6:]) or any(_plans_to(before, at) for at, word in enumerate(before) if word == "to"):
        return EventStage.PLANNED
    words = trigger.clause.words
    if trigger.family.event in _ARRANGED and (leads_ahead(words, trigger.first) or is_expected(words, trigger.last)):
        return EventStage.PLANNED
    if not _POSSIBLY.isdisjoint(before):
        return None
    return EventStage.ONGOING if not _ONGOING.isdisjoint(near) else EventStage.OCCURRED


def _is_one_of_such(before: Sequence[str]) -> bool:
    """Whether a noun only counts what is told beside it: "killed in a gunfight, the second such [clash] this week"."""
    return before[-1:] == ("such",) and (before[-2:-1] in _ORDINALS or before[-3:-2] in _ORDINALS)


def _plans_to(before: Sequence[str], at: int) -> bool:
    """Whether the words around a "to" in front of a noun plan it: "agreed to hold talks"; not "closed due to a protest"."""
    leading = next((word for word in reversed(before[:at]) if word not in ADVERBS), "")
    return leading in _PLANNED_TO and (leading != "due" or not _BEGINNING.isdisjoint(before[at + 1 : at + 2]))


def _verb_stage(trigger: Trigger, before: Sequence[str]) -> EventStage | None:
    words = trigger.clause.words
    aux = [word for word in _without_day(before)[-5:] if word not in ADVERBS]
    if aux and aux[-1] == "to" and trigger.form is Form.BASE:
        return _infinitive_stage(trigger, aux, before)
    if (
        "would" in aux[-2:]
        and (trigger.family.event is not PloverEvent.ASSAULT or trigger.base == "resume")
        and not REPORTING.isdisjoint(words[: trigger.first])
    ):
        return EventStage.PLANNED  # "said he would lift"
    if not _HYPOTHETICAL.isdisjoint(aux[-3:]) or "until" in before[-_UNTIL_REACH:] or is_wished(trigger, before):
        return None  # "until Moscow agreed"
    if not _WILL.isdisjoint(aux[-3:]):
        return EventStage.PLANNED
    if not _THREATS.isdisjoint(before[-5:]):
        return None
    if trigger.form is Form.ING:
        if words[trigger.first - 1] == "before" and not _WILL.isdisjoint(words[: trigger.first]):
            return EventStage.PLANNED  # "will meet Sisi before flying to Doha"
        if (aux and aux[-1] in {"is", "are", "'re", "'s"} | _ONGOING) or (len(aux) > 1 and aux[-1] == "been"):
            return EventStage.ONGOING
        return EventStage.PLANNED if not _PLANNING.isdisjoint(before[-4:]) else EventStage.OCCURRED
    if trigger.passive and len(aux) > 1 and aux[-1] == "being":
        return EventStage.ONGOING
    return EventStage.OCCURRED


def _without_day(words: Sequence[str]) -> Sequence[str]:
    """Words without the "on Tuesday" among them: "decided on Tuesday to withdraw"."""
    at = next((i for i, word in enumerate(words) if word in WEEKDAYS), None)
    return words if at is None else (*words[: at - (words[at - 1] == "on" if at else 0)], *words[at + 1 :])


def _infinitive_stage(trigger: Trigger, aux: Sequence[str], before: Sequence[str]) -> EventStage | None:
    leading = aux[-2] if len(aux) > 1 else ""
    if trigger.clause.sentence.in_title and len(aux) == len(before) and leading not in _ASKED_TO | _TRIED_TO | _THREATS:
        return EventStage.PLANNED  # "US to send troops"
    if trigger.family.event is PloverEvent.MOBILIZE and is_commanded(before):
        return EventStage.PLANNED
    if leading in _THREATS or not _ASKED_TO.isdisjoint(before):
        return None
    if leading in _PLANNED_TO or leading in _ARE or not _PLANS.isdisjoint(before):
        return EventStage.PLANNED
    if leading in _TRIED_TO:
        return EventStage.FOILED
    if leading in {"began", "begun", "started", "continue", "continues", "continued", "starting"}:
        return EventStage.ONGOING
    if _is_of_pioneer(before):
        return EventStage.OCCURRED
    if leading in {"managed", "able", "used", "forced"} or trigger.family.event is PloverEvent.PROTEST or is_done_with(before):
        return EventStage.OCCURRED
    if not PROMPTING.isdisjoint(before[-_PROMPT_REACH:]):
        return EventStage.OCCURRED  # "prompting Poland to scramble jets"
    return None


def _is_of_pioneer(before: Sequence[str]) -> bool:
    """Whether an infinitive tells what one did before or after the others: "became the first country to recognise it"."""
    return any(
        one in _BECOMING and the == "the" and which in _PIONEERS
        for one, the, which in zip(before, before[1:], before[2:], strict=False)
    )
