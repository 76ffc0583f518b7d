"""UCDP ids for groups."""

from training.actor_ids import NAMES, fill

COUNTRIES = {"MLI": ["Mali"]}


def group(name: str, ucdp_id: str = "", sector: str = "REB") -> dict[str, str]:
    """A row of groups.csv."""
    return {"name": name, "aliases": "", "country": "MLI", "sector": sector, "ucdp_id": ucdp_id}


def actor(number: str, name: str, location: str = "Mali") -> dict[str, str]:
    """A row of UCDP's list."""
    return {"ActorId": number, "Location": location} | dict.fromkeys(NAMES, name)


def test_an_exact_name_at_home_gives_the_id() -> None:
    """Only one bearer of the name, active in the group's country."""
    groups = [group("Free Front"), group("Other Front"), group("Twin Front")]
    actors = [actor("1", "Free Front"), actor("2", "Other Front", "Chile"), actor("3", "Twin Front"), actor("4", "Twin Front")]
    assert list(fill(groups, actors, COUNTRIES)) == ["new: Free Front 1"]
    assert [row["ucdp_id"] for row in groups] == ["1", "", ""]


def test_an_id_belongs_to_one_group_and_to_no_army() -> None:
    """Taken ids and state forces are left alone; an id that the list lacks is told."""
    groups = [group("Free Front", "1"), group("free front"), group("Army", sector="MIL"), group("Ghost", "99")]
    actors = [actor("1", "Free Front"), actor("5", "Army")]
    assert list(fill(groups, actors, COUNTRIES)) == ["unknown: Ghost 99"]
