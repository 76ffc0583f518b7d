"""The user's own rules: what they find, what they change, and every mistake at once."""

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.records import Band, In
from processors.relevance import WatchList, WatchListError, assess_relevance, parse_watch_list

TITLE = "Oil terminal shut after leak"
TEXT = "The terminal near Port Anselm was shut on Monday after a leak, the Harbour Guard said. Repairs will take a week."


def rules(text: str) -> WatchList:
    """A list of one rule."""
    return parse_watch_list(f'[[rule]]\ntag = "mine"\n{text}')


@pytest.mark.parametrize(
    "rule",
    [
        'places = ["Port Anselm"]',
        'actors = ["Harbour Guard"]',
        'words = ["OIL TERMINAL"]',
        'words = ["leak*", "nothing"]',
        'places = ["Port  Anselm"]\nwords = ["repair*"]\nnot = ["football"]',
    ],
)
def test_a_rule_applies_where_each_of_its_lists_finds_a_term(rule: str) -> None:
    """The article is tagged, with a reason for each list whose span holds the words; without a boost p stays."""
    plain, tagged = assess_relevance(TITLE, TEXT), assess_relevance(TITLE, TEXT, watch_list=rules(rule))
    assert (plain.tags, tagged.tags) == ((), ("mine",))
    assert tagged.p == pytest.approx(plain.p)
    reasons = [reason for reason in tagged.reasons if reason.label == "watch_list"]
    assert len(reasons) == rule.count("places") + rule.count("actors") + rule.count("words")
    for reason in reasons:
        assert reason.span is not None
        assert (TITLE if reason.in_ is In.TITLE else TEXT)[slice(*reason.span)] == reason.text


@pytest.mark.parametrize(
    "rule",
    [
        'places = ["Port"]\nwords = ["strike"]',
        'words = ["term"]',
        'actors = ["HARBOUR Guard"]',
        'words = ["terminal"]\nnot = ["LEAK"]',
        'words = ["kilometres below"]',
    ],
)
def test_a_rule_does_not_apply_by_half(rule: str) -> None:
    """Not where one list finds nothing, in the middle of a word, in another spelling, or where a negation stands."""
    assert assess_relevance(TITLE, TEXT + " " * 2000 + "kilometres below", watch_list=rules(rule)).tags == ()


def test_a_title_in_capitals_holds_the_names() -> None:
    """Names are found as written or all in capitals, never in small letters."""
    assert assess_relevance("LEAK AT PORT ANSELM", "", watch_list=rules('places = ["Port Anselm"]')).tags == ("mine",)
    assert assess_relevance("the us and them", "", watch_list=rules('places = ["US"]')).tags == ()


def test_boosts_move_the_log_odds_and_the_band() -> None:
    """They add up over rules; the probability stays one."""
    plain = assess_relevance(TITLE, TEXT)
    two = parse_watch_list('[[rule]]\ntag="a"\nwords=["leak"]\nboost=4\n[[rule]]\ntag="b"\nwords=["week"]\nboost=4.0')
    boosted = assess_relevance(TITLE, TEXT, watch_list=two)
    assert boosted.tags == ("a", "b")
    assert math.log(boosted.p / (1 - boosted.p)) == pytest.approx(math.log(plain.p / (1 - plain.p)) + 8)
    assert (plain.band, boosted.band) == (Band.NO, Band.YES)


def test_a_promo_line_is_not_looked_at() -> None:
    """It is about another story."""
    promo = "Follow all the latest updates on the Israel Iran conflict here."
    found = assess_relevance(TITLE, f"{TEXT}\n{promo}", watch_list=rules('places = ["Iran"]'))
    assert found.tags == ()


def test_other_languages_are_tagged_but_not_boosted() -> None:
    """The model has no say about them."""
    found = assess_relevance("Удар по порту", "Порт Одеси атакували вночі.", watch_list=rules('places = ["Одеси"]\nboost = 9'))
    assert (found.tags, found.p, found.band) == (("mine",), 0.0, Band.NO)


def test_a_watch_list_can_be_sent_to_a_worker() -> None:
    """It is read once, by the parent."""
    kept = rules('words = ["leak*"]')
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 (our own bytes)


def test_all_mistakes_are_told_at_once() -> None:
    """Each with its rule and its tag."""
    with pytest.raises(WatchListError) as told:
        parse_watch_list(
            """
            colour = 1
            [[rule]]
            tag = "Bad Tag"
            words = []
            [[rule]]
            tag = "x"
            boost = "much"
            place = ["Goma"]
            [[rule]]
            tag = "y"
            places = ["goma", "a*b", "", 3]
            words = ["**", "?"]
            boost = true
            """
        )
    text = str(told.value)
    assert len(told.value.mistakes) == text.count("\n") + 1
    for part in (
        "colour: there is no such key",
        "rule 1 (Bad Tag): tag: needed",
        "rule 1 (Bad Tag): words: a list of at least one text",
        "rule 2 (x): place: there is no such key",
        "rule 2 (x): boost: a number",
        "rule 2 (x): needs places, actors or words",
        "rule 3 (y): places: 'goma': write a name",
        "rule 3 (y): places: 'a*b': a * may stand at the end only",
        "rule 3 (y): places: '' is no text",
        "rule 3 (y): places: 3 is no text",
        "rule 3 (y): words: '**': a * may stand at the end only",
        "rule 3 (y): words: '?' holds neither letter nor digit",
        "rule 3 (y): boost: a number",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("text", "mistake"),
    [("[[rule", "not TOML"), ("", "there is no rule"), ("rule = 3", "[[rule]]"), ("[rule]\ntag = 'a'", "[[rule]]")],
)
def test_what_is_no_list_of_rules_is_told(text: str, mistake: str) -> None:
    """Also a single table where a list of tables is meant."""
    with pytest.raises(WatchListError, match=mistake.replace("[", r"\[")):
        parse_watch_list(text)


@pytest.mark.parametrize("size", ["rules", "terms", "letters"])
def test_a_watch_list_has_limits(size: str) -> None:
    """Its cost is paid for every article."""
    many = {
        "rules": '[[rule]]\ntag = "a"\nwords = ["b"]\n' * 501,
        "terms": f'[[rule]]\ntag = "a"\nwords = {["b"] * 5001}',
        "letters": f'[[rule]]\ntag = "a"\nwords = ["{"b" * 101}"]',
    }[size]
    with pytest.raises(WatchListError, match=r"most|longer"):
        parse_watch_list(many)


@given(term=st.text(min_size=1, max_size=30).filter(lambda term: any(char.isalnum() for char in term)))
def test_any_term_is_found_in_itself(term: str) -> None:
    """Whatever stands in a rule is taken literally, not as a pattern."""
    escaped = "".join(f"\\U{ord(char):08x}" for char in term)
    try:
        kept = rules(f'words = ["{escaped}"]')
    except WatchListError:
        return
    assert assess_relevance(term.removesuffix("*"), "", watch_list=kept).tags == ("mine",)
