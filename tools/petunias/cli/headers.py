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
    metavar="SITE",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site is: for nginx and caddy, which say so, and netlify, which names its folders.",
)
def headers(server: str, directory: Path, site_dir: Path | None) -> None:
    """Print the settings of a web server.

    They tell browsers to load nothing from elsewhere, to tell nobody where a reader came from, and how long to keep
    a page. `petunias build` already writes those of netlify (also for Cloudflare Pages) and apache into the site.

    \b
    Example: petunias headers nginx --site-dir /var/www/anytown > anytown.conf
    """
    area = reading.read_or_raise(directory).area
    site = site_dir or Path("site")
    if server == "netlify" and not (site / publish.MARKER).is_file():
        raise click.ClickException(f"There is no site in {site} yet. First run: petunias build --site-dir {site}")
    if server in ("caddy", "nginx") and not area.url:
        told = "area.yaml does not say where the site is. Add url, or change directory.example.org below."
        click.echo(told, err=True)
    paths = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    root = site_dir.resolve().as_posix() if site_dir else ""
    try:
        click.echo(SERVERS[server](area, paths, root), nl=False)
    except ValueError as trouble:
        raise click.ClickException(str(trouble)) from None
