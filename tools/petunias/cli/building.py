"""`petunias build` and `petunias serve`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from petunias.cli.options import day_or_complain, directory_option, today_option
from petunias.processes import asked, uncollected
from petunias.resources import Surroundings, shown, surroundings
from petunias.site import memory, publish, quick

if TYPE_CHECKING:
    from petunias.model import Directory
    from petunias.site.edition import Edition
    from petunias.site.paper.shelf import Shelf

# Material prints a notice about its own future at every build; it is not for those who run a directory.
_QUIET = {"NO_MKDOCS_2_WARNING": "1"}


@click.command()
@directory_option
@click.option(
    "--site-dir",
    default="site",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where to put the site: an empty folder, or a site that Petunias made.",
)
@today_option
@click.option("--strict", is_flag=True, help="Stop at warnings about the prose pages, too.")
@click.option("--pdf", is_flag=True, help="Make PDFs of all that is there to print, and link to them.")
def build(directory: Path, site_dir: Path, today: date | None, strict: bool, pdf: bool) -> None:
    """Build the site.

    Everything is checked and made before the first file is replaced. If anything is wrong, the last good site stays.

    \b
    Example:
      petunias build --directory directory --site-dir site
    """
    os.environ.update(_QUIET)
    around, out = surroundings(directory), site_dir.resolve()
    day = today or _settings_day(around) or day_or_complain(None)
    before = quick.inputs(around, day, strict=strict, pdf=pdf)
    with uncollected(ending=True), memory.opened(out) as kept:
        made = _made_again(around, out, kept, before, None if pdf else day) if kept else None
        pdfs = kept.note("pdfs") if kept and pdf else {}
    if made:
        _tell(len(before.entries), made, site_dir)
        return
    shelf = _shelf(out, pdfs) if pdf else None
    from petunias.site import second
    from petunias.site.making import Plan

    def editions(directory: Directory) -> tuple[Edition, ...]:
        return Plan(directory, around.overrides, day).editions

    with uncollected(ending=True), second.asked(around, list(before.entries), editions) as half:
        found, other = second.read(directory, half)
        from petunias.site.plugin import build as build_site
        from petunias.site.pressroom import BuildFailed

        memory.forgotten(out)
        try:
            made = build_site(around, found, out, today=day, strict=strict, before=before, second=other, shelf=shelf)
        except BuildFailed as trouble:
            raise click.ClickException(str(trouble)) from None
    _tell(len(before.entries), made, site_dir)


def _shelf(out: Path, known: Mapping[str, str]) -> Shelf:
    from petunias.site.paper.pdf import NoPrinter, weasyprint
    from petunias.site.paper.shelf import Shelf

    try:
        weasyprint()  # told before the work begins
    except NoPrinter as trouble:
        raise click.ClickException(str(trouble)) from None
    return Shelf(out, known)


def _settings_day(around: Surroundings) -> date | None:
    """The day that mkdocs.yml names for our plugin, if it does."""
    text = around.settings.read_text(encoding="utf-8", errors="replace")
    found = re.search(r"^\s+today: *[\"']?([0-9]{4}-[0-9]{2}-[0-9]{2})[\"']?\s*$", text, re.MULTILINE)
    return day_or_complain(found[1]) if found else None


def _made_again(
    around: Surroundings, out: Path, kept: memory.Memory, before: quick.Inputs, day: date | None
) -> publish.Outcome | None:
    """What came of a build that had little or nothing to do; None if the whole work is to be done.

    Without a `day` any edit asks for the whole work: most PDFs hold something of most entries.
    """
    trace = quick.last(kept)
    edited = quick.edited(trace.inputs, before) if trace else None
    if trace is None or edited is None:
        return None
    if not edited:
        return publish.Outcome(0, trace.files, 0) if quick.untouched(out) else None
    if day is None:
        return None
    # A long look at all files, while this process gets ready.
    with asked(lambda: quick.untouched(out), trace.files) as untouched:
        from petunias.site import again

        if not untouched():
            return None
    return again.rebuilt(around, out, kept, before, edited, day)


def _tell(entries: int, made: publish.Outcome, site_dir: Path) -> None:
    what = "1 entry" if entries == 1 else f"{entries:,} entries"
    counts = f"{made.written} files written, {made.same} as they were, {made.removed} removed"
    click.echo(f"{what}. {counts}. The site is in {shown(site_dir)}.")


@click.command()
@directory_option
@today_option
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port on this machine."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
def serve(directory: Path, today: date | None, port: int, host: str) -> None:
    """Show the site in a browser, and build it again whenever a file changes.

    While something is wrong, the last good pages stay, and the problems are told here.

    \b
    Example:
      petunias serve --port 8000
    """
    os.environ.update(_QUIET)
    from petunias import reading
    from petunias.site.plugin import serve as serve_site
    from petunias.site.pressroom import BuildFailed

    reading.read_or_raise(directory)
    try:
        serve_site(
            surroundings(directory),
            host=host,
            port=port,
            today=today,
            told=lambda url: click.echo(f"Open {url} in a browser. Press Ctrl+C to stop."),
        )
    except BuildFailed as trouble:
        raise click.ClickException(str(trouble)) from None
