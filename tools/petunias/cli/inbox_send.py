"""`petunias inbox send`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from petunias.cli.inbox_serve import data_option
from petunias.cli.options import directory_option


@click.command()
@directory_option
@data_option
def send(directory: Path, data: Path) -> int:
    """Send the e-mails that are due, once. The service does so by itself every few seconds.

    The settings for e-mail are in inbox.toml in the folder of --data, or in the environment. It ends with 1 if one
    could not be sent.

    \b
    Example:
      petunias inbox send --data inbox
    """
    from petunias import reading
    from petunias.submissions import sending
    from petunias.submissions.base import Base, Trouble
    from petunias.submissions.settings import NAME, Settings

    try:
        settings = Settings.read(data, os.environ)
        if settings.mail is None:
            fix = f"write host and sender below [mail] in {data / NAME}."
            raise click.ClickException(f"No settings say how e-mail is sent. Fix: {fix}")
        area = reading.read_area(directory)
        done = sending.Outbox(base := Base(data), settings.mail, area.team.name or area.name).send()
        given_up, waiting = sending.failed(base), sending.waiting(base)
    except Trouble as trouble:
        raise click.ClickException(str(trouble)) from None
    if done.sent:
        click.echo(f"{done.sent} sent.")
    if waiting:
        click.echo(f"{waiting} still to be sent; tried again later.")
    for one in given_up:
        click.echo(f"{one.reference}: given up after two days. Ring them, or write in another way.")
    return 1 if done.failed else 0
