"""The whole index of one language as files: what the browser loads bit by bit, and the command line at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from petunias import schema
from petunias.search.alarms import CALM
from petunias.search.attributes import Attribute
from petunias.search.entrywords import EntryWords
from petunias.search.shards import Record, shards
from petunias.search.text import FILLERS, LITTLE, TRADE, common, term, terms
from petunias.search.thesaurus import Concept, faint

FOLDER = "search/"
PER_FILE = 5  # cards in one file
EVIDENCE = 12  # phrases of a concept that are marked in a result


@dataclass(frozen=True, slots=True)
class Item:
    """One entry in the index. `state` is a sum of the bits below; `text` is where the words looked for are
    shown if its card has none of them; `slip` is what somebody keeps who puts it on their list.
    """

    id: str
    words: EntryWords
    domains: tuple[str, ...]
    localities: tuple[str, ...]
    state: int = 0
    point: tuple[float, float] | None = None
    text: str = ""
    slip: Mapping[str, Any] = field(default_factory=dict)


UNCONFIRMED, FULL, PAUSED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Place:
    """A name or a postcode (whole, sector or district) that stands for a point or a locality."""

    name: str
    locality: str | None
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Index:
    """`manifest` is the address of the file that names all others; `files` are all of them."""

    manifest: str
    files: tuple[tuple[str, bytes], ...]


def index(
    items: Sequence[Item],
    concepts: Sequence[Concept],
    attributes: Sequence[Attribute],
    places: Sequence[Place],
    alarms: Mapping[str, Sequence[str]],
    card: Callable[[str], str],
) -> Index:
    """The index of `items`, which are in order of their ids. `alarms` are kinds of danger with what people say.

    `card` gives the HTML of an entry's card.
    """
    files: list[tuple[str, bytes]] = []

    def keep(name: str, content: bytes) -> str:
        stem, ending = name.rsplit(".", 1)
        path = f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{ending}"
        files.append((FOLDER + path, content))
        return path

    records = _records(items, concepts)
    manifest: dict[str, Any] = {
        "count": len(items),
        "per": PER_FILE,
        "little": " ".join(sorted(LITTLE)),
        "filler": " ".join(sorted(FILLERS)),
        "trade": " ".join(sorted(TRADE)),
        "shards": [[first, keep("w.bin", content)] for first, content in shards(records)],
        "entries": keep(
            "entries.bin",
            bytes(item.state for item in items) + bytes(min(255, item.words.name_length) for item in items),
        ),
        "facets": keep("facets.bin", _facets(items, attributes)),
        "spelling": keep("spelling.txt", _spelling(items, concepts).encode()),
        "places": keep("places.json", _json(_places(items, places))),
        "cards": [keep(f"c{number}.json", content).split(".")[1] for number, content in enumerate(_cards(items, card))],
        "attributes": [
            [" ".join(phrase), attribute.name, int(attribute.keeps)]
            for attribute in attributes
            for phrase in attribute.phrases
        ],
        "names": [
            [" ".join(terms(place.name)), place.name] for place in places if not any(c.isdigit() for c in place.name)
        ],
        "domains": [domain.value for domain in schema.domains()],
        "alarms": [[text, kind] for kind, said in alarms.items() for text in said],
        "calm": list(CALM),
    }
    name = keep("manifest.json", _json(manifest))
    return Index(FOLDER + name, tuple(files))


def _records(items: Sequence[Item], concepts: Sequence[Concept]) -> dict[str, Record]:
    lists: dict[str, list[tuple[int, int]]] = {}
    for number, item in enumerate(items):
        for key, weight in item.words.stems.items():
            lists.setdefault(key, []).append((number, weight))
        for key, weight in item.words.lists.items():
            lists.setdefault(key, []).append((number, weight))
    records = {key: Record(found) for key, found in lists.items()}
    bits = {domain.value: 1 << place for place, domain in enumerate(schema.domains())}
    for concept in concepts:
        record = records.setdefault(concept.name, Record())
        record.domains = sum(bits[domain] for domain in concept.domains)
        record.evidence = tuple(" ".join(phrase) for phrase, _ in concept.evidence[:EVIDENCE])
        for first, *rest in concept.triggers:
            records.setdefault(first, Record()).phrases.append((" ".join(rest), concept.number))
    for stem, number in faint(concepts):
        records.setdefault(stem, Record()).phrases.append(("*", number))
    return records


def _facets(items: Sequence[Item], attributes: Sequence[Attribute]) -> bytes:
    """One file of records: each facet's entries, and with a `!` those that say the opposite."""
    lists: dict[str, list[tuple[int, int]]] = {}
    for number, item in enumerate(items):
        own = [*item.words.facets, *(f"!{name}" for name in item.words.refusals)]
        own += [f"domain={domain}" for domain in item.domains]
        own += [f"locality={locality}" for locality in item.localities] or ["locality=*"]
        for key in own:
            lists.setdefault(key, []).append((number, 0))
    records = {key: Record(found) for key, found in lists.items()}
    return b"".join(content for _, content in shards(records, full=1 << 40))


def _spelling(items: Sequence[Item], concepts: Sequence[Concept]) -> str:
    """Every word that can be meant, in order, one a line: how many letters are as in the one before, then the rest.

    The number is a letter, `a` for none. A word ends with how often entries have it, from 0 to 9; the stem of
    an everyday word that none has, with a dash: it is right as it stands, and nothing to look for.
    """
    counts: dict[str, int] = {}
    for item in items:
        for word in item.words.surface:
            counts[word] = counts.get(word, 0) + 1
    for word in _spoken(concepts):
        counts.setdefault(word, 0)
    stems = set(map(term, counts))
    everyday = {stem: "-" for stem in common() if stem not in stems and stem not in counts}
    lines, before = [], ""
    for word in sorted({*everyday, *(word for word in counts if word.isascii())}):
        shared = 0
        while shared < min(len(word), len(before), 25) and word[shared] == before[shared]:
            shared += 1
        lines.append(f"{chr(97 + shared)}{word[shared:]}{everyday.get(word) or min(9, counts[word].bit_length())}")
        before = word
    return "\n".join(lines)


def _spoken(concepts: Sequence[Concept]) -> Iterable[str]:
    return {word for concept in concepts for word in concept.surface if word.isalpha() and len(word) > 3}


def _places(items: Sequence[Item], places: Sequence[Place]) -> dict[str, Any]:
    """Points in ten-thousandths of a degree; None where there is none."""
    return {
        "points": [_point(item.point) for item in items],
        "places": [[place.name, place.locality, _point(place.point)] for place in places],
    }


def _point(point: tuple[float, float] | None) -> list[int] | None:
    return [round(point[0] * 10_000), round(point[1] * 10_000)] if point else None


def _cards(items: Sequence[Item], card: Callable[[str], str]) -> Iterator[bytes]:
    for start in range(0, len(items), PER_FILE):
        yield _json([[card(item.id), item.text, item.slip] for item in items[start : start + PER_FILE]])


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
