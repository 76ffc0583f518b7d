"""Who says so: reporting clauses and what they cover."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from processors.actors import ActorKind, ActorMention
from processors.coding.language.reading import Clause
from processors.coding.language.vocabulary import word_set
from processors.coding.language.words import ADVERBS, BE, BREAKS, HAVE, MARKS, MODALS, PREPOSITIONS, REPORTING, SUBORDINATORS
from processors.coding.speech.reporting import (
    ATTESTING,
    COUNTING,
    DAYS,
    GIVING,
    INTRODUCING,
    LONG_SPEAKER,
    PRONOUNS,
    attests,
    closes_report,
    ends_here,
    goes_forward,
    is_inverted,
    is_no_report,
    source_after,
    supplement_after,
)
from processors.coding.speech.speakers import (
    GROUPS,
    MAX_SPEAKER_TOKENS,
    POINTERS,
    before_short_form,
    behind_phrase,
    beyond_apposition,
    beyond_object,
    has_own_article,
    is_backed_group,
    last_name,
    name_in_front,
    name_or_apposition,
    opening_name,
    role_before,
    stops,
)
from processors.records.event import Sector

_SAYING = frozenset({"that", "said", "says", "saying", "confirmed", "reported"})
"""Behind these another speaker starts: "the monitor said JNIM claimed to have killed 60"."""
_NO_PERSON = frozenset({"it", "they"})
_BODIES = frozenset(ActorKind) - {ActorKind.LEADER, ActorKind.PERSON, ActorKind.PEOPLE, ActorKind.GENERIC}
"""What "it" and "they" may stand for."""
_PERSONS = frozenset({ActorKind.LEADER, ActorKind.PERSON})
_TELLING = INTRODUCING | ATTESTING | REPORTING
"""One of these stands in every reporting clause."""
_PRONOUN_WORDS = 2
"""Most words of a subject that is a pronoun: a conjunction may stand before it ("and he")."""
_NO_GROUPS = frozenset({Sector.MIL, Sector.REB, Sector.COP, Sector.IGO})
"""No "aid group" or "monitoring group" is one of these."""
_NAMED_WITHIN = 3
"""Sentences within which a speaker that is introduced without a name is named."""
_WHEN = frozenset((which, span) for which in ("last", "this") for span in ("week", "month", "year", "weekend"))
_GROUP_NAMES = word_set("speech", "group_names")
SHORT_NAME = 2
"""Letters of a short form that may be a person's initials: "AJ"."""
_THE_GROUP = frozenset({("the", "group"), ("the", "militants"), ("the", "rebels"), ("the", "insurgents"), ("the", "militia")})
_SOURCES = frozenset({"source", "report", "statement", "post", "letter"})
"""Those that no name that follows is the name of."""
_PERFECT = frozenset({(",", "has"), (",", "have"), (",", "had")})
"""What may stand between an insertion and a verb that reports."""
MAX_CREDIT = 5
"""Words of a speaker at either end of a title."""
_CREDITED = word_set("speech", "credited")
_NO_ITEM = (PREPOSITIONS - {"of", "from"}) | SUBORDINATORS | REPORTING | BE | HAVE | MODALS | {"that", "who", "which"}
"""What stands in no speaker of a list."""
_POINTING = word_set("speech", "pointing")
"""What may stand before a word for a speaker that says no more of it."""
_EDGE = word_set("speech", "edge")
_NOT_SPEAKERS = word_set("speech", "not_speakers")


@dataclass(frozen=True, slots=True)
class Speech:
    """A reporting clause.

    Attributes:
        speaker: The words for who speaks, without article; empty for a pronoun that is not resolved.
        first: First token of what is reported.
        last: One past its last token.
        verb: Token of the reporting verb.
        mention: The party that speaks, where it is one.
        indefinite: The speaker is new: "a monitoring group", not "the group".
        account: The verb does not say, but gives a number or judges what happened: "recorded", "condemned".
        beside: The other parties that speak with it: "France, Germany and Italy said".
        named: First token and one past the last token of the words for the speaker; none of a pronoun.
    """

    speaker: str
    first: int
    last: int
    verb: int
    mention: ActorMention | None
    indefinite: bool = False
    account: bool = False
    beside: tuple[ActorMention, ...] = ()
    named: tuple[int, int] = (0, 0)

    @property
    def parties(self) -> tuple[ActorMention, ...]:
        """All parties that speak."""
        return self.beside if self.mention is None else (self.mention, *self.beside)


def all_speeches(clauses: Sequence[Clause]) -> list[list[Speech]]:
    """The reporting clauses of each sentence; a speaker who is introduced without a name has the name that soon follows."""
    found: list[list[Speech]] = []
    last: Speech | None = None
    doer: Speech | None = None
    armed: ActorMention | None = None
    for clause in clauses:
        speeches = find_speeches(clause, doer if doer is not None and clause.words[0] in _NO_PERSON else last)
        if not clause.sentence.in_title:
            speeches = [speech if _may_be_group(last) else _as_named(speech, clause, armed) for speech in speeches]
            armed = next((m for _, _, m in reversed(clause.actors) if m.kind is ActorKind.GROUP and not m.adjectival), armed)
        doer = None if speeches else _doer(clause)
        last = speeches[-1] if speeches else last
        if last is not None and clause.sentence.in_title:
            last = replace(last, mention=None)  # its span is of the title
        found.append(speeches)
    return [[_named_later(speech, found[i + 1 : i + 1 + _NAMED_WITHIN]) for speech in here] for i, here in enumerate(found)]


def _may_be_group(speech: Speech | None) -> bool:
    """Whether "the group" behind a speaker may be that one: a monitor, an aid group, a body that no list holds."""
    if speech is None:
        return False
    if speech.mention is not None:
        return speech.mention.sector is Sector.NGO
    words = speech.speaker.split()
    short = any(word.isupper() and len(word) > SHORT_NAME for word in words)
    return short or speech.indefinite or _points(speech) or not _GROUP_NAMES.isdisjoint(speech.speaker.lower().split())


def _as_named(speech: Speech, clause: Clause, armed: ActorMention | None) -> Speech:
    """The speaker of "The group said it had killed 54 soldiers", where a sentence in front names an armed group."""
    pointed = clause.words[max(speech.named[0], speech.named[1] - 2) : speech.named[1]] in _THE_GROUP and speech.mention is None
    if armed is None or speech.indefinite or not (pointed or is_backed_group(clause.words[slice(*speech.named)])):
        return speech
    return replace(speech, speaker=armed.text, mention=armed)


def _doer(clause: Clause) -> Speech | None:
    """The body, group or state that a sentence without a speaker begins with: "it" in the next one is likely it."""
    first, last, mention = next(iter(clause.actors), (len(clause.words), 0, None))
    if mention is None or first > 1 or mention.locative or mention.kind not in _BODIES or clause.sentence.in_title:
        return None
    while (owned := next((found for found in clause.actors if found[0] == last), None)) is not None:
        _, last, mention = owned  # "Yemen's Houthi movement"
    return Speech(mention.text, 0, len(clause.words), 0, mention)


def _named_later(speech: Speech, following: Sequence[Sequence[Speech]]) -> Speech:
    """The speaker of "a monitoring group said", where one of the next sentences names it: "The Observatory said …"."""
    if not _points(speech) or speech.speaker.lower().split()[-1] in _SOURCES or any(map(str.isupper, speech.speaker)):
        return speech
    named = (other for here in following for other in here if other.mention is None or other.mention.sector not in _NO_GROUPS)
    names = (other.speaker for other in named if any(map(str.isupper, other.speaker)))
    return replace(speech, speaker=next(names, speech.speaker))


def _points(speech: Speech) -> bool:
    """Whether a speaker is only a word for one: "the monitoring group", not "the civil defence agency"."""
    words = speech.speaker.lower().split()
    return bool(words) and words[-1] in POINTERS and _POINTING.issuperset(words[:-1])


def find_speeches(clause: Clause, previous: Speech | None) -> list[Speech]:
    """Find the reporting clauses of a sentence; a pronoun speaks for the speaker before it (``previous`` for the first)."""
    words = clause.words
    credit = _credit(clause) if clause.sentence.in_title or words[-1] in _CREDITED else None
    speeches = [] if credit is None else [credit]
    for at, word in enumerate(words):
        if word not in _TELLING:
            continue
        known = speeches[-1] if speeches else previous
        source = source_after(words, at)
        if source is not None:
            speech = _according_to(clause, at, source)
        elif attests(words, at):
            speech = _attested(clause, at, known)
            speech = None if speech is None else replace(speech, account=True)
        elif word in REPORTING and not is_no_report(words, at):
            speech = _said(clause, at, known)
        else:
            continue
        if speech is not None:
            speeches.append(_resolved(_as_group(speech, clause), known))
    return speeches


def _attested(clause: Clause, at: int, previous: Speech | None) -> Speech | None:
    """Who gives a number or an account: "the monitor recorded", "the Observatory, a monitor, gave a toll of"."""
    before = clause.words[at - 1]
    if before == "," and (clause.words[at] in GIVING or clause.words[at] in COUNTING):
        name = name_or_apposition(clause, at)
        return None if name is None else _speech(clause, *name, (at + 1, len(clause.words)), at)
    return _elided(clause, at, previous) if before == "and" else _after_speaker(clause, at, previous)


def _credit(clause: Clause) -> Speech | None:
    """Who says what a title tells, where it ends in the name, or begins with it: "Strike kills 20 in Gaza: ministry"."""
    words = clause.words
    at = next((i for i, word in enumerate(words[: MAX_CREDIT + 1]) if word == ":"), 0)
    if at and words[at - 1] in _CREDITED and not any(word[0].isdigit() for word in words[:at]):
        return _speech(clause, 0, at, (at + 1, len(words)), at)
    at = max((i for i, word in enumerate(words) if word in {":", "–", "—"}), default=0)
    if not at or not 0 < len(words) - at - 1 <= MAX_CREDIT or _speaks_for_itself(clause, at):
        return None
    return _speech(clause, at + 1, len(words), (0, at), at)


def _speaks_for_itself(clause: Clause, at: int) -> bool:
    """Whether what stands behind a title's colon or dash is no speaker; behind a dash a name may be the outlet's."""
    words = clause.words
    known = any(last == len(words) and not mention.locative for first, last, mention in clause.actors if first > at)
    return not (known and words[at] == ":") and words[-1] not in _CREDITED


def _as_group(speech: Speech, clause: Clause) -> Speech:
    """The speaker of "…, the group said", where the sentence names an armed group in front."""
    if speech.indefinite or not (speech.speaker.lower() in GROUPS or is_backed_group(clause.words[slice(*speech.named)])):
        return speech
    groups = (m for _, last, m in reversed(clause.actors) if last <= speech.verb and m.kind is ActorKind.GROUP)
    group = next(groups, None)
    return speech if group is None else replace(speech, speaker=group.text, mention=group)


def _resolved(speech: Speech, previous: Speech | None) -> Speech:
    """A speaker that is only pointed to ("the group", "a statement") is the one before."""
    if previous is None or not previous.speaker or speech.indefinite or not _points(speech):
        return speech
    words = speech.speaker.split()
    named = any(word[0].isupper() for word in words[1:]) or "." in words[0]
    return speech if named else replace(speech, speaker=previous.speaker)


def speaker_of(speeches: Sequence[Speech], token: int) -> Speech | None:
    """Who says the word at ``token``: the narrowest clause that covers it."""
    covering = [speech for speech in speeches if speech.first <= token < speech.last]
    return min(covering, key=lambda speech: (abs(speech.verb - token), speech.verb), default=None)


def _according_to(clause: Clause, at: int, first: int) -> Speech | None:
    words, last = clause.words, first
    while last < len(words) and not stops(words, last) and words[last] not in {",", "with"} | SUBORDINATORS - {"as"}:
        last += 1
    if last == first:
        return None
    last = beyond_apposition(clause, last)
    inserted = at > 1 and words[at - 1] == "," and words[last : last + 1] == (",",)
    covers = (0, len(words)) if inserted else (0, at) if at > 1 else (last, len(words))
    return _speech(clause, first, min(last, first + MAX_SPEAKER_TOKENS), covers, at)


def _said(clause: Clause, at: int, previous: Speech | None) -> Speech | None:
    words = clause.words
    opening = at - 1 if words[max(0, at - 2) : at] in _PERFECT else at  # "…, Ann Smith, has confirmed"
    before = words[opening - 1] if opening else ""
    if is_inverted(clause, at):
        last = max(i for i in range(at + 1, len(words)) if words[i][0].isalnum()) + 1
        return _speech(clause, at + 1, last, (0, at), at)
    if before in {"and", "but"} or (before == "also" and words[max(0, at - 2)] in {",", "and"}):
        return _elided(clause, at, previous)
    named = before not in BREAKS or before_short_form(words, at) < at
    if at and named and before not in {",", "said"}:
        return _after_speaker(clause, at, previous)
    if not before or (words[at] == "reports" and before == ","):
        return None  # "…, reports The Gazette": the outlet's credit
    participle = words[at].endswith("ing") and before in {",", "said"}
    if before == "," and not participle and (words[at] == "told" or closes_report(words, at) or goes_forward(words, at + 1)):
        name = name_or_apposition(clause, opening)
        covers = (0, name[0]) if name is not None and closes_report(words, at) else (at + 1, len(words))
        return None if name is None else _speech(clause, *name, covers, at)
    last = at + 1
    while last < len(words) and not stops(words, last) and words[last] != "," and words[last] not in SUBORDINATORS:
        last += 1
    if participle:
        subject = next((mention for _, last_, mention in clause.actors if last_ < at and not mention.locative), None)
        if subject is not None:
            return Speech(subject.text, at + 1, len(words), at, subject)
        if words[:1] == ("the",) and words[1] in GROUPS:
            group = _speech(clause, 0, 2, (at + 1, len(words)), at)  # "The group disputed the figure, saying it …"
            return None if group is None else replace(group, indefinite=True)  # another one than who spoke before
        return None if previous is None else Speech(previous.speaker, at + 1, len(words), at, previous.mention)
    return _with_pronoun(clause, at + 1, min(last, at + 1 + MAX_SPEAKER_TOKENS), (0, at), at, previous)


def _after_speaker(clause: Clause, at: int, previous: Speech | None) -> Speech | None:
    """The speaker stands directly in front: "police said …", "…, police said"."""
    words, first = clause.words, before_short_form(clause.words, at)
    while (
        first > 0
        and not stops(words, first - 1)
        and words[first - 1] != ","
        and words[first - 1] not in SUBORDINATORS
        and words[first - 1] not in _SAYING
    ):
        first -= 1
    first, last = max(_beyond_list(clause, first, at), beyond_object(words, first, at), at - MAX_SPEAKER_TOKENS), at
    trailing = first > 0 and words[first - 1] in {",", "”", '"'} and closes_report(words, at)
    if not trailing and ends_here(words, at):  # the comma was lost
        if words[at - 1] in PRONOUNS and at - first > _PRONOUN_WORDS:  # more than the subject: "… were killed he said"
            first, trailing = at - 1, True
        elif at - first > LONG_SPEAKER or has_own_article(words, first, at):
            first, trailing = last_name(clause, first, at), True  # "… have died the ministry said"
    inserted = first > 0 and words[first - 1] == "," and words[at + 1 : at + 2] == (",",)
    inserted = inserted or (trailing and supplement_after(words, at) is not None)
    first = role_before(words, first)
    covers = (0, len(words)) if inserted else (0, first) if trailing else (at + 1, len(words))
    return _with_pronoun(clause, first, last, covers, at, previous)


def _beyond_list(clause: Clause, first: int, at: int) -> int:
    """Where the speakers of a list start: "mediators Qatar, Egypt and the United States said"; else ``first``."""
    words = clause.words
    if "and" not in words[first:at] or not any(first <= start and last <= at for start, last, _ in clause.actors):
        return first
    while first > 1 and words[first - 1] == "," and any(last == first - 1 for _, last, _ in clause.actors):
        start = first - 1
        while start > 0 and not stops(words, start - 1) and words[start - 1] != ",":
            start -= 1
        item = words[start : first - 1]
        if len(item) > LONG_SPEAKER or not _NO_ITEM.isdisjoint(item):
            break
        first = start
    return first


def _elided(clause: Clause, at: int, previous: Speech | None) -> Speech | None:
    """The speaker of a verb whose subject stands further in front: "The network, a charity, also reported …, and said …"."""
    verb = next((i for i, word in enumerate(clause.words[: MAX_SPEAKER_TOKENS + 1]) if word in REPORTING), 0)
    if 0 < verb < at and MARKS.isdisjoint(clause.words[:verb]):
        return _with_pronoun(
            clause, 0, verb, (at + 1, len(clause.words)), at, previous
        )  # "Officer Ann Smith confirmed it but said"
    subject = next((mention for start, _, mention in clause.actors if start <= 2 and not mention.locative), None)  # noqa: PLR2004 (an article)
    if subject is not None:
        return Speech(subject.text, at + 1, len(clause.words), at, subject)
    opening = opening_name(clause)
    if opening is not None:
        return Speech(opening, at + 1, len(clause.words), at, None)
    return None if previous is None else Speech(previous.speaker, at + 1, len(clause.words), at, previous.mention)


def _with_pronoun(
    clause: Clause, first: int, last: int, covers: tuple[int, int], at: int, previous: Speech | None
) -> Speech | None:
    stripped = [word for word in clause.words[first:last] if word not in ADVERBS and word not in HAVE and word != "further"]
    if stripped and stripped[0] in {"who", "which"}:
        if len(stripped) == 1 and (name := name_in_front(clause.words, first)) is not None:
            return _speech(clause, *name, covers, at)  # "the army, which said …"
        first += len(stripped) > 1  # "an attack, which the army said …"
    if stripped and stripped[-1] in PRONOUNS and (len(stripped) <= _PRONOUN_WORDS or stripped[0] in PREPOSITIONS):
        if (previous is None or not previous.speaker) and stripped[-1] in _NO_PERSON:
            previous = _doer(clause)  # "JNIM claimed the attack, in which it said 60 died"
        return Speech(previous.speaker if previous else "", *covers, at, previous.mention if previous else None)
    return _speech(clause, first, last, covers, at)


def _speech(clause: Clause, first: int, last: int, covers: tuple[int, int], at: int) -> Speech | None:
    words, opening = clause.words, first
    while first < last and (words[first] in _EDGE or words[first] in DAYS or words[first : first + 2] in _WHEN):
        first += 1 + (words[first : first + 2] in _WHEN)
    while first < last and (
        words[last - 1] in _EDGE or words[last - 1] in DAYS or words[last - 1] in ADVERBS or words[last - 1] in BE
    ):
        last -= 1
    if not PREPOSITIONS.isdisjoint(words[opening:first]):
        first = behind_phrase(clause, first, last)
    last = words.index("however", first, last) if "however" in words[first:last] else last
    spoken_for = words[first : first + 1] == ("information",) and words[last - 1] in _CREDITED  # "the information ministry"
    if (
        first >= last
        or (words[first] in _NOT_SPEAKERS and not spoken_for)
        or not any(word[0].isalpha() for word in words[first:last])
    ):
        return None
    if any(word in BE or word in HAVE or word in MODALS for word in words[first:last]):
        return None  # a clause of its own, not a name
    inside = [found for found in clause.actors if found[0] < last and found[1] > first and not found[2].locative]
    owner = len(inside) > 1 and inside[0][1] == inside[1][0] and inside[1][2].kind is ActorKind.GROUP  # "Yemen's Houthis"
    named = [mention for _, _, mention in inside[owner:]]
    if named and named[-1].kind in _PERSONS and named[-1].end == clause.span(first, last)[1] and "," in words[first:last]:
        named = named[-1:] + named[:-1]  # "the governor of Russia's Belgorod region, Vyacheslav Gladkov"
    new = not {"a", "an"}.isdisjoint(words[opening:first])
    party, beside = next(iter(named), None), tuple(named[1:])
    speaker = " ".join(clause.text(first, last).split())
    return Speech(speaker, *covers, at, party, new, beside=beside, named=(opening, last))
