"""Parties of what else a sentence tells: of another clause or verb, of a thing, of the name of who acts."""

from collections.abc import Sequence

from processors.actors import ActorKind
from processors.coding.clauses import roles
from processors.coding.clauses.acts import SPOKEN
from processors.coding.clauses.front_clauses import front_clause
from processors.coding.clauses.governed import JOINING, begins_clause
from processors.coding.clauses.relative_clauses import relative_clause
from processors.coding.counts.kinds import KINDS
from processors.coding.fields.sides import Standing
from processors.coding.language.lexicon import is_past
from processors.coding.language.words import BE, MARKS, PREPOSITIONS, PROMPTING
from processors.records.event import PloverEvent

_SPANS = frozenset({"minutes", "hours", "day", "days", "week", "weeks", "month", "months"})
_FREEING = frozenset({"freed", "rescued", "liberated", "freeing", "rescuing", "liberating"})
_FREED_REACH = 4
"""Words from a verb of freeing to who is freed."""
_MEETINGS = frozenset({"talks", "meeting", "meetings", "summit", "call", "negotiations", "consultations"})
_MEETING_REACH = 6
_PROMPTED_REACH = 3
_SINCE_REACH = 8
"""Words from "since" to a party of what was then."""
_WHOSE_REACH = 12
"""Words from "whose" to a party."""
_PERSONS = frozenset({ActorKind.LEADER, ActorKind.PERSON})
_APPOSITION_REACH = 8
_PERFECT = frozenset({("has", "been"), ("have", "been"), ("had", "been")})
_WAS = frozenset({("was",), ("were",), ("been",)})
_BEHIND_HURT = frozenset((word,) for word in ("in", "by", "as", "after", "when", "during", "at", "near", "while", ",", ";"))
_WITH_SUBJECT = frozenset({PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.SANCTION, PloverEvent.PROTEST})
_ANAPHORIC = frozenset({"it", "its", "he", "his", "she", "her", "him", "they", "their", "them"})
_OBJECT_REACH = 3


def is_in_another_clause(standing: Standing) -> bool:
    """Whether one of a party and a deed stands in a front clause: "days after soldiers were killed, a bomb exploded".

    So, too, in one behind: "swapped prisoners, hours after drones hit Kyiv", "Rebels take a city; Kinshasa appeals for help".
    """
    mention, draft, trigger = standing.mention, standing.draft, standing.draft.trigger
    if draft.roles.have(mention):
        return False
    words = trigger.clause.words
    lead, comma = front_clause(words, trigger.clause.dateline)
    in_front = words[lead] in {"after", "before", "since"} and (standing.tokens[0] < comma) is not (trigger.first < comma)
    first, last = sorted((standing.tokens[0], trigger.first))
    if ";" in words[first:last]:
        return True
    return in_front or any(words[at] in {"after", "before"} and words[at - 1] in _SPANS for at in range(first + 1, last))


def is_of_main_clause(standing: Standing) -> bool:
    """Whether a deed behind "after" has parties of its own: "arrested Wangchuk two days [after] four people were killed"."""
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    trigger, words = draft.trigger, draft.trigger.clause.words
    if draft.event not in _WITH_SUBJECT or draft.roles.have(mention) or not 0 < last <= trigger.first:
        return False
    after = next((at for at in range(trigger.first - 1, last - 1, -1) if words[at] == "after"), None)
    if after is None or not _ANAPHORIC.isdisjoint(words[after : trigger.last + _OBJECT_REACH]):
        return False
    if trigger.is_noun:
        return any(word in BE or word in KINDS for word in words[after : trigger.first])
    own = any(after < first and party in draft.roles.actors for first, _, party in trigger.clause.actors)
    return own or trigger.passive


def is_of_first_verb(standing: Standing) -> bool:
    """Whether a party stands with a verb in front of one that has a subject of its own.

    "Hamas handed over two bodies and Israel freed 45 prisoners": Hamas freed nobody.
    """
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    trigger, words = draft.trigger, draft.trigger.clause.words
    if draft.roles.have(mention) or trigger.is_noun or not 0 < last < trigger.first:
        return False
    own = (at for at, end, party in trigger.clause.actors if party in draft.roles.actors and last < at and end <= trigger.first)
    at = next(own, 0)
    return at > 0 and words[at - 1] in JOINING and any(map(is_past, words[last : at - 1]))


def does_something_else(standing: Standing) -> bool:
    """Whether a party is the subject of a verb behind: "Hamas handed over two bodies and Israel freed prisoners".

    In a headline a comma joins them: "UN extends sanctions, US pushes for a bigger force".
    """
    mention, draft, (first, last) = standing.mention, standing.draft, standing.tokens
    clause = draft.trigger.clause
    if first < max(draft.trigger.last, 1) or draft.roles.have(mention):
        return False
    headline = clause.sentence.in_title and clause.words[first - 1] == "," and _is_third_person(clause.words[last : last + 1])
    return headline or begins_clause(clause.words, first, last)


def _is_third_person(words: Sequence[str]) -> bool:
    """Whether a word looks like a verb of a headline: "…, US [pushes] for a bigger force"."""
    return any(word.endswith("s") and not word.endswith(("'s", "ss")) for word in words)


def is_of_headline_before(standing: Standing) -> bool:
    """Whether a party suffers in the part of a headline in front: "Two soldiers killed in Bawku, curfew extended"."""
    draft, (first, last) = standing.draft, standing.tokens
    trigger, words = draft.trigger, draft.trigger.clause.words
    if not trigger.clause.sentence.in_title or draft.roles.have(standing.mention) or not 0 < last <= trigger.first:
        return False
    comma = next((at for at in range(last, trigger.first) if words[at] == ","), None)
    return comma is not None and any(word in KINDS and is_past(word) for word in words[first:comma])


def is_prompted(standing: Standing) -> bool:
    """Whether a party only does something because of it: "struck Lviv, prompting Poland to scramble jets"."""
    (first, last), words = standing.tokens, standing.draft.trigger.clause.words
    near = words[max(0, first - _PROMPTED_REACH) : first]
    behind = standing.draft.trigger.first < first and words[last : last + 1] == ("to",)
    return behind and not PROMPTING.isdisjoint(near)


def meets(standing: Standing) -> bool:
    """Whether others only met a party before: "called off protests after talks with Ruto"."""
    mention, draft, (first, _) = standing.mention, standing.draft, standing.tokens
    words = draft.trigger.clause.words[max(0, first - _MEETING_REACH) : first]
    if draft.event is PloverEvent.CONSULT or draft.roles.have(mention) or words[-1:] != ("with",):
        return False
    return not _MEETINGS.isdisjoint(words) and "after" in words


def is_of_another_verb(standing: Standing) -> bool:
    """Whether a party is the object of what else is done: "condemned the coup and called for the release of officials"."""
    draft, (first, _) = standing.draft, standing.tokens
    behind = standing.mention not in draft.roles.recipients and draft.trigger.last <= first
    return behind and roles.is_of_another_verb(draft.trigger, first)


def is_freed(standing: Standing) -> bool:
    """Whether people are those whom an attack freed: "rescued 15 hostages during a raid on a camp"."""
    (first, _), words = standing.tokens, standing.draft.trigger.clause.words
    near = words[max(0, first - _FREED_REACH) : first]
    attacked = standing.draft.event is PloverEvent.ASSAULT and standing.mention not in standing.draft.roles.recipients
    return attacked and not _FREEING.isdisjoint(near) and PREPOSITIONS.isdisjoint(near)


def undergoes(standing: Standing) -> bool:
    """Whether a party is the subject of a passive: "two suspects were arrested and one attacker was killed"."""
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    if mention in draft.roles.actors:
        return False
    words = draft.trigger.clause.words
    if draft.trigger.clause.sentence.in_title and words[last : last + 1] and last > 0 and _is_hurt(words, last):
        return True
    auxiliary = words[last : last + 1] + words[last + 1 : last + 2]
    at = last + 1 + (auxiliary in _PERFECT)
    return last > 0 and words[at - 1 : at] in _WAS and words[at : at + 1] != () and words[at] in KINDS and is_past(words[at])


def _is_hurt(words: Sequence[str], at: int) -> bool:
    """Whether a headline says of who stands in front what befell them: "Two sailors [hurt] in clash with fishermen"."""
    return words[at] in KINDS and is_past(words[at]) and (words[at + 1 : at + 2] in _BEHIND_HURT or at + 1 == len(words))


def is_since(standing: Standing) -> bool:
    """Whether a party only dates what is told: "the latest in a wave of executions since the war with Israel"."""
    draft, (first, _) = standing.draft, standing.tokens
    if draft.roles.have(standing.mention):
        return False
    words = draft.trigger.clause.words
    since = next(
        (at for at in range(first - 1, max(draft.trigger.last, first - _SINCE_REACH) - 1, -1) if words[at] == "since"), None
    )
    return since is not None and "," not in words[since:first]


def is_of_a_thing(standing: Standing) -> bool:
    """Whether a party is only named by what is said of a thing: "a violation of the truce that ended the war with Hezbollah"."""
    draft, (first, _) = standing.draft, standing.tokens
    words = draft.trigger.clause.words
    start = relative_clause(words, first) if draft.event in SPOKEN else None
    return start is not None and words[start] != "who" and relative_clause(words, draft.trigger.first) != start


def is_of_what_is_somebodys(standing: Standing) -> bool:
    """Whether a party is only told of beside who acts: "Lebanon, whose army was not involved, condemned the strike"."""
    draft, (first, last) = standing.draft, standing.tokens
    words = draft.trigger.clause.words
    near = range(first - 1, max(0, first - _WHOSE_REACH), -1)
    start = next((at for at in near if words[at] == "whose" or words[at] in MARKS), None)
    if start is None or words[start] != "whose" or draft.roles.have(standing.mention):
        return False
    end = next((at for at in range(last, len(words)) if words[at] in MARKS), len(words))
    return end < len(words) and not start < draft.trigger.first < end


def is_in_apposition(standing: Standing) -> bool:
    """Whether a party only tells who another one is: "Ekrem Imamoglu, the main rival of President Erdogan, denied"."""
    (first, last), clause = standing.tokens, standing.draft.trigger.clause
    if clause.words[last : last + 1] != (",",) or standing.mention in standing.draft.roles.actors:
        return False
    comma = next((at for at in range(first - 1, max(0, first - _APPOSITION_REACH), -1) if clause.words[at] == ","), None)
    of = comma is not None and not {"of", "to"}.isdisjoint(clause.words[comma + 2 : first])
    return of and any(end == comma and named in standing.draft.roles.actors for _, end, named in clause.actors)


def renames_actor(standing: Standing) -> bool:
    """Whether a party is the name of who acts: "The U.N. humanitarian chief, Tom Fletcher, called for …"."""
    mention, (first, last), clause = standing.mention, standing.tokens, standing.draft.trigger.clause
    named = first > 0 and clause.words[first - 1] == "," and clause.words[last : last + 1] == (",",) and mention.kind in _PERSONS
    offices = (other for _, end, other in clause.actors if end == first - 1 and other.kind not in _PERSONS)
    return named and any(other in standing.draft.roles.actors for other in offices)
