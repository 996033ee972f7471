"""The forms that GitHub shows, and what is made of the issues that come of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from petunias import checks, questions, reading
from petunias.model import Area
from petunias.problems import errors
from petunias.published import published
from petunias.records import area as area_of
from petunias.submissions import answers, issue_body, issue_entry, issue_form, issue_reply
from petunias.submissions.issue_body import IssueBody
from petunias.submissions.issue_form import FORMS, Field, Form
from support.folders import petunias
from support.github import event, rendered
from support.site import DIRECTORY, REPOSITORY

CASES = REPOSITORY / "tests" / "cases" / "issues"
NAMES = sorted(case.name for case in CASES.iterdir() if (case / "event.json").exists())
TODAY = "2026-11-23"
DAY = date(2026, 11, 23)
JOIN, SECRET, CHANGE = FORMS
FOUR = {
    "name": "Marl Walkers",
    "domains": ["physical-activity", "befriending"],
    "summary": "A gentle walk each Tuesday.",
    "contact.phone": "01632 960199",
}


def small_area() -> Area:
    return area_of({"name": "Anytown", "localities": [{"id": "north", "name": "North"}]}, id="anytown")


def tell(around: Path, told: Any, today: str = TODAY) -> str:
    """What the command says of an event, the answer, and what every file is that it wrote or changed."""
    directory = around / "directory"
    if not directory.exists():
        shutil.copytree(CASES / "directory", directory)
        (around / "docs").mkdir()
    before = {path: path.read_bytes() for path in directory.rglob("*.yaml")}
    content = told if isinstance(told, bytes) else json.dumps(told).encode("utf-8")
    (around / "event.json").write_bytes(content)
    run = petunias(around, "github", "entry", "--event", "event.json", "--today", today)
    parts = [run.output]
    if (around / "outcome.json").exists():
        outcome = json.loads((around / "outcome.json").read_text(encoding="utf-8"))
        parts.append(outcome.pop("reply") + "\n")
        parts.append(json.dumps(outcome, indent=1) + "\n")
    for path in sorted(directory.rglob("*")):
        if path.is_file() and before.get(path) != path.read_bytes():
            parts.append(f"{path.relative_to(around).as_posix()}\n{path.read_text(encoding='utf-8')}")
    assert set(before) <= set(directory.rglob("*.yaml"))
    return "\n".join(parts)


# --- the forms themselves ---


def test_the_forms_are_as_they_would_be_made_now() -> None:
    """If this fails: run `petunias github form`."""
    run = petunias(REPOSITORY, "github", "form", "--check")
    assert (run.exit_code, run.output) == (0, "")


def test_a_stale_form_is_told_and_made_anew(tmp_path: Path) -> None:
    shutil.copytree(CASES / "directory", tmp_path / "directory")
    names = [*(f"{form.label}.yml" for form in FORMS), "config.yml"]
    made = petunias(tmp_path, "github", "form")
    assert made.output == "".join(f".github/ISSUE_TEMPLATE/{name} is made anew.\n" for name in names)
    assert petunias(tmp_path, "github", "form", "--check").exit_code == 0
    path = tmp_path / ".github" / "ISSUE_TEMPLATE" / "join.yml"
    path.write_text(path.read_text() + "# mine\n")
    stale = petunias(tmp_path, "github", "form", "--check")
    told = ".github/ISSUE_TEMPLATE/join.yml must be made anew: run petunias github form.\n"
    assert (stale.exit_code, stale.output) == (1, told)
    assert path.read_text().endswith("# mine\n")


def forms() -> list[tuple[Form, dict[str, Any]]]:
    area = reading.read_or_raise(DIRECTORY).area
    made = issue_form.files(area)
    return [(form, yaml.safe_load(made[f"{form.label}.yml"])) for form in FORMS]


def labels(body: list[dict[str, Any]]) -> list[str]:
    asked = [item for item in body if item["type"] != "markdown"]
    boxes = [box["label"] for item in asked if item["type"] == "checkboxes" for box in item["attributes"]["options"]]
    return [*(item["attributes"]["label"] for item in asked), *boxes]


@pytest.mark.parametrize(("form", "made"), forms(), ids=[form.label for form in FORMS])
def test_the_rules_of_github_are_kept(form: Form, made: dict[str, Any]) -> None:
    """Those that its schema does not hold."""
    body = made["body"]
    asked = [item for item in body if item["type"] != "markdown"]
    ids = [item["id"] for item in asked]
    assert len(ids) == len(set(ids)) > 30
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", id) for id in ids)
    # GitHub makes an id of each label, and two may not be one.
    plain = [re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") for label in labels(body)]
    assert sorted(plain) == sorted(set(plain))
    for item in asked:
        options = item["attributes"].get("options", ["x"])
        shown = [option["label"] if isinstance(option, dict) else option for option in options]
        assert all(isinstance(text, str) and text.strip() and text.lower() != "none" for text in shown), item
        assert len(shown) == len(set(shown)) > 0
        assert all(
            isinstance(value, str) for key, value in item["attributes"].items() if key not in ("options", "multiple")
        )
        assert not re.search("password|token|credential", item["attributes"]["label"], re.IGNORECASE)
    assert made["labels"] == [form.label]
    assert len(json.dumps(made)) < 60_000


@pytest.mark.parametrize(("form", "made"), forms(), ids=[form.label for form in FORMS])
def test_the_form_says_first_that_all_is_public_and_asks_nothing_private(form: Form, made: dict[str, Any]) -> None:
    first = made["body"][0]
    assert first["type"] == "markdown"
    assert first["attributes"]["value"].startswith(
        "**Everything that you write here is public at once, and stays so.**"
    )
    ids = {item.get("id", "") for item in made["body"]}
    assert not [id for id in ids if "submitter" in id]
    assert "private_address" not in ids
    secret = {one.path.replace(".0", "").replace(".", "-") for one in questions.questions() if one.secret}
    assert len(secret) > 5
    assert (secret & ids == set()) is form.secret
    where = "Do not write where you are" if form.secret else "Is your address a secret?"
    assert where in first["attributes"]["value"]


def test_the_four_needed_things_come_first() -> None:
    made = {form.label: body for form, body in forms()}
    asked = [item for item in made["join"]["body"] if item["type"] != "markdown"]
    assert [item["id"] for item in asked[:5]] == ["name", "domains", "summary", "contact-phone", "contact-email"]
    needed = [item["id"] for item in asked if item.get("validations", {}).get("required")]
    # GitHub cannot ask for one of several ways to get in touch. The check does.
    assert needed == ["name", "domains", "summary"]
    change = [item for item in made["change"]["body"] if item.get("validations", {}).get("required")]
    assert [item["id"] for item in change] == ["entry"]


def test_every_question_is_asked_once() -> None:
    asked = [field.path for field in issue_form.fields(JOIN, small_area())]
    # Secret addresses have a form of their own, and one place needs no choice of places.
    left_out = {"private_address", "sessions.0.place"}
    assert asked == [*(one for one in in_themes() if one not in left_out), issue_form.REST]


def in_themes() -> list[str]:
    return [one.path for theme in questions.THEMES for one in questions.of_theme(theme)]


def test_what_the_area_lacks_is_not_asked_nor_linked() -> None:
    bare = area_of({"name": "Anytown"}, id="anytown")
    assert "localities" not in [field.path for field in issue_form.fields(JOIN, bare)]
    made = issue_form.files(bare)
    assert yaml.safe_load(made["config.yml"]) == {"blank_issues_enabled": True}
    assert "http" not in yaml.safe_load(made["join.yml"])["body"][0]["attributes"]["value"]


def test_the_chooser_leads_to_the_form_the_team_and_the_private_report() -> None:
    made = yaml.safe_load(issue_form.files(reading.read_or_raise(DIRECTORY).area)["config.yml"])
    form, team, danger = made["contact_links"]
    assert form["url"] == "https://anytown.example.org/register/"
    assert "join@anytown.example.org or ring 01632 960000" in team["about"]
    assert danger["url"] == "https://git.example.org/anytown/directory/security/advisories/new"


# --- what comes of an issue ---


@pytest.mark.parametrize("name", NAMES)
def test_recorded_issues(tmp_path: Path, name: str) -> None:
    expected = (CASES / name / "expected.txt").read_text(encoding="utf-8")
    assert tell(tmp_path, (CASES / name / "event.json").read_bytes()) == expected


def test_there_are_recorded_issues() -> None:
    assert len(NAMES) > 12


def test_files_of_recorded_issues_are_sound(tmp_path: Path) -> None:
    """Whatever was written passes the whole check."""
    for name in NAMES:
        around = tmp_path / name
        around.mkdir()
        tell(around, (CASES / name / "event.json").read_bytes())
        assert not errors(reading.read(around / "directory").problems), name


def strings(kind: str) -> st.SearchStrategy[str]:
    """What people may type; never a line that is a label, nor what stands for nothing."""
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\r")
    text = st.text(letters, max_size=60) if kind == "textarea" else st.text(letters, max_size=60).map(one_line)
    return text.map(str.strip).filter(lambda said: said not in ("", "-", "_No response_", "*No response*"))


def one_line(text: str) -> str:
    return " ".join(text.split())


def is_label(text: str, known: set[str]) -> bool:
    return any(one_line(line.lstrip("# ").rstrip("# ").casefold()) in known for line in text.split("\n"))


@st.composite
def filled_in(draw: st.DrawFn, fields: tuple[Field, ...]) -> dict[str, Any]:
    known = {field.label.casefold() for field in fields}
    said: dict[str, Any] = {}
    for field in fields:
        if not draw(st.booleans()):
            continue
        values = [option.value for option in field.options]
        if field.options and issue_form.is_several(field.path):
            said[field.path] = draw(st.lists(st.sampled_from(values), min_size=1, unique=True))
        elif field.options:
            said[field.path] = ["true"] if values == ["true"] else draw(st.sampled_from(values))
        else:
            said[field.path] = draw(strings(field.kind).filter(lambda text: not is_label(text, known)))
            if field.kind == "input" and re.match(r"#{1,6} ", said[field.path]):
                del said[field.path]  # a heading is no answer of one line; what it may be is tested below
    return said


JOIN_FIELDS = issue_form.fields(JOIN, small_area())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filled_in(JOIN_FIELDS), st.booleans())
def test_what_github_makes_of_answers_is_read_back_as_they_were(said: dict[str, Any], windows: bool) -> None:
    body = rendered(JOIN_FIELDS, said)
    found = issue_body.read(body.replace("\n", "\r\n") if windows else body, JOIN_FIELDS)
    rest = said.pop(issue_form.REST, "")
    order = {field.path: [option.value for option in field.options] for field in JOIN_FIELDS}
    pairs = [(path, one) for path, value in said.items() for one in ticks(value, order[path])]
    assert data(found) == answers.data(pairs, DAY)
    assert (found.rest, found.twice, found.taken_out, found.entry) == (rest, (), (), "")


def ticks(value: Any, order: list[str]) -> list[str]:
    return [value] if isinstance(value, str) else sorted(value, key=order.index)


def data(found: IssueBody) -> dict[str, Any]:
    return answers.data(found.said, DAY)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.sampled_from(FORMS))
def test_no_text_is_too_odd_to_be_read(text: str, form: Form) -> None:
    fields = issue_form.fields(form, small_area())
    issue_body.read(text, fields)
    mixed = rendered(fields, {}).replace(issue_form.FOLDER, "").replace("_No response_", text, 3)
    issue_body.read(mixed, fields)


def flat(data: Any, path: str = "") -> dict[str, Any]:
    """The data by path; of what repeats, the first row."""
    if isinstance(data, dict):
        return {
            key: one for name, value in data.items() for key, one in flat(value, f"{path}.{name}".strip(".")).items()
        }
    if isinstance(data, list) and isinstance(data[0], dict):
        return flat(data[0], f"{path}.0")
    if isinstance(data, bool):
        return {path: ["true"]}
    return {path: data if isinstance(data, list) else str(data).strip()}


def test_every_entry_of_anytown_could_have_come_by_the_form(tmp_path: Path) -> None:
    """But for a second row, and for what editors write."""
    whole = reading.read_or_raise(DIRECTORY)
    fields = issue_form.fields(JOIN, whole.area)
    known = {field.path: field for field in fields}
    tried = 0
    for entry in whole.entries:
        if entry.private_address or entry.status.state == "withdrawn":
            continue
        said = {path: value for path, value in flat(published(entry)).items() if path in known}
        # Of languages, those that are many people's here.
        offered = {option.value for option in known["languages"].options}
        said |= {"languages": [one for one in said.get("languages", ()) if one in offered]}
        said = {path: value for path, value in said.items() if value}
        written = {path: ", ".join(value) if path == "keywords" else value for path, value in said.items()}
        found = flat(data(issue_body.read(rendered(fields, written), fields)))
        for path, value in said.items():
            same = sorted(value) == sorted(found[path]) if isinstance(value, list) else value == found[path]
            assert same, f"{entry.id}: {path}: {value} became {found[path]}"
        assert set(found) - {"availability.on"} == set(said)
        tried += 1
    assert tried > 50


HEADINGS = """\
### More about it

We began small.

### Our history

In 1998.

### In one sentence

A walk.

### Phone

01632 960101

### Something that no form has

Words of somebody's own.
"""


def test_headings_of_ones_own_stay_in_long_answers_and_end_short_ones() -> None:
    found = issue_body.read(HEADINGS, JOIN_FIELDS)
    assert data(found) == {
        "description": "We began small.\n\n### Our history\n\nIn 1998.",
        "summary": "A walk.",
        "contact": {"phone": "01632 960101"},
    }
    assert found.rest == "### Something that no form has\n\nWords of somebody's own."


@pytest.mark.parametrize(
    "boxes",
    [
        "- [X] Monday\n- [ ] Tuesday\n- [x] Friday",
        "* [x] monday\n* [] tuesday\n* [X]  FRIDAY",
        "- [ ] Tuesday\n- [x] Friday\n- [x] Monday\n- [X] Monday",
        "Monday, Friday",
        "- Monday\n- Friday",
        "monday\nfriday",
    ],
)
def test_boxes_are_read_however_they_are_ticked(boxes: str) -> None:
    found = issue_body.read(f"### Days\n\n{boxes}\n", JOIN_FIELDS)
    assert sorted(data(found)["sessions"][0]["days"]) == ["friday", "monday"]


def test_a_box_that_does_not_exist_is_told_and_not_dropped() -> None:
    found = issue_body.read("### Days\n\n- [x] Moonday\n", JOIN_FIELDS)
    assert data(found) == {"sessions": [{"days": ["Moonday"]}]}


def test_too_long_a_text_is_refused(tmp_path: Path) -> None:
    body = rendered(JOIN_FIELDS, FOUR) + "\n" + "x" * issue_body.LARGEST
    told = tell(tmp_path, event(body, "join"))
    assert "The text is too long. An entry has 5,000 characters, and no issue may have 65,536." in told
    assert told.startswith("Nothing written: see the answer.\n")


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("name", "a@"),
        ("summary", "# " + " " * 900),
        ("contact.phone", "0 "),
        ("contact.website", "https://x/a?/"),
        ("description", "[a]("),
        ("domains", "a,b c,"),
        ("sessions.0.days", "- [x] a\n"),
    ],
)
def test_no_text_keeps_the_program_busy(tmp_path: Path, path: str, piece: str) -> None:
    """60,000 signs made to be slow to look through. In a process of its own, which can be stopped."""
    shutil.copytree(CASES / "directory", tmp_path / "directory")
    said = {field.path: FOUR[field.path] for field in JOIN_FIELDS if field.path in FOUR and not field.options}
    text = (piece * 60_000)[:60_000] + "x"
    body = "\n\n".join(
        f"### {field.label}\n\n{text if field.path == path else said.get(field.path, '')}" for field in JOIN_FIELDS
    )
    (tmp_path / "event.json").write_text(json.dumps(event(body, "join")))
    command = [sys.executable, "-m", "petunias", "github", "entry", "--event", "event.json"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=30)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("Nothing written: ")
    assert (tmp_path / "outcome.json").stat().st_size < 20_000, "an answer is short"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file must be the event of an issue, as GitHub writes it."),
        (b"[" * 100_000, "The file must be the event of an issue, as GitHub writes it."),
        (b'{"issue": 3}', "The file must be the event of an issue, as GitHub writes it."),
        (event("x", "join", state="closed"), "The issue is closed."),
        (event("x", "join", pull_request={"url": "x"}), "It is a pull request, and not an issue."),
        (event("x", "bug"), "The issue has none of the labels join, join-no-address, change."),
        (event("x", "join", number=-1), "The file must be the event of an issue, as GitHub writes it."),
        (event("x", "join", number="12; ls"), "The file must be the event of an issue, as GitHub writes it."),  # type: ignore[arg-type]
    ],
)
def test_events_that_are_not_for_us(tmp_path: Path, content: Any, message: str) -> None:
    assert tell(tmp_path, content) == f"Error: {message}\n"


def test_an_event_without_a_file_is_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_EVENT_PATH", raising=False)
    shutil.copytree(CASES / "directory", tmp_path / "directory")
    run = petunias(tmp_path, "github", "entry")
    assert run.exit_code == 2
    assert "--event" in run.output
    (tmp_path / "told.json").write_text(json.dumps(event(rendered(JOIN_FIELDS, FOUR), "join")))
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(tmp_path / "told.json"))
    assert petunias(tmp_path, "github", "entry").output == "Written: directory/entries/marl-walkers.yaml\n"


def test_what_is_wrong_in_the_file_of_somebody_else_keeps_nobody_out(tmp_path: Path) -> None:
    shutil.copytree(CASES / "directory", tmp_path / "directory")
    (tmp_path / "docs").mkdir()
    (tmp_path / "directory" / "entries" / "dog-walks.yaml").write_text("name: x\n")
    told = tell(tmp_path, event(rendered(JOIN_FIELDS, FOUR), "join"))
    assert told.startswith("Written: directory/entries/marl-walkers.yaml\n")


@pytest.mark.parametrize("form", [JOIN, CHANGE], ids=["new", "changed"])
def test_a_file_that_does_not_fit_among_the_others_is_taken_back(tmp_path: Path, form: Form) -> None:
    """Only the check of the whole directory sees that no place is called moon; then all is as it was."""
    fields = issue_form.fields(form, small_area())
    body = rendered(fields, {"entry": "dog-walks"} if form.change else FOUR)
    told = tell(tmp_path, event(body.replace("- [ ] North", "- [x] moon"), form.label))
    assert told.startswith("Nothing written: 1 error.\n")
    assert '- **Places it serves** must be the id of a locality in area.yaml, got "moon".' in told
    # What was written stands at the end of what is told.
    assert told.endswith("}\n"), told
    names = sorted(path.name for path in (tmp_path / "directory" / "entries").iterdir())
    assert names == ["dog-walks.yaml", "gone.yaml", "haven.yaml", "lunch-club.yaml"]


# --- the answer ---


HOSTILE = [
    "@anytown/editors and @octocat",
    "Closes #12, fixes anytown/directory#3, resolves GH-4",
    "![x](https://evil.example.org/x.png) [click](javascript:alert(1))",
    "<img src=x onerror=alert(1)> <!-- --> <details>",
    "www.evil.example.org https://evil.example.org a@evil.example.org",
    "```\n::error::x\n``` ` `` $`x`$ $$x$$",
    "**bold** __bold__ ~~gone~~ # title\n- list\n1. one\n| a | b |\n|---|---|",
    "\u202egnp.exe \x00 \u200b",
    "{{ x }} ${{ github.token }} $(id) `id` ; rm -rf /",
    "&lt;b&gt; &#64;octocat \\@octocat",
]


def assert_tame(said: str, text: str) -> None:
    """GitHub would read it as words and code, and nothing else; the words are what they were."""
    assert "\n" not in said
    (_, inline, _) = MarkdownIt("commonmark").parse(f"**x** {said}")
    found = inline.children or []
    tokens = found[[token.type for token in found].index("strong_close") + 1 :]
    assert {token.type for token in tokens} <= {"text", "code_inline"}
    for token in tokens:
        if token.type == "text":
            assert not re.search(r"[@#<>\[\]*_~`\\|&$/]|www\.|gh-[0-9]", token.content, re.IGNORECASE), token.content
    shown = "".join(token.content for token in tokens)
    assert "".join(shown.split()) == "".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_strangers_words_do_nothing_in_an_answer(text: str) -> None:
    assert_tame(issue_reply.plain(text), checks.saying.plain(" ".join(checks.saying.plain(text).split())))


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("aZ9 .,:;'\"()[]{}<>@#`*_~|\\/-+=&$!?%\nwGH-é‘\u202e"), max_size=60))
def test_no_words_do_anything_in_an_answer(text: str) -> None:
    line = " ".join(checks.saying.plain(text).split())
    assert_tame(issue_reply.plain(text), checks.saying.plain(line)) if line else None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_every_field(tmp_path: Path, text: str) -> None:
    """They end up as words in the file, or are refused; the answer quotes nothing in which GitHub reads something."""
    said = {field.path: text for field in JOIN_FIELDS if not field.options}
    told = tell(tmp_path, event(rendered(JOIN_FIELDS, {**said, "domains": ["befriending"]}), "join"))
    answer = told.split(issue_reply.MARK)[1].split('\n{\n "issue"')[0]
    bare = re.sub(r"(`+) ?.*? ?\1(?!`)", "", answer)
    assert not re.search(r"@\w|#[0-9]|<\w|!\[|\]\((?!https://anytown)|\*\*bold|www\.", bare), bare
    assert not re.search(r"[\u202a-\u202e\x00\u200b]", answer)
    assert all(re.fullmatch(r"[a-z0-9-]+\.yaml", path.name) for path in (tmp_path / "directory" / "entries").iterdir())


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("../../.github/workflows/check", "github-workflows-check"),
        ("/etc/passwd", "etc-passwd"),
        ("con", "con-2"),
        ("index", "index-2"),
        ("-rf", "rf"),
        ("狗", "befriending"),
        ("Anytown dog walks", "anytown-dog-walks-2"),
        ("Dog walks", "dog-walks-2"),
        ("x" * 150, "x" * 80),
    ],
)
def test_the_file_is_named_by_our_own_rule(tmp_path: Path, name: str, id: str) -> None:
    body = rendered(JOIN_FIELDS, {**FOUR, "name": name, "domains": ["befriending"]})
    told = tell(tmp_path, event(body, "join"))
    assert told.startswith(f"Written: directory/entries/{id}.yaml\n"), told


def test_an_issue_without_a_text(tmp_path: Path) -> None:
    told = tell(tmp_path, event(None, "join"))
    assert "- **Name** must not be empty. What people call it." in told
    assert issue_entry.issue(json.dumps(event(None, "join")).encode()).body == ""
