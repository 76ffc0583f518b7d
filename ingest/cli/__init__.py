"""The command line: one file a group of commands; every failure ends in one clear message and a documented exit code."""

import importlib
import os
import sys
from collections.abc import Iterable

import typer

from ingest.errors import ExitCode, FatalError

EPILOG = """Exit codes: 0 done · 1 failed · 2 wrong usage · 3 wrong settings · 4 data directory · 5 unreadable input ·
6 topics differ · 130 interrupted."""

COMMANDS = {
    "run": "daemon",
    "demo": "demo",
    "process": "process",
    "tail": "tail",
    "status": "status",
    "feeds": "feeds",
    "dlq": "dlq",
    "topics": "topics",
    "extract": "articles",
    "batch": "articles",
    "explain": "articles",
    "doctor": "doctor",
}
"""Each command's module in this package. A module holds a function of the command's name, or ``app`` for a group of commands."""


def build_app(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line with these commands. Only their modules are imported: ``tail`` starts at once, without the models."""
    app = typer.Typer(
        name="conflictwire",
        help="News feeds in, structured conflict events out, with the evidence for every field.",
        epilog=EPILOG,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(lambda: None)  # a single command, too, is called by its name
    for name in names:
        module = importlib.import_module(f"ingest.cli.{COMMANDS[name]}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, name))
    return app


def main() -> None:
    """Run a command and end the process with its exit code."""
    wanted = [name for name in sys.argv[1:2] if name in COMMANDS]
    try:
        build_app(wanted or COMMANDS)()
    except FatalError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except Exception as error:
        if os.environ.get("CONFLICTWIRE_LOG__LEVEL", "").lower() == "debug":
            raise
        _complain(
            f"internal error, please report it: {_describe(error)}\n(CONFLICTWIRE_LOG__LEVEL=debug shows where it happened)"
        )
        sys.exit(ExitCode.FAILURE)


def _describe(error: BaseException) -> str:
    """The errors inside a group rather than the group."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(_describe(inner) for inner in error.exceptions)
    return f"{type(error).__name__}: {error}"


def _complain(message: str) -> None:
    sys.stderr.write(f"conflictwire: {message}\n")
