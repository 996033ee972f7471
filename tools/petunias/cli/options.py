"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from petunias.cli.telling import FORMATS

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
