"""petunias print: things to hand over, as PDFs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from petunias.cli.options import day_or_complain, directory_option, today_option

if TYPE_CHECKING:
    from petunias.site.paper.handouts import Handout
    from petunias.site.paper.workshop import Workshop

Command = TypeVar("Command", bound=Callable[..., Any])


def _paper(command: Command) -> Command:
    """What all that is printed can be told."""
    for option in reversed(
        (
            click.option("--large-print", is_flag=True, help="In large letters, on paper of the next size up."),
            click.option("--language", default="", metavar="CODE", help="The language, if not the area's first."),
            click.option(
                "--out",
                default="print",
                show_default=True,
                type=click.Path(path_type=Path, file_okay=False),
                help="The folder to put it in.",
            ),
            today_option,
        )
    ):
        command = option(command)
    return directory_option(command)


def _locality(command: Command) -> Command:
    return click.option("--locality", multiple=True, metavar="ID", help="Only for this locality. May be repeated.")(
        command
    )


def _week(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    return day_or_complain(value) if value else None


@click.group("print")
def print() -> None:
    """Make PDFs to print and hand over.

    \b
    Example:
      petunias print leaflet alcohol --locality north
    """


@print.command("topic")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@_paper
def topic_(topics: tuple[str, ...], **options: Any) -> None:
    """Print all of a topic on A4: for a noticeboard, a folder, or a talk. Without an id, every topic.

    \b
    Example:
      petunias print topic be-active
    """
    with _workshop(**options) as (shop, finish):
        finish(shop.topics(topics))


@print.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@_paper
def card(topics: tuple[str, ...], **options: Any) -> None:
    """Print the prompt card and the health benefit card of a topic, A6. Without an id, those of every topic.

    \b
    Example:
      petunias print card alcohol --out cards
    """
    with _workshop(**options) as (shop, finish):
        finish(shop.cards(topics))


@print.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...")
@_locality
@_paper
def leaflet(topics: tuple[str, ...], locality: tuple[str, ...], **options: Any) -> None:
    """Print leaflets, A5: what a person can do, and who helps near them. Without an id, for every topic.

    \b
    Example:
      petunias print leaflet alcohol --locality north --large-print
    """
    with _workshop(**options) as (shop, finish):
        finish(shop.leaflets(topics, locality))


@print.command()
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@_paper
def slip(entries: tuple[str, ...], **options: Any) -> None:
    """Print a slip of some entries, A4, in the order in which they are named.

    \b
    Example:
      petunias print slip knit-and-natter anytown-health-walks
    """
    with _workshop(**options) as (shop, finish):
        finish([shop.slip(entries)])


@print.command()
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@_paper
def poster(entries: tuple[str, ...], **options: Any) -> None:
    """Print a poster of an entry for the group's own wall, A4. Without an id, of every entry that stands in lists.

    \b
    Example:
      petunias print poster knit-and-natter
    """
    with _workshop(**options) as (shop, finish):
        finish(shop.posters(entries))


@print.command()
@_locality
@click.option("--week", callback=_week, metavar="YYYY-MM-DD", help="Any day of the week that is wanted.")
@_paper
def sheet(locality: tuple[str, ...], week: date | None, **options: Any) -> None:
    """Print what is on in a place, day by day, A4. Without a week, for this one and the next.

    \b
    Example:
      petunias print sheet --locality north --week 2026-12-07
    """
    with _workshop(**options) as (shop, finish):
        finish(shop.sheets(locality, week))


@print.command()
@_locality
@_paper
def booklet(locality: tuple[str, ...], **options: Any) -> None:
    """Print the directory of a place as a booklet, A5, with contents and an index.

    \b
    Example:
      petunias print booklet --locality north --large-print
    """
    with _workshop(**options) as (shop, finish):
        finish(shop.booklets(locality))


@print.command()
@_paper
def forms(**options: Any) -> None:
    """Print the forms for counting and the checklist for a team that begins, A4.

    \b
    Example:
      petunias print forms
    """
    with _workshop(**options) as (shop, finish):
        finish(shop.forms())


@print.command()
@_paper
def register(**options: Any) -> None:
    """Print the form by which groups join, A4, to fill in with a pen.

    \b
    Example:
      petunias print register
    """
    with _workshop(**options) as (shop, finish):
        finish([shop.joining()])


@contextmanager
def _workshop(
    *, directory: Path, today: date | None, large_print: bool, language: str, out: Path
) -> Iterator[tuple[Workshop, Callable[[Iterable[Handout]], None]]]:
    """A workshop, and what makes and writes PDFs of handouts. What a person can mend is said in a sentence."""
    from petunias import files, reading
    from petunias.resources import shown, surroundings
    from petunias.site.paper.pdf import NoPrinter
    from petunias.site.paper.workshop import Unknown, Workshop

    def finish(found: Iterable[Handout]) -> None:
        # All that is asked for is known to be there before the first file is written.
        for name, document in list(shop.documents(found, large=large_print)):
            files.write(out / name, document.pdf())
            click.echo(shown(out / name))

    try:
        day = today or day_or_complain(None)
        shop = Workshop(reading.read_or_raise(directory), surroundings(directory), day, language)
        yield shop, finish
    except Unknown as trouble:
        raise click.UsageError(str(trouble)) from None
    except NoPrinter as trouble:
        raise click.ClickException(str(trouble)) from None
