"""find_places: what is a place, and which one it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.actors import find_actors
from processors.places import PlaceMention, PlaceUse, find_places, find_toponyms
from processors.records.event import PlacePrecision

# fmt: off
PIECES = st.sampled_from((
    "in", "near", "Sumy", "region", "Kharkiv", ",", "and", "Berlin", "Paris", "Texas", "Lebanon", "Ohio", "Gaza",
    "City", "northern", "the", "of", "province", "al-Hasakah", "St.", "Petersburg", "Ukraine", "U.S.", "Moscow", "said",
    "\n", ".", "\u0130", "\xe9", "\u0301", "\u200b", "\U0001f600", "-", "\u2019", "Deir", "ez-Zor", "Washington", "La.",
))
# fmt: on


def places(text: str) -> tuple[PlaceMention, ...]:
    """The places of a text, with its own parties."""
    return find_places(text, find_actors(text))


def located(text: str) -> list[tuple[str, str, str | None]]:
    """Words, name and country of each place."""
    return [(place.text, place.location.name, place.location.country) for place in places(text)]


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)))
def test_spans_select_the_words_and_never_overlap(text: str) -> None:
    """Whatever the text: spans lie inside it and equal the words, probabilities and coordinates are in range, nothing crashes."""
    actors = find_actors(text)
    found = find_toponyms(text, actors)
    assert found == find_toponyms(text, actors)
    assert [one for one in found if one.use is PlaceUse.PLACE] == list(find_places(text, actors))
    end = 0
    for place in found:
        assert end <= place.start < place.end <= len(text)
        assert text[place.start : place.end] == place.text == place.location.text
        assert place.location.span == (place.start, place.end)
        assert 0 < (place.location.p or 0) <= 1
        assert abs(place.location.lat or 0) <= 90
        assert abs(place.location.lon or 0) <= 180
        assert len(place.location.alternatives) <= 3
        end = place.end


def test_cities_have_coordinates_and_ids() -> None:
    """A city behind a preposition is that city, with GeoNames' id and its division."""
    (place,) = places("Ukrainian troops regrouped near Sumy on Monday.")
    location = place.location
    assert (location.name, location.country, location.geonameid, location.admin1) == ("Sumy", "UKR", 692194, "Sumy Oblast")
    assert location.lat == pytest.approx(50.92, abs=0.05)
    assert location.lon == pytest.approx(34.80, abs=0.05)
    assert (location.precision, place.preposition) == (PlacePrecision.CITY, "near")


def test_a_word_for_the_kind_of_area_chooses_the_division() -> None:
    """The Sumy region is the oblast, and the word belongs to the mention."""
    (place,) = places("Fighting went on in the northeastern Sumy region of Ukraine's border.")
    assert (place.text, place.location.name, place.location.precision) == ("Sumy region", "Sumy Oblast", PlacePrecision.ADMIN1)


def test_a_list_shares_its_preposition() -> None:
    """The preposition before a list puts all of its places."""
    found = places("Blasts were heard in Kharkiv, Poltava and Dnipro in Ukraine.")
    assert [place.preposition for place in found if place.location.precision is PlacePrecision.CITY] == ["in", "in", "in"]


def test_a_place_has_the_preposition_of_its_owner() -> None:
    """What happens in Thailand's Sisaket happens there, not just in Thailand."""
    assert [place.preposition for place in places("Rockets fell in Thailand's Sisaket province.")] == ["in", "in"]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Port-au-Prince", "HTI"),
        ("Aix-en-Provence", "FRA"),
        ("Mek'ele", "ETH"),
        ("Cox's Bazar", "BGD"),
        ("Arkhangel’sk", "RUS"),
        ("Punggye-ri", "PRK"),
        ("Deir al-Balah", "PSE"),
        ("Jenin", "PSE"),
        ("El Fasher", "SDN"),
        ("Bunagana", "COD"),
        ("Barsalogho", "BFA"),
        ("Akobo", "SSD"),
        ("Mazar-i-Sharif", "AFG"),
    ],
)
def test_a_name_is_found_as_the_news_writes_it(name: str, country: str) -> None:
    """Also where small letters stand inside it, and where GeoNames has it otherwise or not at all."""
    assert [(place.text, place.location.country) for place in places(f"Two people were killed in {name} on Sunday.")] == [
        (name, country)
    ]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A barn burned in Lebanon, Ohio.", "USA"),
        ("Rockets fell near Tripoli, Lebanon.", "LBN"),
        ("Libyan militias fought in Tripoli.", "LBY"),
        ("Police in Paris, Texas, arrested a man.", "USA"),
        ("Police in Paris arrested a man.", "FRA"),
        ("Syrian rebels shelled Aleppo.", "SYR"),
        ("Mexican police found a tunnel in Tijuana and a van in Merida.", "MEX"),
    ],
)
def test_the_text_decides_between_places_of_one_name(text: str, country: str) -> None:
    """What stands behind a comma, and the countries of the text, choose the reading."""
    assert {place.location.country for place in places(text)} == {country}


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said it was ready.",
        "Kyiv is ready for talks.",
        "They rejected Washington's plan.",
        "Paris Hilton sang.",
        "In March the talks failed.",
        "Jordan Hill and Chelsea Moore agreed.",
        "Many hope for a nice deal.",
        "They met under the Minsk agreements and at the Shangri-La Dialogue.",
        "It was in the New York Times.",
        "They fought near the Cameroon border.",
        "The ship sank near Libya's coast.",
    ],
)
def test_governments_persons_and_words_are_no_places(text: str) -> None:
    """A capital that acts, a person, a month, a treaty and a paper are not where something is."""
    assert places(text) == ()


@pytest.mark.parametrize("day", ["Tuesday", "Friday night", "Jan. 5"])
@pytest.mark.parametrize("city", ["Kabul", "Addis Ababa"])
def test_a_day_behind_a_place_is_no_part_of_its_name(city: str, day: str) -> None:
    """Agencies put no "on" between the two."""
    assert [place.text for place in places(f"Gunmen attacked a base in {city} {day}.")] == [city]


def test_countries_are_places_behind_a_preposition_only() -> None:
    """Behind "in", Sudan is a place; "Sudan said" is a party."""
    assert located("Sudan said that troops massed in Chad.") == [("Chad", "Chad", "TCD")]


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("A tanker was hit in the Strait of Hormuz.", "Strait of Hormuz", PlacePrecision.SEA),
        ("Villages across Darfur burned.", "Darfur", PlacePrecision.REGION),
        ("Strikes hit southern Lebanon.", "southern Lebanon", PlacePrecision.REGION),
        ("Rebels entered North Kivu.", "North Kivu", PlacePrecision.ADMIN1),
        ("Shells fell around the Zaporizhzhia nuclear power plant.", "Zaporizhzhia nuclear power plant", PlacePrecision.SITE),
        ("People fled from Gaza City.", "Gaza", PlacePrecision.CITY),
        ("They signed it at the White House.", "White House", PlacePrecision.SITE),
        ("Aid entered Gaza.", "Gaza Strip", PlacePrecision.ADMIN1),
    ],
)
def test_regions_seas_and_sites(text: str, name: str, precision: PlacePrecision) -> None:
    """Regions and sites of the data file are found, with their precision."""
    assert [(place.location.name, place.location.precision) for place in places(text)] == [(name, precision)]


def test_alternatives_are_the_next_readings() -> None:
    """An ambiguous name keeps up to three other readings, less probable than the first."""
    (place,) = places("The mayor spoke in San Antonio.")
    alternatives = place.location.alternatives
    assert len(alternatives) <= 3
    assert all(other.p <= (place.location.p or 0) for other in alternatives)


def test_toponyms_say_what_their_words_do() -> None:
    """A place, a government, a people and a part of a body's name are told apart; only the place is one for events."""
    text = "Moscow said that Texans met the Boston Arts Council in Warsaw."
    found = find_toponyms(text, find_actors(text))
    assert [(one.text, one.use) for one in found] == [
        ("Moscow", PlaceUse.PARTY),
        ("Texans", PlaceUse.PARTY),
        ("Boston", PlaceUse.PART),
        ("Warsaw", PlaceUse.PLACE),
    ]
    assert [one.text for one in places(text)] == ["Warsaw"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Deputies in Avoyelles Parish found a boat.", "Avoyelles Parish", "USA"),
        ("Deputies from Leitrim met in Sligo, Ireland.", "County Leitrim", "IRL"),
        ("A plant burned in Dayton, Tenn., overnight.", "Dayton", "USA"),
        ("Shots were fired near Trafalgar Square.", "Trafalgar Square", "GBR"),
        ("Boats crossed the Dnieper River at night.", "Dnipro River", "UKR"),
    ],
)
def test_counties_states_rivers_and_squares(text: str, name: str, country: str) -> None:
    """The gazetteer's other tables are found, too."""
    assert (name, country) in {(one.location.name, one.location.country) for one in find_toponyms(text, find_actors(text))}


def test_a_capitals_namesake_is_no_government() -> None:
    """What a comma places elsewhere is not the country's capital, whoever acts."""
    text = "Paris, Tenn., closed its schools."
    (town,) = (one for one in find_toponyms(text, find_actors(text)) if one.text == "Paris")
    assert (town.location.country, town.location.admin1, town.use) == ("USA", "Tennessee", PlaceUse.PLACE)


def test_a_name_is_not_that_of_another_countrys_town() -> None:
    """Where its division stands behind it, and no such place is known there."""
    text = "Gunmen attacked a school in Maga, Kebbi State."
    assert [place.location.name for place in find_places(text, find_actors(text))] == ["Kebbi State"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bandits raided Banga village in Zamfara State on Saturday.", ["Zamfara State"]),
        ("Gunmen attacked the village of Banga in Nigeria's Zamfara state.", ["Nigeria", "Zamfara State"]),
        ("Israel struck Tripoli in Lebanon on Sunday.", ["Tripoli", "Lebanon"]),
    ],
)
def test_in_tells_where_a_name_lies(text: str, names: list[str]) -> None:
    """As a comma does."""
    found = find_places(text, find_actors(text))
    assert [place.location.name for place in found] == names
    assert len({place.location.country for place in found}) == 1


def test_a_name_may_hold_and() -> None:
    """As that of a province does."""
    text = "Eight people were arrested in Sistan and Baluchestan on Tuesday."
    assert [place.location.country for place in find_places(text, find_actors(text))] == ["IRN"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The defence ministry in Moscow said it shot down drones over Bryansk.", ["Bryansk"]),
        ("Two died in Diffa, according to the health ministry in Niamey.", ["Diffa"]),
        ("The interior ministry in Kabul said nine people were killed.", ["Kabul"]),
        ("A bomb at the ministry in Kabul killed three, and two died in Herat.", ["Kabul", "Herat"]),
    ],
)
def test_where_speakers_sit_is_no_place_of_what_they_tell(text: str, wanted: list[str]) -> None:
    """Unless it is the only place of the text."""
    assert [place.text for place in places(text)] == wanted


@pytest.mark.parametrize(
    ("area", "name", "country"),
    [
        ("Kech district", "Kech District", "PAK"),
        ("Khyber district", "Khyber District", "PAK"),
        ("Chin state", "Chin State", "MMR"),
        ("Karenni state", "Kayah State", "MMR"),
        ("Unity state", "Unity State", "SSD"),
        ("Lakes state", "Lakes State", "SSD"),
        ("Bari region", "Bari Region", "SOM"),
        ("Los Rios province", "Los Ríos Province", "ECU"),
        ("Lanao del Sur", "Lanao del Sur", "PHL"),
        ("Sultan Kudarat", "Sultan Kudarat", "PHL"),
        ("Northern Samar", "Northern Samar", "PHL"),
        ("Imphal East", "Imphal East", "IND"),
        ("Mambasa territory", "Mambasa territory", "COD"),
        ("Palma district", "Palma District", "MOZ"),
        ("Washington state", "Washington", "USA"),
    ],
)
def test_an_area_is_found_with_the_word_for_its_kind(area: str, name: str, country: str) -> None:
    """Chin state is no town of China."""
    assert [(one[1], one[2]) for one in located(f"Five people were killed in {area} on Tuesday.")] == [(name, country)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Protesters threw two Molotov cocktails.", []),
        ("Gunmen attacked worshippers at the pope's inaugural Mass.", []),
        ("The Juba peace agreement was suspended.", []),
        ("They called for a return to the Pretoria deal.", []),
        ("The Bradley vehicles were hit.", []),
        ("He holds a Schengen visa.", []),
        ("The Brent crude price rose.", []),
        ("Kharkiv drone attack kills three.", ["Kharkiv"]),
        ("Police in Worcester, Mass. arrested two men.", ["Worcester", "Mass"]),
    ],
)
def test_weapons_and_agreements_have_names_of_places(text: str, wanted: list[str]) -> None:
    """Nothing happens at a cocktail."""
    assert [place.text for place in places(text)] == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Kharkiv hospital was damaged.", [("Kharkiv", "UKR")]),
        ("A Kyiv apartment block was hit.", [("Kyiv", "UKR")]),
        ("A. Kharkiv said so.", []),
        ("A missile struck near Ben Gurion airport on Sunday.", [("Ben Gurion Airport", "ISR")]),
        ("The mayor of Van was shot dead.", [("Van", "TUR")]),
        ("Members of the Van der Berg family fled.", []),
    ],
)
def test_small_words_around_a_name_make_it_a_place(text: str, expected: list[tuple[str, str]]) -> None:
    """An article at the head of a sentence is no initial; an airport needs no capital; a mayor is a city's."""
    assert [(name, country) for _, name, country in located(text)] == expected


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Leaders met in Bali on Tuesday; India's prime minister spoke there.", "Bali", "IDN"),
        ("Boats with 40 people reached Lesbos on Tuesday.", "Lesbos", "GRC"),
        ("Two people drowned off Rhodes on Tuesday.", "Rhodes", "GRC"),
        ("Rebels attacked a post in Sulawesi on Tuesday.", "Sulawesi", "IDN"),
        ("Police and protesters clashed in Kabylie on Tuesday.", "Kabylie", "DZA"),
        ("The leaders met at Panmunjom on Tuesday.", "Panmunjom", "KOR"),
        ("India's foreign minister met Taliban officials in Doha on Monday, New Delhi said.", "Doha", "QAT"),
        ("India said that the hijackers took the plane to Kandahar.", "Kandahar", "AFG"),
        ("US President Donald Trump spoke in Cairo on Monday.", "Cairo", "EGY"),
    ],
)
def test_what_the_world_knows_by_a_name(text: str, name: str, country: str) -> None:
    """Islands, landscapes and capitals are no village of that name, in whosever news they stand."""
    assert {place.location.country for place in places(text) if place.text == name} == {country}


@pytest.mark.parametrize(
    "name", ["Marib", "Raqqa", "Herat", "Avdiivka", "Sloviansk", "Zaporizhzhia", "Hama", "Donetsk", "Cox's Bazar"]
)
def test_a_town_is_called_as_english_news_does(name: str) -> None:
    """Whatever GeoNames calls it."""
    assert [place.location.name for place in places(f"Two people were killed in the city of {name} on Sunday.")] == [name]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Two people were killed in Bama Local Government Area of Borno State.", "Bama", "NGA"),
        ("Gunmen killed nine persons in Maru Local Government Area, Zamfara State.", "Maru", "NGA"),
        ("Bandits abducted 12 people in Tsafe LGA of Zamfara State.", "Tsafe", "NGA"),
        ("Junta troops shelled Kyaukme Township, killing two.", "Kyaukme", "MMR"),
        ("Two men were shot dead in Bardoli Tehsil, Gujarat.", "Bārdoli", "IND"),
    ],
)
def test_a_capitalised_kind_of_area_is_no_part_of_a_longer_name(text: str, name: str, country: str) -> None:
    """Behind a town: "Local Government", "LGA", "Township"."""
    assert (name, country) in [(place.location.name.removesuffix(" LGA"), place.location.country) for place in places(text)]
