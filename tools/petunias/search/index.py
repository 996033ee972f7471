"""The whole index of one language as files: what the browser loads bit by bit, and the command line at once."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from petunias import schema
from petunias.search.alarms import ALARMS, CALM
from petunias.search.attributes import Attribute
from petunias.search.entrywords import EntryWords
from petunias.search.shards import Record, body, file_count, files, packed
from petunias.search.spelling import Spellings, spellings
from petunias.search.text import FILLERS, LITTLE, TRADE, terms
from petunias.search.thesaurus import Concept, faint

FOLDER = "search/"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
PER_FILE = 5  # cards in one file
EVIDENCE = 12  # phrases of a concept that are marked in a result
Point = tuple[float, float]


class Item(NamedTuple):
    """One entry in the index, packed: ten thousand are kept, and sent from one process to another.

    `keys` are the lists in which it stands, one a line, and `weights` has its weight in each. `facets`, one a line, are
    the values by which it can be filtered, with a `!` those whose opposite it states. `surface` are the words as
    written, with blanks in between. `state` is a sum of the bits below; `text` is where the words looked for are shown
    if its card has none of them; `slip` is JSON, what somebody keeps who puts the entry on their list.
    """

    id: str
    keys: str
    weights: bytes
    facets: str
    surface: str
    name_length: int
    state: int
    point: Point | None
    text: str
    slip: str = "{}"


UNCONFIRMED, FULL, PAUSED = 1, 2, 4


def item(
    id: str,
    words: EntryWords,
    domains: Sequence[str],
    localities: Sequence[str],
    state: int = 0,
    point: Point | None = None,
    text: str = "",
) -> Item:
    """An entry's item."""
    facets = [*words.facets, *(f"!{name}" for name in words.refusals), *(f"domain={domain}" for domain in domains)]
    facets += [f"locality={locality}" for locality in localities] or ["locality=*"]
    return Item(
        id,
        "\n".join([*words.stems, *words.lists]),
        bytes([*words.stems.values(), *words.lists.values()]),
        "\n".join(facets),
        " ".join(words.surface),
        min(255, words.name_length),
        state,
        point,
        text,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A name or a postcode (whole, sector or district) that stands for a point or a locality."""

    name: str
    locality: str | None
    point: Point | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What a later build needs of an index to change it: the ids of its entries in order, and bodies of its facets."""

    ids: tuple[str, ...]
    manifest: str
    facets: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Index:
    """`manifest` is the address of the file that names all others; `files` are all that were made.

    `names` are the addresses of all files, `languages` those that are spoken in some entry. `spellings` and `points`
    are None where they are as they were.
    """

    manifest: str
    files: tuple[tuple[str, bytes], ...]
    names: frozenset[str]
    languages: tuple[str, ...]
    kept: Kept
    spellings: Spellings | None = None
    points: Sequence[Point | None] | None = None


@dataclass(slots=True)
class Sheaf:
    """Files as they are made, each with a digest of its content in its name."""

    files: list[tuple[str, bytes]] = field(default_factory=list)

    def keep(self, stem: str, ending: str, content: bytes) -> str:
        """Keeps a file; its name from the folder on."""
        path = f"{stem}.{digest(content)}.{ending}"
        self.files.append((FOLDER + path, content))
        return path

    def keep_numbered(self, stem: str, ending: str, content: bytes) -> str:
        """Keeps one of a row of files, unless it is empty; the digest alone."""
        return self.keep(stem, ending, content).split(".")[1] if content else ""


def digest(content: bytes) -> str:
    """What stands for a content in a name."""
    return hashlib.sha256(content).hexdigest()[:8]


def index(
    items: Sequence[Item],
    concepts: Sequence[Concept],
    attributes: Callable[[Sequence[str]], Sequence[Attribute]],
    places: Callable[[Iterable[Point | None]], Sequence[Place]],
    card: Callable[[str], str],
) -> Index:
    """The index of `items`, which are in order of their ids.

    `attributes` are all when these languages are spoken, `places` what somebody may write when entries are at these
    points. `card` gives the HTML of an entry's card.
    """
    sheaf = Sheaf()
    points = [item.point for item in items]
    known = places(points)
    facets = _facets(items)
    languages = spoken_in(facets)
    words = spellings(Counter(word for item in items for word in item.surface.split(" ") if word), concepts)
    lists = ((key, body(key, record)) for key, record in _records(items, concepts).items())
    manifest: dict[str, Any] = {
        "count": len(items),
        "per": PER_FILE,
        "little": " ".join(sorted(LITTLE)),
        "filler": " ".join(sorted(FILLERS)),
        "trade": " ".join(sorted(TRADE)),
        "shards": [
            sheaf.keep_numbered(f"w{number}", "bin", content)
            for number, content in enumerate(files(lists, file_count(len(items))))
        ],
        "entries": sheaf.keep(
            "entries", "bin", bytes(item.state for item in items) + bytes(item.name_length for item in items)
        ),
        "facets": sheaf.keep("facets", "bin", packed(facets)),
        "spelling": sheaf.keep("spelling", "txt", words.text().encode()),
        "places": sheaf.keep("places", "json", places_file(points, known)),
        "cards": [
            sheaf.keep_numbered(f"c{start // PER_FILE}", "json", cards_file(items[start : start + PER_FILE], card))
            for start in range(0, len(items), PER_FILE)
        ],
        "attributes": said(attributes(languages)),
        "names": named(known),
        "domains": [domain.value for domain in schema.domains()],
        "alarms": [[text, kind] for kind, told in ALARMS.items() for text in told],
        "calm": list(CALM),
    }
    return closed(sheaf, manifest, tuple(item.id for item in items), facets, words, points)


def closed(
    sheaf: Sheaf,
    manifest: Mapping[str, Any],
    ids: tuple[str, ...],
    facets: Mapping[str, bytes],
    words: Spellings | None,
    points: Sequence[Point | None] | None,
) -> Index:
    """The index whose manifest this is."""
    name = sheaf.keep("manifest", "json", as_json(manifest))
    names = [name, *(manifest[part] for part in ("entries", "facets", "spelling", "places"))]
    names += [f"w{number}.{hash}.bin" for number, hash in enumerate(manifest["shards"]) if hash]
    names += [f"c{number}.{hash}.json" for number, hash in enumerate(manifest["cards"])]
    return Index(
        FOLDER + name,
        tuple(sheaf.files),
        frozenset([FOLDER + name for name in names]),
        tuple(spoken_in(facets)),
        Kept(ids, FOLDER + name, facets),
        words,
        points,
    )


def _records(items: Sequence[Item], concepts: Sequence[Concept]) -> dict[str, Record]:
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        place = number << 8
        for key, weight in zip(item.keys.split("\n"), item.weights, strict=False):  # an entry may have no keys
            lists[key].append(place + weight)
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


def _facets(items: Sequence[Item]) -> dict[str, bytes]:
    """The bodies of each facet's entries, and with a `!` of those that say the opposite."""
    lists: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for key in item.facets.split("\n"):
            lists[key].append(number << 8)
    return {key: body(key, Record(found)) for key, found in lists.items()}


def spoken_in(facets: Iterable[str]) -> list[str]:
    """The languages, other than English, of which these facets tell."""
    return sorted(facet.removeprefix("language=") for facet in facets if facet.startswith("language="))


def said(attributes: Iterable[Attribute]) -> list[list[Any]]:
    """What people say for attributes, each phrase with the attribute and whether it is looked for too."""
    return [
        [" ".join(phrase), attribute.name, int(attribute.keeps)]
        for attribute in attributes
        for phrase in attribute.phrases
    ]


def named(places: Iterable[Place]) -> list[list[str]]:
    """Names of places that may stand in a question."""
    return [[" ".join(terms(place.name)), place.name] for place in places if not any(c.isdigit() for c in place.name)]


def places_file(points: Iterable[Point | None], places: Iterable[Place]) -> bytes:
    """Points in ten-thousandths of a degree; None where there is none."""
    known = [[place.name, place.locality, _point(place.point)] for place in places]
    return as_json({"points": list(map(_point, points)), "places": known})


def _point(point: Point | None) -> list[int] | None:
    return [round(point[0] * 10_000), round(point[1] * 10_000)] if point else None


def cards_file(items: Iterable[Item], card: Callable[[str], str]) -> bytes:
    """The cards of some entries, each with its text and its slip."""
    rows = (f"[{as_json([card(item.id), item.text]).decode()[1:-1]},{item.slip}]" for item in items)
    return f"[{','.join(rows)}]".encode()


def as_json(data: Any) -> bytes:
    """JSON without blanks."""
    return _JSON.encode(data).encode()
