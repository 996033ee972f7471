"""petunias init and petunias new: four questions, and a new area or entry."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from petunias import reading, schema
from petunias.cli.asking import answer
from petunias.cli.options import directory_option
from petunias.cli.telling import tell
from petunias.dates import local_today
from petunias.resources import shown
from petunias.starting import answers, area, entry


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date:
    if value is None:
        return local_today()
    if not schema.is_date(value):
        raise click.BadParameter(f"must be a real day, written as 2026-11-03, got {value}.")
    return date.fromisoformat(value)


_today = click.option("--today", callback=_day, metavar="YYYY-MM-DD", help="The day that counts as today.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="The name of the area, such as Anytown.")
@click.option("--nation", help="england, wales, scotland or northern-ireland: for bank holidays.")
@click.option("--phone", help='The phone number of the team; "" for none.')
@click.option("--email", help='The e-mail address of the team; "" for none.')
@_today
def init(folder: Path, name: str | None, nation: str | None, phone: str | None, email: str | None, today: date) -> None:
    """Start the directory of a new area, in a folder of its own.

    Asks four questions, or takes the answers as options. The folder must be new or empty.

    \b
    Example: petunias init my-area
    """
    try:
        area.check_free(folder)
    except area.NotEmpty as trouble:
        raise click.ClickException(str(trouble)) from None
    given = area.Answers(
        name=answer("--name", name, "1. What is the area called?", lambda a: answers.line("area", ("name",), a)),
        nation=answer("--nation", nation, f"2. Which nation is it in?\n{_numbered('area', 'nation')}", answers.nation),
        phone=answer(
            "--phone",
            phone,
            "3. Which phone number can people ring to reach your team? Press Enter if there is none.",
            lambda a: answers.phone("area", ("team", "phone"), a) if a.strip() else None,
        ),
        email=None,
    )
    needed = given.phone is None

    def read_email(typed: str) -> str | None:
        if typed.strip():
            return answers.line("area", ("team", "email"), typed)
        if needed:
            raise answers.Wrong("must not be empty, as there is no phone number: people need a way to reach you.")
        return None

    none = "" if needed else " Press Enter if there is none."
    mail = answer("--email", email, f"4. Which e-mail address can people write to?{none}", read_email)
    wheel = area.installed_from()
    complete = area.Answers(given.name, given.nation, given.phone, mail)
    area.make(folder, complete, today, wheel=wheel)
    click.echo(
        f"\nThe directory of {given.name} is in {shown(folder)}, with two examples in it.\n\n"
        f"Look at it:    cd {_quoted(folder)}\n"
        "               petunias serve\n"
        "Add an entry:  petunias new\n"
        "What next:     README.md in that folder, and the handbook on the site"
    )


@click.command()
@directory_option
@click.option("--name", help="What people call it.")
@click.option("--domain", help="The kind of help: a number from 1 to 6 or a name; several with commas between them.")
@click.option("--summary", help="One sentence: what people can do there.")
@click.option("--contact", help="A phone number, an e-mail address or a web address.")
@click.option("--locality", multiple=True, metavar="ID", help="Where it is, by an id from area.yaml. May be repeated.")
@_today
def new(
    directory: Path,
    name: str | None,
    domain: str | None,
    summary: str | None,
    contact: str | None,
    locality: tuple[str, ...],
    today: date,
) -> None:
    """Add an entry.

    Asks four questions, or takes the answers as options, and writes one file. No file is ever overwritten.

    \b
    Example: petunias new
    """
    places = [answer("--locality", one, "", lambda a: entry.locality(directory, a)) for one in locality]
    given = entry.Answers(
        name=answer("--name", name, "1. What do people call it?", lambda a: answers.line("entry", ("name",), a)),
        domains=answer(
            "--domain", domain, f"2. What kind of help is it?\n{_numbered('entry', 'domains')}", answers.domains
        ),
        summary=answer(
            "--summary",
            summary,
            "3. What can people do there? One sentence.",
            lambda a: answers.line("entry", ("summary",), a),
        ),
        contact=answer(
            "--contact",
            contact,
            "4. How do people get in touch? A phone number, an e-mail address or a web address.",
            answers.contact,
        ),
        localities=list(dict.fromkeys(places)),
    )
    path, _ = entry.make(directory, given, today)
    click.echo(f"Written: {shown(path)}")
    # Read again with all others: only then can it be seen that two may be one.
    own = shown(path)
    tell(problem for problem in reading.read(directory).problems if problem.file == own or own in problem.message)
    click.echo(
        "Look at it with: petunias serve\n"
        "You can add much more to the file: when it meets, where, what it costs. See the handbook, Adding an entry."
    )


def _numbered(kind: schema.Kind, field: str) -> str:
    """The choices of a field, each with its number."""
    lines = []
    for number, option in enumerate(schema.choices(kind, (field,)), 1):
        lines.append(f"   {number}  {option.title}{f': {option.description}' if option.description else ''}")
    return "\n".join(lines)


def _quoted(folder: Path) -> str:
    """The folder as one types it after cd."""
    text = shown(folder)
    return f'"{text}"' if " " in text else text
