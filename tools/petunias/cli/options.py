"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from petunias.cli.telling import FORMATS
from petunias.site.clock import build_day

Command = TypeVar("Command", bound=Callable[..., Any])


def directory_option(command: Command) -> Command:
    """--directory DIR: the folder that holds area.yaml and entries."""
    return click.option(
        "--directory",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default="directory",
        show_default=True,
        metavar="DIR",
        help="The folder that holds area.yaml and entries.",
    )(command)


def format_option(command: Command) -> Command:
    """--format: how findings are printed."""
    return click.option(
        "--format",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="How to print what is found: for people, for programs, or as marks in a pull request.",
    )(command)


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    return day_or_complain(value) if value else None


def day_or_complain(value: str | None) -> date:
    """The day that is given, else today; a complaint about the option if it is no day."""
    try:
        return build_day(value)
    except ValueError as trouble:
        raise click.BadParameter(str(trouble)) from None


today_option = click.option("--today", callback=_day, metavar="YYYY-MM-DD", help="Take that day for today.")
