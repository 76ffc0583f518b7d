"""The command line: one file a group of commands; every failure ends in one clear message and a documented exit code."""

import os
import sys

import typer

from ingest.cli import articles, daemon, demo, doctor, feeds, status, tail
from ingest.errors import ExitCode, FatalError

EPILOG = """Exit codes: 0 done · 1 failed · 2 wrong usage · 3 wrong settings · 4 data directory · 5 unreadable input ·
130 interrupted."""

app = typer.Typer(
    name="conflictwire",
    help="News feeds in, structured conflict events out, with the evidence for every field.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(daemon.run)
app.command()(demo.demo)
app.command()(tail.tail)
app.command()(status.status)
app.add_typer(feeds.app, name="feeds")
app.command()(articles.extract)
app.command()(articles.batch)
app.command()(articles.explain)
app.command()(doctor.doctor)


def main() -> None:
    """Run a command and end the process with its exit code."""
    try:
        app()
    except FatalError as error:
        _complain(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has left (``| head``): nobody is there to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.OK)
    except Exception as error:
        if os.environ.get("CONFLICTWIRE_LOG__LEVEL", "").lower() == "debug":
            raise
        _complain(
            f"internal error, please report it: {type(error).__name__}: {error}\n"
            "(CONFLICTWIRE_LOG__LEVEL=debug shows where it happened)"
        )
        sys.exit(ExitCode.FAILURE)


def _complain(message: str) -> None:
    sys.stderr.write(f"conflictwire: {message}\n")
