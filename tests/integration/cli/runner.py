"""Runs commands in the process of the tests."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.cli import build_app
from ingest.errors import FatalError


class Runner:
    """Runs a command with a data directory of its own."""

    def __init__(self, data_dir: Path, patch: pytest.MonkeyPatch) -> None:
        patch.setenv("CONFLICTWIRE_DATA_DIR", str(data_dir))
        patch.setenv("CONFLICTWIRE_LOG__LEVEL", "error")
        patch.setenv("COLUMNS", "300")
        self.data_dir = data_dir
        self._patch = patch

    def set(self, name: str, value: str) -> None:
        """Set a setting."""
        self._patch.setenv(f"CONFLICTWIRE_{name}", value)

    def run(self, *arguments: str, exit_code: int = 0) -> str:
        """Run a command; return its standard output. A failure of ours must have the exit code."""
        result = CliRunner().invoke(build_app(arguments[0]), arguments)
        error = result.exception
        code = error.exit_code if isinstance(error, FatalError) else result.exit_code
        assert code == exit_code, (result.output, error)
        return result.stdout
