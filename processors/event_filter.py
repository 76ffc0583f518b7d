"""Which events a subscriber wants: by country, type, stage, conflict and probability."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from typing import TypeVar

from processors.conflicts import conflicts
from processors.data.tables import read_table
from processors.records.event import ConflictEvent, EventStage, PloverEvent

T = TypeVar("T")
ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


class EventFilterError(ValueError):
    """What was asked for does not exist; one line for each mistake."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What an event must be. An empty set asks for nothing; of a set, one member is enough; all that is asked for must hold.

    Attributes:
        countries: ISO 3166-1 alpha-3, of the place, of an actor or recipient, or of those who were counted.
        types: PLOVER types.
        stages: How far the event has come.
        conflicts: Names of ``conflicts.toml``.
        min_p: Lowest probability, inclusive.
    """

    countries: frozenset[str] = frozenset()
    types: frozenset[PloverEvent] = frozenset()
    stages: frozenset[EventStage] = frozenset()
    conflicts: frozenset[str] = frozenset()
    min_p: float = 0.0

    def accepts(self, event: ConflictEvent) -> bool:
        """Whether the event is wanted. What an event does not state cannot be what is asked for."""
        return (
            event.p >= self.min_p
            and (not self.types or event.plover_event in self.types)
            and (not self.stages or event.stage in self.stages)
            and (not self.conflicts or (event.conflict is not None and event.conflict.name in self.conflicts))
            and (not self.countries or not self.countries.isdisjoint(countries_of(event)))
        )


def countries_of(event: ConflictEvent) -> frozenset[str]:
    """The countries that an event concerns."""
    named = {party.country for party in event.actors + event.recipients}
    named |= {quantity.party_country for quantity in event.quantities}
    if event.location is not None:
        named.add(event.location.country)
    return frozenset(country for country in named if country)


def parse_event_filter(
    *,
    countries: Iterable[str] = (),
    types: Iterable[str] = (),
    stages: Iterable[str] = (),
    conflicts: Iterable[str] = (),
    min_p: float = 0.0,
) -> EventFilter:
    """Read a filter as people write it: in upper or lower case; a conflict by its UCDP id or by words of its name.

    Raises:
        EventFilterError: Values outside the closed lists; all of them are named, with what there is instead.
    """
    mistakes: list[str] = []
    wanted = EventFilter(
        countries=frozenset(_read_all(countries, _country, mistakes)),
        types=frozenset(_read_all(types, lambda text: _choice(PloverEvent, text.upper(), "type"), mistakes)),
        stages=frozenset(_read_all(stages, lambda text: _choice(EventStage, text.lower(), "stage"), mistakes)),
        conflicts=frozenset().union(*_read_all(conflicts, _conflicts, mistakes)),
        min_p=min_p,
    )
    if not 0.0 <= min_p <= 1.0:
        mistakes.append(f"{min_p:g} is no probability: from 0 to 1")
    if mistakes:
        raise EventFilterError("\n".join(mistakes))
    return wanted


def _read_all(texts: Iterable[str], read: Callable[[str], T], mistakes: list[str]) -> list[T]:
    """Read each; those that cannot be read become mistakes."""
    found = []
    for text in texts:
        try:
            found.append(read(text.strip()))
        except EventFilterError as error:
            mistakes.append(str(error))
    return found


def _country(text: str) -> str:
    if (code := text.upper()) not in _country_codes():
        raise EventFilterError(f"unknown country {text!r}: three letters of ISO 3166-1, like UKR or SDN (XKX for Kosovo)")
    return code


def _choice(choices: type[ChoiceT], text: str, what: str) -> ChoiceT:
    try:
        return choices(text)
    except ValueError:
        raise EventFilterError(f"unknown {what} {text!r}; there are: {', '.join(choices)}") from None


def _conflicts(text: str) -> frozenset[str]:
    """The names of the conflicts that have this id, or these words in their name."""
    words = text.casefold()
    refs = [conflict.ref for conflict in conflicts()]
    found = frozenset(ref.name for ref in refs if text == str(ref.ucdp_conflict_id) or (words and words in ref.name.casefold()))
    if not found:
        raise EventFilterError(f"unknown conflict {text!r}: a UCDP conflict id, or words of a name like {refs[0].name!r}")
    return found


@cache
def _country_codes() -> frozenset[str]:
    with as_file(files("processors.data")) as folder:
        return frozenset(row["iso3"] for row in read_table(folder, "countries.csv"))
