"""`petunias init` and `petunias new`: a stranger's first minutes."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner, Result

from petunias import __version__, reading, yamlfile
from petunias.cli import main
from petunias.starting import answers, area, entry
from petunias.starting.answers import Wrong
from support.folders import SHELTER, inside, lay_out, petunias
from support.site import REPOSITORY, read_pages

ANSWERS = ["--name", "Marl", "--nation", "wales", "--phone", "01632960100", "--email", "team@marl.example.org"]
FILES = [
    ".github/CODEOWNERS",
    ".github/dependabot.yml",
    ".github/pull_request_template.md",
    ".github/workflows/check.yml",
    ".github/workflows/join.yml",
    ".github/workflows/publish.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    "README.md",
    "directory/area.yaml",
    "directory/entries/example-money-advice.yaml",
    "directory/entries/example-walking-group.yaml",
    "mkdocs.yml",
    "requirements.txt",
]
AREA = """\
# The area, and the team that keeps the directory. The handbook page "File formats" lists every field.
# Once you know the address of your site, add it, so that printed pages can show it:
# url: https://health.example.org/
name: Marl
nation: wales
team:
  name: Marl directory team
  phone: 01632 960100
  email: team@marl.example.org
urgent_help:
- name: "999"
  phone: "999"
  when: any time
  for: life in danger
- name: NHS 111
  phone: "111"
  when: any time
  for: medical help now
- name: Samaritans
  phone: 116 123
  when: any time, free
  for: to talk to someone
register:
  email: team@marl.example.org
"""


def answering(around: Path, typed: str, *arguments: str) -> Result:
    """Runs a command in a folder, with what a person types."""
    with inside(around):
        return CliRunner().invoke(main, list(arguments), input=typed)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# --- init ---


def test_a_new_area_is_made(tmp_path: Path) -> None:
    run = petunias(tmp_path, "init", "my area", *ANSWERS)
    assert run.exit_code == 0
    assert run.output == (
        "\nThe directory of Marl is in my area, with two examples in it.\n\n"
        'Look at it:    cd "my area"\n'
        "               petunias serve\n"
        "Add an entry:  petunias new\n"
        "What next:     README.md in that folder, and the handbook on the site\n"
    )
    assert files(tmp_path / "my area") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["my area"], "nothing is left beside it"
    assert (tmp_path / "my area/directory/area.yaml").read_text() == AREA
    assert (tmp_path / "my area/requirements.txt").read_text().splitlines()[-1] == f"petunias=={__version__}"
    assert (tmp_path / "my area/README.md").read_text().startswith("# Marl: health directory\n")


def test_a_new_area_has_no_problems_and_builds(tmp_path: Path) -> None:
    petunias(tmp_path, "init", "marl", *ANSWERS)
    run = petunias(tmp_path / "marl", "check")
    assert (run.exit_code, run.output) == (0, "2 entries, no problems.\n")
    run = petunias(tmp_path / "marl", "build", "--strict")
    assert run.exit_code == 0, run.output
    pages = read_pages(tmp_path / "marl" / "site")
    assert {"/", "/entries/example-walking-group/", "/handbook/", "/about/privacy/"} <= pages.keys()
    assert "01632 960100" in pages["/handbook/"].tree.text()


@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern-ireland"])
def test_every_nation_checks_clean(tmp_path: Path, nation: str) -> None:
    petunias(tmp_path, "init", "x", "--name", "Marl", "--nation", nation, "--phone", "01632 960100", "--email", "")
    found = reading.read(tmp_path / "x" / "directory")
    assert found.problems == ()
    assert found.directory
    numbers = [line.phone for line in found.directory.area.urgent_help]
    assert ("111" in numbers) == (nation != "northern-ireland")


def test_the_examples_cannot_be_taken_for_real() -> None:
    for data in area.examples(date(2026, 11, 22)).values():
        assert "Example" in data["name"]
        assert data["summary"].startswith("Example: change or delete me.")
        assert data["contact"]["phone"].startswith("01632 960"), "numbers that ring nowhere"
        assert data["added"] == "2026-11-22"


def test_questions_are_asked_again_until_they_are_answered(tmp_path: Path) -> None:
    typed = "\nMarl\nAtlantis\n2\n0163\n\nnobody\n\nteam@marl.example.org\n"
    run = answering(tmp_path, typed, "init", "marl")
    assert run.exit_code == 0
    assert run.output.startswith(
        "1. What is the area called?\n"
        "> \n"
        "This must not be empty.\n"
        "> Marl\n"
        "2. Which nation is it in?\n"
        "   1  England\n"
        "   2  Wales\n"
        "   3  Scotland\n"
        "   4  Northern Ireland\n"
        "> Atlantis\n"
        "This must be a number from 1 to 4, or one of England, Wales, Scotland or Northern Ireland, got "
        '"Atlantis".\n'
        "> 2\n"
        "3. Which phone number can people ring to reach your team? Press Enter if there is none.\n"
        "> 0163\n"
        'This must be one UK phone number, got "0163". '
    )
    assert "> nobody\nThis must be an e-mail address, such as hello@example.org, got" in run.output
    assert "This must not be empty, as there is no phone number: people need a way to reach you.\n" in run.output
    data = yaml.safe_load((tmp_path / "marl/directory/area.yaml").read_text())
    assert (data["nation"], data["team"]) == (
        "wales",
        {"name": "Marl directory team", "email": "team@marl.example.org"},
    )


def test_only_what_is_missing_is_asked(tmp_path: Path) -> None:
    run = answering(tmp_path, "scotland\n", "init", "x", *ANSWERS[:2], *ANSWERS[4:])
    assert run.output.count("> ") == 1
    assert "2. Which nation" in run.output


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--name", "<b>Marl</b>", 'must be plain text, got "<b>".'),
        ("--nation", "france", "must be a number from 1 to 4"),
        ("--phone", "12", 'must be one UK phone number, got "12".'),
        ("--email", "team", 'must be an e-mail address, such as hello@example.org, got "team".'),
    ],
)
def test_a_wrong_option_is_misuse(tmp_path: Path, option: str, value: str, sentence: str) -> None:
    given = list(ANSWERS)
    given[given.index(option) + 1] = value
    run = petunias(tmp_path, "init", "x", *given)
    assert run.exit_code == 2
    assert f"Invalid value for {option}: {sentence}" in run.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "diary.txt").write_text("secret")
    run = petunias(tmp_path, "init", "x", *ANSWERS)
    assert (run.exit_code, run.output) == (1, "Error: x must be empty, but it holds diary.txt. Choose another name.\n")
    assert files(tmp_path) == ["x/diary.txt"]
    run = petunias(tmp_path, "init", "x/diary.txt", *ANSWERS)
    assert "x/diary.txt must be a folder, and it is a file." in run.output


def test_an_empty_folder_and_a_new_clone_will_do(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert petunias(tmp_path, "init", "x", *ANSWERS).exit_code == 0
    (tmp_path / "y" / ".git").mkdir(parents=True)
    (tmp_path / "y" / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    assert petunias(tmp_path, "init", "y", *ANSWERS).exit_code == 0
    assert files(tmp_path / "y") == sorted([*FILES, ".git/HEAD"])
    (tmp_path / "z").mkdir()
    assert petunias(tmp_path / "z", "init", ".", *ANSWERS).exit_code == 0
    assert files(tmp_path / "z") == FILES


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(yamlfile, "write", full)
    run = petunias(tmp_path, "init", "x", *ANSWERS)
    assert run.exit_code == 1
    assert "No space left on device" in run.output
    assert list(tmp_path.iterdir()) == []


def test_the_wheel_travels_with_the_area(tmp_path: Path) -> None:
    wheel = tmp_path / "petunias-9.9-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    given = area.Answers("Marl", "wales", "01632 960100", None)
    area.make(tmp_path / "x", given, date(2026, 11, 22), wheel=wheel)
    assert (tmp_path / "x" / wheel.name).read_bytes() == b"wheel"
    assert (tmp_path / "x" / "requirements.txt").read_text().splitlines()[-1] == f"./{wheel.name}"


def test_pages_of_ones_own_stand_beside_the_shipped(tmp_path: Path) -> None:
    petunias(tmp_path, "init", "x", *ANSWERS)
    docs = tmp_path / "x" / "docs"
    (docs / "about").mkdir(parents=True)
    (docs / "parking.md").write_text("# Parking\n\nSee [privacy](../about/privacy/), [help](../handbook/).\n")
    (docs / "about" / "privacy.md").write_text("# Our own privacy\n\nNobody looks.\n")
    (docs / "CNAME").write_text("health.example.org\n")
    run = petunias(tmp_path / "x", "build", "--strict")
    assert run.exit_code == 0, run.output
    site = tmp_path / "x" / "site"
    pages = read_pages(site)
    assert {"/parking/", "/about/accessibility/", "/handbook/"} <= pages.keys()
    assert "Our own privacy" in pages["/about/privacy/"].tree.text()
    assert (site / "CNAME").read_text() == "health.example.org\n"


def shell_lines(page: str) -> list[str]:
    """What a page of the handbook tells people to type."""
    text = (REPOSITORY / "docs" / "handbook" / page).read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()]


def test_the_answers_at_once_of_the_handbook(tmp_path: Path) -> None:
    init, move, new = shell_lines("your-own-area.md")[-3:]
    assert petunias(tmp_path, *shlex.split(init)[1:]).exit_code == 0
    assert petunias(tmp_path / move.removeprefix("cd "), *shlex.split(new)[1:]).exit_code == 0
    assert petunias(tmp_path / move.removeprefix("cd "), "check").output == "3 entries, no problems.\n"


@pytest.mark.parametrize("page", sorted(path.name for path in (REPOSITORY / "docs" / "handbook").glob("*.md")))
def test_lines_of_the_handbook_can_be_typed(page: str) -> None:
    """Commands with the options that they have; what they name need not be there."""
    for line in shell_lines(page):
        for part in re.findall(r"(?:^|\s|/)petunias ([^|>#]*)", line):
            words = shlex.split(part)
            if words[0].startswith("-"):
                continue
            command = main.get_command(click.Context(main), words[0])
            assert command, line
            command.make_context(words[0], words[1:], resilient_parsing=True)
            known = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in words if word.startswith("--")} <= known or isinstance(command, click.Group), line


# --- new ---


@pytest.fixture
def marl(tmp_path: Path) -> Path:
    """A folder with one entry, and localities."""
    localities = "localities:\n- {id: north, name: North Marl}\n- {id: south, name: South Marl}\n"
    lay_out(tmp_path, {"area.yaml": f"name: Marl\n{localities}", "entries/shelter.yaml": SHELTER})
    return tmp_path


NEW = ["new", "--today", "2026-11-22", "--domain", "arts", "--summary", "Sing with us.", "--contact", "01632 960103"]


def test_a_new_entry_from_four_answers(marl: Path) -> None:
    typed = "The Old Mill Singers\n9\n3, befriending\nSing with us, as you are.\nthe gate\nwww.singers.example.org\n"
    run = answering(marl, typed, "new", "--today", "2026-11-22")
    assert run.exit_code == 0
    assert run.output == (
        "1. What do people call it?\n"
        "> The Old Mill Singers\n"
        "2. What kind of help is it?\n"
        "   1  Physical activity: Walking, swimming, gardening, gentle exercise\n"
        "   2  Healthy eating and cooking: Cookery clubs, shared lunches, food you can afford\n"
        "   3  Arts for health: Singing, painting, knitting, making things\n"
        "   4  Befriending: Someone to talk to, at home, by phone or in a group\n"
        "   5  Welfare rights and benefits: Help with bills, benefits, forms and debt\n"
        "   6  Volunteering opportunities: Lend a hand, and be glad of the company\n"
        "> 9\n"
        "This must be a number from 1 to 6, or one of Physical activity, Healthy eating and cooking, Arts for health, "
        'Befriending, Welfare rights and benefits or Volunteering opportunities, got "9".\n'
        "> 3, befriending\n"
        "3. What can people do there? One sentence.\n"
        "> Sing with us, as you are.\n"
        "4. How do people get in touch? A phone number, an e-mail address or a web address.\n"
        "> the gate\n"
        'This must be a phone number, an e-mail address or a web address, got "the gate".\n'
        "> www.singers.example.org\n"
        "Written: directory/entries/the-old-mill-singers.yaml\n"
        "Look at it with: petunias serve\n"
        "You can add much more to the file: when it meets, where, what it costs. "
        "See the handbook, Adding an entry.\n"
    )
    assert (marl / "directory/entries/the-old-mill-singers.yaml").read_text() == (
        "name: The Old Mill Singers\n"
        "domains: [arts-for-health, befriending]\n"
        "summary: Sing with us, as you are.\n"
        "contact:\n"
        "  website: https://www.singers.example.org\n"
        "added: 2026-11-22\n"
    )
    assert petunias(marl, "check").output == "2 entries, no problems.\n"


@pytest.mark.parametrize(
    ("typed", "contact"),
    {
        "01632960103": {"phone": "01632 960103"},
        "+44 (0)1632 960 103": {"phone": "01632 960103"},
        "tel:+441632960103": {"phone": "01632 960103"},
        "01632 960103 ext 4": {"phone": "01632 960103 ext 4"},
        "116 123": {"phone": "116 123"},
        " walks@shelter.example.org ": {"email": "walks@shelter.example.org"},
        "mailto:walks@shelter.example.org": {"email": "walks@shelter.example.org"},
        "https://shelter.example.org/walks": {"website": "https://shelter.example.org/walks"},
        "shelter.example.org": {"website": "https://shelter.example.org"},
        "Shelter.example.org/walks": {"website": "https://Shelter.example.org/walks"},
        "4ward.example.org": {"website": "https://4ward.example.org"},
    }.items(),
)
def test_ways_to_get_in_touch_are_told_apart(typed: str, contact: dict[str, str]) -> None:
    assert answers.contact(typed) == contact


@pytest.mark.parametrize(
    "typed", ["", "the green gate", "0163", "@shelter", "ftp://x.example.org", "http://x", "<b>", "a b.org"]
)
def test_what_is_no_way_to_get_in_touch_is_refused(typed: str) -> None:
    with pytest.raises(Wrong, match=r"^must "):
        answers.contact(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    {
        "1": ["physical-activity"],
        "4,1": ["befriending", "physical-activity"],
        "3 3 5": ["arts-for-health", "welfare-rights"],
        "Arts for Health": ["arts-for-health"],
        "welfare": ["welfare-rights"],
        "volunteering, 2": ["volunteering", "healthy-eating"],
    }.items(),
)
def test_kinds_of_help(typed: str, found: list[str]) -> None:
    assert answers.domains(typed) == found


@pytest.mark.parametrize("typed", ["", ",", "0", "7", "x", "1, 9", "²"])
def test_what_is_no_kind_of_help(typed: str) -> None:
    with pytest.raises(Wrong, match="must be a number from 1 to 6"):
        answers.domains(typed)


def test_no_file_is_overwritten(marl: Path) -> None:
    run = petunias(marl, *NEW, "--name", "Shelter")
    assert run.output.splitlines()[0] == "Written: directory/entries/shelter-2.yaml"
    assert (marl / "directory/entries/shelter.yaml").read_text() == SHELTER
    run = petunias(marl, *NEW, "--name", "Shelter", "--locality", "South Marl")
    assert run.output.splitlines()[0] == "Written: directory/entries/shelter-south.yaml"
    assert "localities: [south]\n" in (marl / "directory/entries/shelter-south.yaml").read_text()
    assert petunias(marl, *NEW, "--name", "Shelter", "--locality", "south").output.startswith(
        "Written: directory/entries/shelter-3.yaml"
    )


def test_likely_duplicates_are_told(marl: Path) -> None:
    run = petunias(marl, *NEW, "--name", "Anytown Cat and Dog Shelter")
    assert run.exit_code == 0
    assert "(hint) name: should be listed once, but directory/entries/" in run.output


def test_old_ids_and_words_of_the_site_are_not_taken(marl: Path) -> None:
    (marl / "directory/entries/shelter.yaml").write_text(f"{SHELTER}formerly: [dog-walks]\n")
    data = {"Dog Walks": "dog-walks-2", "Page": "page-2", "সংগীত": "arts-for-health", "x" * 100: "x" * 80}
    for name, id in data.items():
        assert petunias(marl, *NEW, "--name", name).output.startswith(f"Written: directory/entries/{id}.yaml\n")
    assert petunias(marl, *NEW, "--name", "x" * 100).output.startswith(
        f"Written: directory/entries/{'x' * 70}-2.yaml\n"
    )
    assert reading.read(marl / "directory").directory


def test_another_who_takes_the_name_meanwhile_keeps_it(marl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "free_id", lambda directory, answers: "shelter")
    with pytest.raises(FileExistsError), inside(marl):
        entry.make(Path("directory"), entry.Answers("A", ["befriending"], "B.", {"phone": "111"}), date(2026, 11, 22))
    assert (marl / "directory/entries/shelter.yaml").read_text() == SHELTER


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--name", " "], "Invalid value for --name: must not be empty."),
        (["--name", "A", "--locality", "nort"], 'must be north or south, got "nort". Did you mean north?'),
        (["--name", "A", "--today", "soon"], "must be a real day, written as 2026-11-03, got soon."),
    ],
)
def test_wrong_options_write_nothing(marl: Path, more: list[str], sentence: str) -> None:
    run = petunias(marl, *NEW, *more)
    assert run.exit_code == 2
    assert sentence in run.output
    assert files(marl / "directory/entries") == ["shelter.yaml"]


def test_an_area_without_localities_says_so(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    run = petunias(tmp_path, *NEW, "--name", "A", "--locality", "north")
    assert "cannot be given: area.yaml has no localities." in run.output


def test_a_broken_neighbour_does_not_stop_a_new_entry(marl: Path) -> None:
    (marl / "directory/entries/broken.yaml").write_text("formerly: [\n")
    run = petunias(marl, *NEW, "--name", "Choir")
    assert run.exit_code == 0
    assert run.output.splitlines()[0] == "Written: directory/entries/choir.yaml"


def test_ending_the_questions_writes_nothing(marl: Path) -> None:
    run = answering(marl, "Choir\n", "new")
    assert run.exit_code == 130
    assert files(marl / "directory/entries") == ["shelter.yaml"]
