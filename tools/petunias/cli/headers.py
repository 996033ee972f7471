"""petunias headers: what a web server should send with the pages, in the server's own words."""

from __future__ import annotations

from pathlib import Path

import click

from petunias import reading
from petunias.cli.options import directory_option
from petunias.site import publish
from petunias.site.headers import SERVERS


@click.command()
@click.argument("server", type=click.Choice(sorted(SERVERS)))
@directory_option
@click.option(
    "--site-dir",
    default="site",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The built site. Only netlify looks at it, for the names of its folders.",
)
def headers(server: str, directory: Path, site_dir: Path) -> None:
    """Print the settings of a web server.

    They tell browsers to load nothing from elsewhere, to tell nobody where a reader came from, and how long to keep
    a page. `petunias build` already writes those of netlify (also for Cloudflare Pages) and apache into the site.

    \b
    Example: petunias headers nginx > anytown.conf
    """
    area = reading.read_or_raise(directory).area
    if server == "netlify" and not (site_dir / publish.MARKER).is_file():
        raise click.ClickException(
            f"There is no site in {site_dir} yet. First run: petunias build --site-dir {site_dir}"
        )
    if server in ("caddy", "nginx") and not area.url:
        click.echo(
            "area.yaml does not say where the site is. Add url, or change directory.example.org below.", err=True
        )
    paths = {path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file()}
    try:
        click.echo(SERVERS[server](area, paths), nl=False)
    except ValueError as trouble:
        raise click.ClickException(str(trouble)) from None
