"""The editors' desk as commands: list, show, accept, edit, ask, hold, release, reject, reopen."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from petunias.cli.inbox_serve import data_option
from petunias.cli.options import directory_option

if TYPE_CHECKING:
    from petunias.submissions.actions import Actions
    from petunias.submissions.message import Submission
    from petunias.submissions.settings import Publishing
    from petunias.submissions.store import Store

Command = Callable[..., Any]
reference_argument = click.argument("reference", metavar="REFERENCE")


@contextmanager
def plainly() -> Iterator[None]:
    """What cannot be done is said in a sentence."""
    from petunias.submissions.accept import NotAccepted
    from petunias.submissions.base import Trouble
    from petunias.submissions.states import NotNow

    try:
        yield
    except (NotAccepted, NotNow, Trouble) as trouble:
        raise click.ClickException(str(trouble)) from None


def store_of(data: Path) -> Store:
    """The store in a folder that has one."""
    from petunias.submissions.base import NAME, Base
    from petunias.submissions.store import Store

    if not (data / NAME).is_file():
        raise click.ClickException(f"There is no inbox in {data}. Name its folder with --data.")
    return Store(Base(data))


def found(store: Store, reference: str) -> Submission:
    """The submission of that reference."""
    submission = store.get(reference.strip().upper())
    if submission is None:
        raise click.ClickException(f"There is no submission {reference}. See them all with: petunias inbox list")
    return submission


def actions_of(directory: Path, data: Path, site: Path | None, how: Publishing | None = None) -> Actions:
    """What an editor can do, under the name that they have on this machine."""
    from petunias.submissions.accept import Publisher
    from petunias.submissions.actions import Actions
    from petunias.submissions.neighbours import Neighbours
    from petunias.submissions.rebuild import Builder
    from petunias.submissions.settings import Settings

    store = store_of(data)
    settings = Settings.read(data, os.environ)
    builder = Builder(directory.resolve(), (site or data / "site").resolve(), pdf=settings.pdf)
    publisher = Publisher(directory, store, Neighbours(directory), builder, how or settings.publish)
    return Actions(publisher, datetime.now(UTC), _me())


def _can_answer() -> bool:
    return sys.stdin.isatty()


def _me() -> str:
    try:
        return f"command, {getpass.getuser()}"
    except (OSError, KeyError):
        return f"command, user {os.getuid()}"


def _site_option(command: Command) -> Command:
    return click.option(
        "--site-dir",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="SITE",
        help="Where the site is, and is built again. [default: site in the folder of --data]",
    )(command)


@click.command(name="list")
@data_option
@click.option("--all", "every", is_flag=True, help="Those that have ended as well.")
def list_(data: Path, every: bool) -> None:
    """List what waits, the oldest first.

    \b
    Example: petunias inbox list --data inbox
    """
    from petunias.submissions import sending
    from petunias.submissions.letters import plain
    from petunias.submissions.states import NAMES, OPEN, STATES

    with plainly():
        store = store_of(data)
        rows, given_up = store.queue(STATES if every else OPEN), sending.failed(store.base)
    for one in rows:
        name = plain(one.offer.name or one.offer.rest[:60])
        click.echo(f"{one.reference}  {one.received:%Y-%m-%d}  {one.offer.kind:8}  {NAMES[one.state]:21}  {name}")
    if not rows:
        click.echo("Nothing is waiting.")
    for letter in given_up:
        click.echo(f"{letter.reference}: an e-mail about it could not be sent. Ring them, or write in another way.")


@click.command()
@reference_argument
@directory_option
@data_option
def show(reference: str, directory: Path, data: Path) -> None:
    """Show a submission: what would be published, what differs, what is private, what was done.

    \b
    Example: petunias inbox show PT-BCDFGH
    """
    from petunias.submissions.neighbours import Neighbours
    from petunias.submissions.review import review
    from petunias.submissions.states import NAMES, SAID

    with plainly():
        store = store_of(data)
        one = found(store, reference)
        made = review(directory, Neighbours(directory), one)
        click.echo(f"{one.reference}  {one.offer.kind}  {NAMES[one.state]}  {one.received:%Y-%m-%d %H:%M} UTC")
        if one.reason:
            click.echo(f"Last said: {one.reason}")
        click.echo(f"\nFile: {made.id}.yaml" if made.id else "")
        for change in made.changes:
            mark = " (changed meanwhile)" if change.clash else ""
            click.echo(
                f"  {change.field}: {change.now + ' -> ' if change.now else ''}{change.then or '(taken out)'}{mark}"
            )
        for problem in made.problems:
            click.echo(f"  {problem.level}: {problem.field}: {problem.message} {problem.fix}")
        for twin in made.twins:
            click.echo(f"  Is it {twin.entry.id}? {', '.join(twin.likeness.reasons)}")
        click.echo("\nPrivate:")
        for path, text in one.offer.private.items():
            click.echo(f"  {path}: {text}")
        if one.offer.rest:
            click.echo(f"\nNot understood:\n{one.offer.rest}")
        click.echo("\nHistory:")
        for step in store.history(one.reference):
            click.echo(
                f"  {step.at:%Y-%m-%d %H:%M} {step.who} {SAID.get(step.action, step.action)} {step.note}".rstrip()
            )


@click.command()
@reference_argument
@directory_option
@data_option
@_site_option
@click.option("--checked", is_flag=True, help="Do not ask me the checklist: I have been through it.")
@click.option(
    "--confirmed/--not-confirmed", default=None, help="Count it as confirmed by the group on the day it came."
)
@click.option("--how", type=click.Choice(["commit", "pull-request"]), help="In place of what the settings say.")
def accept(
    reference: str,
    directory: Path,
    data: Path,
    site_dir: Path | None,
    checked: bool,
    confirmed: bool | None,
    how: Publishing | None,
) -> None:
    """Publish a submission: write its file, build the site, commit the file.

    If anything fails, all is as it was, and the submission is back in the queue with the reason.

    \b
    Example: petunias inbox accept PT-BCDFGH --site-dir site
    """
    from petunias.submissions.review import CHECKLIST

    with plainly():
        do = actions_of(directory, data, site_dir, how)
        one = found(do.publisher.store, reference)
        if one.offer.kind in ("new", "change") and not checked:
            # Where nobody sits who could answer, calling the command is the answer.
            asks = _can_answer()
            for text in CHECKLIST.values():
                if asks:
                    click.confirm(text, abort=True)
                else:
                    click.echo(f"Taken as read: {text}", err=True)
        ended = do.accept(one, confirm=confirmed)
        click.echo(do.publisher.store.history(ended.reference)[-1].note)


@click.command()
@reference_argument
@directory_option
@data_option
@click.option("--set", "pairs", multiple=True, metavar="FIELD=TEXT", help="A field, and what it is to be.")
def edit(reference: str, directory: Path, data: Path, pairs: tuple[str, ...]) -> None:
    """Change what a submission says, in your editor or with --set.

    \b
    Example: petunias inbox edit PT-BCDFGH --set "summary=Walk our dogs."
    """
    from petunias import reading, yamlfile
    from petunias.problems import ProblemsFound, errors
    from petunias.submissions import mending, offer

    with plainly():
        do = actions_of(directory, data, None)
        one = found(do.publisher.store, reference)
        if pairs:
            made = mending.with_pairs(one.offer, pairs)
        else:
            text = click.edit(yamlfile.dump(one.offer.data), extension=".yaml")
            if text is None:
                raise click.ClickException("Nothing was changed.")
            made = mending.with_text(one.offer, text)
        now = offer.filed(directory, one.offer.entry) if one.offer.entry else {}
        _entry, problems = reading.read_one(
            directory, one.offer.entry or "new-group", offer.canonical(offer.applied(now, made)).encode()
        )
        if errors(problems):
            raise ProblemsFound(errors(problems))
        do.edit(one, made)
        click.echo(f"{one.reference} is changed.")


def _saying(name: str, does: str, said: str, needed: str) -> click.Command:
    """A command that says something about a submission."""

    @click.command(name=name, help=f'{does}\n\n\b\nExample: petunias inbox {name} PT-BCDFGH "{said}"')
    @reference_argument
    @click.argument("words", metavar=needed)
    @directory_option
    @data_option
    def command(reference: str, words: str, directory: Path, data: Path) -> None:
        with plainly():
            do = actions_of(directory, data, None)
            one = found(do.publisher.store, reference)
            words = " ".join(words.split())
            if name == "ask":
                do.ask(one, words)
            elif name == "reject":
                do.reject(one, words)
            else:
                do.move(one, name, words)
            click.echo(f"{one.reference}: done.")

    return command


def _moving(name: str, does: str) -> click.Command:
    @click.command(name=name, help=f"{does}\n\n\b\nExample: petunias inbox {name} PT-BCDFGH")
    @reference_argument
    @directory_option
    @data_option
    def command(reference: str, directory: Path, data: Path) -> None:
        with plainly():
            do = actions_of(directory, data, None)
            do.move(found(do.publisher.store, reference), name)
            click.echo(f"{reference.upper()}: done.")

    return command


ask = _saying(
    "ask", "Ask whoever sent it a question. It goes by e-mail, if they gave theirs.", "On which days?", "QUESTION"
)
reject = _saying(
    "reject", "Turn a submission down, and say why to whoever sent it.", "It is outside our area.", "REASON"
)
hold = _saying("hold", "Put a submission on hold. The reason is for the team.", "Waiting for the committee.", "REASON")
release = _moving("release", "Take up again what was on hold or waited for an answer.")
reopen = _moving("reopen", "Take up again what was turned down.")
