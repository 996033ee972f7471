"""`petunias inbox add`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from petunias.cli.inbox_serve import data_option
from petunias.cli.options import directory_option

TOO_LARGE, TRY_LATER = 65, 75  # what mail servers understand: send it back, or keep it and try again


def _refused(message: str, code: int) -> click.ClickException:
    """It was not added: said in a sentence, and as a number for programs."""
    trouble = click.ClickException(message)
    trouble.exit_code = code  # type: ignore[misc]  # click means it to be set
    return trouble


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@directory_option
@data_option
def add(file: Path, directory: Path, data: Path) -> None:
    """Add what came by e-mail, on paper or by phone.

    FILE is an entry's file, a filled-in form as plain text, or an e-mail (.eml) with either. With - it is read from the
    standard input, so that a mail server can hand e-mails over. The reference is printed. What is wrong with it is
    told, and it is added all the same, for an editor to mend. It ends with 75 if it could not be added just now.

    \b
    Example:
      petunias inbox add letter.eml --data inbox
    """
    from petunias.problems import ProblemsFound
    from petunias.site.clock import build_day
    from petunias.submissions import adding
    from petunias.submissions.base import NAME, Base, Trouble
    from petunias.submissions.settings import Settings
    from petunias.submissions.store import Store

    content = _content(file)
    is_new = not (data / NAME).is_file()
    try:
        settings = Settings.read(data, os.environ)
        name = "" if str(file) == "-" else file.name
        done = adding.add(content, name, directory, Store(Base(data)), settings, build_day(), datetime.now(UTC))
    except (Trouble, ProblemsFound, OSError) as trouble:
        raise _refused(f"It was not added. {trouble}", TRY_LATER) from None
    click.echo(done.reference)
    if is_new:
        click.echo(f"A new inbox was made in {data}.", err=True)
    for line in done.told:
        click.echo(line, err=True)


def _content(file: Path) -> bytes:
    from petunias.submissions.arriving import LARGEST

    try:
        with click.open_file(str(file), "rb") as opened:
            content: bytes = opened.read(LARGEST + 1)
    except OSError as trouble:
        raise _refused(f"{file} cannot be read: {trouble.strerror}.", 1) from None
    if len(content) > LARGEST:
        raise _refused(f"It must be at most {LARGEST // 1024 // 1024} MB. It was not added.", TOO_LARGE)
    return content
