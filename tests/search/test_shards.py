"""search/shards.py and search-files.js: what one packs, the other unpacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petunias.search.shards import (
    Record,
    body,
    entries_in,
    file_count,
    file_of,
    files,
    packed,
    packed_entries,
    unpacked,
    varint,
    with_entries,
)
from support.searching import Scripts

LETTERS = st.characters(categories=["L", "Nd"])
KEY = st.builds(str.__add__, st.sampled_from(["", "~", "!"]), st.text(LETTERS, min_size=1, max_size=20))
TEXT = st.text(LETTERS, min_size=1, max_size=12)
ENTRIES = st.dictionaries(st.integers(0, 2**24), st.integers(0, 255), max_size=20).map(
    lambda weights: [number << 8 | weight for number, weight in sorted(weights.items())]
)
RECORD = st.builds(
    Record,
    entries=ENTRIES,
    phrases=st.lists(st.tuples(TEXT, st.integers(0, 2**50)), max_size=4),
    domains=st.integers(0, 2**40),
    evidence=st.lists(TEXT, min_size=1, max_size=4).map(tuple),
)


def told(key: str, record: Record) -> list[object]:
    """The record as the browser should have it. Only concepts have a meaning."""
    concept = key[0] == "~"
    return [
        key,
        [[entry >> 8, entry & 255] for entry in record.entries],
        [[[rest], number] for rest, number in record.phrases],
        record.domains if concept else 0,
        list(record.evidence) if concept else [],
    ]


@given(st.dictionaries(KEY, RECORD, max_size=30), st.integers(1, 40))
def test_the_browser_reads_what_was_packed(scripts: Scripts, records: dict[str, Record], count: int) -> None:
    bodies = {key: body(key, record) for key, record in records.items()}
    made = files(bodies.items(), count)
    assert len(made) == count
    for number, content in enumerate(made):
        inside = [key for key in records if file_of(key, count) == number]
        assert sorted(scripts.unpacked(content)) == sorted(told(key, records[key]) for key in inside)
        assert unpacked(content) == {key: bodies[key] for key in inside}
        assert list(unpacked(content)) == sorted(inside, key=str.encode)


@given(st.lists(KEY, max_size=30), st.integers(1, 1000))
def test_the_browser_looks_into_the_same_file(scripts: Scripts, keys: list[str], count: int) -> None:
    assert scripts.files_of(keys, count) == [file_of(key, count) for key in keys]


@given(KEY, RECORD, ENTRIES)
def test_other_entries_in_a_body_leave_the_rest(key: str, record: Record, entries: list[int]) -> None:
    """An attribute or a word without entries is not there at all."""
    old = body(key, record)
    assert entries_in(old) == list(record.entries)
    made = with_entries(key, old, entries)
    if made is None:
        assert not entries
        assert not record.phrases
    else:
        assert made == body(key, Record(entries, record.phrases, record.domains, record.evidence))
        assert with_entries(key, made, record.entries) == old or not record.entries


def test_what_is_there_without_entries() -> None:
    entry = [5 << 8 | 1]
    for key, record in (("~7", Record(entry)), ("tea", Record(entry, [("", 3)]))):
        assert with_entries(key, body(key, record), []) == body(key, Record((), record.phrases))
    for key in ("tea", "~day=monday"):
        assert with_entries(key, body(key, Record(entry)), []) is None
        assert with_entries(key, None, entry) == body(key, Record(entry))
        assert with_entries(key, None, []) is None


def test_more_entries_are_in_more_files() -> None:
    assert [file_count(entries) for entries in (0, 255, 256, 1000, 10_000)] == [96, 96, 112, 144, 720]


@pytest.mark.parametrize(
    ("number", "content"),
    [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\x01"), (300, b"\xac\x02"), (16_384, b"\x80\x80\x01")],
)
def test_numbers_are_seven_bits_at_a_time(number: int, content: bytes) -> None:
    assert varint(number) == content


def test_entries_are_distances() -> None:
    entries = [3 << 8 | 127, 5 << 8 | 255, 205 << 8 | 1, 206 << 8 | 2]
    assert packed_entries(entries) == bytes([3, 127, 2, 255, 0x80 | 72, 1, 1, 1, 2])
    assert packed_entries([]) == b""


def test_nothing_is_empty_files() -> None:
    assert files([], 3) == [b"", b"", b""]
    assert packed({}) == b""
    assert unpacked(b"") == {}
