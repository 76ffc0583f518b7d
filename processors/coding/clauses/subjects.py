"""Who stands as the subject of a verb."""

from collections.abc import Sequence

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.acts import SPOKEN
from processors.coding.clauses.frames import Trigger
from processors.coding.clauses.governed import (
    ARTICLES,
    FILLER,
    Found,
    hears,
    is_disguise,
    is_oblique,
    stands_beside,
)
from processors.coding.clauses.relative_clauses import is_main_verb, relative_clause
from processors.coding.language.inflection import Form
from processors.coding.language.lexicon import LIKE_PAST, is_past, lexicon
from processors.coding.language.numbers import opens_number
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import (
    ADVERBS,
    BE,
    BREAKS,
    DETERMINERS,
    MARKS,
    MODALS,
    POSSESSIVE,
    PREPOSITIONS,
    REPORTING,
    SUBORDINATORS,
)
from processors.coding.speech.pronouns import Meant, group_meant, meant_by, pair_in_front, subject_pronoun
from processors.coding.speech.speeches import Speech
from processors.records.event import PloverEvent, Sector

REACH_BEFORE = 28
JOINT_WORDS = 4
"""Words that may stand between two joined parties: "and two of the"."""
_LIST_REACH = 8
"""Words within which "and" follows the last but one verb of several: "killed 41, captured six and burned the camp"."""
_SUPPOSED = frozenset({"suspected", "believed", "thought", "alleged", "feared", "said"})
_SUPPOSED_REACH = 8
"""Words from those who are taken for others to these: "suspected to be members of the proscribed"."""
_LISTED = frozenset({(",",), (",", "the")})
"""Between the parties of a list that ends in "and": "Spain, Ireland and Norway"."""
_SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_HEADS = word_set("subjects", "heads")
_HEADING = frozenset({"of", "at", "from", "for"})
_BELONGING = frozenset({("of",), ("of", "the")})
_OPENS_APPOSITION = frozenset({"a", "an", "the", "one", "which", "who", "whose"})
_OF_INSERTION = frozenset({"by", "since", "between"})
"""Behind the participle that opens an insertion: "Mali, ruled by generals, expelled"."""
_BEGINNING = frozenset({"began", "begun", "started", "has", "have", "had", "also"})
_CHARGED = frozenset({"accused", "suspected", "convicted", "charged", "wanted"})
_CHARGED_WITH = frozenset({"of", "with", "for"})
_RENAMING = _LISTED | {(",", "a")}
_SUBJECT_BREAKS = BREAKS - {"—", "–", "(", ")"}
"""Marks over which no subject reaches its verb; an aside it does."""
PROSECUTING = frozenset({Sector.COP, Sector.JUD})
"""Those before whom others answer for an offence."""
_PERFECT = frozenset({("has",), ("have",), ("had",)})
_SAID = frozenset({"said", "says", "say", "reported", "reports", "report", "added", "heard"})
_REPORTED = frozenset({"reported", "reports", "report"})
_OF_THEN = frozenset({"was", "were", "had", "did"})
_OF_NOW = MODALS | frozenset({"is", "are", "has", "have", "does", "do"})
_STATES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.LEADER})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "its", "their"})
_OTHERS = frozenset({"they", "their"})
_OPENING = 3
"""Words in front of a party that opens a clause."""
_PASSIVE_REACH = 4
"""Words behind a party among which its passive begins."""
_SAID_REACH = 5
"""Words from a reporting verb to what its speaker goes on with: "said on Tuesday, urging"."""
_OF_ARMS = frozenset({PloverEvent.ASSAULT, PloverEvent.COERCE, PloverEvent.RETREAT, PloverEvent.MOBILIZE})
"""What an armed group does: "the group" that says or asks something may be a monitor."""


def subject_of(trigger: Trigger, speech: Speech | None, meant: Meant) -> tuple[ActorMention, ...]:
    """The parties in front of a verb that do it, or to which it is done in the passive.

    Args:
        trigger: The verb.
        speech: The reporting clause that covers it: a pronoun subject is its speaker.
        meant: Whom other pronouns mean.
    """
    clause, words, floor = trigger.clause, trigger.clause.words, _floor(trigger)
    reported = trigger.form is Form.ING and not _SAID.isdisjoint(words[max(0, trigger.first - 1) : trigger.first])
    if reported and not _has_object(words, trigger):
        return ()  # "the governor said shelling had killed two people"; not "Israel reported killing 20 fighters"
    if found := _who_said(trigger) or _antecedents(trigger, floor):
        return _group(clause, found)
    chosen, goes_on = _in_front(trigger, floor), _has_main_subject(trigger)
    speaker = () if speech is None or speech.mention is None else (speech.mention,)
    if speech is not None and speaker and _goes_on_from_report(trigger, speech):
        return speaker
    behind_pronoun = _behind_pronoun(trigger, floor, chosen if goes_on else [], speaker, meant)
    if behind_pronoun is not None:
        return behind_pronoun
    if pointed := _pointed_to(trigger, floor, meant):
        return pointed
    if chosen:
        return _main_subject(trigger, chosen) if goes_on else _group(clause, chosen)
    if (left := _who_left(trigger, floor)) is not None:
        return (left,)
    if speaker and (floor == trigger.first or not _PRONOUNS.isdisjoint(words[floor : trigger.first])):
        return speaker
    fronted = any(word in SUBORDINATORS for word in words[:floor]) and words[floor - 1] == ","
    if trigger.form is Form.ING and floor > 0 and words[floor - 1] in SUBORDINATORS | {","} and not fronted:
        earlier = [f for f in clause.actors if f[1] <= floor and not f[2].locative and not is_oblique(clause, f)]
        return (earlier[0][2],) if earlier else ()
    return ()


def _pointed_to(trigger: Trigger, floor: int, meant: Meant) -> tuple[ActorMention, ...]:
    """Whom "the group" or "the two sides" in front of a verb means."""
    group = group_meant(trigger.clause, floor, trigger.first, meant) if trigger.family.event in _OF_ARMS else None
    return pair_in_front(trigger.clause, floor, trigger.first, meant) if group is None else (group,)


def _has_object(words: Sequence[str], trigger: Trigger) -> bool:
    """Whether an object follows of what somebody reports to have done: "reported [killing] 20 fighters"."""
    after = words[trigger.last : trigger.last + 1]
    return words[trigger.first - 1] in _REPORTED and bool(after) and (after[0] in DETERMINERS or opens_number(after[0]))


def _who_said(trigger: Trigger) -> list[Found]:
    """Who goes on to speak behind a report that has ended: "…, the U.N. mission said on Tuesday, [urging] the authorities"."""
    words, first = trigger.clause.words, trigger.first
    if trigger.form is not Form.ING or trigger.family.event not in SPOKEN or words[max(0, first - 1) : first] != (",",):
        return []
    verb = next((at for at in range(first - 2, max(0, first - _SAID_REACH), -1) if words[at] in _SAID), 0)
    return [found for found in trigger.clause.actors if 0 <= verb - found[1] <= 1 < verb and not found[2].locative][:1]


def _goes_on_from_report(trigger: Trigger, speech: Speech) -> bool:
    """Whether a past verb is the speaker's, for what is said is of now or to come: "said Russia rejects peace and called on"."""
    words, first = trigger.clause.words, trigger.first
    said = words[speech.verb + 1 : first - 1] if speech.verb < first else ()
    if trigger.form is not Form.PAST or words[first - 1] != "and" or words[speech.verb].endswith("s"):
        return False
    told = lexicon()
    of_now = any(word in _OF_NOW or (word.endswith("s") and word in told.entries and word not in told.nouns) for word in said)
    return of_now and not any(word in _OF_THEN or is_past(word) for word in said)


def _who_left(trigger: Trigger, floor: int) -> ActorMention | None:
    """Of whom a speaker says what came behind the deed: "police said the [gunmen] escaped after killing three"."""
    clause, words = trigger.clause, trigger.clause.words
    said = next((at for at in range(floor - 1, 0, -1) if words[at] in REPORTING), None)
    if trigger.form is not Form.ING or floor != trigger.first or said is None or words[floor - 1] not in {"after", "before"}:
        return None
    between = (f for f in clause.actors if said < f[0] and f[1] < floor and not f[2].locative and not is_oblique(clause, f))
    return next((mention for _, _, mention in between), None)


def _floor(trigger: Trigger) -> int:
    """The first token of the verb's own clause, in front of which its subject does not stand."""
    words, low = trigger.clause.words, max(0, trigger.first - REACH_BEFORE)
    floor = trigger.first
    while floor > low and words[floor - 1] not in _SUBJECT_BREAKS:
        if words[floor - 1] in SUBORDINATORS and not is_disguise(words, floor - 1):
            return _behind_front_clause(trigger, floor)
        if words[floor - 1] == "that" and floor > 1 and (words[floor - 2] in REPORTING or words[floor - 2] == "and"):
            break
        if _reports(trigger.clause, floor - 1) and floor < trigger.first and not _is_infinitive(trigger):
            break
        floor -= 1
    return floor


def _reports(clause: Clause, at: int) -> bool:
    """Whether a reporting verb stands at a token; not the last word of "the United States"."""
    return clause.words[at] in REPORTING and not any(first < at < last for first, last, _ in clause.actors)


def _behind_front_clause(trigger: Trigger, floor: int) -> int:
    """Where a verb's clause begins behind another in front: "after two officials were killed, a car bomb [exploded]"."""
    words = trigger.clause.words
    behind = trigger.first - 1 - (words[trigger.first - 1] == ",")
    comma = next((i for i in range(behind, floor, -1) if words[i] == ","), floor)
    told = any(word in BE or is_past(word) for word in words[floor:comma])
    return comma + 1 if told else floor


def _in_front(trigger: Trigger, floor: int) -> list[Found]:
    """The parties in front of a verb that may be its subject."""
    clause, words = trigger.clause, trigger.clause.words
    end = trigger.first + (trigger.form is Form.PHRASE)  # "French [soldiers have left]"
    candidates = [found for found in clause.actors if floor <= found[0] and found[1] <= end and _may_act(trigger, found[2])]
    candidates = [f for f in candidates if not (hears(words, f[0]) or stands_beside(words, f[0]))]
    candidates = _before_apposition(clause, candidates, trigger.first)
    candidates = _outside_relative_clause(trigger, candidates)
    if not candidates and words[floor : floor + 1] == (",",) and _has_main_subject(trigger):  # "…, the group said, and killed"
        candidates = [f for f in clause.actors if f[1] < floor - 1 and not f[2].locative]
        candidates = [f for f in candidates if not clause.breaks_between(f[1], trigger.first)]
    opens = floor + _OPENING if floor and words[floor - 1] in SUBORDINATORS else -1  # "after its jailed leader Ocalan urged it"
    opening = [f for f in candidates if f[0] <= opens and PREPOSITIONS.isdisjoint(words[floor : f[0]])]
    chosen = [f for f in candidates if f in opening or not is_oblique(clause, f)]
    return chosen or [f for f in candidates if _belongs(trigger, f[0])]


def _main_subject(trigger: Trigger, chosen: list[Found]) -> tuple[ActorMention, ...]:
    """The first parties in front, nobody where something was done to them: "a police helicopter was shot down, killing two"."""
    suffers = trigger.form is Form.ING and _undergoes(trigger.clause, chosen[0])
    return () if suffers else _first_group(trigger.clause, chosen)


def _undergoes(clause: Clause, found: Found) -> bool:
    """Whether a party, or what is its, is the subject of a passive: "a police helicopter was shot down"."""
    behind = clause.words[found[1] : found[1] + _PASSIVE_REACH]
    at = next((i for i, word in enumerate(behind) if word in BE or word in MARKS), len(behind))
    return behind[at : at + 1] != () and behind[at] in BE and any(map(is_past, behind[at + 1 : at + 2]))


def _outside_relative_clause(trigger: Trigger, candidates: list[Found]) -> list[Found]:
    """Of a verb behind a relative clause the parties in front of it: "condemned what Putin had signed and asked"."""
    start = relative_clause(trigger.clause.words, candidates[-1][0]) if candidates else None
    if start is None or not (trigger.clause.words[trigger.first - 1] == "and" or is_main_verb(trigger, start)):
        return candidates
    return [found for found in candidates if found[1] <= start]


def _belongs(trigger: Trigger, first: int) -> bool:
    """Whether somebody without a name is of the party that begins at a token: "a member of the Sinaloa cartel was arrested"."""
    words = trigger.clause.words[max(0, first - 2) : first]
    belongs = words[-1:] == ("of",) or (trigger.passive and words in _BELONGING)
    return belongs or _speaks_for(trigger.clause.words, first) or _heads(trigger.clause.words, first)


def _heads(words: Sequence[str], first: int) -> bool:
    """Whether a party is whose head or officials stand in front: "the head of the International Atomic Energy Agency accused"."""
    at = first - 1 - (words[first - 1] in DETERMINERS)
    return at > 0 and words[at] in _HEADING and words[at - 1] in _HEADS


def _speaks_for(words: Sequence[str], first: int) -> bool:
    """Whether a name in front is of who speaks for a party: "Nay Phone Latt, a spokesman for the NUG, accused"."""
    at = first - 1 - (words[first - 1] in DETERMINERS)
    return at > 0 and words[at] == "for" and words[at - 1] in _SPEAKING_FOR


def _behind_pronoun(
    trigger: Trigger, floor: int, objects: Sequence[Found], speaker: tuple[ActorMention, ...], meant: Meant
) -> tuple[ActorMention, ...] | None:
    """Whom the pronoun that is a verb's subject means; None where none is.

    Args:
        trigger: The verb.
        floor: Where its clause begins.
        objects: What stands between the first verb's subject and this one: "it had killed 41 soldiers and captured six".
        speaker: Who says it, and "it" is.
        meant: Whom other pronouns mean.
    """
    clause, words = trigger.clause, trigger.clause.words
    own = subject_pronoun(clause, floor, trigger.first)
    before = (i for i in range(floor, objects[0][0] if objects else floor) if words[i] in _PRONOUNS)
    at = next(before, None) if own is None else own
    if at is None:
        return None
    party = meant_by(clause, at, meant)
    if speaker and words[at] in _OTHERS and clause.quoted[at]:
        return speaker if _is_topic(clause, speaker[0]) else () if party is None or party in speaker else (party,)
    own_clause = (
        at > 0 and words[at] in _OTHERS and words[at - 1] in SUBORDINATORS
    )  # "the gunmen died after they stormed …, police said"
    if own_clause and party is not None and trigger.clause.sentence.tokens[at].start > party.end and party not in speaker:
        return (party,)
    found = speaker or (() if party is None else (party,))
    return found if found or own is not None else None


def _is_topic(clause: Clause, mention: ActorMention) -> bool:
    """Whether somebody says it of a party: ""They have killed 20," Petro said of the ELN"."""
    at = next((i for i, token in enumerate(clause.sentence.tokens) if token.start >= mention.start), 0)
    at -= clause.words[max(0, at - 1) : at] in ARTICLES
    return clause.words[max(0, at - 1) : at] == ("of",) and clause.words[at - 2] in REPORTING


def _before_apposition(clause: Clause, candidates: list[Found], first: int) -> list[Found]:
    """The parties in front of an insertion that ends at a verb: "Jamaat-ul-Ahrar, a splinter of the Taliban, claimed"."""
    words = clause.words
    while first > 1 and (words[first - 1] in BE or words[first - 1] in _BEGINNING):
        first -= 1
    if not first or words[first - 1] != ",":
        return candidates
    charged = next((at for at in range(first - 2, 0, -1) if words[at] in _CHARGED and words[at - 1] == ","), None)
    if charged is not None and words[charged + 1] in _CHARGED_WITH:  # "the suspect, accused of killing two, was arrested"
        return [found for found in candidates if found[1] < charged]
    commas = (last for _, last, _ in candidates if words[last : last + 1] == (",",))
    ends = (at for at in commas if words[at + 1] in _OPENS_APPOSITION or not _OF_INSERTION.isdisjoint(words[at + 2 : at + 3]))
    end = next((last for last in ends if last < first - 1), first)
    return [found for found in candidates if found[1] <= end]


def _may_act(trigger: Trigger, mention: ActorMention) -> bool:
    """Whether a party in front of a verb may be its subject: no place, nor who only prosecutes what the verb tells."""
    return not mention.locative and not (mention.sector in PROSECUTING and is_offence(trigger))


def is_offence(trigger: Trigger) -> bool:
    """Whether somebody answers for it: "arrested a man for allegedly kidnapping", "charged two with killing"."""
    leading = next((w for w in reversed(trigger.clause.words[: trigger.first]) if w not in ADVERBS and w != "allegedly"), "")
    return trigger.form is Form.ING and leading in {"for", "with", "of"}


def _antecedents(trigger: Trigger, floor: int) -> list[Found]:
    """The parties to which a relative pronoun before a verb points, and those before them: "led by Russia, which fired …"."""
    clause, words = trigger.clause, trigger.clause.words
    at = next((i for i in range(trigger.first - 1, floor, -1) if words[i] in {"which", ","}), floor)
    if at == floor or words[at] == "," or any(at < first < trigger.first for first, _, _ in clause.actors):
        return []
    last = at - (words[at - 1] == ",")
    found = [party for party in clause.actors if party[1] <= last and not party[2].locative]
    return found if found and found[-1][1] == last else []


def _has_main_subject(trigger: Trigger) -> bool:
    """Whether a verb goes on with the subject of the main one.

    "…, killing two", "shelled the town, killed two and …", "Gunmen abduct 25 girls, kill teacher".
    """
    words, first = trigger.clause.words, trigger.first
    start = first - (words[first - 1 : first] in _PERFECT)  # "denied it and has accused"
    before = words[start - 1] if start else ""
    if before == ",":
        listed = trigger.form is Form.PAST and "and" in words[first : first + _LIST_REACH]
        headline = trigger.clause.sentence.in_title and trigger.form in {Form.BASE, Form.THIRD}
        return listed or headline or trigger.form is Form.ING
    if trigger.form is Form.ING:  # "abducting 25 students and killing a teacher"
        return before == "and" and any(word.endswith("ing") for word in words[max(0, first - _LIST_REACH) : first - 1])
    if before == "and" and trigger.form is Form.THIRD:  # "denies backing rebels and accuses Kinshasa"
        return True
    return before == "and" and (trigger.form is Form.PAST or words[first] in LIKE_PAST)


def _is_infinitive(trigger: Trigger) -> bool:
    """Whether the verb is one that its subject reports of itself: "claimed to have destroyed"."""
    before = trigger.clause.words[max(0, trigger.first - 2) : trigger.first]
    return before[-1:] == ("to",) or before == ("to", "have")


def _group(clause: Clause, chosen: list[Found]) -> tuple[ActorMention, ...]:
    """The last party before the verb together with those that "and" joins to it ("Russia and China agreed").

    A nationality or a body before a person's name is the same party twice ("Israel's Prime Minister Benjamin Netanyahu").
    """
    group = [chosen[-1]]
    for found in reversed(chosen[:-1]):
        between = clause.words[found[1] : group[0][0]]
        joined = (len(between) <= JOINT_WORDS or "of" in between) and _joins(between)
        headline = clause.sentence.in_title and between == (",",) and _are_peers(found[2], group[0][2])
        listed = headline or (len(group) > 1 and between in _LISTED)
        if not (joined or listed or _is_renamed(clause, between, group[0]) or _is_supposed(between)):
            break
        group.insert(0, found)
    return tuple(mention for _, _, mention in group)


def _are_peers(one: ActorMention, other: ActorMention) -> bool:
    """Whether a comma of a headline may stand for "and" between two: "India, China agree", "Putin, Modi meet"."""
    return one.kind is other.kind and one.kind in _STATES and one.country != other.country


def _is_renamed(clause: Clause, between: Sequence[str], found: Found) -> bool:
    """Whether a party between two commas says who the one in front is: "Ann Smith, the UN envoy, urged"."""
    return between in _RENAMING and clause.words[found[1] : found[1] + 1] == (",",)


def _is_supposed(between: Sequence[str]) -> bool:
    """Whether somebody is taken for the party behind: "[gunmen] suspected to be members of the [IPOB] killed two"."""
    supposed = between[1:3] == ("to", "be") and between[0] in _SUPPOSED
    return supposed and len(between) <= _SUPPOSED_REACH and MARKS.isdisjoint(between)


def _joins(between: Sequence[str]) -> bool:
    """Whether words between two parties make them one group: "and", articles and numbers."""
    if between[:1] == ("and",) and between[-1:] in {("of",), ("the",)} and "of" in between:  # "and three members of the"
        crowd = between[1 : between.index("of") - 1]
        return len(between) <= _SUPPOSED_REACH and all(word in FILLER or opens_number(word) for word in crowd)
    return "and" in between and all(word in FILLER for word in between)


def _first_group(clause: Clause, chosen: list[Found]) -> tuple[ActorMention, ...]:
    """The first party of several together with those that "and" joins to it."""
    owned = len(chosen) > 1 and chosen[1][0] == chosen[0][1] and clause.words[chosen[0][1] - 1].endswith(POSSESSIVE)
    begin = int(owned or (len(chosen) > 1 and clause.words[chosen[0][1] : chosen[1][0]] in _BELONGING))  # "fighters of the M23"
    group = chosen[begin : begin + 1]
    for i, found in enumerate(chosen[begin + 1 :], begin + 1):
        between = clause.words[group[-1][1] : found[0]]
        listed = between == (",",) and i + 1 < len(chosen) and "and" in clause.words[found[1] : chosen[-1][0]]
        if not (_joins(between) or listed):
            break
        group.append(found)
    return tuple(mention for _, _, mention in group)
