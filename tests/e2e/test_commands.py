"""Commands: bad input of every kind ends in one clear message and its exit code."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Cli, write_feed_list
from tests.site import Site


@pytest.mark.parametrize(
    ("arguments", "exit_code", "says"),
    [
        (["tail", "no.such.topic"], 2, "the topics are"),
        (["status"], 4, "there is no conflictwire data"),
        (["tail", "news.articles.v1"], 4, "there is no conflictwire data"),
        (["feeds", "list"], 4, "there is no conflictwire data"),
        (["run", "--once", "--feeds", "/no/such/file"], 5, "cannot read the feed list"),
        (["feeds", "add", "ftp://outlet.example/rss"], 2, "not a feed's address"),
        (["feeds", "check", "http://outlet.example/missing"], 5, "http_404"),
        (["frobnicate"], 2, "frobnicate"),
        (["run", "--frob"], 2, "--frob"),
    ],
)
def test_wrong_use_is_one_clear_message(cli: Cli, arguments: list[str], exit_code: int, says: str) -> None:
    """The message says what is wrong; the exit code is the documented one."""
    assert says in cli.run(*arguments, exit_code=exit_code).stderr


def test_a_feed_list_with_mistakes_names_all_of_them(cli: Cli, tmp_path: Path) -> None:
    """A user mends the whole list in one go."""
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feeds]]\nurl = "ftp://a.example/rss"\n[[feeds]]\nutl = "http://b.example/rss"\n')
    said = cli.run("run", "--once", "--feeds", str(feeds), exit_code=5).stderr
    assert "ftp" in said
    assert "utl" in said


def test_wrong_settings_are_named_before_anything_starts(cli: Cli) -> None:
    """Nothing is made in the data directory while a setting is wrong."""
    said = cli.run("run", exit_code=3, CONFLICTWIRE_POLL__CONCURRENCY="0", CONFLICTWIRE_NONSENSE="1").stderr
    assert "CONFLICTWIRE_POLL__CONCURRENCY" in said
    assert "CONFLICTWIRE_NONSENSE" in said
    assert not cli.data_dir.exists()


def test_a_data_directory_that_cannot_be_made_is_one_clear_message(cli: Cli, tmp_path: Path) -> None:
    """A file stands where the directory should be."""
    (tmp_path / "data").write_text("a file")
    assert "data directory" in cli.run("run", "--once", exit_code=4).stderr


def test_feeds_are_added_listed_exported_and_removed(cli: Cli, site: Site, tmp_path: Path) -> None:
    """A list survives the way out and in again, as TOML and as OPML."""
    site.put_feed("outlet.example/rss", {"http://outlet.example/a": "A"})
    cli.run("feeds", "add", "http://outlet.example/rss", "--outlet", "The Outlet")
    cli.run("feeds", "import", write_feed_list(tmp_path / "more.toml", "http://b.example/rss", "http://c.example/rss"))
    cli.run("feeds", "remove", "http://c.example/rss")
    assert "not in the list" in cli.run("feeds", "remove", "http://c.example/rss", exit_code=5).stderr
    for form in ("toml", "opml"):
        exported = cli.run("feeds", "export", "--format", form).stdout
        (tmp_path / f"out.{form}").write_text(exported)
        other = Cli(tmp_path / form, cli.environment)
        other.run("feeds", "import", str(tmp_path / f"out.{form}"))
        listed = [json.loads(line) for line in other.run("feeds", "list", "--json").stdout.splitlines()]
        assert sorted(feed["url"] for feed in listed) == ["http://b.example/rss", "http://outlet.example/rss"]
        assert {feed["outlet"] for feed in listed} == {"The Outlet"}
    checked = json.loads(cli.run("feeds", "check", "http://outlet.example/rss", "--json").stdout)
    assert [entry["url"] for entry in checked["entries"]] == ["http://outlet.example/a"]


def test_a_feed_that_keeps_the_parser_busy_is_given_up(cli: Cli, site: Site) -> None:
    """Feeds check has the daemon's limit of time; it follows a redirect to another host first."""
    categories = "".join(f"<category>c{i}</category>" for i in range(60_000))
    item = f"<item><title>A</title><link>http://slow.example/a</link>{categories}</item>"
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{item}</channel></rss>'
    site.put("slow.example/rss", body, Content_Type="application/rss+xml")
    site.put("outlet.example/rss", status=302, Location="http://slow.example/rss")
    said = cli.run("feeds", "check", "http://outlet.example/rss", exit_code=5, CONFLICTWIRE_WORKERS__TIMEOUT_S="1").stderr
    assert "the parser gave up" in said
    site.put("loop.example/rss", status=302, Location="http://pool.example/rss")
    site.put("pool.example/rss", status=302, Location="http://loop.example/rss")
    assert "too_many_redirects" in cli.run("feeds", "check", "http://loop.example/rss", exit_code=5).stderr


def test_an_untouched_installation_starts_with_the_shipped_list(cli: Cli) -> None:
    """Livemint's feeds are among those that ship."""
    cli.run("feeds", "import")
    listed = cli.run("feeds", "list", "--json").stdout
    assert "livemint.com" in listed
    assert len(listed.splitlines()) > 50


def test_the_doctor_finds_a_sound_setup_sound(cli: Cli) -> None:
    """Every line is good on a machine where the tests run, and a wrong setting is found."""
    said = cli.run("doctor").stdout
    assert "bad" not in said
    assert "there is no such setting" in cli.run("doctor", exit_code=1, CONFLICTWIRE_NONSENSE="1").stdout


def test_a_reader_who_leaves_is_no_error(cli: Cli, site: Site, tmp_path: Path) -> None:
    """`conflictwire … | head -1` ends at once and without a word; the exit code is the broken pipe's."""
    write_feed_list(tmp_path / "feeds.toml", *(f"http://outlet{i}.example/rss" for i in range(3000)))
    cli.run("feeds", "import", str(tmp_path / "feeds.toml"))
    listing = cli.start("feeds", "list", "--json")
    assert listing.stdout is not None
    assert listing.stderr is not None
    assert listing.stdout.readline().startswith("{")
    listing.stdout.close()
    assert listing.stderr.read() == ""
    listing.stderr.close()
    assert listing.wait(timeout=30) in (0, 1, -13)
    assert site.requests.total() == 0
