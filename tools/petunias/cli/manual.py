"""The handbook's page about the commands, made from the commands' own help."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

PAGE = "handbook/commands.md"

_HEAD = """---
# Made by `petunias docs`. Change the program, not this page.
title: Commands
description: Every command of the program, with its options and an example.
---

# Commands

Type a command in a terminal, in the folder that holds `directory`. Add `--help` to any of them to read this there.

What is found is printed as `file:line: field: what must be. Fix: how to mend it.` A command ends with 0 if all went
well or there were only hints, with 1 if something was wrong, and with 2 if the command itself was mistyped.
"""


def commands_page(program: click.Group) -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *_commands(program, "petunias")]) + "\n"


def _commands(group: click.Group, name: str) -> Iterator[str]:
    context = click.Context(group, info_name=name)
    for part in group.list_commands(context):
        command = group.get_command(context, part)
        if command is None or command.hidden:
            continue
        full = f"{name} {part}"
        if isinstance(command, click.Group):
            yield from _commands(command, full)
        else:
            yield from _command(command, full)


def _command(command: click.Command, name: str) -> Iterator[str]:
    told, _, example = (command.help or "").partition("\b")
    yield from (f"## {name}", "")
    for paragraph in re.split(r"\n\s*\n", told.strip()):
        yield from (" ".join(paragraph.split()), "")
    lines = [line.strip().removeprefix("Example:").strip() for line in example.strip().split("\n")]
    yield from ("```sh", *[line for line in lines if line], "```", "")
    context = click.Context(command)
    for item in command.params:
        if isinstance(item, click.Argument):
            yield f"- `{item.make_metavar(context).strip('{}')}`: always needed, right behind the command."
        elif isinstance(item, click.Option) and not item.hidden:
            yield _option(item, context)
    yield ""


def _option(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    takes = "" if option.is_flag else f" `{option.make_metavar(context)}`"
    usual = f" Usually `{option.default}`." if option.show_default and option.default not in (None, False) else ""
    return f"- {names}{takes}: {option.help or ''}{usual}"
