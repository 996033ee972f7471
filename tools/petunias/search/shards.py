"""The lists of entries, packed into small files, so that a search loads only the few that it needs.

The file of a key is the CRC-32 of its UTF-8 modulo the number of files, which comes from the number of entries alone.
So an edited entry changes the files of its own keys and no others. Words and concepts are mixed.

A file is a row of records in order of their keys. A record is: how many letters it shares with the key before (1 byte),
how many bytes follow (1 byte), those bytes, then its body: what the key has (1 byte: 1 entries, 2 phrases, 4 meaning),
and these in turn:

- entries: their number, then for each the distance from the one before and its weight (1 byte);
- phrases that begin with the word: their number, then for each the rest of the phrase (text) and the concept's number;
- meaning, of a concept: its domains as bits, then the phrases that bear it out (text, one a line).

Numbers are varints, seven bits at a time, the lowest first. A text is its length in bytes, then UTF-8.
In Python an entry in a list is one number: its own times 256, plus the weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import and_, rshift, sub
from zlib import crc32

ENTRIES, PHRASES, MEANING = 1, 2, 4
LEAST, STEP, EACH = 96, 16, 256  # files: so many at least, and so many more for each 256 entries


@dataclass(slots=True)
class Record:
    """What a key has. `entries` are in order."""

    entries: Sequence[int] = ()
    phrases: list[tuple[str, int]] = field(default_factory=list)
    domains: int = 0
    evidence: tuple[str, ...] = ()


def file_count(entries: int) -> int:
    """In how many files the lists of so many entries are: about 4 kB each."""
    return LEAST + STEP * (entries // EACH)


def file_of(key: str, count: int) -> int:
    """Which of `count` files the key is in."""
    return crc32(key.encode()) % count


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


def packed_entries(entries: Sequence[int]) -> bytes:
    """Entries as distances, each with its weight."""
    numbers = list(map(rshift, entries, repeat(8)))
    distances = [numbers[0], *map(sub, numbers[1:], numbers)] if numbers else []
    weights = bytes(map(and_, entries, repeat(255)))
    made = bytearray(2 * len(numbers))
    # Nearly all distances are one byte; the rows between the others are put in as they are.
    long = [place for place, distance in enumerate(distances) if distance > 127]
    if not long:
        made[0::2] = bytes(distances)
        made[1::2] = weights
        return bytes(made)
    made = bytearray()
    start = 0
    for place in (*long, len(distances)):
        if place > start:
            row = bytearray(2 * (place - start))
            row[0::2] = bytes(distances[start:place])
            row[1::2] = weights[start:place]
            made += row
        if place < len(distances):
            made += varint(distances[place])
            made.append(weights[place])
        start = place + 1
    return bytes(made)


def body(key: str, record: Record) -> bytes:
    """What a record says after its key."""
    is_concept = key[0] == "~"
    entries, phrases = record.entries, record.phrases
    kind = (ENTRIES if entries else 0) | (PHRASES if phrases else 0) | (MEANING if is_concept else 0)
    made = bytearray((kind,))
    if entries:
        made += varint(len(entries)) + packed_entries(entries)
    if phrases:
        made += varint(len(phrases))
        for phrase, concept in phrases:
            made += _text(phrase) + varint(concept)
    if is_concept:
        made += varint(record.domains) + _text("\n".join(record.evidence))
    return bytes(made)


def _text(text: str) -> bytes:
    content = text.encode()
    return varint(len(content)) + content


def entries_in(body: bytes) -> list[int]:
    """The entries in a body."""
    return _entries(body)[0] if body[0] & ENTRIES else []


def with_entries(key: str, old: bytes | None, entries: Sequence[int]) -> bytes | None:
    """The body of a key with these entries in place of its own; None if there is nothing to say of the key any more.

    Words that begin a phrase, and concepts, are there without entries; attributes and other words are not.
    """
    if old is None:
        return body(key, Record(entries)) if entries else None
    kind = old[0] & ~ENTRIES
    if not entries and not kind & PHRASES and (key[0] != "~" or "=" in key):
        return None
    rest = old[_entries(old)[1] if old[0] & ENTRIES else 1 :]
    if not entries:
        return bytes((kind,)) + rest
    return bytes((kind | ENTRIES,)) + varint(len(entries)) + packed_entries(entries) + rest


def packed(bodies: Mapping[str, bytes]) -> bytes:
    """One file of the bodies of these keys."""
    made, before = bytearray(), ""
    for key in sorted(bodies, key=str.encode):
        shared = 0
        for one, other in zip(key, before, strict=False):
            if one != other or not one.isascii():
                break
            shared += 1
        rest = key[shared:].encode()
        made += bytes((shared, len(rest))) + rest + bodies[key]
        before = key
    return bytes(made)


def unpacked(content: bytes) -> dict[str, bytes]:
    """The bodies in a file, by key."""
    found, key, at = {}, "", 0
    while at < len(content):
        shared, length = content[at : at + 2]
        key = key[:shared] + content[at + 2 : at + 2 + length].decode()
        start = at + 2 + length
        at = _end(content, start)
        found[key] = content[start:at]
    return found


def files(bodies: Iterable[tuple[str, bytes]], count: int) -> list[bytes]:
    """All files; one may be empty."""
    made: list[dict[str, bytes]] = [{} for _ in range(count)]
    for key, content in bodies:
        made[file_of(key, count)][key] = content
    return list(map(packed, made))


def _number(content: bytes, at: int) -> tuple[int, int]:
    """The varint at a place, and where it ends."""
    made = shift = 0
    while content[at] > 127:
        made |= (content[at] & 127) << shift
        shift += 7
        at += 1
    return made | content[at] << shift, at + 1


def _entries(content: bytes, at: int = 1) -> tuple[list[int], int]:
    """The entries of the body whose list begins at a place, and where they end."""
    count, at = _number(content, at)
    found, number = [], 0
    for _ in range(count):
        distance, at = (content[at], at + 1) if content[at] < 128 else _number(content, at)
        number += distance
        found.append(number << 8 | content[at])
        at += 1
    return found, at


def _end(content: bytes, at: int) -> int:
    """Where the body ends that begins at a place."""
    kind = content[at]
    at += 1
    if kind & ENTRIES:
        count, at = _number(content, at)
        for _ in range(count):
            while content[at] > 127:
                at += 1
            at += 2
    if kind & PHRASES:
        count, at = _number(content, at)
        for _ in range(count):
            length, at = _number(content, at)
            _, at = _number(content, at + length)
    if kind & MEANING:
        _, at = _number(content, at)
        length, at = _number(content, at)
        at += length
    return at
