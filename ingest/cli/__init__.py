"""The command line: one file a group of commands; every failure ends in one clear message and a documented exit code."""

import importlib
import os
import sys

import typer

from ingest.errors import ExitCode, FatalError

EPILOG = """Exit codes: 0 done · 1 failed · 2 wrong usage · 3 wrong settings · 4 data directory · 5 unreadable input ·
6 topics differ · 130 interrupted."""

COMMANDS = {
    "run": ("daemon", "Poll feeds, extract articles, publish conflict events, until SIGTERM or SIGINT."),
    "demo": ("demo", "Run the daemon on a newswire of invented outlets on this machine; nothing outside it is asked."),
    "process": ("process", "Tag past articles with this version's relevance and coding, into topics beside the live ones."),
    "tail": ("tail", "Print a topic's records as they come. Works beside a running daemon."),
    "status": ("status", "Show entries by outcome and reason, the backlog, the lag, and the records of each topic."),
    "feeds": ("feeds", "The list of feeds."),
    "dlq": ("dlq", "Dead letters: what could not be processed. List them, look at one, replay them."),
    "topics": ("topics", "The topics: listed, compared with Kafka's, brought there, exported for other tools."),
    "extract": ("articles", "Turn stored pages into Articles, as JSON lines in input order."),
    "batch": ("articles", 'Assess and code articles, as JSON lines {"id", "relevance", "events"} in input order.'),
    "explain": ("articles", "Show one article with what was read from it, and from which words."),
    "doctor": ("doctor", "Check the set-up and say what to do. Exit code 1 where something must be done."),
}
"""Each command's module in this package and the first lines of its help.

A module holds a function of the command's name, or ``app`` for a group of commands. Only the module of the command that is
called is imported: the list of commands shows at once, and ``tail`` starts without the models.
"""


def build_app(name: str) -> typer.Typer:
    """The command line with this command alone."""
    app = _empty_app()
    module = importlib.import_module(f"ingest.cli.{COMMANDS[name][0]}")
    if hasattr(module, "app"):
        app.add_typer(module.app, name=name)
    else:
        app.command(name)(getattr(module, name))
    return app


def build_overview() -> typer.Typer:
    """The command line that lists all commands, and runs none."""
    app = _empty_app()
    for name, (_, summary) in COMMANDS.items():
        app.command(name, help=summary)(lambda: None)
    return app


def _empty_app() -> typer.Typer:
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
    return app


def main() -> None:
    """Run a command and end the process with its exit code."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        app = build_app(name) if name in COMMANDS else build_overview()
        app()
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
