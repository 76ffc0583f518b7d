"""The data files: complete, consistent, without contradictions."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from processors.conflicts import conflicts
from processors.data.tables import parts, read_table
from processors.records.event import Sector

FOLDER = Path(str(files("processors.data")))
COUNTRIES = {row["iso3"]: row for row in read_table(FOLDER, "countries.csv")}
GROUPS = {row["name"]: row for row in read_table(FOLDER, "groups.csv")}
ORGANISATIONS = {row["name"]: row for row in read_table(FOLDER, "organisations.csv")}
BODIES = {row["name"]: row for row in read_table(FOLDER, "bodies.csv")}
LEADERS = list(read_table(FOLDER, "leaders.csv"))
ROLES = {"state", "government", "foreign", "defence", "security", "envoy", "military", "opposition", "rebel", "igo"}


@pytest.mark.parametrize(
    "name",
    [
        "countries.csv", "groups.csv", "organisations.csv", "bodies.csv", "leaders.csv", "regions.csv", "admin1.csv",
        "localities.csv", "counties.csv", "adjectives.csv", "state_abbreviations.csv", "seats.csv",
    ],
)  # fmt: skip
def test_rows_have_all_columns(name: str) -> None:
    """Every row of a table has exactly the header's columns."""
    for row in read_table(FOLDER, name):
        assert None not in row
        assert None not in row.values(), row


def test_countries_are_complete() -> None:
    """Some 250 countries, Kosovo as XKX, each code once; every country in the news has nationality and capital."""
    assert len(COUNTRIES) >= 245
    assert COUNTRIES["XKX"]["name"] == "Kosovo"
    for iso3 in ("UKR", "RUS", "ISR", "PSE", "SDN", "MMR", "COD", "YEM", "IRN", "HTI", "XKX", "TWN"):
        assert COUNTRIES[iso3]["adjectives"]
        assert COUNTRIES[iso3]["capitals"]


def test_groups_refer_to_known_countries_and_sectors() -> None:
    """Countries and sectors of groups exist; UCDP ids are well formed and no two groups share one."""
    for row in (*GROUPS.values(), *ORGANISATIONS.values(), *BODIES.values()):
        Sector(row["sector"])
    assert {row["country"] for row in GROUPS.values()} <= {"", *COUNTRIES}
    assert {row["country"] for row in BODIES.values()} <= set(COUNTRIES)
    ids = [row["ucdp_id"] for row in GROUPS.values() if row["ucdp_id"]]
    assert len(ids) == len(set(ids))
    assert all(number.isdecimal() for number in ids)


@pytest.mark.parametrize("name", ["countries.csv", "groups.csv", "organisations.csv", "leaders.csv"])
def test_wikidata_ids_are_well_formed(name: str) -> None:
    """An id is Q and a number; most countries have one."""
    ids = [row["wikidata"] for row in read_table(FOLDER, name)]
    assert all(re.fullmatch(r"(Q[1-9]\d*)?", one) for one in ids)
    assert name != "countries.csv" or ids.count("") < 10


def test_a_wikidata_id_belongs_to_one_actor() -> None:
    """No two states, bodies or persons share an item."""
    rows = (*COUNTRIES.values(), *GROUPS.values(), *ORGANISATIONS.values(), *LEADERS)
    assert [one for one, times in Counter(row["wikidata"] for row in rows if row["wikidata"]).items() if times > 1] == []


def test_a_name_belongs_to_one_actor() -> None:
    """No two groups or bodies bear the same name or alias, and none bears one twice."""
    rows = (*GROUPS.values(), *ORGANISATIONS.values(), *BODIES.values())
    names = [n for row in rows for n in (row["name"], *parts(row["aliases"]))]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_tables_hold_an_actor_once() -> None:
    """No row hides another of its name."""
    for name, table in (("groups.csv", GROUPS), ("organisations.csv", ORGANISATIONS), ("bodies.csv", BODIES)):
        assert sum(1 for _ in read_table(FOLDER, name)) == len(table)


def test_leaders_have_terms() -> None:
    """A leader has a known country and role and a term that does not end before it starts."""
    for row in LEADERS:
        assert row["country"] in COUNTRIES or (not row["country"] and row["role"] in {"igo", "rebel"}), row
        assert row["role"] in ROLES, row
        assert int(row["from"]) <= int(row["to"] or 9999), row
        assert all(name[0].isupper() or name[:3].lower() in {"al-", "el-"} for name in parts(row["surnames"])), row


def test_a_surname_belongs_to_one_leader() -> None:
    """Two leaders who share a surname do not both claim it alone."""
    claimed: dict[str, str] = {}
    for row in LEADERS:
        for surname in parts(row["surnames"]):
            assert claimed.setdefault(surname, row["name"]) == row["name"], surname


def test_conflicts_refer_to_known_parties() -> None:
    """Sides are states, groups or organisations of the tables; lower-case ones are words for unnamed parties."""
    known = {*COUNTRIES, *GROUPS, *ORGANISATIONS}
    names = [conflict.ref.name for conflict in conflicts()]
    assert len(names) == len(set(names)) >= 60
    for conflict in conflicts():
        assert {party for side in conflict.sides for party in side if not party.islower()} <= known, conflict.ref.name
        assert conflict.theatre | conflict.main <= set(COUNTRIES), conflict.ref.name


def test_seats_are_of_known_bodies_and_countries() -> None:
    """Each body of `seats.csv` is one of `organisations.csv`, once; two bodies of a city have the same city."""
    seats = list(read_table(FOLDER, "seats.csv"))
    assert {row["body"] for row in seats} <= set(ORGANISATIONS)
    assert len({row["body"] for row in seats}) == len(seats)
    assert {row["country"] for row in seats} <= set(COUNTRIES)
    assert {row["acts"] for row in seats} == {"there", "anywhere"}
    cities = {(row["geonameid"], row["place"], row["country"], row["admin1"], row["lat"], row["lon"]) for row in seats}
    assert len(cities) == len({row["geonameid"] for row in seats})
