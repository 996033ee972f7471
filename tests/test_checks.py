"""Every rule has a bad folder under cases/checks, and all that is said about it stands in its expected.txt.

A case is a folder: the files of a tiny directory, and expected.txt. Its name is the rule's, with dashes, and may
go on after two dashes. Without an area.yaml of its own it gets the one that all cases share. To add a case, add
a folder; `petunias check` in it writes what is expected, to be read before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from petunias import checks, reading, schema
from petunias.checks.saying import counted, flow, listed, nearest, plain, quoted, shortened, slug
from petunias.problems import Problem
from support.folders import CASES, SHELTER, lay_out, lay_out_case, petunias

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
ALL_RULES = (*checks.FILE_RULES, *checks.RULES)
SHAPE_WORDS = {
    "additionalProperties",
    "anyOf",
    "dependentRequired",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "oneOf",
    "pattern",
    "propertyNames",
    "required",
    "type",
    "uniqueItems",
}


def rule_name(rule: checks.FileRule | checks.Rule) -> str:
    return rule.__name__.replace("_", "-")


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_bad_folder_is_told_all(case: Path, tmp_path: Path) -> None:
    lay_out_case(tmp_path, case)
    result = petunias(tmp_path, "check")
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    assert result.stdout == expected
    assert result.stderr == ""
    assert result.exit_code == (1 if re.search(r"^\d+ errors?\b", expected, re.MULTILINE) else 0)


@pytest.mark.parametrize("rule", ALL_RULES, ids=rule_name)
def test_a_rule_finds_its_own_cases(
    rule: checks.FileRule | checks.Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone, with no other rule: so that no rule passes for what another finds."""
    own = [case for case in FOLDERS if case.name.split("--")[0] == rule_name(rule)]
    assert own, f"add a folder tests/cases/checks/{rule_name(rule)}"
    found: list[Problem] = []

    def watched(subject: Any) -> Iterator[Problem]:
        for problem in rule(subject):
            found.append(problem)
            yield problem

    monkeypatch.setattr(checks, "FILE_RULES", (watched,) if rule in checks.FILE_RULES else ())
    monkeypatch.setattr(checks, "RULES", (watched,) if rule in checks.RULES else ())
    for case in own:
        (tmp_path / case.name).mkdir()
        reading.read(lay_out_case(tmp_path / case.name, case))
    assert found
    assert {problem.level for problem in found} == {"error" if " must " in str(rule.__doc__) else "hint"}


def test_every_case_belongs_to_a_rule_or_to_the_shape() -> None:
    names = {case.name.split("--")[0] for case in FOLDERS}
    rules = set(map(rule_name, ALL_RULES))
    shapes = {f"shape-{word}" for word in SHAPE_WORDS | {"format"}}
    assert names - rules - shapes == {"awful", "clean", "folder"}


def test_every_thing_that_a_schema_asks_has_a_case() -> None:
    words: set[str] = set()
    formats: set[str] = set()

    def collect(node: object) -> None:
        if isinstance(node, dict):
            for name, value in node.items():
                if name in ("properties", "$defs", "dependentRequired"):
                    words.update({name} & SHAPE_WORDS)
                    for child in value.values():
                        collect(child)
                elif name == "format":
                    formats.add(value)
                elif name in SHAPE_WORDS:
                    words.add(name)
                    collect(value)
                else:
                    assert name in (
                        *("x-ask", "x-label", "x-hint", "x-folded", "x-shape", "x-tells-where"),
                        "$schema",
                        "$id",
                        "$ref",
                        "title",
                        "description",
                        "examples",
                        "x-must",
                        "const",
                        "items",
                    )
                    collect(value if name == "items" else None)
        elif isinstance(node, list):
            for child in node:
                collect(child)

    for kind in schema.KINDS:
        collect(schema.schema(kind))
    names = {case.name for case in FOLDERS}
    assert {f"shape-{word}" for word in words} - names == set()
    assert {f"shape-format--{name}" for name in formats} - names == set()
    assert words == SHAPE_WORDS


@pytest.mark.parametrize("rule", ALL_RULES, ids=rule_name)
def test_a_rule_says_in_one_sentence_what_must_or_should_be(rule: checks.FileRule | checks.Rule) -> None:
    sentence = str(rule.__doc__)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert sentence[0].isupper()
    assert (" must " in sentence) != (" should " in sentence)


def test_each_finding_says_how_to_mend_it() -> None:
    for case in FOLDERS:
        for line in (case / "expected.txt").read_text(encoding="utf-8").splitlines()[:-1]:
            assert re.search(r" Fix: \S", line), f"{case.name}: {line}"


def test_nobody_hears_the_words_of_the_libraries() -> None:
    foreign = (
        "is not of type",
        "does not match",
        "is a required property",
        "were unexpected",
        "is not valid under",
        "should be non-empty",
        "is too long",
        "is too short",
        "is not a '",
        "non-unique",
        "found undefined",
        "expected <",
        "could not",
        "traceback",
        "None",
        "null",
        "{'",
        "['",
    )
    for case in FOLDERS:
        text = (case / "expected.txt").read_text(encoding="utf-8")
        assert [word for word in foreign if word in text] == [], case.name


def test_no_rule_reads_the_clock() -> None:
    for path in sorted(Path(str(checks.__file__)).parent.glob("*.py")):
        assert not re.search(
            r"\b(today|now|local_today|time_ns)\(|^import time\b", path.read_text(encoding="utf-8"), re.M
        ), path


def test_a_rule_about_the_area_is_quiet_when_the_area_is_not_known(tmp_path: Path) -> None:
    """A fault in area.yaml is told once, and not once more for each entry that leans on it."""
    entry = SHELTER + "localities: [north]\nlead_provider: better-services\nplaces: [{postcode: SW1A 1AA}]\n"
    lay_out(tmp_path, {"area.yaml": "name: Anytown\nlocalities: north\n", "entries/shelter.yaml": entry})
    result = petunias(tmp_path, "check")
    assert result.stdout == (
        'directory/area.yaml:2: localities: must be a list, but it is one text, "north". '
        "Fix: write it like this: localities: [{id: north, name: North Anytown}]\n"
        "1 error in 1 entry.\n"
    )


def test_an_entry_with_a_fault_is_still_there_for_those_that_lead_to_it(tmp_path: Path) -> None:
    lay_out(
        tmp_path,
        {
            "entries/shelter.yaml": SHELTER.replace("summary", "sumary"),  # codespell:ignore
            "topics/dogs.yaml": "title: Dogs\nservices: {entries: [shelter]}\n",
        },
    )
    assert "topics/dogs.yaml" not in petunias(tmp_path, "check").stdout


# --- how findings put things -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Anytown Cat & Dog Shelter", "anytown-cat-and-dog-shelter"),
        ("St. Mary's Café", "st-marys-cafe"),
        ("Canolfan Gŵyl Tŷ Hafan", "canolfan-gwyl-ty-hafan"),
        ("Łódź Straße Øre Æon ﬁne", "lodz-strasse-ore-aeon-fine"),
        ("  --A__b  1st--", "a-b-1st"),
        ("狗", ""),
        ("", ""),
        ("a" * 80, "a" * 80),
        ("a" * 81, "a" * 80),
        ("walks " * 14, "-".join(["walks"] * 13)),
        (f"{'a' * 79} b", "a" * 79),
        (f"{'a' * 80} b", "a" * 80),
    ],
)
def test_a_slug_is_a_tidy_id(text: str, id: str) -> None:
    assert slug(text) == id
    assert slug(id) == id


def test_a_quote_is_short_and_hides_nothing() -> None:
    assert quoted("dogs") == '"dogs"'
    assert quoted("a\nb\tc\rd") == '"a\\nb\\tc\\rd"'
    assert quoted("a\u202eb\x1b[31m") == '"a\\u202eb\\u001b[31m"'
    assert quoted("\U000e0001") == '"\\U000e0001"'
    assert quoted("x" * 60) == f'"{"x" * 60}"'
    assert quoted("x" * 61) == f'"{"x" * 59}…"'
    assert [quoted(value) for value in (["a"], {"a": "b"}, True, False, 3, 52.5)] == [
        "a list",
        "a group of fields",
        "true",
        "false",
        "3",
        "52.5",
    ]
    assert shortened("one two three", 8) == "one two…"
    assert plain("café £5 ŵ") == "café £5 ŵ"


def test_lists_and_counts_read_as_people_say_them() -> None:
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a or b", "a, b or c"]
    assert listed(["a", "b"], "and") == "a and b"
    assert [counted(number, "entry") for number in (0, 1, 2, 10_000)] == [
        "0 entries",
        "1 entry",
        "2 entries",
        "10,000 entries",
    ]
    assert counted(1, "hint") == "1 hint"
    assert counted(3, "hint") == "3 hints"


def test_the_nearest_word_is_near() -> None:
    known = ["north", "south", "station-quarter"]
    assert nearest("noth", known) == "north"  # codespell:ignore
    assert nearest("NORTH", known) == "north"
    assert nearest("station", known) == "station-quarter"
    assert nearest("zebra", known) is None
    assert nearest("south", known) == "south"
    assert nearest("x", []) is None


def test_values_are_written_as_yaml_would_have_them() -> None:
    assert flow(
        {"days": ["monday"], "start": "09:30", "note": "Tea: free", "at": {"lat": 52.95}, "term_time": True}
    ) == ('{days: [monday], start: "09:30", note: "Tea: free", at: {lat: 52.95}, term_time: true}')
    assert flow(["2026-11-03", "10-20", "01632 960101", "no, thanks", "https://a.example.org/b"]) == (
        '[2026-11-03, 10-20, 01632 960101, "no, thanks", https://a.example.org/b]'
    )
