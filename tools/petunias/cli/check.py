"""petunias check: tells what is wrong in a directory folder, and how to mend it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from petunias import reading, yamlfile
from petunias.checks.saying import listed
from petunias.cli.options import day_or_complain, directory_option, format_option, today_option
from petunias.cli.progress import progress
from petunias.cli.telling import Format, summed_up, tell
from petunias.problems import Problem, errors, in_order
from petunias.resources import shown, surroundings
from petunias.signposting.aged import aged
from petunias.site.prose import every_address, wrong_links


def prose_links(folder: Path, found: reading.Reading, today: date) -> Iterable[Problem]:
    """Links in prose pages must lead to a page of this site."""
    if found.directory is None:
        return ()
    return wrong_links(surroundings(folder).docs, every_address(found.directory))


def signposts_in_date(folder: Path, found: reading.Reading, today: date) -> Iterable[Problem]:
    """An entry that a topic or a message names should not be out of date."""
    folders = dict(reading.FOLDERS)
    for one in aged(found.directory, today) if found.directory else ():
        file = folder / folders[one.kind] / f"{one.owner}.yaml"
        instead = f", or lead to {listed(one.instead)} instead" if one.instead else ""
        yield Problem(
            "hint",
            shown(file),
            yamlfile.read(file).line(one.key),
            yamlfile.dotted(one.key),
            f"should lead to an entry that is in date, but nobody has confirmed {one.entry} for too long.",
            f"have it confirmed{instead}.",
        )


def changed(since: str) -> frozenset[str]:
    """The files, as reached from the working directory, that are not as they were in a commit."""
    command = ["git", "diff", "--name-only", "--no-renames", "--relative", "-z", "--end-of-options", since, "--"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise click.ClickException("For --since, the program git must be installed.") from None
    if run.returncode:
        told = (run.stderr.strip().splitlines() or ["it did not say why"])[0]
        raise click.BadParameter(f"git cannot compare with it ({told}).", param_hint="--since")
    return frozenset(name for name in run.stdout.split("\0") if name)


def _about(files: frozenset[str], problems: Sequence[Problem]) -> list[Problem]:
    """Problems of these files first; of others only errors, and hints that name one of these."""

    def far(one: Problem) -> int:
        return 0 if one.file in files else 1 if any(name in one.message for name in files) else 2

    return sorted((one for one in problems if one.level == "error" or far(one) < 2), key=far)


# What else looks at a folder that could be read, beside the rules: each takes the folder, what was read, and the day.
MORE_CHECKS: tuple[Callable[[Path, reading.Reading, date], Iterable[Problem]], ...] = (prose_links, signposts_in_date)


@click.command()
@directory_option
@format_option
@today_option
@click.option("--no-hints", is_flag=True, help="Tell only errors, which stop a build.")
@click.option(
    "--since",
    metavar="COMMIT",
    help="Tell of files first that git says are not as they were in that commit, and hints only about those.",
)
def check(directory: Path, format: Format, today: date | None, no_hints: bool, since: str | None) -> int:
    """Check all files of a directory.

    Prints what is wrong, where, and how to mend it. Ends with 1 if there is an error, and with 0 if there
    are only hints: those are told and do not stop a build.

    \b
    Example: petunias check --directory directory
    """
    day = today or day_or_complain(None)
    with progress("Reading") as watch:
        found = reading.read(directory, watch)
    problems = [*found.problems, *(problem for more in MORE_CHECKS for problem in more(directory, found, day))]
    told = errors(problems) if no_hints else in_order(problems)
    if since is not None:
        told = _about(changed(since), told)
    tell(told, format)
    if format == "text":
        click.echo(summed_up(told, found.entries))
    return 1 if errors(problems) else 0
