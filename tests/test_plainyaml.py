"""The plain part of YAML, read line by line: always what libyaml says, or nothing."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from petunias import plainyaml, yamlfile

HERE = Path(__file__).resolve().parents[1]
ENTRIES = sorted((HERE / "directory" / "entries").glob("*.yaml"))
# What a slip of a finger, or somebody who knows more of YAML, puts into a file.
SLIPS = (
    "- ", "-", "  ", " ", "\n", "\n\n", ": ", ":", "|", ">", "[", "]", "{", "}", ", ", '"', "'", "#", " #", "# c\n",
    "\t", "\r\n", "key: v", "- a: b\n", "a: [b, c]\n", "{a: [b, {c: 'd, e'}]}", "&x", "*x", "!t", "? ", "%", "@", "`",
    "---\n", "...\n", "\\", "|-", "|\n    x\n", ">-\n  x\n", "<<: ", "\u00a0", "\u2028", "\x85", "\ufeff", "\x07",
    "é", "’", "😀",
)  # fmt: skip


def by_libyaml(text: str) -> yamlfile.YamlFile:
    """The same without the plain reader."""
    with patch.object(plainyaml, "read", return_value=None):
        return yamlfile.parse(text.encode(), "a.yaml")


def plain(text: str) -> Any:
    return plainyaml.read(text, yamlfile._flow)


def in_order(data: Any) -> Any:
    """Data that are equal only if their keys stand in one order."""
    if isinstance(data, dict):
        return [(key, in_order(value)) for key, value in data.items()]
    return list(map(in_order, data)) if isinstance(data, list) else data


def agree(text: str) -> None:
    found = plain(text)
    if found:
        file = by_libyaml(text)
        assert file.problems == ()
        assert in_order(found) == in_order(file.data)


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_entries_as_people_write_them_are_plain(path: Path) -> None:
    text = path.read_text("utf-8")
    assert plain(text) is not None
    agree(text)


def test_where_there_is_a_problem_its_line_is_found() -> None:
    text = "name: Dogs\n\nsessions:\n  # two\n  - days: [monday]\n    note: |\n      Bring\n      boots\ncost: free\n"
    assert plain(text) == {"name": "Dogs", "sessions": [{"days": ["monday"], "note": "Bring\nboots\n"}], "cost": "free"}
    assert dict(yamlfile.parse(text.encode(), "a.yaml").lines) == dict(by_libyaml(text).lines)


@pytest.mark.parametrize(
    "text",
    [
        "a: b",  # no line end
        "a: b\r\n",
        "a:\tb\n",
        "a: b\u2028c: d\n",
        "a: b\n  c\n",  # goes on
        "a: >\n  b\n",
        "a: |-\n  b\n",
        "a: |\n\n  b\n",
        "a: b # c\n",
        "a: b: c\n",
        "a: b:\n",
        "a: -b\n",
        "a: *b\n",
        "a: !b c\n",
        "a: @b\n",
        'a: "b\\n"\n',
        "a: 'b''c'\n",
        "a: {b: c\n",
        "a: {b: c, b: d}\n",
        "a: [[[[[b]]]]]\n",
        "a:\n",
        "a:\nb: c\n",
        "a: b\na: c\n",
        "a: b\n c: d\n",
        "a:\n  b: c\n d: e\n",
        "- - a\n",
        "a: b\n- c\n",
        "a: b\n---\nc: d\n",
        "? a\n: b\n",
        '"a": b\n',
    ],
)
def test_what_is_not_plain_is_left_to_libyaml(text: str) -> None:
    assert plain(text) is None


@given(st.sampled_from(ENTRIES), st.randoms(use_true_random=False))
def test_a_file_with_slips_is_read_as_libyaml_reads_it(path: Path, chance: random.Random) -> None:
    text = path.read_text("utf-8")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice((*SLIPS, "")) + text[at + chance.choice((0, 0, 1, 2, 5)) :]
    agree(text)


ROWS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "", " ", "  ", "  ", "    ", "      "]),
    st.sampled_from(["", "", "- "]),
    st.sampled_from(["", "a: ", "b: ", "c:", "d:", "e-f: "]),
    st.sampled_from(
        ["", "v", "v w", "|", ">", "[a, b]", "{a: b}", "{a: {b: [c]}}", '"q"', "'q'", "# c", "10:30", "-1"]
    ),
)


@given(st.lists(ROWS, max_size=9).map("\n".join), st.sampled_from(["\n", "\n\n", ""]))
@example("a:\n- b: |\n   c\n  - d", "\n")
@example("- a:\n  - b\n  c: |\n    d\n\n   # e", "\n")
def test_any_rows_are_read_as_libyaml_reads_them(rows: str, end: str) -> None:
    agree(rows + end)
