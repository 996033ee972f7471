"""petunias github: the forms that GitHub shows, and what a workflow makes of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from petunias import files, reading
from petunias.checks.saying import counted
from petunias.cli.options import day_or_complain, directory_option, today_option
from petunias.problems import errors
from petunias.resources import shown
from petunias.submissions import issue_entry, issue_form, issue_reply, pull_request


@click.group()
def github() -> None:
    """Let groups join by a form on GitHub.

    \b
    Example: petunias github form
    """


@github.command()
@directory_option
@click.option(
    "--folder",
    default=issue_form.FOLDER,
    show_default=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where GitHub looks for forms.",
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a file is not as it would be made now.")
def form(directory: Path, folder: Path, check: bool) -> int:
    """Make the forms that GitHub shows to who opens an issue.

    They come from the schema and from area.yaml, so make them anew when one of the two has changed.

    \b
    Example: petunias github form
    """
    made = issue_form.files(reading.read_or_raise(directory).area)
    stale = {folder / name: text.encode("utf-8") for name, text in made.items()}
    stale = {path: content for path, content in stale.items() if not path.exists() or path.read_bytes() != content}
    for path, content in stale.items():
        if not check:
            files.write(path, content)
        click.echo(f"{shown(path)} {'must be made anew: run petunias github form.' if check else 'is made anew.'}")
    return 1 if check and stale else 0


@github.command()
@click.option(
    "--event",
    envvar="GITHUB_EVENT_PATH",
    show_envvar=True,
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The file in which GitHub tells of the issue.",
)
@directory_option
@click.option(
    "--outcome",
    default="outcome.json",
    show_default=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write what became of it, with the answer to give.",
)
@today_option
def entry(event: Path, directory: Path, outcome: Path, today: date | None) -> None:
    """Make an entry's file from an issue.

    Writes the file into the directory if the whole check finds no error in it. Whether or not it does, the outcome
    holds the answer for the person who wrote the issue. A workflow then gives it to petunias github propose.

    \b
    Example: petunias github entry --event event.json --outcome outcome.json
    """
    outcome.unlink(missing_ok=True)
    try:
        issue = issue_entry.issue(event.read_bytes())
    except issue_entry.NotForUs as trouble:
        raise click.ClickException(str(trouble)) from None
    # What is wrong in the file of somebody else is no reason to leave this one without an answer.
    known = reading.read_some(directory, frozenset(), words=False) or reading.read_or_raise(directory)
    made = issue_entry.make(directory, issue, known.area, today or day_or_complain(None))
    path = shown(made.path) if made.path else ""
    found = pull_request.Outcome(
        issue.number, issue.base, made.id, path, made.change, issue_reply.reply(made, known.area)
    )
    files.write(outcome, found.written().encode("utf-8"))
    # Nothing of what a stranger wrote: a log has commands of its own.
    wrong = counted(len(errors(made.problems)), "error") if made.problems else "see the answer"
    click.echo(f"Written: {path}" if path else f"Nothing written: {wrong}.")


@github.command()
@click.argument("outcome", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--repository",
    envvar="GITHUB_REPOSITORY",
    show_envvar=True,
    required=True,
    metavar="OWNER/NAME",
    help="The repository on GitHub.",
)
def propose(outcome: Path, repository: str) -> None:
    """Open or renew the pull request of an issue, and answer on the issue.

    Takes the outcome of petunias github entry. One issue has one branch, one pull request and one answer. A branch
    that somebody else has changed is left alone. Needs git, GitHub's program gh, and its key in GH_TOKEN.

    \b
    Example: petunias github propose outcome.json --repository anytown/directory
    """
    try:
        click.echo(pull_request.bring(pull_request.outcome(outcome.read_text(encoding="utf-8")), repository))
    except pull_request.Refused as trouble:
        raise click.ClickException(str(trouble)) from None
