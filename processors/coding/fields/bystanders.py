"""Who stands in a sentence and takes no part: who only says it, judges it, helps, or stands for where it was."""

from processors.actors import ActorKind, ActorMention
from processors.coding.clauses.acts import MATERIAL
from processors.coding.clauses.governed import hears, is_served, stands_beside
from processors.coding.clauses.roles import inside, is_judged, opens_complement
from processors.coding.clauses.subjects import PROSECUTING, is_offence
from processors.coding.fields.mere_mentions import (
    is_linked,
    is_of_occasion,
    is_of_reason,
    is_off_shore,
    is_reached,
    loses,
    only_ends_voyage,
    only_has_number,
    only_names_house,
    punishes_protesters,
)
from processors.coding.fields.other_clauses import (
    does_something_else,
    is_freed,
    is_in_another_clause,
    is_in_apposition,
    is_of_a_thing,
    is_of_another_verb,
    is_of_first_verb,
    is_of_headline_before,
    is_of_main_clause,
    is_of_what_is_somebodys,
    is_prompted,
    is_since,
    meets,
    renames_actor,
    undergoes,
)
from processors.coding.fields.responders import (
    arrests,
    has_harmed,
    is_named_in_offence,
    is_victim_of_crime,
    is_where_its_own_suffer,
    only_counts,
    reacts,
    reports_weapon,
    responds,
    tells_of_another,
    tends,
)
from processors.coding.fields.sides import Standing, tokens_of
from processors.coding.happenings.drafts import Draft
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import MARKS, POSSESSIVE, PREPOSITIONS, REPORTING, SUBORDINATORS
from processors.records.event import Attribution, EventStage, PloverEvent, Sector

_HELPED = word_set("parties", "helped")
_MEDIA = frozenset({"television", "tv", "radio", "media"})
_LOYAL = frozenset({"loyal", "faithful", "allied"})
_HELP_REACH = 4
_UNARMED = frozenset({Sector.NGO, Sector.MED, Sector.JUD})
_COURTS = word_set("parties", "courts")
_LOCAL = frozenset({"governor", "mayor"})
"""Offices of a place."""
_WATCHING = frozenset({("looking", "on"), ("looked", "on"), ("watching",), ("in", "attendance")})
_REPORTERS = frozenset({"reporters", "journalists", "press"})
_NOT_OF_TELLERS = frozenset({PloverEvent.ASSAULT, PloverEvent.PROTEST, PloverEvent.ACCUSE, PloverEvent.SANCTION})
"""What is done to nobody who tells it."""
_CAUSE = frozenset({("support", "of"), ("solidarity", "with")})
_ISSUES = word_set("parties", "issues")
"""What is done to those for whom others march."""
_ISSUE_REACH = 7
_ISSUE_ENDS = MARKS | SUBORDINATORS | {"by", "who", "that", "which"}
_TITLE_CHARS = 24
"""Characters between the office of a speaker and the name."""
_PLACES = word_set("parties", "places")
_OCCASIONS = frozenset(
    {"general", "presidential", "parliamentary", "election", "elections", "independence", "national", "constitution"}
)
_GATHERED = word_set("parties", "gathered")
_SENDS = word_set("parties", "sends")
_SENT = frozenset({ActorKind.GENERIC, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.PEOPLE})
_SENDING = frozenset({PloverEvent.CONSULT, PloverEvent.AID, PloverEvent.MOBILIZE, PloverEvent.COOPERATE})
_MEASURES = frozenset({"sanctions", "embargo", "penalties", "measures"})
_SEND_REACH = 6
"""Words from those who are sent back to the verb."""


def _takes_no_part(standing: Standing) -> bool:
    """Whether a party stands on neither side."""
    neither = (
        _only_helps,
        _is_setting,
        _is_beside,
        responds,
        _only_represents,
        _is_source,
        renames_actor,
        is_of_a_thing,
        is_of_what_is_somebodys,
        is_in_another_clause,
        is_of_first_verb,
        does_something_else,
        meets,
        tends,
        has_harmed,
        is_named_in_offence,
        _is_served,
        _owns_occasion,
        is_since,
        only_has_number,
        only_names_house,
        is_of_main_clause,
        is_linked,
        is_of_occasion,
        is_reached,
        only_ends_voyage,
        is_off_shore,
        only_counts,
    )
    return any(rule(standing) for rule in neither)


def acts(standing: Standing) -> float:
    """The probability that a party acts; of one whose words do something else in its sentence none."""
    never = (
        _only_says,
        _only_places,
        _is_innocent,
        _is_opposed,
        _is_cause,
        _intercepts,
        _accuses,
        _judges_as_actor,
        _is_issue,
        is_in_apposition,
        reports_weapon,
        is_where_its_own_suffer,
        reacts,
        tells_of_another,
        loses,
        punishes_protesters,
        undergoes,
        arrests,
    )
    return 0.0 if _takes_no_part(standing) or any(rule(standing) for rule in never) else standing.acts


def _intercepts(standing: Standing) -> bool:
    """Whether a party shot down what the attackers had sent."""
    draft = standing.draft
    shot = draft.trigger.family.roles == "intercept" and bool(draft.roles.actors)
    return shot and draft.event is PloverEvent.ASSAULT and standing.mention in draft.roles.recipients


def suffers(standing: Standing) -> float:
    """The probability that a party suffers; of one who only tells of an attack, judges it or stands behind another one, none."""
    never = (
        _only_tells,
        _is_in_complement,
        _is_protested_against,
        _is_sent,
        is_of_another_verb,
        is_freed,
        _only_names_measures,
        is_prompted,
        is_of_headline_before,
        is_victim_of_crime,
        is_of_reason,
        _judges_as_recipient,
    )
    return 0.0 if _takes_no_part(standing) or any(rule(standing) for rule in never) else standing.suffers


def _only_tells(standing: Standing) -> bool:
    """Whether a party only tells of an attack, or judges: "appeared in a Seoul court"."""
    mention, draft = standing.mention, standing.draft
    if mention in draft.roles.recipients:
        return False
    if draft.trigger.family.roles == "patient" and mention.text.lower().split()[-1] in _COURTS:
        return True
    tells = _speaks(standing) or mention.text == draft.by or mention.sector is Sector.JUD
    witnesses = draft.event is PloverEvent.COERCE and mention.kind is ActorKind.PEOPLE and _speaks(standing)
    return witnesses or (draft.event in _NOT_OF_TELLERS and tells)


def _is_beside(standing: Standing) -> bool:
    """Whether a party only stands beside who acts, or hears of it: "speaking alongside Zelensky", "told Parliament that"."""
    mention, draft, (first, last) = standing.mention, standing.draft, standing.tokens
    words = draft.trigger.clause.words
    if words[last : last + 2] in _WATCHING or words[last : last + 1] in _WATCHING:
        return True
    if draft.roles.have(mention):
        return False
    hearing = mention.kind is ActorKind.GOVERNMENT or mention.sector is Sector.MED or words[last - 1] in _REPORTERS
    if hearing and hears(words, first) and words[last : last + 1] != ("to",):
        return True
    return draft.event is not PloverEvent.CONSULT and stands_beside(words, first)


def _is_served(standing: Standing) -> bool:
    """Whether a party only has spies or helpers among those to whom it is done: "hanged a man for spying for Israel"."""
    return is_served(standing.draft.trigger.clause.words, standing.tokens[0])


def _owns_occasion(standing: Standing) -> bool:
    """Whether only an occasion or a thing of a state is named in a protest: "clashed during Tanzania's election"."""
    mention, draft, (_, last) = standing.mention, standing.draft, standing.tokens
    words = draft.trigger.clause.words
    owns = draft.event is PloverEvent.PROTEST and last > 0 and words[last - 1].endswith(POSSESSIVE)
    return owns and mention.kind is ActorKind.COUNTRY and not draft.roles.have(mention) and words[last] in _OCCASIONS


def _accuses(standing: Standing) -> bool:
    """Whether a party only says who did it: "Hamas accused Israel of killing its leader"."""
    mention, draft = standing.mention, standing.draft
    return draft.attribution is Attribution.ACCUSED and draft.by == mention.text and mention not in draft.roles.actors


def _is_in_complement(standing: Standing) -> bool:
    """Whether a party stands in what another is accused of or asked for: "urged Iran to free a German citizen"."""
    trigger, (first, _) = standing.draft.trigger, standing.tokens
    return bool(inside(trigger)) and first >= trigger.last and opens_complement(trigger)


def _is_setting(standing: Standing) -> bool:
    """Whether a party is a house or a medium, where it is told: "signed at the White House", "announced on state television"."""
    mention, (first, _) = standing.mention, standing.tokens
    if mention.kind is ActorKind.GOVERNMENT and mention.locative:
        return True
    on_air = standing.draft.trigger.clause.words[max(0, first - 1) : first] in {("on",), ("via",)}
    return on_air and mention.text.lower().split()[-1] in _MEDIA


def _is_cause(standing: Standing) -> bool:
    """Whether others act for a party: "a march in support of Palestinians"."""
    first, _ = standing.tokens
    return standing.draft.trigger.clause.words[max(0, first - 2) : first] in _CAUSE


def _is_issue(standing: Standing) -> bool:
    """Whether others protest for or against a party, or over what was done to it."""
    return is_issue(standing.mention, standing.draft)


def is_issue(mention: ActorMention, draft: Draft) -> bool:
    """Whether a protest is over what a party did or suffered: "protested against the arrest of Khaleda Zia"."""
    if draft.event is not PloverEvent.PROTEST or draft.roles.have(mention):
        return False
    words, (first, _) = draft.trigger.clause.words, tokens_of(mention, draft)
    for at in range(first - 1, max(0, first - _ISSUE_REACH), -1):
        if words[at] in _ISSUE_ENDS:
            return False
        if words[at] == "of" and words[at - 1] in _ISSUES:
            return True
    return False


def _only_judges(standing: Standing) -> bool:
    """Whether a party stands before a verb that only judges what is done: "the BJP called the march a drama"."""
    trigger = standing.draft.trigger
    return is_judged(trigger) and standing.tokens[1] <= trigger.first and not standing.mention.adjectival


def _judges_as_actor(standing: Standing) -> bool:
    """Whether a party only judges what others do, and does not act by rule."""
    return standing.mention not in standing.draft.roles.actors and _only_judges(standing)


def _judges_as_recipient(standing: Standing) -> bool:
    """Whether a party only judges what was done to others: "the opposition called the detention a coup"."""
    return standing.mention not in standing.draft.roles.recipients and _only_judges(standing)


def _is_opposed(standing: Standing) -> bool:
    """Whether others act against a party: "anti-government protests"."""
    first, _ = standing.tokens
    return standing.draft.trigger.clause.words[max(0, first - 2) : first] == ("anti", "-")


def _is_protested_against(standing: Standing) -> bool:
    """Whether those to whom it is done only march against a party: "detained two leaders of anti-government protests"."""
    (_, last), clause = standing.tokens, standing.draft.trigger.clause
    gathered = not _GATHERED.isdisjoint(clause.words[last : last + 2])
    return gathered and standing.draft.event is not PloverEvent.PROTEST and _is_opposed(standing)


def _is_sent(standing: Standing) -> bool:
    """Whether people are who goes, not to whom: "sent a delegation to Cairo", "will send 500 police officers to Haiti"."""
    mention, (first, _), words = standing.mention, standing.tokens, standing.draft.trigger.clause.words
    if mention.kind not in _SENT or standing.draft.event not in _SENDING:
        return False
    verb = next((at for at in range(first - 1, max(-1, first - _SEND_REACH), -1) if words[at] in _SENDS), None)
    return verb is not None and PREPOSITIONS.isdisjoint(words[verb + 1 : first])


def _only_names_measures(standing: Standing) -> bool:
    """Whether a body only names what others impose again: "to reimpose U.N. sanctions on Iran"."""
    (_, last), clause = standing.tokens, standing.draft.trigger.clause
    body = standing.mention.sector is Sector.IGO and standing.draft.event is PloverEvent.SANCTION
    return body and not _MEASURES.isdisjoint(clause.words[last : last + 1])


def _is_source(standing: Standing) -> bool:
    """Whether a party only tells whose sources say it: "military sources reported"."""
    (_, last), clause = standing.tokens, standing.draft.trigger.clause
    return clause.words[last : last + 1] in {("sources",), ("source",)}


def _speaks(standing: Standing) -> bool:
    """Whether a party is who says it, or stands beside that one: "the government's spokesman Zabihullah Mujahid said"."""
    speakers, mention = standing.draft.speakers, standing.mention
    if mention in speakers or any(0 < speaker.start - mention.end <= len(", ") for speaker in speakers[:1]):
        return True
    near = (speaker for speaker in speakers[:1] if speaker.start <= mention.start <= speaker.end + _TITLE_CHARS)
    return any("," not in standing.draft.trigger.clause.source[speaker.end : mention.start] for speaker in near)


def _only_helps(standing: Standing) -> bool:
    """Whether a party only stands behind what else is named: "a truce brokered by the US", "gunmen loyal to Assad"."""
    words, (first, _) = standing.draft.trigger.clause.words, standing.tokens
    if any(words[at] in {"to", "with"} and words[at - 1] in _LOYAL for at in range(first - 1, max(0, first - _HELP_REACH), -1)):
        return True
    by = next((at for at in range(first - 1, max(0, first - _HELP_REACH), -1) if words[at] == "by"), 0)
    return by > 0 and words[by - 1] in _HELPED


def _is_innocent(standing: Standing) -> bool:
    """Whether a party of an attack bears no arms, or only makes others answer for it: a monitoring group, a court, a mayor."""
    sector, draft = standing.mention.sector, standing.draft
    answered = is_offence(draft.trigger) or draft.stage is EventStage.FOILED
    prosecutes = sector in PROSECUTING and answered and standing.mention not in draft.roles.actors
    governs = not _LOCAL.isdisjoint(standing.mention.text.lower().split()) and standing.mention not in draft.roles.actors
    executes = (
        standing.mention in draft.roles.actors and draft.trigger.family.mode == "targeted"
    )  # "Iran's judiciary executed two"
    return draft.event is PloverEvent.ASSAULT and not executes and (prosecutes or governs or sector in _UNARMED)


def _only_says(standing: Standing) -> bool:
    """Whether a party behind a deed only says that it was done: "34 people were arrested, the ministry said"."""
    mention, draft = standing.mention, standing.draft
    behind = mention.start >= draft.trigger.clause.sentence.tokens[draft.trigger.first].start
    (_, last), words = standing.tokens, draft.trigger.clause.words
    says = mention in draft.speakers or not REPORTING.isdisjoint(words[last : last + 1])
    return says and behind and draft.event in MATERIAL and mention not in draft.roles.actors


def _only_represents(standing: Standing) -> bool:
    """Whether people only stand for the party behind them: "envoys of Sudan's army", "fighters of the M23"."""
    mention, (_, last), clause = standing.mention, standing.tokens, standing.draft.trigger.clause
    if mention.country or mention.kind not in {ActorKind.GENERIC, ActorKind.GOVERNMENT}:
        return False
    at = last + 1 + (clause.words[last + 1 : last + 2] == ("the",))
    named = (m for first, _, m in clause.actors if first == at)
    return clause.words[last : last + 1] == ("of",) and any(m.country or m.kind is ActorKind.GROUP for m in named)


def _only_places(standing: Standing) -> bool:
    """Whether a nationality only says where a place lies: "the Yemeni port of Hodeidah", "Niger's capital"."""
    words, (_, last) = standing.draft.trigger.clause.words, standing.tokens
    return 0 < last < len(words) and words[last] in _PLACES and standing.mention.kind is ActorKind.COUNTRY
