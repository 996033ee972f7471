"""search/shards.py and search-files.js: what one packs, the other unpacks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petunias.search.shards import Record, packed_entries, shards, varint
from support.searching import Scripts

LETTERS = st.characters(categories=["L", "Nd"])
KEY = st.builds(str.__add__, st.sampled_from(["", "~", "!"]), st.text(LETTERS, min_size=1, max_size=20))
TEXT = st.text(LETTERS, min_size=1, max_size=12)
RECORD = st.builds(
    Record,
    entries=st.dictionaries(st.integers(0, 2**30), st.integers(0, 255), max_size=20).map(lambda d: sorted(d.items())),
    phrases=st.lists(st.tuples(TEXT, st.integers(0, 2**50)), max_size=4),
    domains=st.integers(0, 2**40),
    evidence=st.lists(TEXT, min_size=1, max_size=4).map(tuple),
)


def told(key: str, record: Record) -> list[object]:
    """The record as the browser should have it. Only concepts have a meaning."""
    concept = key[0] == "~"
    return [
        key,
        [list(entry) for entry in record.entries],
        [[[rest], number] for rest, number in record.phrases],
        record.domains if concept else 0,
        list(record.evidence) if concept else [],
    ]


@given(st.dictionaries(KEY, RECORD, max_size=30), st.integers(1, 400))
def test_the_browser_reads_what_was_packed(scripts: Scripts, records: dict[str, Record], full: int) -> None:
    files = list(shards(records, full))
    found = [row for _, content in files for row in scripts.unpacked(content)]
    wanted = [told(key, records[key]) for key in records]
    assert sorted(found) == sorted(wanted)
    assert [first for first, _ in files] == sorted((first for first, _ in files), key=str.encode)


@given(st.dictionaries(KEY, RECORD, min_size=1, max_size=30))
def test_no_file_holds_words_and_concepts(scripts: Scripts, records: dict[str, Record]) -> None:
    for first, content in shards(records, 1 << 40):
        keys = [row[0] for row in scripts.unpacked(content)]
        assert first in keys
        assert {key[0] == "~" for key in keys} == {first[0] == "~"}


def test_a_file_is_closed_when_it_is_full() -> None:
    records = {f"word{number:04}": Record([(number, 9)]) for number in range(2000)}
    files = list(shards(records, 500))
    assert len(files) > 10
    assert all(500 < len(content) < 600 for _, content in files[:-1])
    assert all(one < other for (one, _), (other, _) in pairwise(files))


@pytest.mark.parametrize(
    ("number", "content"),
    [(0, b"\0"), (127, b"\x7f"), (128, b"\x80\x01"), (300, b"\xac\x02"), (16_384, b"\x80\x80\x01")],
)
def test_numbers_are_seven_bits_at_a_time(number: int, content: bytes) -> None:
    assert varint(number) == content


def test_entries_are_distances() -> None:
    assert packed_entries([(3, 127), (5, 255), (205, 1)]) == bytes([3, 127, 2, 255, 0x80 | 72, 1, 1])


def test_nothing_is_no_file() -> None:
    assert list(shards({})) == []
