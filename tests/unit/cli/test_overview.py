"""The list of commands says what the commands' own help says, and imports none of them."""

import subprocess
import sys

import pytest
import typer

from ingest.cli import COMMANDS, build_app, build_overview


@pytest.mark.parametrize("name", COMMANDS)
def test_each_commands_line_is_the_beginning_of_its_own_help(name: str) -> None:
    """The overview repeats the first paragraph of each command, word for word."""
    overview, whole = typer.main.get_command(build_overview()), typer.main.get_command(build_app(name))
    assert isinstance(overview, typer.core.TyperGroup)
    assert isinstance(whole, typer.core.TyperGroup)
    own = (whole.commands[name].help or "").split("\n\n")[0]
    assert overview.commands[name].help == " ".join(own.split())


def test_the_list_of_commands_imports_no_command() -> None:
    """Help is printed without database, Kafka client or models."""
    script = "import sys\nfrom ingest.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True)
    assert "tail" in done.stdout
    assert {"sqlalchemy", "numpy", "aiokafka", "processors"}.isdisjoint(done.stdout.split())
