"""petunias docs: makes what comes from the program itself: handbook pages, catalogues for translators."""

from __future__ import annotations

from pathlib import Path

import click

from petunias.cli.manual import PAGE, commands_page
from petunias.reports import catalogue, reference
from petunias.resources import shown
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
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a file is not as it would be made now.")
@click.pass_context
def docs(context: click.Context, docs_dir: Path, check: bool) -> int:
    """Make the handbook's pages about rules, files and commands anew, and bring the catalogues of words up to date.

    \b
    Example: petunias docs --check
    """
    stale = {docs_dir / name: reference.pages()[name]() for name in reference.stale(docs_dir)}
    stale |= catalogue.stale()
    program = context.find_root().command
    page = commands_page(program) if isinstance(program, click.Group) else ""
    if not (docs_dir / PAGE).exists() or (docs_dir / PAGE).read_text(encoding="utf-8") != page:
        stale[docs_dir / PAGE] = page
    for path, text in stale.items():
        if not check:
            write(path, text)
        click.echo(f"{shown(path)} {'must be made anew: run petunias docs.' if check else 'is made anew.'}")
    return 1 if check and stale else 0
