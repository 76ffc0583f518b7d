"""Who did it to whom: parties before and after a trigger, by voice, prepositions and nationality."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.accusations import accused_behind
from processors.coding.clauses.attributive import attributive, senders_behind
from processors.coding.clauses.frames import Trigger, is_amount
from processors.coding.clauses.front_clauses import front_clause
from processors.coding.clauses.governed import (
    FILLER,
    OBLIQUE,
    OF_PUNISHED,
    Found,
    begins_clause,
    but_owners,
    is_gapped,
    stands_beside,
)
from processors.coding.clauses.subjects import subject_of
from processors.coding.language.inflection import Form
from processors.coding.language.lexicon import is_past
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import (
    BE,
    BREAKS,
    DETERMINERS,
    PREPOSITIONS,
    PROMPTING,
    PRONOUNS,
    REPORTING,
    SUBORDINATORS,
)
from processors.coding.speech.pronouns import NOBODY, Meant, object_meant, pair_behind
from processors.coding.speech.speeches import Speech
from processors.records.event import PloverEvent

REACH_AFTER = 16
MAX_FILLERS = 5
"""Words between two recipients: "and more than two"."""
_AGENT_MARKS = frozenset({"by"})
_TARGET_MARKS = word_set("roles", "target_marks")
_LIGHT_VERBS = word_set("roles", "light_verbs")
_PREPOSITIONS = OBLIQUE | {"of"}
_JUDGING = word_set("roles", "judging")
_NAMING = frozenset({"called", "calls", "described", "describes"})
_JUDGED_REACH = 5
_JUDGED_AS = frozenset({("a",), ("an",), ("as",), ('"',), ("“",)})
_NOT_JUDGED = BREAKS | SUBORDINATORS | {",", "and", "that"}
_NO_SUBJECTS = PREPOSITIONS | DETERMINERS | BE | SUBORDINATORS | {"and", "to", "that", "who", "which"}
_FIGHTS = word_set("roles", "fights")
_FIGHT_REACH = 6
_BEHIND_REACH = 4
"""Words from "behind" to the deed."""
_OWNED = frozenset({("its",), ("their",)})
_MANY = frozenset({ActorKind.MILITARY, ActorKind.POLICE, ActorKind.PEOPLE, ActorKind.GENERIC})
_NO_PARTNERS = frozenset({ActorKind.PEOPLE, ActorKind.GENERIC})
"""Those with whom no state makes a deal."""
_SHARED = frozenset({"border", "borders", "frontier", "ties", "relations", "trade"})
"""What two states have with each other, until one shuts or cuts it."""
_AT = frozenset({("on",), ("at",)})
_OBLIGATIONS = frozenset({"must", "should", "need", "needs", "ought"})
_TOLLS = frozenset({"death", "deaths", "casualties", "fatalities", "body", "bodies"})
"""Words for the dead: who stands before them need not be theirs."""
INQUIRIES = word_set("roles", "inquiries")
_BELONGS = frozenset({"of", "among"})
_ADDRESSED = frozenset({PloverEvent.ACCUSE, PloverEvent.REQUEST})
"""What is said to somebody of a deed."""
_LINKS = frozenset(["and", ",", "&", "or"])
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

    def have(self, mention: ActorMention) -> bool:
        """Whether a party stands on either side."""
        return mention in self.actors or mention in self.recipients


def roles_of(trigger: Trigger, speech: Speech | None, meant: Meant = NOBODY) -> Roles:
    """Assign the parties of the sentence to a trigger.

    Args:
        trigger: The words that tell the event.
        speech: The reporting clause that covers it: a pronoun subject is its speaker.
        meant: Whom other pronouns mean.
    """
    if (pair := accused_behind(trigger)) is not None:
        return Roles(pair[:1], pair[1:])
    trigger, gapped = _without_gapped(_without_source(trigger, speech))
    roles = _roles_of(trigger, speech, meant)
    does_as_well = gapped and roles.actors and not trigger.is_noun and not trigger.passive
    return Roles(_distinct(roles.actors + gapped), roles.recipients) if does_as_well else roles


def _without_gapped(trigger: Trigger) -> tuple[Trigger, tuple[ActorMention, ...]]:
    """A trigger without the parties behind it that have no verb, and those: "freed 300 men and [Russia] 200"."""
    clause = trigger.clause
    gapped = tuple(found for found in clause.actors if found[0] >= trigger.last and is_gapped(clause.words, *found[:2]))
    if not gapped:
        return trigger, ()
    others = tuple(found for found in clause.actors if found not in gapped)
    return replace(trigger, clause=replace(clause, actors=others)), tuple(mention for _, _, mention in gapped)


def _roles_of(trigger: Trigger, speech: Speech | None, meant: Meant) -> Roles:
    tolls = trigger.form is Form.PHRASE and trigger.clause.words[trigger.first] in _TOLLS
    if trigger.is_noun or tolls or _is_of_a_group(trigger):
        return _noun_roles(trigger, speech, meant)
    if trigger.family.event is PloverEvent.REQUEST and trigger.clause.words[trigger.first] in _OBLIGATIONS:
        return _asked_roles(trigger, speech, meant)
    subject, after = _between(trigger) or subject_of(trigger, speech, meant), _after(trigger)
    agents = _by_agents(trigger) or _opponents(trigger)
    match trigger.family.roles:
        case "patient":
            return Roles(agents or _run(trigger.clause, trigger.last, frozenset({"from"})), subject)
        case "mutual":
            others = after or _with(trigger)
            hostile = trigger.family.event is PloverEvent.ASSAULT
            if hostile and not (others and subject) and len(subject + others) > 1:  # "clashes erupted between police and crowds"
                return Roles((subject + others)[:1], (subject + others)[1:])
            if hostile or (trigger.family.event is PloverEvent.CONSULT and subject):
                return Roles(subject, tuple(m for m in others if m not in subject))
            if not subject and _is_met_by_another(trigger, others) and trigger.clause.words[trigger.first - 1] not in PRONOUNS:
                return Roles((), others)
            promised = trigger.clause.words[trigger.last - 1] == "to"  # "agreed to free prisoners"
            return Roles(_distinct(subject + tuple(m for m in others if not (promised and m.kind in _NO_PARTNERS))), ())
        case "intercept":
            if trigger.form is Form.PHRASE:  # "30 Ukrainian drones were shot down by Russia"
                return Roles(attributive(trigger), _by_agents(trigger))
            owners = tuple(m for m in inside(trigger) if m.country or m.kind is ActorKind.GROUP) or agents
            return Roles(owners, tuple(m for m in subject if m not in owners))
        case _:
            after = after or _owner_of_object(trigger, subject, speech) or _behind_object(trigger, meant)
            return _passive_roles(trigger, agents, subject) if trigger.passive else _active_roles(trigger, subject, after)


def _is_of_a_group(trigger: Trigger) -> bool:
    """Whether a preposition governs an attack that looks like a verb behind a name: "taken hostage in the Hamas [attack]"."""
    first = next((first for first, last, _ in trigger.clause.actors if last == trigger.first), 0)
    before = trigger.clause.words[max(0, first - 2) : first]
    return trigger.form is Form.BASE and before[1:] == ("the",) and before[0] in PREPOSITIONS


def _is_behind(trigger: Trigger) -> bool:
    """Whether somebody is said to be behind a deed: "said it was behind the attack", "suspect Hamas was behind the bombing"."""
    words, first = trigger.clause.words, trigger.first
    at = next((i for i in range(first - 1, max(0, first - _BEHIND_REACH), -1) if words[i] == "behind"), 0)
    return at > 0 and words[at - 1] in BE and all(word.isalpha() for word in words[at:first])


def _asked_roles(trigger: Trigger, speech: Speech | None, meant: Meant) -> Roles:
    """Who must do something is asked, by who says so: "Israel must stop, Egypt said"."""
    asking = (speech.mention,) if speech is not None and speech.mention is not None else ()
    return Roles(asking, tuple(m for m in subject_of(trigger, None, meant) if m not in asking))


def _passive_roles(trigger: Trigger, agents: tuple[ActorMention, ...], subject: tuple[ActorMention, ...]) -> Roles:
    if trigger.family.event is PloverEvent.MOBILIZE and not agents:
        return Roles(subject, ())  # "troops were deployed": they are whose they are
    return Roles(agents, subject)


def _active_roles(trigger: Trigger, subject: tuple[ActorMention, ...], after: tuple[ActorMention, ...]) -> Roles:
    if trigger.family.event is PloverEvent.MOBILIZE and subject:
        after = tuple(m for m in after if m.kind is not ActorKind.MILITARY or m.country)  # "scrambled jets": its own
    return Roles(subject, tuple(m for m in after if m not in subject))


def _owner_of_object(trigger: Trigger, subject: tuple[ActorMention, ...], speech: Speech | None) -> tuple[ActorMention, ...]:
    """Whose the object is: "Pakistan said that gunmen had attacked its border posts", "fired on its positions".

    That is the speaker, but of several who are named before the deed these: "soldiers were killed when rebels hit their convoy".
    """
    words, at = trigger.clause.words, trigger.last
    at += words[at : at + 1] in _AT
    before = (f for f in reversed(trigger.clause.actors) if f[1] <= trigger.first and f[2] not in subject and not f[2].locative)
    if words[at : at + 1] == ("their",) and (owner := next(before, None)) is not None and owner[2].kind in _MANY:
        return (owner[2],)
    return (speech.mention,) if words[at : at + 1] in _OWNED and speech is not None and speech.mention is not None else ()


def _behind_object(trigger: Trigger, meant: Meant) -> tuple[ActorMention, ...]:
    """Whom a pronoun that is the object means: "accused him of …", "urged both sides to …"."""
    if pair := pair_behind(trigger.clause, trigger.first, trigger.last, meant):
        return pair
    party = object_meant(trigger.clause, trigger.first, trigger.last, meant)
    return () if party is None else (party,)


def _without_source(trigger: Trigger, speech: Speech | None) -> Trigger:
    """The trigger in a sentence without the party behind it that only says so: "killed …, according to the army"."""
    clause = trigger.clause
    if speech is None or speech.mention is None or speech.mention.start < clause.sentence.tokens[trigger.first].start:
        return trigger
    others = tuple(found for found in clause.actors if not any(found[2] is party for party in speech.parties))
    return replace(trigger, clause=replace(clause, actors=others))


def _noun_roles(trigger: Trigger, speech: Speech | None, meant: Meant) -> Roles:
    clause = trigger.clause
    owner = attributive(trigger) or senders_behind(trigger) or _by_agents(trigger)
    owner = owner or (subject_of(trigger, speech, meant) if _is_behind(trigger) else ())
    marked = clause.words[trigger.last - 1] in _TARGET_MARKS  # "attack on"
    targets = _run(clause, trigger.last - marked, _TARGET_MARKS)
    if trigger.family.roles == "patient":  # "Israeli casualties", "the bodies of two soldiers"
        return Roles((), _distinct(attributive(trigger) + _run(clause, trigger.last, _BELONGS)))
    if trigger.family.roles == "mutual":
        pair = _run(clause, trigger.last, frozenset({"between", "with", "among", "against"}), reach=14)
        if trigger.family.event is PloverEvent.ASSAULT:
            both = _distinct(owner + pair)
            return Roles(both[:1], both[1:])
        return Roles(_distinct(owner + pair), ())
    if not owner:
        owner = (
            tuple(m for m in subject_of(trigger, None, NOBODY) if m not in targets)
            if _light_verb_before(trigger) and not is_judged(trigger)
            else ()
        )
    if trigger.family.event in {PloverEvent.COERCE, PloverEvent.SANCTION} and not targets and owner:
        return Roles(owner, ())
    return Roles(owner, tuple(m for m in targets if m not in owner))


def _marks_of_recipient(trigger: Trigger) -> frozenset[str]:
    """The prepositions in front of whom it is done to: "sanctions [on] Mali", "closed its border [with] Mali"."""
    marks = _RECIPIENT_PREPOSITIONS.get(trigger.family.event, _TARGET_MARKS)
    return marks if _SHARED.isdisjoint(trigger.clause.words[trigger.first : trigger.last + 1]) else marks | {"with"}


def _after(trigger: Trigger) -> tuple[ActorMention, ...]:
    clause, words = trigger.clause, trigger.clause.words
    marks = _marks_of_recipient(trigger)
    own = (f for f in clause.actors if trigger.first < f[0] < trigger.last and not f[2].locative)
    inner = [f for f in own if words[f[0] - 1] != "from"]  # "fired a missile from Yemen at"
    if inner and opens_complement(trigger):
        return tuple(mention for _, _, mention in inner)
    found: list[Found] = []
    punishes = trigger.family.event is PloverEvent.SANCTION
    _, comma = front_clause(words, clause.dateline)
    for start, end, mention in but_owners(clause) if punishes else clause.actors:
        if not trigger.last <= start < trigger.last + REACH_AFTER:
            continue
        if (
            trigger.last <= comma < start
            or is_of_another_verb(trigger, start)
            or begins_clause(words, start, end)
            or clause.breaks_between(trigger.last, start)
            or any(w in SUBORDINATORS or w in {"that", "who", "which"} for w in words[trigger.last : start])
        ):
            break
        if _is_teller(words, trigger.last, start, end):
            break
        if stands_beside(words, start):
            continue
        if found:
            between = words[found[-1][1] : start]
            if between and len(between) <= MAX_FILLERS and all(w in FILLER for w in between):
                found.append((start, end, mention))
                continue
            break
        before = range(start - 1, trigger.last - 1, -1)
        chain = [words[i] for i in before if words[i] in _PREPOSITIONS and not is_amount(words, i)]
        preposition = chain[-1] if punishes and chain in OF_PUNISHED else next(iter(chain), None)
        if (preposition is None or preposition in marks) and (not mention.locative or preposition in {"on", "against"}):
            found.append((start, end, mention))
    return tuple(m for _, _, m in (inner + found))


def is_of_another_verb(trigger: Trigger, first: int) -> bool:
    """Whether a party is the object of a verb beside a trigger's: "rejected the plan and accused [Hamas]"."""
    words = trigger.clause.words
    joints = (at for at in range(trigger.last + 1, first - 1) if words[at] in {"and", "but"})
    return any(is_past(words[at + 1]) or words[at + 1] in PROMPTING for at in joints)


def _is_teller(words: Sequence[str], at: int, first: int, last: int) -> bool:
    """Whether a party behind a comma only tells what stands in front: "seized the town, residents told Reuters"."""
    return not REPORTING.isdisjoint(words[last : last + 1]) and "," in words[at:first]


def opens_complement(trigger: Trigger) -> bool:
    """Whether behind a verb's words stands what its object did or is to do: "accused China of [attacking a Vietnamese boat]"."""
    return trigger.family.event in _ADDRESSED and trigger.clause.words[trigger.last - 1] in {"of", "to", "for"}


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
        if clause.breaks_between(mark, start) or any(w in SUBORDINATORS or (w in OBLIQUE and w != "on") for w in between):
            break
        if run and not all(w in FILLER for w in between) and not _LINKS.intersection(between):
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


def _is_met_by_another(trigger: Trigger, others: tuple[ActorMention, ...]) -> bool:
    """Whether a verb has a subject that no list holds, in front of whom it meets: "the pope met Zelensky"."""
    words, first = trigger.clause.words, trigger.first
    subject = words[first - 1] if first else ""
    return trigger.family.event is PloverEvent.CONSULT and bool(others) and subject.isalpha() and subject not in _NO_SUBJECTS


def _between(trigger: Trigger) -> tuple[ActorMention, ...]:
    """Both between whom holds what takes effect: "the ceasefire between Israel and Hezbollah came into effect"."""
    words, first = trigger.clause.words, trigger.first
    at = next((i for i in range(first - 1, max(0, first - REACH_AFTER), -1) if words[i] == "between"), None)
    mutual = trigger.family.roles == "mutual" and trigger.form is Form.PHRASE
    if not mutual or at is None or trigger.clause.breaks_between(at, first):
        return ()
    pair = _run(trigger.clause, at, frozenset({"between"}))
    return pair if len(pair) > 1 else ()


def _with(trigger: Trigger) -> tuple[ActorMention, ...]:
    return _run(trigger.clause, trigger.last, frozenset({"with", "against", "between"}))


def inside(trigger: Trigger) -> tuple[ActorMention, ...]:
    """Parties among the words of the trigger itself or directly before its object ("downed 296 Ukrainian drones")."""
    return tuple(m for start, _, m in trigger.clause.actors if trigger.first < start < trigger.last)


def _light_verb_before(trigger: Trigger) -> bool:
    """Whether a party does what the noun tells: "the army launched a raid", not "launched an investigation into the raid"."""
    near = trigger.clause.words[max(0, trigger.first - 7) : trigger.first]
    return not _LIGHT_VERBS.isdisjoint(near) and INQUIRIES.isdisjoint(near)


def is_judged(trigger: Trigger) -> bool:
    """Whether a noun is what somebody else's verb judges: "condemned the protests", "called the march a drama"."""
    words, first, last = trigger.clause.words, trigger.first, trigger.last
    verb = next((at for at in range(first - 1, max(0, first - _JUDGED_REACH), -1) if words[at] in _JUDGING | _NAMING), None)
    if not trigger.is_noun or verb is None or not _NOT_JUDGED.isdisjoint(words[verb + 1 : first]):
        return False
    behind = next((end for start, end, _ in trigger.clause.actors if start == last), last)  # "called the attack on Iran a crime"
    return words[verb] in _JUDGING or (words[verb + 1] in DETERMINERS and words[behind : behind + 1] in _JUDGED_AS)


def _distinct(mentions: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    return tuple({mention.name: mention for mention in reversed(mentions)}.values())[::-1]
