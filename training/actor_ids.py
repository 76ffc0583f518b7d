"""Fill the UCDP ids of ``processors/data/groups.csv``: ``python -m training.actor_ids --corpus PATH``.

A group without an id takes that of the one actor of UCDP's list that bears one of its names or aliases exactly, is active in its
country and is no other group's; state forces take none. Ids that stand in the file are only checked: one that the list does not
hold is reported. Everything else in the file stays.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

GROUPS = Path(__file__).parents[1] / "processors/data/groups.csv"
COUNTRIES = GROUPS.with_name("countries.csv")
LIST = "actors/ucdp-actor-221.csv"
NAMES = ("NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng")


def read_table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The comment lines at a data file's head, and its rows."""
    lines = path.read_text("utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.DictReader(line for line in lines if not line.startswith("#")))


def fill(groups: list[dict[str, str]], actors: list[dict[str, str]], country_names: dict[str, list[str]]) -> Iterator[str]:
    """Fill the ids in place; yield a line for each that is new or unknown."""
    known = {actor["ActorId"] for actor in actors}
    bearers: dict[str, list[dict[str, str]]] = defaultdict(list)
    for actor in actors:
        for name in {actor[column].strip().lower() for column in NAMES} - {"", "n/a"}:
            bearers[name].append(actor)
    taken = {group["ucdp_id"] for group in groups}
    for group in groups:
        if group["ucdp_id"] and group["ucdp_id"] not in known:
            yield f"unknown: {group['name']} {group['ucdp_id']}"
        elif not group["ucdp_id"] and group["sector"] != "MIL":
            names = {name.strip().lower() for name in (group["name"], *group["aliases"].split("|"))}
            homes = country_names.get(group["country"], [])
            found = {a["ActorId"] for name in names for a in bearers[name] if any(home in a["Location"] for home in homes)}
            if len(found) == 1 and not found & taken:
                group["ucdp_id"] = found.pop()
                yield f"new: {group['name']} {group['ucdp_id']}"


def main() -> None:
    """Read, fill, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    with (parser.parse_args().corpus / LIST).open(encoding="utf-8-sig", newline="") as lines:
        actors = list(csv.DictReader(lines))
    head, groups = read_table(GROUPS)
    countries = {row["iso3"]: [row["name"], *filter(None, row["aliases"].split("|"))] for row in read_table(COUNTRIES)[1]}
    for line in fill(groups, actors, countries):
        print(line)  # noqa: T201 (a command that answers)
    with GROUPS.open("w", encoding="utf-8", newline="") as out:
        out.write("\n".join(head) + "\n")
        writer = csv.DictWriter(out, fieldnames=list(groups[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(groups)


if __name__ == "__main__":
    main()
