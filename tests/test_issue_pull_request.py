"""From an issue to a branch, a pull request and an answer: the workflow's own commands, real git, a `gh` of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from petunias.records import area as area_of
from petunias.submissions import issue_form, issue_reply, pull_request
from petunias.submissions.issue_form import FORMS
from support.github import Gh, event, rendered
from support.site import REPOSITORY

CASES = REPOSITORY / "tests" / "cases" / "issues"
JOIN, _, CHANGE = FORMS
AREA = area_of({"name": "Anytown"}, id="anytown")
FOUR = {
    "name": "Marl Walkers",
    "domains": ["physical-activity"],
    "summary": "A gentle walk each Tuesday.",
    "contact.phone": "01632 960199",
}
HOSTILE = "$(touch hacked) `id` @octocat Closes #1 ../../x --upload-pack=x"
STEPS = ("github entry", "github propose")


class Workshop:
    """A repository, its clone as the workflow has it, and what the two commands do there."""

    def __init__(self, around: Path) -> None:
        self.origin, self.clone, self.gh = around / "origin.git", around / "clone", Gh(around / "github")
        self.trace = around / "trace"
        (around / "home").mkdir()
        (around / "home" / ".gitconfig").write_text("[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n")
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{self.gh.path}",
            "HOME": str(around / "home"),
            "GH_TOKEN": "the-key",
            "GITHUB_REPOSITORY": "anytown/directory",
            "GITHUB_EVENT_PATH": str(around / "event.json"),
            "GIT_TRACE": str(self.trace),
            "LANG": "C.UTF-8",
        }
        first = around / "first"
        shutil.copytree(CASES / "directory", first / "directory")
        (first / "docs").mkdir()
        (first / "docs" / "index.md").write_text("# Here\n")
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.origin), at=around)
        self.git("init", "--quiet", "--initial-branch=main", at=first)
        self.commit(first, "First")
        self.git("push", "--quiet", str(self.origin), "main", at=first)
        self.first = first

    def git(self, *words: str, at: Path | None = None) -> str:
        who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgSign=false")
        environment = {**self.environment, "GIT_TRACE": "0"}
        command = ["git", *who, *words]
        run = subprocess.run(
            command, cwd=at or self.origin, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    def commit(self, at: Path, message: str) -> None:
        self.git("add", "--all", at=at)
        self.git("commit", "--quiet", "--message", message, at=at)

    def run(self, told: dict[str, Any]) -> list[subprocess.CompletedProcess[str]]:
        """What the workflow does: a fresh shallow clone, and its commands from the file itself."""
        shutil.rmtree(self.clone, ignore_errors=True)
        url = self.origin.as_uri()
        self.git("clone", "--quiet", "--depth=1", "--branch=main", url, str(self.clone), at=self.origin)
        hook = self.clone / ".git" / "hooks" / "pre-commit"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        Path(self.environment["GITHUB_EVENT_PATH"]).write_text(json.dumps(told))
        return [
            subprocess.run(
                line.split(), cwd=self.clone, env=self.environment, capture_output=True, text=True, check=False
            )
            for line in commands()
        ]

    def send(self, answers: dict[str, Any], number: int = 12, **more: Any) -> str:
        """Runs it for an issue that is right in form; gives what the second command said."""
        body = rendered(issue_form.fields(JOIN, AREA), answers)
        first, second = self.run(event(body, "join", number, **more))
        assert first.returncode == 0, first.stderr
        assert second.returncode == 0, second.stderr
        return second.stdout

    def tip(self, branch: str = "issue-12") -> str:
        return self.git("rev-parse", f"refs/heads/{branch}").strip()

    def comments(self) -> list[str]:
        return [one["body"] for one in self.gh.state["comments"]]


def commands() -> list[str]:
    """The lines of the workflow that are ours."""
    workflow = yaml.safe_load((REPOSITORY / ".github" / "workflows" / "join.yml").read_text())
    lines = [step["run"] for step in workflow["jobs"]["entry"]["steps"] if "petunias github" in step.get("run", "")]
    assert [" ".join(line.split()[1:3]) for line in lines] == list(STEPS)
    return lines


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_an_issue_becomes_one_branch_one_pull_request_and_one_answer(workshop: Workshop) -> None:
    assert workshop.send(FOUR) == "Issue 12 is answered, and its pull request is 100.\n"
    log = workshop.git("log", "--format=%s|%b|%an|%ae|%ce", "main..issue-12").strip()
    assert log == f"Add marl-walkers||{pull_request.NAME}|{pull_request.MAIL}|{pull_request.MAIL}"
    changed = workshop.git("diff", "--name-status", "main", "issue-12").strip()
    assert changed == "A\tdirectory/entries/marl-walkers.yaml"
    text = workshop.git("show", "issue-12:directory/entries/marl-walkers.yaml")
    assert text.startswith("name: Marl Walkers\ndomains: [physical-activity]\n")
    (pull,) = workshop.gh.state["pulls"]
    assert (pull["title"], pull["head"], pull["base"]) == ("Add marl-walkers", "issue-12", "main")
    assert pull["body"] == (
        "Made from the form in #12. The whole directory was checked with it.\n\n"
        "Before you merge it, read the issue: are they who they say, and is nothing in it that must stay private? "
        "You may change the file here first. From then on, what is written in the issue no longer changes it.\n\n"
        "Closes #12."
    )
    (comment,) = workshop.comments()
    assert comment.startswith(f"{issue_reply.MARK}\n\n**Thank you. We could read it.**")
    assert comment.endswith("It goes on in #100. You need do nothing more.")
    assert {call["key"] for call in workshop.gh.state["calls"]} == {"the-key"}
    assert workshop.git("rev-parse", "main") == workshop.git("rev-parse", "main", at=workshop.first)


def test_the_same_again_changes_nothing(workshop: Workshop) -> None:
    workshop.send(FOUR)
    before, comments = workshop.tip(), workshop.comments()
    workshop.send(FOUR, action="edited")
    assert (workshop.tip(), workshop.comments(), len(workshop.gh.state["pulls"])) == (before, comments, 1)


def test_an_edit_makes_the_branch_anew_even_under_another_name(workshop: Workshop) -> None:
    workshop.send(FOUR)
    # What has been merged meanwhile stays in it.
    (workshop.first / "docs" / "more.md").write_text("# More\n")
    workshop.commit(workshop.first, "Something else")
    workshop.git("push", "--quiet", str(workshop.origin), "main", at=workshop.first)
    workshop.send({**FOUR, "name": "Marl Strollers"}, action="edited")
    assert workshop.git("log", "--format=%s", "main..issue-12").strip() == "Add marl-strollers"
    assert workshop.git("diff", "--name-status", "main", "issue-12") == "A\tdirectory/entries/marl-strollers.yaml\n"
    (pull,) = workshop.gh.state["pulls"]
    assert pull["title"] == "Add marl-strollers"
    assert len(workshop.comments()) == 1


def test_a_bad_edit_leaves_the_pull_request_and_says_so(workshop: Workshop) -> None:
    workshop.send(FOUR)
    before = workshop.tip()
    assert workshop.send({**FOUR, "contact.phone": "12"}, action="edited").startswith("Issue 12 is answered")
    assert workshop.tip() == before
    (comment,) = workshop.comments()
    assert "**Phone** must be" in comment
    assert comment.endswith("The pull request still has what you wrote before: #100.")


def test_a_bad_issue_gets_an_answer_and_no_branch_and_the_next_edit_a_pull_request(workshop: Workshop) -> None:
    assert workshop.send({"name": "Marl"}) == "Issue 12 is answered.\n"
    assert workshop.git("branch", "--list", "issue-12") == ""
    assert workshop.gh.state["pulls"] == []
    workshop.send(FOUR, action="edited")
    (comment,) = workshop.comments()
    assert "not right yet" not in comment
    assert len(workshop.gh.state["pulls"]) == 1


def test_what_an_editor_has_changed_is_left_alone(workshop: Workshop) -> None:
    workshop.send(FOUR)
    workshop.git("fetch", "--quiet", str(workshop.origin), "issue-12", at=workshop.first)
    workshop.git("checkout", "--quiet", "FETCH_HEAD", at=workshop.first)
    path = workshop.first / "directory" / "entries" / "marl-walkers.yaml"
    path.write_text(path.read_text().replace("gentle", "slow"))
    workshop.commit(workshop.first, "Better words")
    workshop.git("push", "--quiet", str(workshop.origin), "HEAD:issue-12", at=workshop.first)
    before = workshop.tip()
    workshop.send({**FOUR, "summary": "Something else."}, action="edited")
    assert workshop.tip() == before
    (comment,) = workshop.comments()
    told = "An editor has changed the pull request since, so we leave it alone. The editor reads your words here."
    assert comment.endswith(told)


def test_what_the_team_has_approved_cannot_be_changed_behind_its_back(workshop: Workshop) -> None:
    workshop.send(FOUR)
    stranger = {"state": "APPROVED", "author_association": "NONE"}
    workshop.gh.write({**workshop.gh.state, "reviews": [stranger]})
    workshop.send({**FOUR, "summary": "A stroll."}, action="edited")
    before = workshop.tip()
    assert "A stroll." in workshop.git("show", f"{before}:directory/entries/marl-walkers.yaml")
    editor = {"state": "APPROVED", "author_association": "MEMBER"}
    workshop.gh.write({**workshop.gh.state, "reviews": [stranger, editor]})
    workshop.send({**FOUR, "summary": "Something else."}, action="edited")
    assert workshop.tip() == before
    (comment,) = workshop.comments()
    told = "An editor has approved the pull request, so we leave it alone. The editor reads your words here."
    assert comment.endswith(told)


@pytest.mark.parametrize("merged", [True, False])
def test_a_closed_pull_request_is_not_opened_again(workshop: Workshop, merged: bool) -> None:
    workshop.send(FOUR)
    state = workshop.gh.state
    state["pulls"][0] |= {"state": "closed", "merged_at": "2026-11-23T10:00:00Z" if merged else None}
    workshop.gh.write(state)
    before = workshop.tip()
    assert workshop.send({**FOUR, "summary": "Something else."}, action="edited") == "Issue 12 is answered.\n"
    assert workshop.tip() == before
    assert len(workshop.gh.state["pulls"]) == 1
    (comment,) = workshop.comments()
    told = "An editor has closed the pull request of this issue. To say more, write below, or open a new issue."
    assert comment.endswith(told)


def test_where_workflows_may_not_open_pull_requests_it_is_said_to_both(workshop: Workshop) -> None:
    workshop.gh.write({**workshop.gh.state, "may_open": False})
    body = rendered(issue_form.fields(JOIN, AREA), FOUR)
    first, second = workshop.run(event(body, "join"))
    assert first.returncode == 0
    assert (second.returncode, second.stderr) == (
        1,
        "Error: GitHub does not let workflows open pull requests here. Allow it under Settings, Actions, General, "
        "Workflow permissions.\n",
    )
    assert workshop.tip()
    (comment,) = workshop.comments()
    assert comment.endswith("An editor opens the pull request. You need do nothing more.")


def test_a_comment_with_our_mark_by_somebody_else_is_not_ours(workshop: Workshop) -> None:
    theirs = {"id": 1, "issue": 12, "user": {"login": "octocat"}, "body": f"{issue_reply.MARK} Ha."}
    workshop.gh.write({**workshop.gh.state, "comments": [theirs]})
    workshop.send(FOUR)
    assert workshop.comments()[0] == f"{issue_reply.MARK} Ha."
    assert len(workshop.comments()) == 2


def test_two_issues_have_two_branches(workshop: Workshop) -> None:
    workshop.send(FOUR)
    workshop.send({**FOUR, "name": "Marl Strollers"}, number=13)
    assert workshop.git("branch", "--format=%(refname:short)").split() == ["issue-12", "issue-13", "main"]
    assert workshop.git("diff", "--name-only", "main", "issue-13").split() == ["directory/entries/marl-strollers.yaml"]
    assert [pull["head"] for pull in workshop.gh.state["pulls"]] == ["issue-12", "issue-13"]


def test_a_change_is_a_change_of_that_file_alone(workshop: Workshop) -> None:
    body = rendered(issue_form.fields(CHANGE, AREA), {"entry": "dog-walks", "cost": "£1"})
    first, second = workshop.run(event(body, "change"))
    assert (first.stdout, second.returncode) == ("Written: directory/entries/dog-walks.yaml\n", 0)
    assert workshop.git("log", "--format=%s", "main..issue-12") == "Change dog-walks\n"
    assert workshop.git("diff", "--name-status", "main", "issue-12") == "M\tdirectory/entries/dog-walks.yaml\n"


def test_no_strangers_word_reaches_git_or_the_log(workshop: Workshop) -> None:
    answers = {field.path: HOSTILE for field in issue_form.fields(JOIN, AREA) if not field.options}
    for said in (answers, {**answers, **FOUR, "provider": HOSTILE, "cost": HOSTILE}):
        text = {path: value for path, value in said.items() if path in (*FOUR, "provider", "cost", "description")}
        body = rendered(issue_form.fields(JOIN, AREA), text)
        first, second = workshop.run(event(body, "join", title=HOSTILE))
        assert "octocat" not in first.stdout + first.stderr + second.stdout + second.stderr
    assert len(workshop.gh.state["pulls"]) == 1
    assert "octocat" not in workshop.trace.read_text()
    assert "octocat" not in json.dumps(workshop.gh.state["pulls"])
    addresses = [call["address"] for call in workshop.gh.state["calls"]]
    assert not [address for address in addresses if "octocat" in address]
    assert not list(workshop.clone.rglob("hacked"))


def test_without_the_programs_it_says_which(workshop: Workshop) -> None:
    workshop.send(FOUR)
    (workshop.gh.bin / "gh").unlink()
    workshop.environment["PATH"] = str(Path(sys.executable).parent)
    command = commands()[1].split()
    run = subprocess.run(
        command, cwd=workshop.clone, env=workshop.environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (1, "Error: The program gh is not installed.\n")


@pytest.mark.parametrize("text", ["", "[]", '{"issue": 1}', '{"x": 2}'])
def test_an_outcome_of_somebody_else_is_refused(text: str) -> None:
    with pytest.raises(pull_request.Refused, match="must be a file that petunias github entry has written"):
        pull_request.outcome(text)


@pytest.mark.parametrize("name", ["anytown", "a/b/c", "../x", "-x/y", "a b/c"])
def test_a_repository_has_an_owner_and_a_name(name: str) -> None:
    outcome = pull_request.Outcome(12, "main", "x", "", False, "")
    with pytest.raises(pull_request.Refused, match="must be named as owner/name"):
        pull_request.bring(outcome, name)
