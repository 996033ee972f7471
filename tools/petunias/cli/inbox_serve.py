"""`petunias inbox serve`."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from petunias.cli.options import directory_option


def data_option(command: click.decorators.FC) -> click.decorators.FC:
    """--data FOLDER: where submissions are kept."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default="inbox",
        show_default=True,
        metavar="FOLDER",
        help="The folder in which submissions are kept. Never inside the directory or the site.",
    )(command)


@click.command()
@directory_option
@data_option
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="SITE",
    help="Where the site is, and is built again. [default: site in the folder of --data]",
)
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--trusted-proxy",
    metavar="ADDRESS",
    help="The address of the web server in front, whose word counts for where a request came from.",
)
@click.option(
    "--per-hour",
    default=60,
    show_default=True,
    type=click.IntRange(1),
    help="How many submissions one address may send in an hour, and at once.",
)
@click.option(
    "--all-per-hour",
    default=1000,
    show_default=True,
    type=click.IntRange(1),
    help="How many submissions all together may send in an hour, and at once.",
)
def serve(
    directory: Path,
    data: Path,
    site_dir: Path | None,
    port: int,
    host: str,
    trusted_proxy: str | None,
    per_hour: int,
    all_per_hour: int,
) -> None:
    """Take what the form sends, and show the site and the editors' desk.

    It listens on this machine alone. Put a web server in front of it that speaks https: the handbook shows how.

    \b
    Example:
      petunias inbox serve --directory directory --data inbox --port 8080
    """
    try:
        from petunias.submissions.web.serving import serve as run
    except ModuleNotFoundError as missing:
        told = f"The inbox needs {missing.name}. Install it with: pip install 'petunias[inbox]'"
        raise click.ClickException(told) from None
    from petunias.submissions.base import Trouble
    from petunias.submissions.web.limits import Limits
    from petunias.submissions.web.serving import Place

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    limits = Limits(per_hour, per_hour, all_per_hour, all_per_hour)
    place = Place(directory.resolve(), data.resolve(), (site_dir or data / "site").resolve())
    try:
        run(place, host, port, trusted_proxy, limits, told=click.echo)
    except Trouble as trouble:
        raise click.ClickException(str(trouble)) from None
