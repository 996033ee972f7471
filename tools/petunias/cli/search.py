"""petunias search: what the site's search box would answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from petunias.cli.options import day_or_complain, directory_option, today_option

if TYPE_CHECKING:
    from petunias.model import Directory
    from petunias.search.engine import Answer

FACETS = ("domain", "locality", "day", "time", "cost", "access", "group", "language", "accessible", "way")


def _facets(command: Callable[..., Any]) -> Callable[..., Any]:
    for facet in reversed(FACETS):
        command = click.option(
            f"--{facet}", multiple=True, metavar="VALUE", help=f"Only this {facet}. May be repeated."
        )(command)
    return command


@click.command()
@click.argument("words")
@directory_option
@click.option("--near", default="", metavar="PLACE", help="A postcode, the first half of one, or a place of the area.")
@_facets
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1), help="How many answers to print.")
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
def search(
    words: str, directory: Path, near: str, limit: int, today: date | None, form: str, **filters: tuple[str, ...]
) -> None:
    """Search the directory as its own site does.

    The same script ranks here and in the browser, so the order is the same.

    \b
    Example:
      petunias search "someone to talk to" --near AN1
    """
    from petunias import reading
    from petunias.search.engine import Engine
    from petunias.site.finding import ready

    found = reading.read_or_raise(directory)
    made = ready(found, directory, today or day_or_complain(None))
    with closing(Engine(made.script, made.index, made.ids)) as engine:
        answer = engine.ask(words, near, filters)
    if form == "json":
        click.echo(json.dumps(_plain(answer, found, limit), ensure_ascii=False, indent=2))
    else:
        _print(words, answer, found, limit)


def _plain(answer: Answer, found: Directory, limit: int) -> dict[str, object]:
    names = {entry.id: entry.name for entry in found.entries}
    return {
        "hits": [
            {
                "id": hit.id,
                "name": names[hit.id],
                "score": round(hit.score, 4),
                "kilometres": hit.far and round(hit.far, 2),
            }
            for hit in answer.hits[:limit]
        ],
        "count": len(answer.hits),
        "chips": list(answer.chips),
        "read_as": dict(answer.changes),
        "near": answer.near if answer.near_known else None,
        "danger": list(answer.danger),
        "domains": list(answer.domains),
    }


def _print(words: str, answer: Answer, found: Directory, limit: int) -> None:
    entries = {entry.id: entry for entry in found.entries}
    for wrong, right in answer.changes:
        click.echo(f'We read "{wrong}" as "{right}".')
    if answer.chips:
        click.echo(f"We took this as: {', '.join(answer.chips)}.")
    if answer.near and not answer.near_known:
        click.echo(f'We do not know the place "{answer.near}".', err=True)
    if not answer.hits:
        click.echo(f'We have nothing for "{words}".')
        if answer.domains:
            click.echo(f"Nearest that we have: {', '.join(answer.domains)}.")
        return
    for number, hit in enumerate(answer.hits[:limit], 1):
        far = f" ({hit.far:.1f} km)" if hit.far is not None else ""
        click.echo(f"{number:2}. {entries[hit.id].name}{far}  [{hit.id}]")
        click.echo(f"    {entries[hit.id].summary}")
    if len(answer.hits) > limit:
        click.echo(f"And {len(answer.hits) - limit} more. --limit shows more at once.")
