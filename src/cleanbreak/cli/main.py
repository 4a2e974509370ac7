"""The verbs as a table; a verb's module loads when it is called, so that help and small jobs start fast."""

import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import cast

import click

from cleanbreak import __version__
from cleanbreak.errors import CleanbreakError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("cleanbreak.cli.commands.demo:demo", "Review the bundled example practice."),
    "init": ("cleanbreak.cli.commands.init:init", "Write cleanbreak.toml with what was inferred."),
    "review": ("cleanbreak.cli.commands.review:review", "Review a folder of exports, client by client."),
    "inspect": ("cleanbreak.cli.commands.inspect:inspect", "Show what a file is and what is wrong in it."),
    "messages": ("cleanbreak.cli.commands.messages:messages", "Score client messages."),
    "draft": ("cleanbreak.cli.commands.draft:draft", "Check your own parting words before they go out."),
    "import": ("cleanbreak.cli.commands.import_:import_", "Bring exports into the store."),
    "clients": ("cleanbreak.cli.commands.clients:clients", "List the clients in the store."),
    "client": ("cleanbreak.cli.commands.client:client", "Show one client."),
    "checkin": ("cleanbreak.cli.commands.checkin:checkin", "Note how much a client weighs on you this week."),
    "case": ("cleanbreak.cli.commands.case:case", "Lead one case from doubt to settlement."),
    "timeline": ("cleanbreak.cli.commands.timeline:timeline", "Check the tamper-evident record of each case."),
    "backup": ("cleanbreak.cli.commands.backup:backup", "Write the whole store into one file."),
    "restore": ("cleanbreak.cli.commands.restore:restore", "Bring a backup back."),
    "verify": ("cleanbreak.cli.commands.verify:verify", "Re-read the store or a backup and name what is wrong."),
    "doctor": ("cleanbreak.cli.commands.doctor:doctor", "Show how the store is set up."),
    "rules": ("cleanbreak.cli.commands.rules:rules", "Answer cases by the rules of ending, with sources."),
}
REFUSALS = ("cleanbreak.cli.refusals", "said")
EXIT_REFUSED = 2
EXIT_PARTLY = 3


class VerbTable(click.Group):
    """A group whose commands load by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb's command, loading its module."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        return cast(click.Command, getattr(import_module(module), name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs with one line each, without loading them."""
        with formatter.section("Verbs"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=VerbTable, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cleanbreak")
def cleanbreak() -> None:
    """See which client relationships harm you, repair what can be repaired, and end the rest well.

    Everything stays on this machine. Start with: cleanbreak demo
    """


def _stop_cleanly_when_told() -> None:
    """Turn the signals that end a program into an ordinary stop, so that unpacked files are removed."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, _stop)


def _stop(number: int, frame: object) -> None:
    sys.exit(128 + number)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a refusal is one sentence on stderr and exit status 2, never a traceback."""
    _stop_cleanly_when_told()
    try:
        status = cleanbreak.main(args=arguments, standalone_mode=False)
    except CleanbreakError as error:
        said = getattr(import_module(REFUSALS[0]), REFUSALS[1])
        click.echo(said(error, sys.argv[1:] if arguments is None else arguments), err=True)
        sys.exit(EXIT_REFUSED)
    except click.exceptions.Abort:
        click.echo("Stopped; nothing was changed.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_REFUSED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(
            f"{error.filename or 'a file'}: {error.strerror or error}. Check the path and its permissions.", err=True
        )
        sys.exit(EXIT_REFUSED)
    except Exception as error:  # the last edge: a person never sees a traceback
        if os.environ.get("CLEANBREAK_DEBUG"):
            raise
        click.echo(
            f"Cleanbreak met something it did not expect ({type(error).__name__}: {error}). Nothing was changed. "
            "Please report it; with CLEANBREAK_DEBUG=1 set, the same command prints the details.",
            err=True,
        )
        sys.exit(EXIT_REFUSED)
    sys.exit(status if isinstance(status, int) else 0)
