"""The small words around a place's name, and what they say about it."""

from functools import cache
from importlib.resources import files

PREPOSITIONS = frozenset(
    "in near at from outside inside around across over within into toward towards throughout via above beyond through to off on between "
    "along against of for by under reached entered visited left hit struck attacked shelled bombed targeted captured seized retook "
    "recaptured liberated stormed besieged pounded evacuated fled rocked shook leaving entering reaching visiting hitting striking "
    "attacking shelling bombing targeting capturing seizing".split(),
)
"""Words that put something at the place behind them; verbs of going and of attack do so too."""

LOCATING = PREPOSITIONS - frozenset("to of for by on between against under".split())
"""Those behind which a capitalised name is nearly always a place."""

COUNTRY_LOCATING = LOCATING | {"to"}

FILLERS = frozenset(
    "the a an northern southern eastern western central north south east west northeast northwest southeast southwest northeastern northwestern "
    "southeastern southwestern nearby neighbouring neighboring besieged occupied rebel held government controlled city town village towns villages "
    "cities capital port province provinces region regions district districts oblast state states area areas suburb suburbs outskirts governorate county municipality of near "
    "border frontline disputed breakaway enclave coastal mountainous remote restive volatile troubled ancient historic war torn strategic key "
    "city's country's settlement settlements village's camp hospital airport streets parts downtown mainland greater both and "
    "department departments island islands peninsula valley community communities".split(),
)
"""Words that may stand between a preposition and the name."""

COUNTY = "county"

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

SPAN_WORDS = frozenset("region oblast province governorate krai republic prefecture department raion district county".split())
"""Those that belong into the mention."""

NAME_TAILS = frozenset(
    "refugee camp valley island islands peninsula nuclear power plant facility crossing air base airbase corridor strip heights strait canal "
    "border hospital mosque displacement".split(),
)
"""Lower-case words that end names of places: "al-Asad air base"."""

DIRECTIONS = frozenset(
    "northern southern eastern western central north south east west northeast northwest southeast southwest".split()
)

OPENERS = frozenset(
    "in near at from outside inside around across over within into toward towards throughout the a on to of and but as for while when after before since "
    "northern southern eastern western central north south east west northeast northwest southeast southwest northeastern northwestern southeastern "
    "southwestern upper lower greater old downtown nearby both between including "
    "mr mrs embassy mayor governor city state province district region university county town village port".split(),
)
"""Capitalised words before a name that do not make it a part of a longer one."""

PARTICLES = frozenset(
    "al el de la le du da do del des dos of the ad an ar as at az ash ez es ud ur upon on am sur les los las san der den di i y e".split()
)


NEVER = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday god jewish arab muslim christian islam islamic islamist catholic hindu sikh buddhist english "
    "olympic olympics university secretary commonwealth king queen prince princess pope ramadan eid christmas easter orthodox sunni shia shiite kurdish kurd "
    "persian ottoman soviet roman latin google toyota honda congress parliament senate covid internet allah republican democrat democratic labour "
    "conservative socialist communist army navy police marine marines state states union english igbo hausa fulani yoruba pashtun tajik uzbek hutu tutsi "
    "bishop cardinal sheriff judge justice captain sir lady lord madam abu bin ben al el der van von de la el los san santa santo saint st".split(),
)
"""Capitalised words that GeoNames knows as villages and that news never means so."""


@cache
def common_words() -> frozenset[str]:
    """English words that are also names of places."""
    lines = (files("processors.data") / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
