"""The public face is true: generated pages are up to date, what the README names exists."""

import importlib.util
import re
from pathlib import Path

from ingest.cli import COMMANDS
from ingest.settings import PREFIX, setting_names
from ingest.web.metrics import Metrics

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def test_every_generated_document_is_up_to_date() -> None:
    """`python docs/generate.py` was run after the last change."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs/generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for path, text in module.documents().items():
        assert path.read_text() == text, path


def test_every_setting_that_a_page_names_exists() -> None:
    """No variable in README, docs or deploy that the program would refuse."""
    known = {f"{PREFIX}{name}".upper() for name in setting_names("__")} | {f"{PREFIX}CORPUS"}
    pages = [ROOT / "README.md", ROOT / "docker-compose.yml", *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/*")]
    named = {name for page in pages if page.is_file() for name in re.findall(PREFIX + "[A-Z0-9_]+", page.read_text())}
    assert {name.rstrip("_") for name in named} - known == set()


def test_the_readme_names_every_command() -> None:
    """The table of commands is complete."""
    assert {name for name in COMMANDS if f"`conflictwire {name}" not in README} == set()


def test_every_metric_is_documented() -> None:
    """docs/metrics.md lists what /metrics serves."""
    page = (ROOT / "docs/metrics.md").read_text()
    for family in Metrics().registry.collect():
        name = family.name + ("_total" if family.type == "counter" else "")
        assert f"`{name}`" in page, name


def test_the_page_on_coding_names_every_file_of_the_coder() -> None:
    """And none that is not there any more."""
    coder = ROOT / "processors/coding"
    page = (ROOT / "docs/coding.md").read_text()
    named = {path.rpartition("/")[2] for path in re.findall(r"`([a-z_/]+\.py)`", page)}
    files = {path.name for path in coder.rglob("*.py") if path.name not in {"__init__.py", "code.py"}}
    assert files - named == set()
    assert {name for name in named if not any(ROOT.glob(f"*/**/{name}"))} == set()


def test_every_link_of_the_readme_leads_somewhere() -> None:
    """No page was moved away from under its link."""
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []
