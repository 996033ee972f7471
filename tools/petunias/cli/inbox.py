"""`petunias inbox`: what groups send in, and what editors do with it."""

from __future__ import annotations

import importlib
from typing import cast

import click

# Each with its module, so that none pays for another.
COMMANDS = {
    "add": "petunias.cli.inbox_add",
    "send": "petunias.cli.inbox_send",
    **dict.fromkeys(
        ("list", "show", "accept", "edit", "ask", "hold", "release", "reject", "reopen"), "petunias.cli.inbox_desk"
    ),
    **dict.fromkeys(("invite", "dismiss", "purge", "backup", "restore", "log"), "petunias.cli.inbox_keep"),
    "serve": "petunias.cli.inbox_serve",
}


class Inbox(click.Group):
    """Finds the commands of the inbox by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all of them."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        # `list` is Python's own word.
        name = {"list": "list_"}.get(cmd_name, cmd_name)
        return cast(click.Command, getattr(importlib.import_module(COMMANDS[cmd_name]), name))


@click.group(cls=Inbox)
def inbox() -> None:
    """What groups send in: take it, read it, publish it.

    \b
    Example: petunias inbox serve --data inbox
    """
