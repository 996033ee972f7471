"""petunias check: tells what is wrong in a directory folder, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from petunias import reading
from petunias.cli.options import directory_option, format_option
from petunias.cli.progress import progress
from petunias.cli.telling import Format, summed_up, tell
from petunias.problems import Problem, errors, in_order
from petunias.resources import surroundings
from petunias.site.prose import every_address, wrong_links


def prose_links(folder: Path, found: reading.Reading) -> Iterable[Problem]:
    """Links in prose pages must lead to a page of this site."""
    if found.directory is None:
        return ()
    return wrong_links(surroundings(folder).docs, every_address(found.directory))


# What else looks at a folder that could be read, beside the rules: each takes the folder and what was read.
MORE_CHECKS: tuple[Callable[[Path, reading.Reading], Iterable[Problem]], ...] = (prose_links,)


@click.command()
@directory_option
@format_option
@click.option("--no-hints", is_flag=True, help="Tell only errors, which stop a build.")
def check(directory: Path, format: Format, no_hints: bool) -> int:
    """Check all files of a directory.

    Prints what is wrong, where, and how to mend it. Ends with 1 if there is an error, and with 0 if there
    are only hints: those are told and do not stop a build.

    \b
    Example: petunias check --directory directory
    """
    with progress("Reading") as watch:
        found = reading.read(directory, watch)
    problems = [*found.problems, *(problem for more in MORE_CHECKS for problem in more(directory, found))]
    told = errors(problems) if no_hints else in_order(problems)
    tell(told, format)
    if format == "text":
        click.echo(summed_up(told, found.entries))
    return 1 if errors(problems) else 0
