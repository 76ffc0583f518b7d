"""Who says so: reporting clauses and what they cover."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from processors.actors import ActorMention
from processors.coding.reading import Clause
from processors.coding.vocabulary import word_set
from processors.coding.words import ADVERBS, BE, BREAKS, DETERMINERS, HAVE, MODALS, PREPOSITIONS, REPORTING, SUBORDINATORS

MAX_SPEAKER_TOKENS = 12
LONG_SPEAKER = 6
MAX_ADDRESSEE = 4
_FORWARD = {
    ("a",),
    ("the",),
    ("at",),
    ("that",),
    ("more",),
    ("it",),
    ("they",),
    ("there",),
    ("in",),
    ("some",),
    ("two",),
    ("about",),
}
"""What follows a reporting verb after an apposition where the report comes behind."""
_EDGE = word_set("speech", "edge")
_DAYS = word_set("speech", "days")
_PRONOUNS = frozenset(["he", "she", "it", "they", "i", "we", "who"])
_ALSO_NOUNS = word_set("speech", "also_nouns")
_NOT_SPEAKERS = word_set("speech", "not_speakers")
_POINTERS = word_set("speech", "pointers")


@dataclass(frozen=True, slots=True)
class Speech:
    """A reporting clause.

    Attributes:
        speaker: The words for who speaks, without article; empty for a pronoun that is not resolved.
        first: First token of what is reported.
        last: One past its last token.
        verb: Token of the reporting verb.
        mention: The party that speaks, where it is one.
    """

    speaker: str
    first: int
    last: int
    verb: int
    mention: ActorMention | None


def find_speeches(clause: Clause, previous: Speech | None) -> list[Speech]:
    """Find the reporting clauses of a sentence; a pronoun speaks for the speaker before it (``previous`` for the first)."""
    words = clause.words
    speeches: list[Speech] = []
    for at, word in enumerate(words):
        if (word == "according" and words[at + 1 : at + 2] == ("to",)) or (word == "citing" and at):
            speech = _according_to(clause, at, at + 2 if word == "according" else at + 1)
        elif word in REPORTING and not _is_no_report(words, at):
            speech = _said(clause, at, speeches[-1] if speeches else previous)
        else:
            continue
        if speech is not None:
            speeches.append(_resolved(speech, speeches[-1] if speeches else previous))
    return speeches


def _resolved(speech: Speech, previous: Speech | None) -> Speech:
    """A speaker that is only pointed to ("the group", "a statement") is the one before."""
    words = speech.speaker.split()
    if previous is None or not previous.speaker or not words or words[-1].lower() not in _POINTERS:
        return speech
    return speech if any(word[0].isupper() for word in words[1:]) else replace(speech, speaker=previous.speaker)


def _is_no_report(words: Sequence[str], at: int) -> bool:
    """Whether a reporting word does not report here: "reports of", "claimed responsibility", "was told"."""
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if (
        before in BE | {"to", "not", "what"}
        or after in {"responsibility", "credit"}
        or words[max(0, at - 2) : at] == ("what", "it")
    ):
        return True
    if words[at] in {"claimed", "claims"} and after in {"the", "at", "a"} and "lives" in words[at : at + 6]:
        return True
    return words[at] in _ALSO_NOUNS and (
        before in DETERMINERS | PREPOSITIONS
        or after in {"of", "on", "from", "suggested"}
        or not after
        or before.endswith(("ed", "al", "ing", "ia"))
    )


def speaker_of(speeches: Sequence[Speech], token: int) -> Speech | None:
    """Who says the word at ``token``: the narrowest clause that covers it."""
    covering = [speech for speech in speeches if speech.first <= token < speech.last]
    return min(covering, key=lambda speech: (abs(speech.verb - token), speech.verb), default=None)


def _according_to(clause: Clause, at: int, first: int) -> Speech | None:
    words, last = clause.words, first
    while last < len(words) and words[last] not in BREAKS and words[last] != "," and words[last] not in SUBORDINATORS - {"as"}:
        last += 1
    if last == first:
        return None
    last = _apposition(clause, last)
    covers = (0, at) if at > 1 else (last, len(words))
    return _speech(clause, first, min(last, first + MAX_SPEAKER_TOKENS), covers, at)


def _apposition(clause: Clause, at: int) -> int:
    """One past a name behind a comma that belongs to the speaker: "according to the monitor, Ovd-Info, …"."""
    tokens, words = clause.sentence.tokens, clause.words
    if at + 1 >= len(words) or words[at] != "," or not tokens[at + 1].capital:
        return at
    end = next((i for i in range(at + 1, min(at + 6, len(words))) if words[i] == "," or words[i] in BREAKS), at)
    return end if end > at and words[end] == "," else at


def _said(clause: Clause, at: int, previous: Speech | None) -> Speech | None:
    words = clause.words
    before = words[at - 1] if at else ""
    if _is_inverted(clause, at):
        last = max(i for i in range(at + 1, len(words)) if words[i][0].isalnum()) + 1
        return _speech(clause, at + 1, last, (0, at), at)
    if before in {"and", "but"} or (before == "also" and words[max(0, at - 2)] in {",", "and"}):
        return _elided(clause, at, previous)
    if at and before not in BREAKS and before != ",":
        return _after_speaker(clause, at, previous)
    if not before or (words[at] == "reports" and before == ","):
        return None  # "…, reports The Gazette": the outlet's credit
    if before == "," and (words[at] == "told" or _closes(words, at) or words[at + 1 : at + 2] in _FORWARD):
        name = _before_apposition(words, at)
        covers = (0, name[0]) if name is not None and _closes(words, at) else (at + 1, len(words))
        return None if name is None else _speech(clause, *name, covers, at)
    last = at + 1
    while last < len(words) and words[last] not in BREAKS and words[last] != "," and words[last] not in SUBORDINATORS:
        last += 1
    if words[at].endswith("ing") and before == ",":
        subject = next((mention for _, last_, mention in clause.actors if last_ < at and not mention.locative), None)
        if subject is not None:
            return Speech(subject.text, at + 1, len(words), at, subject)
        return None if previous is None else Speech(previous.speaker, at + 1, len(words), at, previous.mention)
    return _with_pronoun(clause, at + 1, min(last, at + 1 + MAX_SPEAKER_TOKENS), (0, at), at, previous)


def _after_speaker(clause: Clause, at: int, previous: Speech | None) -> Speech | None:
    """The speaker stands directly in front: "police said …", "…, police said"."""
    words, first = clause.words, at
    while (
        first > 0
        and words[first - 1] not in BREAKS
        and words[first - 1] != ","
        and words[first - 1] not in SUBORDINATORS
        and words[first - 1] != "that"
    ):
        first -= 1
    first, last = max(first, at - MAX_SPEAKER_TOKENS), at
    trailing = first > 0 and words[first - 1] in {",", "”", '"'} and _closes(words, at)
    if not trailing and at - first > LONG_SPEAKER and _ends_here(words, at):
        first, trailing = _last_name(clause, first, at), True  # "… have died the ministry said": the comma was lost
    covers = (0, first) if trailing else (at + 1, len(words))
    return _with_pronoun(clause, first, last, covers, at, previous)


def _closes(words: Sequence[str], at: int) -> bool:
    """Whether what is reported stands in front: "…, police said in a statement", "…, a source told Reuters, while …"."""
    if _ends_here(words, at):
        return True
    after = words[at + 1 : at + 7]
    if "that" in after or not after:
        return not after
    if words[at] in {"told", "tells"}:
        stop = next((i for i, word in enumerate(after) if word in {",", "."} or word in BREAKS), None)
        return stop is not None and stop <= MAX_ADDRESSEE
    return after[0] in PREPOSITIONS or after[0] in _DAYS


def _is_inverted(clause: Clause, at: int) -> bool:
    """Whether the sentence ends with verb and speaker although the comma was lost: "… on Thursday said the Observatory."."""
    tokens = [token for token in clause.sentence.tokens[at + 1 :] if token.low[0].isalnum()]
    words = {token.low for token in tokens}
    if clause.words[at] != "said" or not 1 <= len(tokens) <= LONG_SPEAKER + 1 or not tokens[0].low.isalpha():
        return False
    named = any(token.capital and token.low not in _DAYS for token in tokens)
    return named and words.isdisjoint(BE | HAVE | MODALS | PREPOSITIONS - {"of", "for"} | _DAYS | _PRONOUNS | {"that", "there"})


def _elided(clause: Clause, at: int, previous: Speech | None) -> Speech | None:
    """The speaker of a verb whose subject stands further in front: "The network, a charity, also reported …, and said …"."""
    subject = next((mention for start, _, mention in clause.actors if start <= 2 and not mention.locative), None)  # noqa: PLR2004 (an article)
    if subject is not None:
        return Speech(subject.text, at + 1, len(clause.words), at, subject)
    return None if previous is None else Speech(previous.speaker, at + 1, len(clause.words), at, previous.mention)


def _before_apposition(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The name in front of an apposition that ends before a token: "…, Ann Smith, a lawmaker, told …"."""
    reach = range(at - 2, max(-1, at - 2 - MAX_SPEAKER_TOKENS), -1)
    last = next((i for i in reach if words[i] in {",", "("} or words[i] in BREAKS - {")"}), None)
    if last is None or words[last] not in {",", "("}:
        return None if last is None else (last + 1, at - 1)
    first = last
    while first > 0 and last - first < MAX_SPEAKER_TOKENS and words[first - 1] != "," and words[first - 1] not in BREAKS:
        first -= 1
    return (first, last) if first < last else None


def _last_name(clause: Clause, first: int, at: int) -> int:
    """Where the last name before a token starts: at its article or at the first word of the party."""
    words = clause.words
    article = next((i for i in range(at - 1, max(first, at - LONG_SPEAKER) - 1, -1) if words[i] in {"the", "a", "an"}), None)
    party = next((start for start, last, _ in reversed(clause.actors) if last == at), None)
    return article if article is not None else party if party is not None else at - 1


def _ends_here(words: Sequence[str], at: int) -> bool:
    """Whether little but a date follows the verb: "…, police said on Sunday."."""
    rest = [
        word
        for word in words[at + 1 :]
        if word not in _DAYS and word not in {"on", "late", "early", ".", "”", '"', "in", "a", "statement", "the"}
    ]
    return len(rest) <= 1


def _with_pronoun(
    clause: Clause, first: int, last: int, covers: tuple[int, int], at: int, previous: Speech | None
) -> Speech | None:
    stripped = [word for word in clause.words[first:last] if word not in ADVERBS and word not in HAVE]
    if stripped and stripped[-1] in _PRONOUNS and len(stripped) <= 2:  # noqa: PLR2004 (a conjunction and the pronoun)
        return Speech(previous.speaker if previous else "", *covers, at, previous.mention if previous else None)
    return _speech(clause, first, last, covers, at)


def _speech(clause: Clause, first: int, last: int, covers: tuple[int, int], at: int) -> Speech | None:
    words = clause.words
    while first < last and (words[first] in _EDGE or words[first] in _DAYS):
        first += 1
    while first < last and (
        words[last - 1] in _EDGE or words[last - 1] in _DAYS or words[last - 1] in ADVERBS or words[last - 1] in BE
    ):
        last -= 1
    if first >= last or words[first] in _NOT_SPEAKERS or not any(word[0].isalpha() for word in words[first:last]):
        return None
    if any(word in BE or word in HAVE or word in MODALS for word in words[first:last]):
        return None  # a clause of its own, not a name
    inside = [mention for start, end, mention in clause.actors if start < last and end > first]
    named = next((mention for mention in inside if not mention.locative), None)
    return Speech(" ".join(clause.text(first, last).split()), *covers, at, named)
