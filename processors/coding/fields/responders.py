"""Who comes when it is over: who deals with an attack, cares for the hurt, catches who did it, or is only named in it."""

from processors.actors import ORGANS, ActorKind
from processors.coding.clauses.roles import INQUIRIES
from processors.coding.clauses.subjects import PROSECUTING
from processors.coding.counts.kinds import KINDS
from processors.coding.fields.sides import Standing
from processors.coding.language.lexicon import is_past
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import BE, HAVE, MARKS, PREPOSITIONS, PRONOUNS, REPORTING, SUBORDINATORS
from processors.records.event import PloverEvent, Sector

_RESPONDING = word_set("responders", "verbs")
_TASKS = word_set("responders", "tasks")
_DUTIES = word_set("responders", "objects") | INQUIRIES
"""What those do who come behind an attack."""
_CARERS = word_set("responders", "carers")
_TENDING = word_set("responders", "tending")
_EXPLOSIVES = word_set("responders", "explosives")
_SHOTS = word_set("responders", "shots")
_WEAPON_REACH = 7
"""Words behind a reporting verb among which the weapon is that does it."""
_SUBJECT_ENDS = BE | HAVE | MARKS | PREPOSITIONS | SUBORDINATORS | PRONOUNS
_CARE_REACH = 9
"""Words behind those who care for others among which their verb is."""
_REACTING = word_set("responders", "reacting")
_REACT_REACH = 6
"""Words from a party to the verb by which it only asks or punishes."""
_TELLERS = frozenset({ActorKind.LEADER, ActorKind.PERSON, ActorKind.GOVERNMENT})
_CAUGHT = frozenset({PloverEvent.COERCE, PloverEvent.ACCUSE, PloverEvent.SANCTION})
_CRIMES = frozenset({"killing", "killings", "murder", "murders", "assassination", "death", "deaths", "kidnapping", "abduction"})
_CATCHING = frozenset({"arrested", "arrest", "arrests", "detained", "detain", "charged", "identified", "questioned", "seized"})
_WHAT_FOR = frozenset({"for", "with", "of"})
_OFFENCE_REACH = 9
"""Words from what another one is punished for to a party."""
_PUTS = frozenset({("put",), ("puts",)})
_NUMBERS = frozenset({"number", "toll", "figure", "total", "count", "tally"})
_VERB_REACH = 4
_OBJECT_REACH = 4
_PARTS = MARKS | SUBORDINATORS


def responds(standing: Standing) -> bool:
    """Whether a party only deals with an attack that was: "police launched an investigation after the blast"."""
    draft, (_, last) = standing.draft, standing.tokens
    trigger = draft.trigger
    if draft.event is not PloverEvent.ASSAULT or draft.roles.have(standing.mention):
        return False
    words = trigger.clause.words[: trigger.first] if last <= trigger.first else trigger.clause.words
    near = range(last, min(last + _VERB_REACH, len(words)))
    verb = next((at for at in near if words[at] in _RESPONDING or words[at] in _TASKS), None)
    if verb is None or not _PARTS.isdisjoint(words[last:verb]):
        return False
    comes = words[verb] in _RESPONDING and last <= trigger.first  # not "attacked soldiers deployed there"
    return comes or not _DUTIES.isdisjoint(words[verb + 1 : verb + 1 + _OBJECT_REACH])


def reports_weapon(standing: Standing) -> bool:
    """Whether a party only says that a weapon of unknown hands did it: "police said a bomb killed two officers"."""
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    words = draft.trigger.clause.words
    told = last > 0 and not REPORTING.isdisjoint(words[last : last + 1]) and mention not in draft.roles.actors
    if draft.event is not PloverEvent.ASSAULT or not told:
        return False
    weapons = _EXPLOSIVES | _SHOTS if mention.kind is ActorKind.POLICE else _EXPLOSIVES
    first = last + 1 + (words[last + 1 : last + 2] == ("that",))
    reach = range(first, min(first + _WEAPON_REACH, len(words)))
    end = next((at for at in reach if words[at] in _SUBJECT_ENDS or is_past(words[at])), None)
    return end is not None and end > first and words[end - 1] in weapons


def reacts(standing: Standing) -> bool:
    """Whether a party only asks or punishes others after a deed: "France called for restraint after 20 people were killed"."""
    draft, (_, last) = standing.draft, standing.tokens
    trigger = draft.trigger
    if draft.event is not PloverEvent.ASSAULT or draft.roles.have(standing.mention) or not last:
        return False
    between = trigger.clause.words[last : trigger.first]
    verb = next((at for at, word in enumerate(between[:_REACT_REACH]) if word in _REACTING), len(between))
    return not {"after", "as", "following"}.isdisjoint(between[verb:])


def tells_of_another(standing: Standing) -> bool:
    """Whether a leader only says what others did: "the minister said the group had murdered people in Canada".

    Who catches people is another where one is named: "the minister said police had arrested 640 people". What the
    government says of protesters makes it none.
    """
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    trigger, words = draft.trigger, draft.trigger.clause.words
    active = draft.event is PloverEvent.ASSAULT and not trigger.passive
    caught = draft.event is PloverEvent.COERCE and bool(draft.roles.actors)
    crowd = draft.event is PloverEvent.PROTEST and mention.sector is Sector.GOV
    if (trigger.is_noun and not crowd) or mention.kind not in _TELLERS or not (active or caught or crowd):
        return False
    if draft.roles.have(mention) or REPORTING.isdisjoint(words[last : last + 1]) or not last:
        return False
    subject = words[last + 1 : trigger.first]
    armed = not (_SHOTS | PRONOUNS | {"its", "our"}).isdisjoint(subject)
    return len(subject) > 1 and not armed and MARKS.isdisjoint(subject)


def only_counts(standing: Standing) -> bool:
    """Whether a party only says how many there were: "the attorney general put the number of arrests at 749"."""
    (_, last), words = standing.tokens, standing.draft.trigger.clause.words
    at = last + (words[last : last + 1] in {("has",), ("had",), ("have",)})
    return words[at : at + 1] in _PUTS and words[at + 1 : at + 2] == ("the",) and not _NUMBERS.isdisjoint(words[at + 2 : at + 4])


def is_where_its_own_suffer(standing: Standing) -> bool:
    """Whether a country is only where its own organs were hurt: "441 police were injured in protests across France"."""
    mention, draft = standing.mention, standing.draft
    if draft.event is not PloverEvent.ASSAULT or not mention.locative or mention in draft.roles.actors:
        return False
    return any(m.kind in ORGANS and m.country in {None, mention.country} for m in draft.roles.recipients)


def tends(standing: Standing) -> bool:
    """Whether a party only cares for those who were hurt: "medics said they had received 30 wounded", "paramedics treated 12"."""
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    words = draft.trigger.clause.words
    cares = mention.sector is Sector.NGO or words[last - 1] in _CARERS
    if draft.event is not PloverEvent.ASSAULT or not cares:
        return False
    reach = range(last, min(last + _CARE_REACH, len(words)))
    verb = next((at for at in reach if words[at] in _TENDING), None)
    return verb is not None and (MARKS | BE).isdisjoint(words[last:verb])


def arrests(standing: Standing) -> bool:
    """Whether a party only catches or seeks those who did it: "police arrested a man over the killing of a teacher"."""
    mention, trigger, (_, last) = standing.mention, standing.draft.trigger, standing.tokens
    if standing.draft.event is not PloverEvent.ASSAULT or not trigger.is_noun or mention in standing.draft.roles.actors:
        return False
    between = trigger.clause.words[last : trigger.first]
    return mention.sector in PROSECUTING and not _CATCHING.isdisjoint(between[:_VERB_REACH]) and MARKS.isdisjoint(between)


def is_victim_of_crime(standing: Standing) -> bool:
    """Whether a party only suffered what another one is caught for: "arrested a suspect in the killing of a general"."""
    mention, draft, (first, _) = standing.mention, standing.draft, standing.tokens
    if draft.event not in _CAUGHT or mention in draft.roles.recipients:
        return False
    words = draft.trigger.clause.words
    near = range(first - 1, max(draft.trigger.last, first - _OBJECT_REACH), -1)
    at = next((at for at in near if words[at] == "of"), 0)
    return at > 0 and words[at - 1] in _CRIMES


def is_named_in_offence(standing: Standing) -> bool:
    """Whether a party is only of what another one is punished for: "sentenced to death for killing two [officers]"."""
    draft, (first, _) = standing.draft, standing.tokens
    words, last = draft.trigger.clause.words, draft.trigger.last
    if draft.event not in _CAUGHT or draft.roles.have(standing.mention):
        return False
    leads = (at for at in range(max(last, first - _OFFENCE_REACH), first) if words[at] in _WHAT_FOR)
    offence = next((at + 1 for at in leads if words[at + 1].endswith("ing") or words[at + 1] in _CRIMES), None)
    return offence is not None and _PARTS.isdisjoint(words[offence:first]) and "by" not in words[offence:first]


def has_harmed(standing: Standing) -> bool:
    """Whether a party only hurt those who are helped: "treated 20 people wounded by Israeli fire"."""
    draft, (first, _) = standing.draft, standing.tokens
    words = draft.trigger.clause.words
    first -= words[max(0, first - 1) : first] == ("the",)
    return draft.event is PloverEvent.AID and words[max(0, first - 1) : first] == ("by",) and words[first - 2] in KINDS
