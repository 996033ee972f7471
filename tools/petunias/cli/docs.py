"""petunias docs: makes the handbook pages that come from the program itself."""

from __future__ import annotations

from pathlib import Path

import click

from petunias.reports import reference
from petunias.yamlfile import write


@click.command(hidden=True)
@click.option(
    "--docs-dir",
    default="docs",
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder with the prose pages.",
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a page is not as it would be made now.")
def docs(docs_dir: Path, check: bool) -> int:
    """Make the handbook's pages about rules and file formats anew.

    \b
    Example: petunias docs --check
    """
    stale = reference.stale(docs_dir)
    for name in stale:
        if not check:
            write(docs_dir / name, reference.pages()[name]())
        click.echo(f"{docs_dir / name} {'must be made anew: run petunias docs.' if check else 'is made anew.'}")
    return 1 if check and stale else 0
