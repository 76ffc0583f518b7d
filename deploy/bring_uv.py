"""Bring the package manager uv into a folder, with nothing but Python's standard library: python3 bring_uv.py FOLDER.

Tries a virtual environment of its own, then the system's pip. Prints nothing when all is well; idempotent.
"""

import subprocess
import sys
import venv
from pathlib import Path

OLDEST = (3, 11)
REQUIREMENT = "uv>=0.8"


def main(folder: Path) -> None:
    """Leave ``FOLDER/bin/uv``."""
    if sys.version_info < OLDEST:
        sys.exit(f"conflictwire needs Python {'.'.join(map(str, OLDEST))} or newer; this is {sys.version.split()[0]}")
    if (folder / "bin" / "uv").exists():
        return
    problems = []
    for attempt in (with_venv, with_system_pip):
        try:
            attempt(folder)
        except (subprocess.CalledProcessError, OSError, SystemExit) as error:
            problems.append(f"  {attempt.__name__}: {error}")
        else:
            if (folder / "bin" / "uv").exists():
                return
    sys.exit("cannot install uv:\n" + "\n".join(problems) + "\nInstall it (https://docs.astral.sh/uv) or Python's venv module.")


def with_venv(folder: Path) -> None:
    """Run pip in a virtual environment: what Python itself offers."""
    venv.create(folder, with_pip=True, clear=True)
    subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", REQUIREMENT], check=True)  # noqa: S603 (our own words)


def with_system_pip(folder: Path) -> None:
    """Run the system's pip, where a distribution ships Python without ``ensurepip``."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), "--upgrade", REQUIREMENT]
    subprocess.run(command, check=True)  # noqa: S603 (our own words)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
