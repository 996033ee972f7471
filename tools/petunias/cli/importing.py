"""petunias import: takes entries over from lists that somebody keeps elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from petunias.cli.options import directory_option
from petunias.cli.telling import tell
from petunias.dates import local_today
from petunias.exchange import importing, mapping, plans
from petunias.exchange.tabular import Row
from petunias.problems import Problem, ProblemsFound, errors
from petunias.resources import shown
from petunias.schema import is_date

_MANY = 3000  # rows; fewer take less than two seconds


@click.group(name="import")
def import_() -> None:
    """Take entries over from a list.

    \b
    Example: petunias import csv foodbanks.csv --map gm-food-banks --dry-run
    """


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_date(value):
        raise click.BadParameter(f"must be a real day, written as 2026-11-03, got {value}.")
    return value


@import_.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map", "map_name", required=True, metavar="MAP", help="A mapping file, or the name of one that we ship."
)
@directory_option
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--today", callback=_day, metavar="YYYY-MM-DD", help="The day that counts as today.")
@click.option("--dated", callback=_day, metavar="YYYY-MM-DD", help="The day on which this list was true.")
@click.option("--keep", multiple=True, metavar="ID", help="In a conflict, leave this entry's file as it is.")
@click.option(
    "--take", multiple=True, metavar="ID", help="In a conflict, take the row, and lose what was written by hand."
)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print.")
def csv(
    file: Path,
    map_name: str,
    directory: Path,
    dry_run: bool,
    today: str | None,
    dated: str | None,
    keep: tuple[str, ...],
    take: tuple[str, ...],
    format: str,
) -> int:
    """Import a spreadsheet that was saved as CSV.

    The mapping says which column feeds which field. Every row becomes a new entry, an update, unchanged, a
    conflict or a problem that is told with its row. What a person has written is never overwritten. Ends with 1
    if a row could not be imported; the others are.

    \b
    Example: petunias import csv foodbanks.csv --map gm-food-banks --dry-run
    """
    try:
        rules = _mapping(map_name)
        chosen = importing.Choices(frozenset(keep), frozenset(take))
        day = today or local_today().isoformat()
        made = importing.plan(file, rules, directory, today=day, dated=dated, choices=chosen, watch=_watched)
        if not dry_run:
            importing.carry_out(made, directory, rules)
    except ProblemsFound as found:
        tell(found.problems, "json" if format == "json" else "text")
        return 1
    if format == "json":
        click.echo(json.dumps(plans.report(made), ensure_ascii=False, indent=2))
    else:
        tell(made.problems)
        click.echo(f"{plans.summary(made)}{'. Nothing was written: this was a dry run.' if dry_run else '.'}")
    return 1 if errors(made.problems) else 0


def _watched(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, with a bar on the terminal if there are so many that somebody waits."""
    if len(rows) < _MANY or not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label="Reading the rows", file=sys.stderr) as shown_rows:
        yield from shown_rows


def _mapping(name: str) -> mapping.Mapping:
    path = mapping.find(name)
    if not path.is_file():
        names = ", ".join(mapping.shipped())
        message = f"is not there. It must be the path of a mapping file, or one of: {names}."
        raise ProblemsFound([Problem("error", name, 0, "", message, "check the name.")])
    found, problems = mapping.read(path, shown(path))
    if found is None:
        raise ProblemsFound(problems)
    return found
