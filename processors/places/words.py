"""The small words around a place's name, and what they say about it."""

from processors.actors.attributes import CALENDAR
from processors.data.word_lists import word_list

PREPOSITIONS = word_list("places.words", "prepositions")
"""Words that put something at the place behind them; verbs of going and of attack do so too."""

LOOSE = word_list("places.words", "loose")
"""Prepositions before persons and parties as often as before places."""

LOCATING = PREPOSITIONS - LOOSE
"""Those behind which a capitalised name is nearly always a place."""

COUNTRY_LOCATING = LOCATING | {"to"}

FILLERS = word_list("places.words", "fillers")
"""Words that may stand between a preposition and the name."""

COUNTY = "county"

POSSESSIVE = "s"
"""The word that "'s" is: it goes through a name ("Cox's Bazar"), and ends none."""

AREA_WORDS = {
    "region": "admin1",
    "oblast": "admin1",
    "province": "admin1",
    "governorate": "admin1",
    "state": "admin1",
    "krai": "admin1",
    "republic": "admin1",
    "prefecture": "admin1",
    "department": "admin1",
    "area": "",
    "district": "",
    "county": COUNTY,
    "raion": "",
    "parish": COUNTY,
    "local": "",
    "lga": "",
    "township": "",
    "tehsil": "",
    "upazila": "",
    "woreda": "",
    "commune": "",
    "locality": "",
    "municipality": "",
    "city": "city",
    "town": "city",
    "village": "city",
    "airport": "",
    "governor": "admin1",
    "mayor": "city",
    "peninsula": "",
    "front": "",
    "direction": "",
    "police": "",
    "airbase": "",
    "university": "",
    "hospital": "",
    "mosque": "",
    "cathedral": "",
    "prison": "",
    "crown": "",
    "court": "",
    "international": "",
    "metro": "",
    "port": "",
    "residents": "",
}
"""Words behind a name that may follow it, and which precision they speak for."""

SPAN_WORDS = word_list("places.words", "span_words")
"""Those that belong into the mention."""

NAME_TAILS = word_list("places.words", "name_tails")
"""Lower-case words that end names of places: "al-Asad air base"."""

DIRECTIONS = word_list("places.words", "directions")

OPENERS = word_list("places.words", "openers")
"""Capitalised words before a name that do not make it a part of a longer one."""

PARTICLES = word_list("places.words", "particles")


NAMED_AFTER = word_list("places.words", "named_after")
"""Treaties, meetings and papers behind a place that they are only named after: "under the Minsk agreements"."""

AGREED = word_list("places.words", "agreed")
AGREED_ON = word_list("places.words", "agreed_on")
"""Likewise where another word stands between: "the Juba peace agreement"."""

WEAPONS = word_list("places.words", "weapons")
"""What has a name that is also a place's: "two Molotov cocktails", "Bradley vehicles"."""

NEVER = word_list("places.words", "never") | CALENDAR
"""Capitalised words that GeoNames knows as villages and that news never means so."""
