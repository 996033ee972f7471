"""Which of the entries that topics and messages name have gone out of date by a day.

No check of the files looks at the day, so this is asked beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from petunias.freshness import freshness
from petunias.model import Directory, Entry, Review, Signpost
from petunias.schema import Kind
from petunias.yamlfile import Key


@dataclass(frozen=True, slots=True)
class Aged:
    """An entry that is out of date, and where it is named; `instead` are those that it leads to and that are not."""

    kind: Kind
    owner: str
    key: Key
    entry: str
    instead: tuple[str, ...]


def aged(directory: Directory, today: date) -> Iterator[Aged]:
    """Every entry that a signpost names and that is no longer listed because of its age, in order of files."""
    entries, review = {entry.id: entry for entry in directory.entries}, directory.area.review
    for kind, owner, key, signpost in _signposts(directory):
        for place, id in enumerate(signpost.entries):
            entry = entries.get(id)
            if entry and _runs(entry) and _is_unlisted(entry, review, today):
                others = (entries[other] for other in entry.status.see if other in entries)
                instead = (other.id for other in others if _runs(other) and not _is_unlisted(other, review, today))
                yield Aged(kind, owner, (*key, "entries", place), id, tuple(instead))


def _signposts(directory: Directory) -> Iterator[tuple[Kind, str, Key, Signpost]]:
    for partner in directory.partners:
        for number, message in enumerate(partner.messages):
            yield "partner", partner.id, ("messages", number, "signpost"), message.signpost
    for topic in directory.topics:
        yield "topic", topic.id, ("services",), topic.services


def _runs(entry: Entry) -> bool:
    return entry.status.state in ("active", "paused")


def _is_unlisted(entry: Entry, review: Review, today: date) -> bool:
    confirmed = entry.confirmed.on if entry.confirmed else None
    return freshness(confirmed, entry.added, review, today).state == "unlisted"
