"""Partners made for one test, and their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from petunias import records
from petunias.model import Directory, Entry
from support.directories import area, entry, pages_of
from support.site import TODAY

Data = Mapping[str, Any]


def made(*more: Data, entries: Sequence[Entry] = (), topics: Sequence[str] = (), **fields: Any) -> Directory:
    """A directory with these partners; each of them is called by its place if it has no name."""
    found = tuple(records.partner(f"p{number}", {"name": f"P{number}", **data}) for number, data in enumerate(more))
    told = tuple(records.topic(id, {"title": id.title()}) for id in topics)
    known = tuple(sorted(entries, key=lambda one: one.id)) or (entry("dogs"),)
    return Directory(area(**fields), known, found, told)


def with_messages(*messages: Data, **fields: Any) -> dict[str, Any]:
    """A partner with a theme and these messages."""
    return {"theme": "T", "messages": list(messages), **fields}


def timed(text: str, first: str, until: str, **fields: Any) -> dict[str, Any]:
    """A message with one season, from and until a month and a day."""
    return {"text": text, "seasons": [{"from": first, "until": until}], **fields}


def tree(directory: Directory, address: str = "messages/", today: date = TODAY) -> LexborHTMLParser:
    """The page at the address, as it is built that day."""
    return LexborHTMLParser(str(pages_of(directory, today)[address].body))


# Two partners with messages, one that has agreed to nothing yet, one that only supports them.
TWO = (
    with_messages(
        timed("Wrap up", "11-01", "02-28", about="Cold.", say="Are you warm?", signpost={"topics": ["heat"]}),
        {"text": "Lock it", "about": "Thieves."},
        name="Police",
        theme="Safety",
        phone="101",
        staff_groups=[{"name": "Wardens", "status": "committed"}, {"name": "Clerks", "status": "in-principle"}],
        source={"title": "Pilot", "year": 2017, "note": "Days are ours."},
    ),
    {"name": "Council", "source": {"title": "Pilot", "year": 2017}},
    {"name": "Shelter", "supporter": True},
    with_messages(timed("Cool down", "06-01", "08-31"), name="Ambulance", theme="SAFETY"),
)
