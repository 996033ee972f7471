"""An entry's file brought to GitHub: one branch, one pull request and one answer for each issue.

`git` pushes and `gh` speaks with GitHub; both take the key from the environment, and neither is given a word that a
stranger wrote. The branch is named by the issue's number, the commit by the entry's id.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from petunias.submissions.issue_reply import MARK

NAME = "github-actions[bot]"
MAIL = "41898282+github-actions[bot]@users.noreply.github.com"
_AS_US = ("-c", f"user.name={NAME}", "-c", f"user.email={MAIL}", "-c", "commit.gpgSign=false")
# No hook of the machine, and the key of this run alone.
_GIT = ("git", "-c", "core.hooksPath=/dev/null", "-c", "credential.helper=")
_KEY = ("-c", "credential.helper=!gh auth git-credential")
_TEAM = ("OWNER", "MEMBER", "COLLABORATOR")
_NOT_ALLOWED = "not permitted to create"


class Refused(Exception):
    """git or GitHub did not do what was asked; the message says what, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an issue. `path` is the file to bring, empty if there is none; `reply` is the answer to give."""

    issue: int
    base: str
    id: str
    path: str
    change: bool
    reply: str

    def written(self) -> str:
        """As a file holds it."""
        return json.dumps(asdict(self), indent=2) + "\n"


def outcome(text: str) -> Outcome:
    """What a file says; Refused if it was not made by `written`."""
    try:
        return Outcome(**json.loads(text))
    except (ValueError, TypeError) as trouble:
        raise Refused("The outcome must be a file that petunias github entry has written.") from trouble


def bring(outcome: Outcome, repository: str) -> str:
    """Brings the file to its branch, opens or renews the pull request, and answers. Gives a line for the log."""
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*/[\w.-]+", repository):
        raise Refused("The repository must be named as owner/name.")
    branch = f"issue-{outcome.issue}"
    owner = repository.partition("/")[0]
    pulls = _github("GET", f"repos/{repository}/pulls?state=all&per_page=100&head={owner}:{branch}")
    there = next((one["number"] for one in pulls if one["state"] == "open"), None)
    refused: Refused | None = None
    if pulls and there is None:
        last = "An editor has closed the pull request of this issue. To say more, write below, or open a new issue."
    elif not outcome.path:
        last = f"The pull request still has what you wrote before: #{there}." if there else ""
    elif there and _approved(repository, there):
        # Or somebody could change it after it was read, and before it is merged.
        last = "An editor has approved the pull request, so we leave it alone. The editor reads your words here."
    elif not _push(outcome, branch):
        last = "An editor has changed the pull request since, so we leave it alone. The editor reads your words here."
    else:
        try:
            there = _open(outcome, repository, branch, there)
            last = f"It goes on in #{there}. You need do nothing more."
        except Refused as trouble:
            refused, last = trouble, "An editor opens the pull request. You need do nothing more."
    _answer(repository, outcome.issue, "\n\n".join(filter(None, (outcome.reply, last))))
    if refused:
        raise refused
    return f"Issue {outcome.issue} is answered{f', and its pull request is {there}' if there else ''}."


def _approved(repository: str, pull: int) -> bool:
    """Whether somebody of the team has approved the pull request. Anybody at all may say so."""
    found = _github("GET", f"repos/{repository}/pulls/{pull}/reviews?per_page=100")
    return any(one["state"] == "APPROVED" and one["author_association"] in _TEAM for one in found)


def _push(outcome: Outcome, branch: str) -> bool:
    """Makes the branch of today's files and the one new file. False if somebody else has been at work there."""
    ref = f"refs/heads/{branch}"
    listed = _git(*_KEY, "ls-remote", "origin", ref).split()
    before = listed[0] if listed else ""
    if before:
        _git(*_KEY, "fetch", "--quiet", "--depth=1", "origin", ref)
        if _git("log", "-1", "--format=%ce", "FETCH_HEAD").strip() != MAIL:
            return False
    _git("checkout", "--quiet", "--detach")
    _git("add", "--", outcome.path)
    said = f"{'Change' if outcome.change else 'Add'} {outcome.id}\n"
    _git(*_AS_US, "commit", "--quiet", "--no-verify", "--file=-", "--", outcome.path, given=said)
    same = before and _git("rev-parse", "FETCH_HEAD^{tree}") == _git("rev-parse", "HEAD^{tree}")
    if not same:
        # Only if nobody has pushed in between.
        _git(*_KEY, "push", "--quiet", f"--force-with-lease={ref}:{before}", "origin", f"HEAD:{ref}")
    return True


def _open(outcome: Outcome, repository: str, branch: str, there: int | None) -> int:
    """Opens the pull request, or gives the one that is there its title and text anew."""
    said = {
        "title": f"{'Change' if outcome.change else 'Add'} {outcome.id}",
        "body": f"Made from the form in #{outcome.issue}. The whole directory was checked with it.\n\n"
        "Before you merge it, read the issue: are they who they say, and is nothing in it that must stay private? "
        "You may change the file here first. From then on, what is written in the issue no longer changes it.\n\n"
        f"Closes #{outcome.issue}.",
    }
    if there:
        _github("PATCH", f"repos/{repository}/pulls/{there}", said)
        return there
    made = _github("POST", f"repos/{repository}/pulls", {**said, "head": branch, "base": outcome.base})
    return int(made["number"])


def _answer(repository: str, issue: int, text: str) -> None:
    """Our one answer on the issue, made or made anew. The mark alone may be anybody's; the name is ours."""
    found = _github("GET", f"repos/{repository}/issues/{issue}/comments?per_page=100")
    ours = [one["id"] for one in found if one["user"]["login"] == NAME and one["body"].startswith(MARK)]
    if ours:
        _github("PATCH", f"repos/{repository}/issues/comments/{ours[0]}", {"body": text})
    else:
        _github("POST", f"repos/{repository}/issues/{issue}/comments", {"body": text})


def _git(*words: str, given: str = "") -> str:
    run = _run((*_GIT, *words), given)
    if run.returncode:
        raise Refused(f"git refused: {_last(run.stderr)}")
    return run.stdout


def _github(method: str, address: str, data: Mapping[str, Any] | None = None) -> Any:
    more = ("--input", "-") if data is not None else ()
    run = _run(("gh", "api", "--method", method, address, *more), json.dumps(data) if data is not None else "")
    if _NOT_ALLOWED in run.stdout + run.stderr:
        raise Refused(
            "GitHub does not let workflows open pull requests here. Allow it under Settings, Actions, General, "
            "Workflow permissions."
        )
    if run.returncode:
        raise Refused(f"GitHub refused {method} {address.partition('?')[0]}: {_last(run.stderr)}")
    return json.loads(run.stdout)


def _run(words: tuple[str, ...], given: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(words, input=given, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise Refused(f"The program {words[0]} is not installed.") from None


def _last(told: str) -> str:
    """The last line of what a program said, so that nothing in it can start a command of the log's."""
    lines = told.strip().splitlines()
    return lines[-1] if lines else "it did not say why"
