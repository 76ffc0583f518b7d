"""Writes the generated pages of the documentation: python docs/generate.py. A test checks that they are up to date."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ingest.settings import PREFIX, Section, Settings

HERE = Path(__file__).parent
INTRODUCTION = """# Settings

Read once at start: from the environment first, then from `conflictwire.toml` in the data directory, then the defaults
below. Every mistake is reported, all at once, before work starts (exit code 3). In the file, `http.host_delay_s` is
`host_delay_s` in the table `[http]`. This page is generated from `ingest/settings.py` by `python docs/generate.py`.
"""


def settings_page() -> str:
    """The page of settings, in Markdown."""
    parts = [INTRODUCTION, _table(Settings.model_fields, PREFIX, skip_sections=True)]
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, Section):
            parts.append(f"## {name}\n\n{(section.__doc__ or '').strip()}\n")
            parts.append(_table(section.model_fields, f"{PREFIX}{name.upper()}__"))
    return "\n".join(parts)


def _table(fields: dict[str, FieldInfo], prefix: str, *, skip_sections: bool = False) -> str:
    lines = ["| environment variable | default | range | what it does |", "|---|---|---|---|"]
    for name, field in fields.items():
        is_section = isinstance(field.annotation, type) and issubclass(field.annotation, Section)
        if not (skip_sections and is_section):
            cells = (f"`{prefix}{name.upper()}`", _default(field), _range(field), field.description or "")
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "none" if field.default_factory is dict else "the user's data directory"
    default: Any = field.default
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _range(field: FieldInfo) -> str:
    return " ".join(_bounds(field)) or ""


def _bounds(field: FieldInfo) -> Iterator[str]:
    for part in field.metadata:
        match part:
            case Ge(ge=bound):
                yield f"≥ {bound}"
            case Gt(gt=bound):
                yield f"> {bound}"
            case Le(le=bound):
                yield f"≤ {bound}"


if __name__ == "__main__":
    (HERE / "settings.md").write_text(settings_page())
