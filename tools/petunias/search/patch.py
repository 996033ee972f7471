"""The index of before, changed where a few entries have been edited; byte for byte what a whole index would be.

An entry's number must be what it was: where one comes, goes, or is no longer listed, a whole index is to be made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from petunias.search.attributes import Attribute
from petunias.search.index import (
    FOLDER,
    Index,
    Item,
    Kept,
    Place,
    Point,
    Sheaf,
    cards_file,
    closed,
    named,
    places_file,
    said,
    spoken_in,
)
from petunias.search.shards import entries_in, file_of, packed, unpacked, with_entries
from petunias.search.spelling import Spellings


@dataclass(frozen=True, slots=True)
class Before:
    """What the last build left. `file` gives the content of a file of the index by its address.

    `spellings` and `points` give what lies in notes of their own, as it is seldom needed.
    """

    kept: Kept
    file: Callable[[str], bytes]
    spellings: Callable[[], Spellings]
    points: Callable[[], Sequence[Point | None]]


# For each key what becomes of some entries, by number: their new weight, None if they leave the list.
_Changes = dict[str, dict[int, int | None]]


def patched(
    before: Before,
    edits: Iterable[tuple[Item, Item]],
    item: Callable[[str], Item],
    attributes: Callable[[Sequence[str]], Sequence[Attribute]],
    places: Callable[[Iterable[Point | None]], Sequence[Place]],
    card: Callable[[str], str],
) -> Index:
    """The index after `edits`, each an entry's item as it was and as it is. Only files that differ are made.

    `item` gives the item of any entry as it is now; the rest is as for a whole index.
    """
    kept = before.kept
    numbers = {id: number for number, id in enumerate(kept.ids)}
    told = [(numbers[new.id], old, new) for old, new in edits]
    manifest: dict[str, Any] = json.loads(before.file(kept.manifest))
    sheaf = Sheaf()
    _change_lists(before, told, manifest["shards"], sheaf)
    entries = bytearray(before.file(FOLDER + manifest["entries"]))
    for number, _, new in told:
        entries[number], entries[len(numbers) + number] = new.state, new.name_length
    manifest["entries"] = sheaf.keep("entries", "bin", bytes(entries))
    facets = dict(kept.facets)
    _apply(_changes((number, _of_facets(old), _of_facets(new)) for number, old, new in told), facets)
    if facets != kept.facets:
        manifest["facets"] = sheaf.keep("facets", "bin", packed(facets))
        manifest["attributes"] = said(attributes(spoken_in(facets)))
    words = _changed_words(before, told)
    if words:
        manifest["spelling"] = sheaf.keep("spelling", "txt", words.text().encode())
    points = None
    if any(old.point != new.point for _, old, new in told):
        points = list(before.points())
        for number, _, new in told:
            points[number] = new.point
        known = places(points)
        manifest["places"] = sheaf.keep("places", "json", places_file(points, known))
        manifest["names"] = named(known)
    per: int = manifest["per"]
    for group in sorted({number // per for number, _, _ in told}):
        inside = map(item, kept.ids[group * per : (group + 1) * per])
        manifest["cards"][group] = sheaf.keep_numbered(f"c{group}", "json", cards_file(inside, card))
    return closed(sheaf, manifest, kept.ids, facets, words, points)


def _change_lists(before: Before, told: Sequence[tuple[int, Item, Item]], hashes: list[str], sheaf: Sheaf) -> None:
    """Makes the files anew in which the lists of edited entries are. `hashes` are those of all files, in order."""
    concerned: dict[int, _Changes] = {}
    for key, change in _changes((number, _of_lists(old), _of_lists(new)) for number, old, new in told).items():
        concerned.setdefault(file_of(key, len(hashes)), {})[key] = change
    for place, changes in sorted(concerned.items()):
        bodies = unpacked(before.file(f"{FOLDER}w{place}.{hashes[place]}.bin")) if hashes[place] else {}
        _apply(changes, bodies)
        hashes[place] = sheaf.keep_numbered(f"w{place}", "bin", packed(bodies))


def _of_lists(item: Item) -> dict[str, int]:
    return dict(zip(item.keys.split("\n"), item.weights, strict=False))  # an entry may have no keys


def _of_facets(item: Item) -> dict[str, int]:
    return dict.fromkeys(item.facets.split("\n"), 0)


def _changes(lists: Iterable[tuple[int, Mapping[str, int], Mapping[str, int]]]) -> _Changes:
    """What changes in which lists. `lists` has for each edited entry its weights by key, before and now."""
    found: _Changes = {}
    for number, old, new in lists:
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                found.setdefault(key, {})[number] = new.get(key)
    return found


def _apply(changes: _Changes, bodies: dict[str, bytes]) -> None:
    for key, change in changes.items():
        body = bodies.pop(key, None)
        weights = {entry >> 8: entry & 255 for entry in entries_in(body)} if body else {}
        weights |= {number: weight for number, weight in change.items() if weight is not None}
        for number, weight in change.items():
            if weight is None:
                weights.pop(number, None)
        made = with_entries(key, body, [number << 8 | weight for number, weight in sorted(weights.items())])
        if made is not None:
            bodies[key] = made


def _changed_words(before: Before, told: Iterable[tuple[int, Item, Item]]) -> Spellings | None:
    """The words as they are now; None if the entries have as many of each as before."""
    less: list[str] = []
    more: list[str] = []
    for _, old, new in told:
        was, now = frozenset(old.surface.split()), frozenset(new.surface.split())
        less += was - now
        more += now - was
    return before.spellings().changed(less, more) if less or more else None
