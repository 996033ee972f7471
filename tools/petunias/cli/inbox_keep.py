"""Keeping an inbox: invite, dismiss, purge, backup, restore, log."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from petunias.cli.inbox_desk import plainly, store_of
from petunias.cli.inbox_serve import data_option
from petunias.cli.options import directory_option


@click.command()
@click.argument("email", metavar="EMAIL")
@directory_option
@data_option
def invite(email: str, directory: Path, data: Path) -> None:
    """Make somebody an editor, and print a link that lets them in once, within 15 minutes.

    \b
    Example: petunias inbox invite editor@example.org
    """
    from petunias import reading, schema
    from petunias.site.joining.served import base_address
    from petunias.submissions.doors import Doors
    from petunias.submissions.settings import Settings

    if not schema.is_email(email):
        raise click.UsageError("EMAIL must be an e-mail address, such as editor@example.org.")
    with plainly():
        doors, now = Doors(store_of(data).base), datetime.now(UTC)
        settings = Settings.read(data, os.environ)
        doors.invite(email, now)
        base = settings.address or base_address(reading.read_area(directory)) or "http://127.0.0.1:8080/"
        click.echo(f"{base}desk/enter/{doors.key(email, now)}/")


@click.command()
@click.argument("email", metavar="EMAIL")
@data_option
def dismiss(email: str, data: Path) -> None:
    """Make an invited editor none any more. Whoever is named in the settings is taken out there.

    \b
    Example: petunias inbox dismiss editor@example.org
    """
    from petunias.submissions.doors import Doors

    with plainly():
        gone = Doors(store_of(data).base).dismiss(email)
    click.echo("Done." if gone else "Nobody with that address was invited.")


@click.command()
@directory_option
@data_option
@click.option("--person", metavar="WHO", help="Remove somebody's private contact: their e-mail, phone or reference.")
def purge(directory: Path, data: Path, person: str | None) -> None:
    """Remove what need not be kept: submissions 90 days after their end, contacts of groups that are gone.

    \b
    Example: petunias inbox purge --person sam@example.org
    """
    from petunias import reading
    from petunias.submissions import keeping
    from petunias.submissions.neighbours import Neighbours

    with plainly():
        base, now = store_of(data).base, datetime.now(UTC)
        if person:
            click.echo(f"Removed in {keeping.forget(base, person, now)} places.")
            return
        reading.read_or_raise(directory)  # a directory that cannot be read says nothing of who is listed
        texts, people = keeping.purge(base, now, Neighbours(directory).standing)
    click.echo(f"Removed: {texts} submissions, {people} contacts.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
def backup(file: Path, data: Path) -> None:
    """Write a whole copy of the inbox into FILE, while the service runs. Keep it as private as the inbox itself.

    \b
    Example: petunias inbox backup /var/backups/inbox.sqlite3
    """
    from petunias.submissions import keeping

    with plainly():
        count = keeping.backup(store_of(data).base, file)
    click.echo(f"{count} submissions are in {file}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@data_option
def restore(file: Path, data: Path) -> None:
    """Put a backup in place of the inbox. What was there is kept beside it. Stop the service first.

    \b
    Example: petunias inbox restore /var/backups/inbox.sqlite3
    """
    from petunias.submissions import keeping

    with plainly():
        count = keeping.restore(data, file)
    click.echo(f"{count} submissions are back in {data}.")


@click.command()
@data_option
def log(data: Path) -> None:
    """Print every step that was ever taken: when, who, what, with which submission. It holds no text of anybody's.

    \b
    Example: petunias inbox log
    """
    with plainly():
        for at, who, action, reference in store_of(data).log():
            click.echo(f"{at[:19]}Z  {reference or '-':9}  {action:12}  {who}".rstrip())
