"""The handbook's generated pages: as they would be made now, with every field and every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from petunias import checks, schema
from petunias.cli import main
from petunias.cli.manual import PAGE, commands_page
from petunias.reports import reference
from support.folders import petunias
from support.site import REPOSITORY

DOCS = REPOSITORY / "docs"
OPTIONS = {"build": ("--site-dir", "--today", "--strict"), "check": ("--format",), "import csv": ("--map", "--dry-run")}


def test_the_pages_are_as_they_would_be_made_now() -> None:
    assert reference.stale(DOCS) == [], "run: petunias docs"


def test_every_rule_has_its_line() -> None:
    lines = reference.rules().replace("**", "").replace("`", "").replace("&lt;", "<").replace("&#123;", "{").split("\n")
    for rule in (*checks.FILE_RULES, *checks.RULES):
        assert lines.count(f"- {rule.__doc__}") == 1


def test_every_field_is_there_with_its_choices() -> None:
    page = reference.file_formats()
    for kind in schema.KINDS:
        part = page.split(f"## {schema.schema(kind)['title']}: ", 1)[1].split("\n## ", 1)[0]
        for path, _, needed in schema.all_fields(kind):
            assert f"\n`{path}`{' (needed)' if needed else ''}\n" in part
            for choice in schema.choices(kind, tuple(0 if name == "0" else name for name in path.split("."))):
                assert f"`{choice.value}` ({choice.title})" in part


def test_the_command_makes_what_is_stale_and_only_that(tmp_path: Path) -> None:
    (tmp_path / "docs" / "handbook").mkdir(parents=True)
    (tmp_path / "docs" / "handbook" / "rules.md").write_text(reference.rules(), encoding="utf-8")
    (tmp_path / "docs" / PAGE).write_text(commands_page(main), encoding="utf-8")
    result = petunias(tmp_path, "docs", "--check")
    assert (result.exit_code, result.stdout) == (
        1,
        "docs/handbook/file-formats.md must be made anew: run petunias docs.\n",
    )
    assert not (tmp_path / "docs" / "handbook" / "file-formats.md").exists()
    result = petunias(tmp_path, "docs")
    assert (result.exit_code, result.stdout) == (0, "docs/handbook/file-formats.md is made anew.\n")
    assert petunias(tmp_path, "docs", "--check").exit_code == 0
    assert petunias(tmp_path, "docs").stdout == ""


def test_the_page_of_commands_is_as_it_would_be_made_now() -> None:
    assert (DOCS / PAGE).read_text(encoding="utf-8") == commands_page(main), "run: petunias docs"


def test_every_command_has_its_part_with_every_option_and_an_example() -> None:
    page = commands_page(main)
    for name in ("build", "check", "headers", "import csv", "init", "new", "serve"):
        part = page.split(f"\n## petunias {name}", 1)[1].split("\n## ", 1)[0]
        assert f"```sh\npetunias {name}" in part
        assert all(f"`{option}`" in part for option in OPTIONS.get(name, ()))
    assert "petunias docs" not in page.split("# Commands", 1)[1]


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_a_page_says_what_it_is_and_who_makes_it(name: str) -> None:
    page = reference.pages()[name]()
    assert page.startswith("---\n# Made by `petunias docs`. Change the program, not this page.\ntitle: ")
    assert page.endswith((".\n", "`\n\n"))
    assert ": None" not in page
