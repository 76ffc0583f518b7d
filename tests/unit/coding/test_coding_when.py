"""When a happening was: of several times of an article the one that is meant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from processors.records import ConflictEvent, EventStage, PloverEvent

Code = Callable[..., tuple[ConflictEvent, ...]]
FIRST = datetime.min.replace(tzinfo=UTC)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        ("Russia struck a hospital in Kharkiv on Sunday, Ukraine said on Tuesday.", PloverEvent.ASSAULT, "Sunday"),
        ("Police arrested 30 protesters in Nairobi. The march had begun on Sunday.", PloverEvent.COERCE, "Sunday"),
        ("The ministers will meet in Geneva on Friday, Norway said on Monday.", PloverEvent.CONSULT, "Friday"),
        (
            "The Houthis freed the crew of a ship, held since it was attacked in the Red Sea last year, on Sunday.",
            PloverEvent.RETREAT,
            "Sunday",
        ),
        (
            "Police arrested a former minister in Colombo on Tuesday. He was remanded in custody until June 18.",
            PloverEvent.COERCE,
            "Tuesday",
        ),
        (
            "Gunmen killed five farmers in Maiduguri. Residents said on Monday that it burnt.",
            PloverEvent.ASSAULT,
            "Monday",
        ),
    ],
)
def test_the_time_is_that_of_the_happening(code: Code, text: str, event: PloverEvent, day: str) -> None:
    """Not when it was said, where both are told; that of a neighbouring sentence, where its own tells none."""
    time = next(e for e in code(text) if e.plover_event is event).time
    assert time is not None
    assert time.text == day


@pytest.mark.parametrize(
    ("text", "event", "quote", "day"),
    [
        (
            "The embassy in Port-au-Prince closed on Tuesday, five days after gangs stormed the main prison.",
            PloverEvent.ASSAULT,
            "five days after",
            "2025-05-29",
        ),
        (
            "Three days after gunmen killed 40 people in Yelwata, police said on Tuesday that they had arrested 11 suspects.",
            PloverEvent.ASSAULT,
            "Three days after",
            "2025-05-31",
        ),
        (
            "Three days after gunmen killed 40 people in Yelwata, police said on Tuesday that they had arrested 11 suspects.",
            PloverEvent.COERCE,
            "Tuesday",
            "2025-06-03",
        ),
        (
            "Tehran said on Sunday that drones had attacked a plant in Isfahan late the previous evening.",
            PloverEvent.ASSAULT,
            "the previous evening",
            "2025-05-31",
        ),
        (
            "Hours after the talks, a day after rebels shot dead 12 farmers in Goma on Sunday, the army sent troops there.",
            PloverEvent.ASSAULT,
            "Sunday",
            "2025-06-01",
        ),
        (
            "On Monday, less than a day after rebels shot dead 12 farmers in Goma, the army sent troops there.",
            PloverEvent.ASSAULT,
            "Monday",
            "2025-06-02",
        ),
    ],
)
def test_a_day_told_from_another_is_counted(code: Code, text: str, event: PloverEvent, quote: str, day: str) -> None:
    """From the day of the rest of the sentence, unless what is told states its own."""
    time = next(e for e in code(text) if e.plover_event is event).time
    assert time is not None
    assert (time.text, time.start) == (quote, day)


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        (
            "France will withdraw its last troops from Chad by the end of July, the minister said.",
            PloverEvent.RETREAT,
            "2025-07-01",
        ),
        ("Putin and Xi met in Moscow on May 9, and are to meet again in Tianjin in August.", PloverEvent.CONSULT, "2025-08-01"),
        ("Rebels killed 12 farmers near Bunia at the end of May, the army said.", PloverEvent.ASSAULT, "2025-05-01"),
    ],
)
def test_of_several_times_a_plan_has_one_to_come(code: Code, text: str, event: PloverEvent, day: str) -> None:
    """The end of a month is the next one where it is planned, the last one where it has happened."""
    assert [e.time and e.time.start for e in code(text) if e.plover_event is event][-1] == day


def test_what_calls_off_a_strike_has_happened(code: Code) -> None:
    """Only the strike was planned."""
    (event,) = code("Doctors in Lagos called off a strike planned for Monday.")
    assert event.stage is EventStage.OCCURRED


def test_a_weekday_of_a_plan_is_to_come(code: Code) -> None:
    """On a Wednesday, "on Friday" is in two days for what will be, five days ago for what was."""
    planned = code("The ministers will meet in Geneva on Friday.")[0]
    past = code("Rebels attacked an army base in Mali on Friday.")[0]
    assert planned.time is not None
    assert past.time is not None
    assert planned.time.start > past.time.start
    assert (planned.time.text, past.time.text) == ("Friday", "Friday")


def test_what_is_said_is_past_and_what_is_planned_to_come(code: Code) -> None:
    """Of two weekdays in one sentence that of the statement has passed, and that of the plan has not."""
    (event,) = code("Norway on Monday said the ministers will meet in Geneva on Friday.")
    assert event.time is not None
    assert (event.time.text, event.time.start) == ("Friday", "2025-06-06")


@pytest.mark.parametrize("published", [FIRST, FIRST + timedelta(days=1), datetime.max.replace(tzinfo=UTC)])
def test_no_day_lies_outside_the_calendar(code: Code, published: datetime) -> None:
    """Whatever day a feed gives an article, it is coded."""
    assert code("The ministers will meet in Geneva on Thursday.", published_at=published)
    assert code("The ministers will meet in Geneva this week.", published_at=published)
    assert code("Russia attacked Kyiv with drones overnight, the air force said on Monday.", published_at=published)


def test_an_article_without_times_has_none(code: Code) -> None:
    """Nothing is invented."""
    assert code("Gunmen killed five farmers in Maiduguri.")[0].time is None


def test_what_went_on_until_now_is_no_old_news(code: Code) -> None:
    """A time that began weeks ago and has not ended does not age an event."""
    event = code("Army shelling has killed 12 people in Mandalay over the past three weeks, residents said.")[0]
    assert event.time is not None
    assert event.time.text == "past three weeks"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("U.S. troops were attacked in Syria in the last week.", "2025-05-28", "2025-06-04"),
        ("Gunmen killed ten soldiers in Mali last week.", "2025-05-26", "2025-06-01"),
        ("China and Russia will hold naval drills in the Gulf of Oman this week.", "2025-06-04", "2025-06-08"),
        ("Russia attacked Kyiv with drones overnight, the Ukrainian air force said on Sunday.", "2025-05-31", "2025-06-01"),
        ("Russia attacked Kyiv with drones overnight, the Ukrainian air force said.", "2025-06-03", "2025-06-04"),
    ],
)
def test_weeks_and_nights_have_their_days(code: Code, text: str, start: str, end: str) -> None:
    """A week back from publication, what is left of one, the night before the day on which it was said."""
    time = code(text)[0].time
    assert time is not None
    assert (time.start, time.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("NATO will send 3,000 troops to Latvia in September.", "2025-09-01"),
        ("In September, NATO will send 3,000 troops to Latvia.", "2025-09-01"),
        ("Germany will send Ukraine 10 tanks on July 20.", "2025-07-20"),
        ("The ministers will meet in Geneva in March.", "2026-03-01"),
        ("Japan is expected to deploy missiles to Okinawa in March.", "2026-03-01"),
        ("Israel launched an offensive on Rafah in December.", "2024-12-01"),
        ("Gunmen killed 40 soldiers in Mali in April, and Mali will send troops.", "2025-04-01"),
    ],
)
def test_a_month_of_a_plan_is_to_come(code: Code, text: str, start: str) -> None:
    """A month or day without a year is the next one where its own clause speaks of the future, else the last."""
    assert start in {event.time.start for event in code(text) if event.time is not None}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Police arrested the union leader on Monday ahead of a planned strike.", "2025-06-02"),
        ("Israel bombed Beirut on Thursday and said more strikes would follow.", "2025-05-29"),
    ],
)
def test_what_happened_is_past_whatever_is_planned_beside_it(code: Code, text: str, start: str) -> None:
    """A word of the future in its sentence belongs to something else."""
    event = max(code(text), key=lambda found: found.p or 0.0)
    assert event.time is not None
    assert event.time.start == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Sweden will donate guns to Ukraine, Pal Jonson told reporters on Monday.", "2025-06-02"),
        ("Canada will send 200 troops to Latvia, Mark Carney said in Ottawa on Monday.", "2025-06-02"),
        ("In a statement on Monday, the White House said the US would send troops to Poland.", "2025-06-02"),
        ("On Monday, Canada announced it will send 200 troops to Latvia.", "2025-06-02"),
        ("Norway pledged 80 million dollars in aid to Ukraine on Monday.", "2025-06-02"),
        ("Britain pledged on Monday to send 600 troops to Estonia.", "2025-06-02"),
        ("On Friday, Canada will send 200 troops to Latvia, Mark Carney said.", "2025-06-06"),
        ("Israel will withdraw its troops from Gaza on Sunday, the army told residents.", "2025-06-08"),
        ("The White House said the US would send troops to Poland on Monday.", "2025-06-09"),
    ],
)
def test_the_day_of_a_statement_has_passed(code: Code, text: str, start: str) -> None:
    """Whoever it was told to and wherever; the day on which what was said is to be done has not."""
    event = max(code(text), key=lambda found: found.p or 0.0)
    assert event.time is not None
    assert event.time.start == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The United States urged Rwanda to withdraw its troops by Friday.", None),
        ("ECOWAS told the junta in Niger to restore the president by Sunday.", None),
        ("Norway on Monday urged Israel to halt strikes until Thursday.", "2025-06-02"),
        ("The United States will withdraw its troops from Niger by Sunday.", "2025-06-08"),
        ("By Sunday, the rebels had seized the airport in Goma.", "2025-06-01"),
    ],
)
def test_a_deadline_is_no_day_of_a_demand(code: Code, text: str, start: str | None) -> None:
    """It tells when a term ends, not when it was set."""
    event = max(code(text), key=lambda found: found.p or 0.0)
    assert (event.time.start if event.time else None) == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The Israeli military said on Tuesday it killed a Hezbollah commander early Monday in southern Lebanon.", "2025-06-02"),
        ("Sudan's RSF said on Tuesday it captured the town of Bara on Sunday.", "2025-06-01"),
        ("On Tuesday, the army said it killed a Hezbollah commander in a strike on Monday in Tyre.", "2025-06-02"),
        ("The military said it killed two militants on Tuesday, a day after a bomb killed a soldier in Quetta.", "2025-06-03"),
        ("Police said on Tuesday they arrested a man over a bombing on Sunday in Kano.", "2025-06-03"),
    ],
)
def test_the_day_of_a_deed_goes_before_that_of_its_report(code: Code, text: str, start: str) -> None:
    """The one behind the deed's verb is the deed's own, unless it belongs to its cause."""
    event = code(text)[0]
    assert event.time is not None
    assert event.time.start == start


def test_a_day_before_a_past_verb_has_passed(code: Code) -> None:
    """What is threatened in one breath with it was threatened then."""
    events = code(
        "Pakistan on Thursday shut its airspace to Indian airlines and warned that any attempt to divert water would be war."
    )
    assert {event.time.start for event in events if event.time is not None} == {"2025-05-29"}
