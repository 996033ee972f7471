"""`petunias build` and `petunias serve`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from petunias.cli.options import day_or_complain, directory_option, today_option
from petunias.resources import shown, surroundings
from petunias.site import quick

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
def build(directory: Path, site_dir: Path, today: date | None, strict: bool) -> None:
    """Build the site.

    Everything is checked and made before the first file is replaced. If anything is wrong, the last good site stays.

    \b
    Example:
      petunias build --directory directory --site-dir site
    """
    os.environ.update(_QUIET)
    around, out = surroundings(directory), site_dir.resolve()
    wanted = quick.inputs(around, today or day_or_complain(None), strict=strict)
    before = quick.unchanged(out, wanted)
    if before is not None:
        _tell(before.entries, 0, before.files, 0, site_dir)
        return
    from petunias import reading
    from petunias.site.plugin import BuildFailed
    from petunias.site.plugin import build as build_site

    found = reading.read_or_raise(directory)
    try:
        made = build_site(around, found, out, today=today, strict=strict)
    except BuildFailed as trouble:
        raise click.ClickException(str(trouble)) from None
    quick.remember(out, wanted, len(found.entries), made.written + made.same)
    _tell(len(found.entries), made.written, made.same, made.removed, site_dir)


def _tell(entries: int, written: int, same: int, removed: int, site_dir: Path) -> None:
    what = "1 entry" if entries == 1 else f"{entries:,} entries"
    counts = f"{written} files written, {same} as they were, {removed} removed"
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
    from petunias.site.plugin import BuildFailed
    from petunias.site.plugin import serve as serve_site

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
