"""Who did it to whom: parties before and after a trigger, by voice, prepositions and nationality."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from processors.actors import ActorKind, ActorMention
from processors.coding.frames import Trigger, is_amount
from processors.coding.inflection import Form
from processors.coding.reading import Clause
from processors.coding.speech import Speech
from processors.coding.vocabulary import word_set
from processors.coding.words import ADVERBS, BREAKS, REPORTING, SUBORDINATORS
from processors.records.event import PloverEvent, Sector

REACH_BEFORE = 28
REACH_AFTER = 16
JOINT_WORDS = 4
"""Words that may stand between two joined parties: "and two of the"."""
_LIST_REACH = 8
"""Words within which "and" follows the last but one verb of several: "killed 41, captured six and burned the camp"."""
_LISTED = frozenset({(",",), (",", "the")})
"""Between the parties of a list that ends in "and": "Spain, Ireland and Norway"."""
_BELONGING = frozenset({("of",), ("of", "the")})
_OPENS_APPOSITION = frozenset({"a", "an", "the", "one"})
_RENAMING = _LISTED | {(",", "a")}
_OBLIQUE = word_set("roles", "oblique")
_SUBJECT_BREAKS = BREAKS - {"—", "–", "(", ")"}
"""Marks over which no subject reaches its verb; an aside it does."""
_AGENT_MARKS = frozenset({"by"})
_TARGET_MARKS = word_set("roles", "target_marks")
_LIGHT_VERBS = word_set("roles", "light_verbs")
PROSECUTING = frozenset({Sector.COP, Sector.JUD})
"""Those before whom others answer for an offence."""
_PREPOSITIONS = _OBLIQUE | {"of"}
_CROWDS = word_set("roles", "crowds")
_LIKE_PAST = frozenset({"set", "hit", "shut", "cut", "put"})
"""Verbs whose past tense is their base form."""
_FIGHTS = word_set("roles", "fights")
_FIGHT_REACH = 6
_OWNED = frozenset({("its",), ("their",)})
_AT = frozenset({("on",), ("at",)})
_STATES = frozenset({ActorKind.COUNTRY, ActorKind.GOVERNMENT, ActorKind.LEADER})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "its", "their"})
_LINKS = frozenset(["and", ",", "&", "or"])
_FILLER = word_set("roles", "filler")
_RECIPIENT_PREPOSITIONS = {
    PloverEvent.AID: frozenset({"to", "for"}),
    PloverEvent.REQUEST: frozenset({"on", "to", "for", "with"}),
    PloverEvent.SUPPORT: frozenset({"for", "with", "to"}),
    PloverEvent.SANCTION: frozenset({"on", "against", "from"}),
    PloverEvent.PROTEST: frozenset({"against", "at"}),
    PloverEvent.THREATEN: frozenset({"against", "to", "on", "with"}),
    PloverEvent.REJECT: frozenset({"by", "from"}),
    PloverEvent.COERCE: frozenset({"of", "against", "on", "from"}),
}


@dataclass(frozen=True, slots=True)
class Roles:
    """The parties of one trigger, in the order of the text."""

    actors: tuple[ActorMention, ...] = ()
    recipients: tuple[ActorMention, ...] = ()


Found = tuple[int, int, ActorMention]


def roles_of(trigger: Trigger, speech: Speech | None) -> Roles:
    """Assign the parties of the sentence to a trigger.

    Args:
        trigger: The words that tell the event.
        speech: The reporting clause that covers it: a pronoun subject is its speaker.
    """
    trigger = _without_source(trigger, speech)
    if trigger.is_noun:
        return _noun_roles(trigger)
    subject, after = _subject(trigger, speech), _after(trigger)
    agents = _by_agents(trigger) or _opponents(trigger)
    match trigger.family.roles:
        case "patient":
            return Roles(agents or _run(trigger.clause, trigger.last, frozenset({"from"})), subject)
        case "mutual":
            others = after or _with(trigger)
            hostile = trigger.family.event is PloverEvent.ASSAULT
            if hostile and not others and len(subject) > 1:
                return Roles(subject[:1], subject[1:])
            if hostile or (trigger.family.event is PloverEvent.CONSULT and subject):
                return Roles(subject, tuple(m for m in others if m not in subject))
            return Roles(_distinct(subject + others), ())
        case "intercept":
            if trigger.form is Form.PHRASE:  # "30 Ukrainian drones were shot down by Russia"
                return Roles(_attributive(trigger), _by_agents(trigger))
            owners = tuple(m for m in inside(trigger) if m.country or m.kind is ActorKind.GROUP) or agents
            return Roles(owners, tuple(m for m in subject if m not in owners))
        case _:
            after = after or _owner_of_object(trigger, speech)
            return _passive_roles(trigger, agents, subject) if trigger.passive else _active_roles(trigger, subject, after)


def _passive_roles(trigger: Trigger, agents: tuple[ActorMention, ...], subject: tuple[ActorMention, ...]) -> Roles:
    if trigger.family.event is PloverEvent.MOBILIZE and not agents:
        return Roles(subject, ())  # "troops were deployed": they are whose they are
    return Roles(agents, subject)


def _active_roles(trigger: Trigger, subject: tuple[ActorMention, ...], after: tuple[ActorMention, ...]) -> Roles:
    if trigger.family.event is PloverEvent.MOBILIZE and subject:
        after = tuple(m for m in after if m.kind is not ActorKind.MILITARY or m.country)  # "scrambled jets": its own
    return Roles(subject, tuple(m for m in after if m not in subject))


def _owner_of_object(trigger: Trigger, speech: Speech | None) -> tuple[ActorMention, ...]:
    """The speaker whose the object is: "Pakistan said that gunmen had attacked its border posts", "fired on its positions"."""
    words, at = trigger.clause.words, trigger.last
    at += words[at : at + 1] in _AT
    return (speech.mention,) if words[at : at + 1] in _OWNED and speech is not None and speech.mention is not None else ()


def _without_source(trigger: Trigger, speech: Speech | None) -> Trigger:
    """The trigger in a sentence without the party behind it that only says so: "killed …, according to the army"."""
    clause = trigger.clause
    if speech is None or speech.mention is None or speech.mention.start < clause.sentence.tokens[trigger.first].start:
        return trigger
    others = tuple(found for found in clause.actors if found[2] is not speech.mention)
    return replace(trigger, clause=replace(clause, actors=others))


def _noun_roles(trigger: Trigger) -> Roles:
    clause = trigger.clause
    owner = _attributive(trigger) or _by_agents(trigger)
    targets = _run(clause, trigger.last, _TARGET_MARKS)
    if trigger.family.roles == "mutual":
        pair = _run(clause, trigger.last, frozenset({"between", "with", "among", "against"}), reach=14)
        if trigger.family.event is PloverEvent.ASSAULT:
            both = _distinct(owner + pair)
            return Roles(both[:1], both[1:])
        return Roles(_distinct(owner + pair), ())
    if not owner:
        owner = tuple(m for m in _subject(trigger, None) if m not in targets) if _light_verb_before(trigger) else ()
    if trigger.family.event in {PloverEvent.COERCE, PloverEvent.SANCTION} and not targets and owner:
        return Roles(owner, ())
    return Roles(owner, tuple(m for m in targets if m not in owner))


def _subject(trigger: Trigger, speech: Speech | None) -> tuple[ActorMention, ...]:
    clause, words = trigger.clause, trigger.clause.words
    low = max(0, trigger.first - REACH_BEFORE)
    floor = trigger.first
    while floor > low and words[floor - 1] not in _SUBJECT_BREAKS and words[floor - 1] not in SUBORDINATORS:
        if words[floor - 1] == "that" and floor > 1 and (words[floor - 2] in REPORTING or words[floor - 2] == "and"):
            break
        if words[floor - 1] in REPORTING and floor < trigger.first and not _is_infinitive(trigger):
            break
        floor -= 1
    if antecedents := _antecedents(trigger, floor):
        return _group(clause, antecedents)
    end = trigger.first + (trigger.form is Form.PHRASE)  # "French [soldiers have left]"
    candidates = [found for found in clause.actors if floor <= found[0] and found[1] <= end and _may_act(trigger, found[2])]
    candidates = _before_apposition(clause, candidates, trigger.first)
    goes_on = _has_main_subject(trigger)
    if goes_on and not candidates and words[floor : floor + 1] == (",",):  # "…, the group said, and killed"
        candidates = [f for f in clause.actors if f[1] < floor - 1 and not f[2].locative]
        candidates = [f for f in candidates if not clause.breaks_between(f[1], trigger.first)]
    opens = floor + 1 if floor and words[floor - 1] in SUBORDINATORS else -1  # "after gunmen opened fire"
    chosen = [f for f in candidates if f[0] <= opens or not _oblique(clause, f)]
    chosen = chosen or [f for f in candidates if f[0] and words[f[0] - 1] == "of"]
    speaker = () if speech is None or speech.mention is None else (speech.mention,)
    if chosen and goes_on and speaker and not _PRONOUNS.isdisjoint(words[floor : chosen[0][0]]):
        return speaker  # "it had killed 41 soldiers and captured six"
    if chosen:
        return _first_group(clause, chosen) if goes_on else _group(clause, chosen)
    if speaker and (floor == trigger.first or not _PRONOUNS.isdisjoint(words[floor : trigger.first])):
        return speaker
    if trigger.form is Form.ING and floor > 0 and words[floor - 1] in SUBORDINATORS | {","}:
        earlier = [f for f in clause.actors if f[1] <= floor and not f[2].locative and not _oblique(clause, f)]
        return (earlier[0][2],) if earlier else ()
    return ()


def _before_apposition(clause: Clause, candidates: list[Found], first: int) -> list[Found]:
    """The parties in front of an insertion that ends at a verb: "Jamaat-ul-Ahrar, a splinter of the Taliban, claimed"."""
    words = clause.words
    if not first or words[first - 1] != ",":
        return candidates
    ends = (last for _, last, _ in candidates if words[last : last + 1] == (",",) and words[last + 1] in _OPENS_APPOSITION)
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
    before = words[first - 1] if first else ""
    if before == ",":
        listed = trigger.form is Form.PAST and "and" in words[first : first + _LIST_REACH]
        headline = trigger.clause.sentence.in_title and trigger.form in {Form.BASE, Form.THIRD}
        return listed or headline or trigger.form is Form.ING
    if trigger.form is Form.ING:  # "abducting 25 students and killing a teacher"
        return before == "and" and any(word.endswith("ing") for word in words[max(0, first - _LIST_REACH) : first - 1])
    return before == "and" and (trigger.form is Form.PAST or words[first] in _LIKE_PAST)


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
        joined = len(between) <= JOINT_WORDS and _joins(between)
        headline = clause.sentence.in_title and between == (",",) and _are_peers(found[2], group[0][2])
        listed = headline or (len(group) > 1 and between in _LISTED)
        if not (joined or listed or _is_renamed(clause, between, group[0])):
            break
        group.insert(0, found)
    return tuple(mention for _, _, mention in group)


def _are_peers(one: ActorMention, other: ActorMention) -> bool:
    """Whether a comma of a headline may stand for "and" between two: "India, China agree", "Putin, Modi meet"."""
    return one.kind is other.kind and one.kind in _STATES and one.country != other.country


def _is_renamed(clause: Clause, between: Sequence[str], found: Found) -> bool:
    """Whether a party between two commas says who the one in front is: "Ann Smith, the UN envoy, urged"."""
    return between in _RENAMING and clause.words[found[1] : found[1] + 1] == (",",)


def _joins(between: Sequence[str]) -> bool:
    """Whether words between two parties make them one group: "and", articles and numbers."""
    return "and" in between and all(word in _FILLER for word in between)


def _first_group(clause: Clause, chosen: list[Found]) -> tuple[ActorMention, ...]:
    """The first party of several together with those that "and" joins to it."""
    begin = 1 if len(chosen) > 1 and clause.words[chosen[0][1] : chosen[1][0]] in _BELONGING else 0  # "fighters of the M23"
    group = chosen[begin : begin + 1]
    for i, found in enumerate(chosen[begin + 1 :], begin + 1):
        between = clause.words[group[-1][1] : found[0]]
        listed = between == (",",) and i + 1 < len(chosen) and "and" in clause.words[found[1] : chosen[-1][0]]
        if not (_joins(between) or listed):
            break
        group.append(found)
    return tuple(mention for _, _, mention in group)


def _after(trigger: Trigger) -> tuple[ActorMention, ...]:
    clause, words = trigger.clause, trigger.clause.words
    marks = _RECIPIENT_PREPOSITIONS.get(trigger.family.event, _TARGET_MARKS)
    inner = [f for f in clause.actors if trigger.first < f[0] < trigger.last and not f[2].locative]
    found: list[Found] = []
    for start, end, mention in clause.actors:
        if not trigger.last <= start < trigger.last + REACH_AFTER:
            continue
        if clause.breaks_between(trigger.last, start) or any(
            w in SUBORDINATORS or w in {"that", "who", "which"} for w in words[trigger.last : start]
        ):
            break
        if found:
            between = words[found[-1][1] : start]
            if between and len(between) <= 5 and all(w in _FILLER for w in between):  # noqa: PLR2004 ("and more than two")
                found.append((start, end, mention))
                continue
            break
        before = range(start - 1, trigger.last - 1, -1)
        preposition = next((words[i] for i in before if words[i] in _PREPOSITIONS and not is_amount(words, i)), None)
        if (preposition is None or preposition in marks) and (not mention.locative or preposition in {"on", "against"}):
            found.append((start, end, mention))
    return tuple(m for _, _, m in (inner + found))


def _run(clause: Clause, at: int, marks: frozenset[str], reach: int = 9) -> tuple[ActorMention, ...]:
    """Parties that one of ``marks`` introduces shortly after a token, with those joined to them."""
    words = clause.words
    mark = next((i for i in range(at, min(at + 5, len(words))) if words[i] in marks), None)
    if mark is None or clause.breaks_between(at, mark):
        return ()
    run: list[Found] = []
    for start, end, mention in clause.actors:
        if start <= mark or start > mark + reach:
            continue
        between = words[(run[-1][1] if run else mark + 1) : start]
        if clause.breaks_between(mark, start) or any(w in SUBORDINATORS or (w in _OBLIQUE and w != "on") for w in between):
            break
        if run and not all(w in _FILLER for w in between) and not _LINKS.intersection(between):
            break
        run.append((start, end, mention))
    return tuple(m for _, _, m in run if not m.locative or "on" in marks)


def _by_agents(trigger: Trigger) -> tuple[ActorMention, ...]:
    """Parties after "by", which may stand in the trigger itself ("hit by Russian drones") or far behind a noun."""
    clause, words = trigger.clause, trigger.clause.words
    for i in range(trigger.first + 1, min(trigger.last + 14, len(words))):
        if words[i] in BREAKS or words[i] in {"that", "who", "which"}:
            return ()
        if words[i] in _AGENT_MARKS:
            return tuple(m for m in _run(clause, i, _AGENT_MARKS) if not m.locative)
    return ()


def _opponents(trigger: Trigger) -> tuple[ActorMention, ...]:
    """Those with whom who was hurt fought: "killed in a gun battle with security forces"."""
    words, last = trigger.clause.words, trigger.last
    if not trigger.passive or trigger.family.event is not PloverEvent.ASSAULT or words[last : last + 1] != ("in",):
        return ()
    near = range(trigger.last + 1, min(trigger.last + _FIGHT_REACH, len(words)))
    fight = next((i for i in near if words[i] in _FIGHTS), None)
    if fight is None or words[fight + 1 : fight + 2] != ("with",):
        return ()
    return tuple(m for m in _run(trigger.clause, fight + 1, frozenset({"with"})) if not m.locative)


def _with(trigger: Trigger) -> tuple[ActorMention, ...]:
    return _run(trigger.clause, trigger.last, frozenset({"with", "against", "between"}))


def inside(trigger: Trigger) -> tuple[ActorMention, ...]:
    """Parties among the words of the trigger itself or directly before its object ("downed 296 Ukrainian drones")."""
    return tuple(m for start, _, m in trigger.clause.actors if trigger.first < start < trigger.last)


def _attributive(trigger: Trigger) -> tuple[ActorMention, ...]:
    """The nationality or owner in front of a noun: "Israeli air strikes", "Hamas's attack"."""
    clause = trigger.clause
    for start, end, mention in reversed(clause.actors):
        if end <= trigger.first and trigger.first - end <= 3 and not clause.breaks_between(end, trigger.first):  # noqa: PLR2004 (adjectives)
            between = clause.words[end : trigger.first]
            owns = mention.adjectival or clause.words[end - 1].endswith(("'s", "s'")) or not between
            if (
                owns
                and "," not in between
                and not any(w in _OBLIQUE or w in {"of", "and"} for w in between)
                and not mention.locative
            ):
                return (mention,)
        if start < trigger.first - 6:
            break
    return ()


def _light_verb_before(trigger: Trigger) -> bool:
    return any(word in _LIGHT_VERBS for word in trigger.clause.words[max(0, trigger.first - 7) : trigger.first])


def _oblique(clause: Clause, found: Found) -> bool:
    """Whether a preposition governs the party, articles and adjectives between."""
    words = clause.words
    for back in range(1, 4):
        at = found[0] - back
        if at < 0 or words[at] in BREAKS or words[at] == ",":
            return False
        if words[at] == "of" and at and (words[at - 1] in _CROWDS or words[at - 1] == "and"):
            return False
        if words[at] in _OBLIQUE or words[at] == "of":
            return True
        if words[at] not in _FILLER and not clause.sentence.tokens[at].low.endswith(
            ("an", "al", "ic", "ed", "ary", "ent", "ern")
        ):
            return False
    return False


def _distinct(mentions: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    return tuple({mention.name: mention for mention in reversed(mentions)}.values())[::-1]
