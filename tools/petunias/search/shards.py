"""The lists of entries, packed into small files by the alphabet, so that a search loads only the few that it needs.

A file is a row of records in order of their keys. A record is: how many letters it shares with the key before (1 byte),
how many bytes follow (1 byte), those bytes, then what the key has (1 byte: 1 entries, 2 phrases, 4 meaning), and these
in turn:

- entries: their number, then for each the distance from the one before and its weight (1 byte);
- phrases that begin with the word: their number, then for each the rest of the phrase (text) and the concept's number;
- meaning, of a concept: its domains as bits, then the phrases that bear it out (text, one a line).

Numbers are varints, seven bits at a time, the lowest first. A text is its length in bytes, then UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

ENTRIES, PHRASES, MEANING = 1, 2, 4
FULL = 6_000  # bytes, after which a file is closed


@dataclass(slots=True)
class Record:
    """What a key has. `entries` are (entry number, weight) in order."""

    entries: Sequence[tuple[int, int]] = ()
    phrases: list[tuple[str, int]] = field(default_factory=list)
    domains: int = 0
    evidence: tuple[str, ...] = ()


def varint(number: int) -> bytes:
    """A number of 0 or more, seven bits a byte."""
    if number < 128:
        return bytes((number,))
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    made.append(number)
    return bytes(made)


def packed_entries(entries: Iterable[tuple[int, int]]) -> bytes:
    """Entry numbers as distances, each with its weight."""
    made = bytearray()
    before = 0
    for number, weight in entries:
        distance = number - before
        before = number
        while distance > 127:
            made.append(distance & 127 | 128)
            distance >>= 7
        made.append(distance)
        made.append(weight)
    return bytes(made)


def shards(records: Mapping[str, Record], full: int = FULL) -> Iterator[tuple[str, bytes]]:
    """The files as (first key, content). Words and concepts do not share a file, as one query seldom needs both."""
    made, first, before = bytearray(), "", ""
    for key in sorted(records, key=str.encode):
        if made and (len(made) > full or (key[0] == "~") != (first[0] == "~")):
            yield first, bytes(made)
            made, before = bytearray(), ""
        if not made:
            first = key
        made += _record(key, before, records[key])
        before = key
    if made:
        yield first, bytes(made)


def _record(key: str, before: str, record: Record) -> bytes:
    shared = 0
    for one, other in zip(key, before, strict=False):
        if one != other or not one.isascii():
            break
        shared += 1
    rest = key[shared:].encode()
    is_concept = key[0] == "~"
    kind = (ENTRIES if record.entries else 0) | (PHRASES if record.phrases else 0) | (MEANING if is_concept else 0)
    made = bytearray((shared, len(rest))) + rest + bytes((kind,))
    if record.entries:
        made += varint(len(record.entries)) + packed_entries(record.entries)
    if record.phrases:
        made += varint(len(record.phrases))
        for phrase, concept in record.phrases:
            made += _text(phrase) + varint(concept)
    if is_concept:
        made += varint(record.domains) + _text("\n".join(record.evidence))
    return bytes(made)


def _text(text: str) -> bytes:
    content = text.encode()
    return varint(len(content)) + content
