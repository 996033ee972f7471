"""The commands. Only this package imports click, and only here does the program end."""

from __future__ import annotations

import importlib
import keyword
import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any, NoReturn, cast

import click

from petunias import __version__
from petunias.cli.telling import tell
from petunias.problems import ProblemsFound

# Each command with its module. A module is imported when its command runs, so that none pays for another.
COMMANDS: Mapping[str, str] = {
    "build": "petunias.cli.building",
    "check": "petunias.cli.check",
    "docs": "petunias.cli.docs",
    "github": "petunias.cli.github",
    "headers": "petunias.cli.headers",
    "import": "petunias.cli.importing",
    "inbox": "petunias.cli.inbox",
    "init": "petunias.cli.starting",
    "new": "petunias.cli.starting",
    "print": "petunias.cli.printing",
    "search": "petunias.cli.search",
    "serve": "petunias.cli.building",
}


class Program(click.Group):
    """Finds commands by name, and is the one place that ends the program.

    0: all went well. 1: the directory has errors, or the computer refused something. 2: the command was misused.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its own module, where it has the same name (import_ for Python's sake)."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        return cast(click.Command, getattr(importlib.import_module(COMMANDS[cmd_name]), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; a word that is none gets the nearest that is."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from petunias.checks.saying import nearest, quoted

            near = nearest(args[0], COMMANDS)
            raise click.UsageError(
                f"There is no command {quoted(args[0])}.{f' Do you mean {near}?' if near else ''}", ctx
            )
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Runs a command and ends the program; a command may return its exit code."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A terminal that cannot show a letter gets its number, not a crash.
                stream.reconfigure(errors="backslashreplace")
        sys.exit(self._run(*args, **{"prog_name": "petunias", **extra, "standalone_mode": False}))

    def _run(self, *args: Any, **extra: Any) -> int:
        try:
            code = self._obey(*args, **extra)
            sys.stdout.flush()
        except ProblemsFound as found:
            tell(found.problems)
            return 1
        except BrokenPipeError:
            # Somebody piped us into head. Python would complain once more when it closes stdout.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        except OSError as trouble:
            name = f" {trouble.filename}" if trouble.filename else ""
            click.echo(f"The computer refused{name}: {trouble.strerror or trouble}.", err=True)
            return 1
        return code

    def _obey(self, *args: Any, **extra: Any) -> int:
        try:
            code = super().main(*args, **extra)
        except click.exceptions.Exit as end:
            return end.exit_code
        except click.Abort:
            click.echo("Stopped.", err=True)
            return 130
        except click.ClickException as misuse:
            misuse.show()
            return misuse.exit_code
        return code if isinstance(code, int) else 0


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="Petunias %(version)s")
def main() -> None:
    """An online health directory that any charity can join in five minutes.

    \b
    Example: petunias check --directory directory
    """
