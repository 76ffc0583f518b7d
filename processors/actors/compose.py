"""Put names, nationalities, heads and titles together into mentions, left to right, each word used once.

nationality ['s] modifier* head      Ukraine's air force · Russian-backed separatists · Israeli settlers
nationality ['s] modifier* title X   Russian Foreign Minister Sergei Lavrov · the US president
title X · leader · surname           Defence Minister Rustem Umerov · Umerov
group [head | title X]               Houthi rebels · Hamas leader Yahya Sinwar
head                                 gunmen · police · residents
"""

from dataclasses import dataclass, replace

from processors.actors.attributes import is_attribute
from processors.actors.capitals import PLACING, stands_for_government
from processors.actors.lexicon import Entry, Form, Lexicon, Role, military_matters, modifiers
from processors.actors.mentions import ORGANS, ActorKind
from processors.actors.names import is_other_name, name_end
from processors.actors.tokens import Words
from processors.data.word_lists import word_list
from processors.records.event import Sector

MAX_MODIFIERS = 4
MAX_TITLES = 4
PLURAL_ENDS = ("s", "men", "women", "people")
"""Ends of heads that describe no other head."""

INSIDE = word_list("actors.compose", "inside")
"""Words before a country that make it where something is."""

DESCRIBING = word_list("actors.compose", "describing")
DESCRIBED = word_list("actors.compose", "described")
"""Words for people, and what they only describe where they stand before it: "civilian casualties", "a refugee camp"."""
TAKEN = frozenset({"hostage", "prisoner"})
"""What people are taken, behind these."""
MEDIA = word_list("actors.compose", "media")
"""Words behind a country that make a newspaper's or a channel's name."""
HOUSES = word_list("actors.compose", "houses")
MAX_HOUSE_WORDS = 3
"""Words behind a nationality that make a house's name: "the Saudi Maternity Hospital"."""
BODIES = {Role.COUNTRY: ORGANS, Role.GROUP: frozenset({ActorKind.MILITARY, ActorKind.GENERIC})}
"""Heads that a country, or a group, may own behind "of"."""
BORDERS = frozenset({"border", "borders", "frontier"})
"""Words behind a country that make it where something is."""
STATIONS = frozenset({"station", "stations", "limits"})
SEATS = word_list("actors.compose", "seats")
BESIDE = word_list("actors.compose", "beside")
"""Words before the seat of a government that make it a building."""
ENVOYS = word_list("actors.compose", "envoys")
"""Those who come "from" whom they speak for."""
EZAFE = frozenset({"i", "e"})
"""What joins two words of a Persian or Urdu name, which the second does not name alone."""
AROUND = frozenset({"under", "within", "near", "in", "from", "of", "outside"})
"""Words before a police station that say where something is."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in words, from ``start`` to ``end`` (exclusive), and who it is."""

    start: int
    end: int
    entry: Entry
    adjectival: bool = False
    locative: bool = False
    aside: bool = False


def compose(text: Words, lexicon: Lexicon) -> list[Found]:
    """Find the mentions of a text."""
    found: list[Found] = []
    behind = 0
    for at in lexicon.starts(text):
        form = lexicon.longest(text, at) if at >= behind else None
        if form is None:
            continue
        mention = Composer(text, lexicon, at, form).compose()
        if mention is not None:
            found.append(mention)
        behind = mention.end if mention else at + len(form.words)
    return found


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes the mention that starts with one form of the lexicon."""

    text: Words
    lexicon: Lexicon
    start: int
    form: Form

    @property
    def end(self) -> int:
        """One past the form's last word."""
        return self.start + len(self.form.words)

    def compose(self) -> Found | None:
        """The mention, or None where the words are none after all."""
        match self.form.entry.role:
            case Role.BLOCKED:
                return None
            case Role.COUNTRY | Role.ADJECTIVE | Role.CAPITAL:
                return self.nation()
            case Role.PEOPLE:
                return self.whole(self.form.entry)
            case Role.GROUP:
                return self.group()
            case Role.LEADER:
                return self.whole(self.form.entry)
            case Role.SURNAME:
                entry = self.form.entry
                in_name = self.text.word(self.start - 1) in EZAFE and self.text.gap(self.start - 1) == "-"  # "Mazar-i-Sharif"
                return None if in_name or is_other_name(self.text, self.start, self.end, person=entry.name) else self.whole(entry)
            case Role.TITLE:
                return self.title()
            case Role.NOUN:
                return self.noun(self.form)

    def whole(self, entry: Entry) -> Found:
        """A mention of just the form's words."""
        return Found(self.start, self.end, entry)

    def noun(self, form: Form) -> Found | None:
        """A head without a nationality, with the head that it describes: a party of that name, where it can stand alone."""
        end = self.start + len(form.words)
        head, after = form.words[-1], self.text.after(end - 1)
        if (head == "military" and after in military_matters()) or (head in DESCRIBING and after in DESCRIBED):
            return None  # "military drills", "a refugee camp"
        if head in TAKEN and self.text.before(self.start).endswith(PLURAL_ENDS):
            return None  # "took 400 passengers hostage"
        described = self.lexicon.longest(self.text, end, Role.NOUN) if self.text.gap(end - 1) == " " else None
        if described is not None and described.entry.alone and not head.endswith(PLURAL_ENDS):
            form, end = described, end + len(described.words)  # "student protesters"
        if self.text.gap(end - 1) == "-" and self.text.word(end) in modifiers()[1]:
            return None  # "a student-led uprising"
        if (named := self.named_group(end, form.entry)) is not None:
            return named
        if (owned := self.owned_behind(end, form.entry)) is not None:
            return owned
        if not form.entry.alone:
            return None
        name = self.words(self.start, end)
        return Found(self.start, end, replace(form.entry, name=name), locative=self.is_station(end) or self.is_seat(head))

    def named_group(self, end: int, head: Entry) -> Found | None:
        """An armed group with its name behind it: "the militant group Hamas", "paramilitary Rapid Support Forces"."""
        text = self.text
        if head.kind not in BODIES[Role.GROUP] or not text.capital(end) or text.gap(end - 1) != " ":
            return None
        form = self.lexicon.longest(text, end, Role.GROUP)
        if form is None or form.entry.sector not in {Sector.REB, Sector.MIL, Sector.CRM}:
            return None
        return Found(self.start, end + len(form.words), form.entry)

    def owned_behind(self, end: int, head: Entry) -> Found | None:
        """A head with its country or group behind it: "the Armed Forces of Nigeria", "envoys from Russia"."""
        text = self.text
        after = text.after(end - 1)
        if after not in {"of", "from", "at"} or (after == "from" and text.word(end - 1) not in ENVOYS):
            return None
        at = end + 1 + (text.after(end) == "the")
        form = self.lexicon.longest(text, at) if at < len(text) and text.gap(at - 1) == " " else None
        if form is None:
            return None
        of_body = form.entry.kind is ActorKind.IGO and head.kind is ActorKind.GOVERNMENT  # "judges at the ICC"
        if not of_body and (after == "at" or head.kind not in BODIES.get(form.entry.role, ())):
            return None
        last = at + len(form.words)
        if text.gap(last - 1) in {"'", "’", "-"} or text.after(last - 1) in MEDIA:
            return None
        return Found(self.start, last, form.entry if form.entry.role is Role.GROUP else owner(form.entry, head))

    def is_station(self, end: int) -> bool:
        """Tell whether the police are a building, or its area, near which something is: "under Sadar Police Station"."""
        text, at = self.text, self.start
        if self.form.entry.kind is not ActorKind.POLICE or text.after(end - 1) not in STATIONS:
            return False
        while text.capital(at - 1) or text.before(at) in {"a", "the"}:
            at -= 1
        return text.before(at) in AROUND

    def is_seat(self, head: str) -> bool:
        """Tell whether a government is a building here, near which something is: "in front of parliament"."""
        at = self.start - (self.text.before(self.start) in {"a", "the"})
        before = self.text.before(at)
        return head in SEATS and (before in BESIDE or (before == "of" and self.text.before(at - 1) == "front"))

    def words(self, start: int, end: int) -> str:
        """The text of some words."""
        return self.text.text[self.text.starts[start] : self.text.ends[end - 1]]

    def nation(self) -> Found | None:
        """A nationality and what it owns; alone, the country."""
        nation, text = self.form.entry, self.text
        at = self.end
        if text.gap(at - 1) == " " and text.capital(at) and (text.word(at) in MEDIA or self.is_house_name()):
            return None  # "the Sudan Tribune reported", "the Saudi Maternity Hospital"
        backed = self.is_backed()
        opposed = self.start > 0 and text.gap(self.start - 1) == "-" and text.word(self.start - 1) in {"pro", "anti"}
        if backed or (text.gap(at - 1) in {"'", "’"} and text.word(at) == "s" and nation.role is not Role.ADJECTIVE):
            at += 1
        if (owned := self.owned(at, nation)) is not None and not (nation.role is Role.CAPITAL and self.placed()):
            if backed or opposed:
                return self.merely_backed(self.start - 1 if opposed else self.start, owned)
            return owned
        if opposed:
            return None
        if nation.role is Role.CAPITAL:
            return self.whole(nation) if stands_for_government(text, self.start, self.end) else None
        if nation.role is Role.ADJECTIVE:
            return Found(self.start, self.end, nation, adjectival=True, aside=backed)
        if is_other_name(text, self.start, self.end, country=nation.name):
            return None
        attribute = is_attribute(text, self.end)
        before = text.before(self.start - (text.before(self.start) == "the"))  # "in the Philippines"
        out = before == "of" and text.before(self.start - 1) == "out"  # "pulled its soldiers out of Chad"
        locative = ((before in INSIDE or out) and not attribute) or text.after(self.end - 1) in BORDERS
        return Found(self.start, self.end, nation, adjectival=backed or attribute, locative=locative, aside=backed)

    def is_house_name(self) -> bool:
        """Tell whether the form begins the name of a house that belongs to nobody in particular."""
        text = self.text
        for at in range(self.end, self.end + MAX_HOUSE_WORDS):
            if text.gap(at - 1) != " " or not text.capital(at):
                return False
            if text.word(at) in HOUSES:
                return True
        return False

    def is_backed(self) -> bool:
        """Tell whether a hyphen joins the form to a word for support: "Russian-backed", "al-Qaida-linked"."""
        hyphen = self.text.gap(self.end - 1).removeprefix(".") in {"-", "\u2011", "–"}
        return hyphen and self.text.word(self.end) in modifiers()[1]

    def merely_backed(self, start: int, owned: Found) -> Found:
        """The head of a nationality or group that only backs it, or that it is for or against: a party of its own."""
        name = self.words(start, owned.end)
        return Found(start, owned.end, replace(owned.entry, name=name, country=None, wikidata_id=None, ucdp_actor_id=None))

    def placed(self) -> bool:
        """Tell whether a word before the form puts something there: "in Moscow officials said"."""
        return self.text.before(self.start) in PLACING

    def is_house(self) -> bool:
        """Tell whether a government is a building here: "signed at the White House"."""
        government = self.form.entry.kind is ActorKind.GOVERNMENT
        at = self.start - (self.text.before(self.start) == "the")
        return government and self.text.before(at) in BESIDE

    def owned(self, at: int, nation: Entry) -> Found | None:
        """The head or title that a nationality, or a group, before word ``at`` owns."""
        text = self.text
        for _ in range(MAX_MODIFIERS + 1):
            if at >= len(text) or not self.goes_on(at):
                return None
            form = self.lexicon.longest(text, at)
            if form is not None and form.entry.role is Role.LEADER:
                return Found(self.start, at + len(form.words), form.entry) if form.entry.country == nation.country else None
            if form is not None and form.entry.role is Role.TITLE:
                return self.office(at, form, nation)
            if form is not None and form.entry.role is Role.NOUN:
                if text.capital(at) and text.gap(at - 1).startswith("."):
                    return None  # a new sentence: "in the U.S. Soldiers …"
                end = at + len(form.words)
                return self.named_group(end, form.entry) or Found(self.start, end, owner(nation, form.entry))
            if text.word(at) not in modifiers()[0]:
                return None
            at += 1
        return None

    def goes_on(self, at: int) -> bool:
        """Tell whether a mention may go on with a word: behind a blank or hyphen, and the point of initials ("U.S. troops")."""
        text = self.text
        gap = text.gap(at - 1)
        return gap in {" ", "-", "\u00a0"} or (gap in {". ", ".-", ".\u00a0"} and text.point_end(at) > text.ends[at - 1])

    def office(self, at: int, form: Form, nation: Entry) -> Found:
        """A title behind a nationality, with the name that follows it, if one does."""
        named = self.named(at + len(form.words))
        if named is None:
            noun = self.lexicon.longest(self.text, at, Role.NOUN)
            if noun is not None and len(noun.words) >= len(form.words):
                return Found(self.start, at + len(noun.words), owner(nation, noun.entry))
            return Found(self.start, at + len(form.words), owner(nation, form.entry))
        end, leader = named
        if leader is not None:
            state = leader.country is None and form.entry.sector is Sector.GOV  # "Dutch Prime Minister Mark Rutte", before NATO
            return Found(self.start, end, replace(leader, country=nation.country, sector=Sector.GOV) if state else leader)
        name = self.words(self.name_start(at + len(form.words)), end)
        return Found(self.start, end, replace(form.entry, name=name, kind=ActorKind.PERSON, country=nation.country))

    def named(self, at: int) -> tuple[int, Entry | None] | None:
        """The end of the name that starts at a word, and the leader who has it; None where no name starts there."""
        text = self.text
        if at >= len(text) or text.gap(at - 1) not in {" ", ". ", "\u00a0"}:
            return None
        at = self.name_start(at)
        form = self.lexicon.longest(text, at)
        if form is not None and form.entry.role in {Role.LEADER, Role.SURNAME}:
            return at + len(form.words), form.entry
        if form is not None:
            return None
        end = name_end(text, at)
        return (end, None) if end > at else None

    def name_start(self, at: int) -> int:
        """The first word of a name behind further titles: "Chief of Staff Gen. Anna Berg"."""
        text = self.text
        for _ in range(MAX_TITLES):
            form = self.lexicon.longest(text, at)
            if (
                form is None
                or form.entry.role is not Role.TITLE
                or text.gap(at + len(form.words) - 1) not in {" ", ". ", "\u00a0"}
            ):
                break
            at += len(form.words)
        return at

    def title(self) -> Found | None:
        """A title with a name; without one, the office or nobody."""
        named = self.named(self.end)
        if named is None:
            noun = self.lexicon.longest(self.text, self.start, Role.NOUN)
            return self.noun(noun) if noun is not None else None
        end, leader = named
        if leader is not None:
            return Found(self.start, end, leader)
        return Found(
            self.start, end, replace(self.form.entry, name=self.words(self.name_start(self.end), end), kind=ActorKind.PERSON)
        )

    def group(self) -> Found | None:
        """A named body, with the head or the leader that follows it."""
        entry = self.form.entry
        at = self.end
        backed = self.is_backed()
        if backed or (self.text.gap(at - 1) in {"'", "’"} and self.text.word(at) == "s"):
            at += 1
        owned = self.owned(at, entry)
        if owned is not None and backed:
            return self.merely_backed(self.start, owned)
        if owned is None:
            return replace(self.whole(entry), locative=self.is_house(), aside=backed)
        if owned.entry.kind in {ActorKind.LEADER, ActorKind.PERSON} and owned.entry.name != entry.name:
            return replace(owned, entry=replace(owned.entry, country=owned.entry.country or entry.country, sector=entry.sector))
        if owned.entry.kind is ActorKind.PEOPLE:
            return self.whole(entry)
        return replace(owned, entry=entry)


def owner(nation: Entry, head: Entry) -> Entry:
    """What a nationality makes of a head: its organ, or its people."""
    organ = head.kind in ORGANS or head.kind is ActorKind.LEADER
    name = nation.name if organ or head.sector is Sector.CIV else f"{nation.name}: {head.name}"
    ids = (nation.wikidata_id, nation.ucdp_actor_id) if organ else (None, None)
    return Entry(Role.NOUN, name, head.kind, nation.country, head.sector, *ids)
