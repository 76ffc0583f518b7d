"""The long run: many faults, a long outage, three nodes. Prints what it does, and one line in the end.

python -m tests.chaos [--faults N] [--seed N] [--away-s S] [--only chaos|outage|takeover]
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.chaos.scenarios import Chaos, Outage, Takeover, chaos, outage, takeover

REPORTS_PER_SECOND_IN_OUTAGE = 4.0


def main() -> int:
    """Run the scenarios; 1 where anything was lost, doubled, invented or out of order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--faults", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--away-s", type=float, default=600)
    parser.add_argument("--only", choices=["chaos", "outage", "takeover"])
    arguments = parser.parse_args()
    scenarios: dict[str, Callable[[Path], Chaos | Outage | Takeover]] = {
        "chaos": lambda folder: chaos(folder, arguments.seed, arguments.faults, tell),
        "takeover": lambda folder: takeover(folder, tell),
        "outage": lambda folder: outage(folder, arguments.away_s, REPORTS_PER_SECOND_IN_OUTAGE, tell),
    }
    results = []
    for name, scenario in scenarios.items():
        if arguments.only in (None, name):
            tell(f"== {name}")
            folder = Path(tempfile.mkdtemp(prefix=f"conflictwire-{name}-"))
            tell(f"    logs in {folder}")
            results.append(scenario(folder))
    is_clean = all(result.findings.are_clean for result in results)
    tell(f"{'clean' if is_clean else 'NOT CLEAN'}: " + " | ".join(map(str, results)))
    return 0 if is_clean else 1


def tell(line: str) -> None:
    """Print at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
