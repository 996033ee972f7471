"""The small scripts behind the slip, without a page: QR codes that phones can read, and text messages that fit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from petunias.site.assets import SLIP
from support.site import REPOSITORY

ASSETS = REPOSITORY / "site_overrides" / "assets"
MORE = "and {n} more"
# The most letters that each version takes at error level M, in byte mode.
ROOM = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213)


class Scripts:
    """The slip's scripts, as a browser runs them."""

    def __init__(self) -> None:
        self._racer = MiniRacer()
        for name in SLIP[:-1]:
            self._racer.eval((ASSETS / name).read_text(encoding="utf-8"))

    def __call__(self, function: str, *values: object) -> Any:
        return json.loads(str(self._racer.eval(f"JSON.stringify({function}({', '.join(map(json.dumps, values))}))")))

    def close(self) -> None:
        self._racer.close()


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    running = Scripts()
    yield running
    running.close()


def read(rows: Sequence[Sequence[int]], scale: int = 3, quiet: int = 4) -> Any:
    """What a reader makes of a QR code."""
    size = (len(rows) + 2 * quiet) * scale
    picture = bytearray(b"\xff" * size * size)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            for step in range(scale if dark else 0):
                start = ((y + quiet) * scale + step) * size + (x + quiet) * scale
                picture[start : start + scale] = bytes(scale)
    return zxingcpp.read_barcode(memoryview(picture).cast("B", shape=[size, size]))


def address(length: int) -> str:
    return ("https://anytown.example.org/entries/" + "a-long-name-of-some-group-" * 9)[:length]


# --- QR codes ---


@pytest.mark.parametrize("length", [1, *range(3, 214, 7), *ROOM, *(most + 1 for most in ROOM[:-1])])
def test_a_code_is_read_back(scripts: Scripts, length: int) -> None:
    rows = scripts("petuniasQr", address(length))
    version = next(number for number, most in enumerate(ROOM, 1) if length <= most)
    assert {len(rows), *map(len, rows)} == {17 + 4 * version}
    found = read(rows)
    assert found
    assert (found.text, found.ec_level) == (address(length), "M")


def test_a_code_too_long_is_left_out(scripts: Scripts) -> None:
    assert scripts("petuniasQr", address(214)) is None


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=50))
def test_any_text_is_read_back(scripts: Scripts, text: str) -> None:
    """UTF-8, of which readers have to guess that it is."""
    assert read(scripts("petuniasQr", text)).bytes == text.encode()


def test_a_dirty_code_is_still_read(scripts: Scripts) -> None:
    """Level M mends some 15 % of the words."""
    rows = scripts("petuniasQr", address(80))
    for y in range(14, 18):
        for x in range(14, 18):
            rows[y][x] = 1 - rows[y][x]
    assert read(rows).text == address(80)


# --- text messages ---


@pytest.mark.parametrize(
    ("text", "units", "messages", "most"),
    [
        ("", 0, 1, 160),
        ("a" * 160, 160, 1, 160),
        ("a" * 161, 161, 2, 306),
        ("a" * 306, 306, 2, 306),
        ("a" * 307, 307, 3, 459),
        ("€" * 80, 160, 1, 160),
        ("[" * 81, 162, 2, 306),
        # The sign would be cut in half at the end of the first message, so it waits for the second.
        ("a" * 152 + "€" + "a" * 152, 306, 3, 459),
        ("a" * 153 + "€" + "a" * 151, 306, 2, 306),
        ("àÄñß£é\n", 7, 1, 160),
        ("ŵ" * 70, 70, 1, 70),
        ("ŵ" * 71, 71, 2, 134),
        ("ŵ" * 135, 135, 3, 201),
        ("😀" * 35, 70, 1, 70),
        ("ŵ" * 66 + "😀" + "ŵ" * 66, 134, 3, 201),
    ],
)
def test_letters_are_counted_as_the_network_counts(
    scripts: Scripts, text: str, units: int, messages: int, most: int
) -> None:
    found = scripts("petuniasText.count", text)
    assert (found["units"], found["messages"], found["most"]) == (units, messages, most)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It’s “nice” – really…", 'It\'s "nice" - really...'),
        ("Tŷ Gŵyl, Llŷn", "Ty Gwyl, Llyn"),
        ("Café", "Café"),
        ("10\u202fam", "10 am"),
        ("একতা", "একতা"),
    ],
)
def test_signs_that_cost_much_are_made_plain(scripts: Scripts, text: str, plain: str) -> None:
    assert scripts("petuniasText.plain", text) == plain


def item(number: int = 1, **more: str) -> dict[str, str]:
    return {
        "name": f"Group {number}",
        "call": "01632 960101",
        "date": "Tue 24 Nov 10am",
        "where": "The Hall, 2 Station Lane, Anytown, AN1 2AB",
        "way": "You can just turn up",
        "cost": "Free",
        **more,
    }


WHOLE = "Group 1: 01632 960101. Tue 24 Nov 10am. The Hall, 2 Station Lane, Anytown, AN1 2AB. You can just turn up. Free"


def test_a_short_message_says_all(scripts: Scripts) -> None:
    assert scripts("petuniasText.message", [item()], MORE) == {"text": WHOLE, "whole": True}


def test_no_full_stop_comes_twice(scripts: Scripts) -> None:
    text = scripts("petuniasText.message", [item(where="Ring the bell!", way="Come in.", cost="")], MORE)["text"]
    assert text == "Group 1: 01632 960101. Tue 24 Nov 10am. Ring the bell! Come in."


@pytest.mark.parametrize(
    ("count", "first"),
    [
        (3, "Group 1: 01632 960101. Tue 24 Nov 10am. The Hall, 2 Station Lane, Anytown, AN1 2AB"),
        (4, "Group 1: 01632 960101. Tue 24 Nov 10am"),
        (12, "Group 1: 01632 960101"),
    ],
)
def test_what_is_needed_least_is_dropped_first(scripts: Scripts, count: int, first: str) -> None:
    made = scripts("petuniasText.message", [item(number) for number in range(1, count + 1)], MORE)
    lines = made["text"].split("\n")
    assert (lines[0], len(lines), made["whole"]) == (first, count, False)


def test_that_it_is_full_stays_longest(scripts: Scripts) -> None:
    items = [item(number, full="Full at the moment") for number in range(1, 7)]
    assert scripts("petuniasText.message", items, MORE)["text"].split("\n")[5] == (
        "Group 6: 01632 960101. Full at the moment"
    )


def test_the_last_are_counted_where_there_are_too_many(scripts: Scripts) -> None:
    text = scripts("petuniasText.message", [item(number) for number in range(1, 31)], MORE)["text"]
    lines = text.split("\n")
    assert lines[-1] == f"and {30 - len(lines) + 1} more"
    assert lines[0] == "Group 1: 01632 960101"


def test_an_endless_name_is_cut(scripts: Scripts) -> None:
    text = scripts("petuniasText.message", [item(name="Very long name " * 30)], MORE)["text"]
    assert text.startswith("Very long name Very long name")
    assert "...: 01632 960101" in text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.fixed_dictionaries({name: st.text(max_size=120) for name in item()}), min_size=1, max_size=12))
def test_every_message_fits_into_two(scripts: Scripts, items: list[dict[str, str]]) -> None:
    text = scripts("petuniasText.message", items, MORE)["text"]
    assert scripts("petuniasText.count", text)["messages"] <= 2
