"""What the handbook shows is so: its examples, its pictures, its commands, its paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from petunias import reading
from petunias.cli import COMMANDS
from petunias.cli.telling import summed_up
from petunias.problems import errors
from support.pictures import FOLDER, MOST_BYTES, PICTURES, SHEETS
from support.png import lean, pixels, size
from support.report import assert_none
from support.site import DIRECTORY, REPOSITORY
from test_browser import count_of_pages
from test_layers import ORDER

HANDBOOK = REPOSITORY / "docs" / "handbook"
ENTRY_PAGES = ("adding-an-entry.md", "changing-an-entry.md")
SMALLEST = """name: Anytown Cat and Dog Shelter
domains: [physical-activity]
summary: Walk our dogs any weekday morning. No booking, just turn up.
contact:
  phone: 01632 960101
"""
WRONG = "domains: [walking]"  # is in the one example that is meant to be wrong


def blocks(page: str, language: str) -> list[str]:
    """The pieces of code of one language on a page of the handbook."""
    return re.findall(rf"```{language}\n(.*?)```", (HANDBOOK / page).read_text(encoding="utf-8"), re.DOTALL)


def examples() -> list[str]:
    found = [block for page in ENTRY_PAGES for block in blocks(page, "yaml") if WRONG not in block]
    assert len(found) > 8
    return found


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anytown's directory, for examples that name other entries."""
    return Path(shutil.copytree(DIRECTORY, tmp_path_factory.mktemp("handbook") / "directory"))


@pytest.mark.parametrize("example", examples())
def test_examples_of_entries_are_right(directory: Path, example: str) -> None:
    """Whole entries as they stand; parts of one in the smallest entry."""
    entry = directory / "entries" / "example-of-the-handbook.yaml"
    entry.write_text(example if example.startswith("name:") else SMALLEST + example, encoding="utf-8")
    found = errors(reading.read(directory).problems)
    assert not found, "\n".join(map(str, found))


def test_the_check_says_what_the_handbook_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (wrong,) = [block for block in blocks("adding-an-entry.md", "yaml") if WRONG in block]
    (shown,) = blocks("adding-an-entry.md", "text")
    folder = tmp_path / "directory"
    (folder / "entries").mkdir(parents=True)
    shutil.copy(DIRECTORY / "area.yaml", folder)
    (folder / "entries" / "cat-and-dog-shelter.yaml").write_text(wrong, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = reading.read(Path("directory"))
    said = [*map(str, found.problems), summed_up(found.problems, found.entries)]
    assert "\n".join(said) + "\n" == shown


def test_the_smallest_entry_of_the_handbook_is_anytowns() -> None:
    assert blocks("adding-an-entry.md", "yaml")[0] == SMALLEST
    assert (DIRECTORY / "entries" / "anytown-cat-and-dog-shelter.yaml").read_text(encoding="utf-8") == SMALLEST


def pages() -> dict[str, str]:
    """The handbook's pages and the README by name."""
    return {page.name: page.read_text(encoding="utf-8") for page in [*HANDBOOK.glob("*.md"), REPOSITORY / "README.md"]}


def test_commands_of_the_handbook_are_there() -> None:
    named = {
        (page, found) for page, text in pages().items() for found in re.findall(r"`(?:\S*/)?petunias ([a-z]+)", text)
    }
    assert len(named) > 3
    assert_none([f"{page}: petunias {name} is no command" for page, name in sorted(named) if name not in COMMANDS])


def test_targets_of_the_handbook_are_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        target
        for text in pages().values()
        for target in re.findall(r"(?:`|^)make ([a-z-]+)(?:`|\s+#)", text, re.MULTILINE)
    }
    assert {"serve", "test"} <= named <= targets


def test_the_table_of_layers_is_in_their_order() -> None:
    page = (HANDBOOK / "how-it-is-built.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)` \|", page.split("## The layers")[1].split("\n## ")[0], re.MULTILINE)
    assert table == [layer for layer in ORDER if layer in table]
    assert len(table) > 15


def used_pictures() -> list[tuple[str, str, str, str]]:
    """Each picture of the handbook's pages: where it is used, the words for it, its name, the size that is given."""
    return [
        (page, words, Path(target).name, attributes)
        for page, text in pages().items()
        for words, target, attributes in re.findall(r"!\[([^\]]*)\]\(([^)]+\.png)\)(\{[^}]*\})?", text)
    ]


def test_every_picture_can_be_taken_again_and_is_used() -> None:
    there = {path.name for path in FOLDER.iterdir()}
    assert there == {f"{picture.name}.png" for picture in (*PICTURES, *SHEETS)}
    assert there == {name for _, _, name, _ in used_pictures()}


def test_pictures_are_small_and_have_their_size() -> None:
    problems = []
    for page, _, name, attributes in used_pictures():
        png = (FOLDER / name).read_bytes()
        width, height = size(png)
        if len(png) > MOST_BYTES:
            problems.append(f"{name}: {len(png):,} bytes, {MOST_BYTES:,} at most")
        if page != "README.md" and attributes != f'{{ width="{width}" height="{height}" }}':
            problems.append(f'{page}: {name}: write {{ width="{width}" height="{height}" }} after it')
    assert_none(problems)


def test_pictures_are_told_in_words() -> None:
    """Whoever cannot see a picture gets what it says, not what it is of."""
    assert_none([f"{page}: {name}: {words}" for page, words, name, _ in used_pictures() if len(words) < 60])


def test_a_lean_picture_is_the_same_picture(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 90, "height": 40})
    page.set_content('<html lang="en"><title>x</title><body style="background: #fed; color: #123"><b>Words</b>')
    png = page.screenshot()
    width, height, colours = pixels(png)
    assert (width, height) == size(png) == size(lean(png)) == (90, 40)
    assert colours[-1] == b"\xff\xee\xdd"
    assert 2 < len(set(colours)) <= 256
    assert pixels(lean(png)) == (width, height, colours)


def test_the_user_test_is_two_sheets(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/handbook/user-test/")
    assert count_of_pages(page.pdf(format="A4")) == 2
