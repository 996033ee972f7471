"""Rules about what must not be written down at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from petunias.checks.collection import Collection, FileView
from petunias.problems import Problem
from petunias.schema import Kind
from petunias.yamlfile import Key

# The shape alone: this has to find what somebody wrote in passing, in small letters or without the blank.
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_KEPT = "The old version stays in the history of the files: tell the directory team at once, so that they can clear it."
SECRET_SAYING = ("must not be written down, because the address of this entry is secret.", f"delete the line. {_KEPT}")
_SECRET = ("address", "postcode", "directions", "at")


def secret_addresses_are_not_written_down(view: FileView) -> Iterator[Problem]:
    """Where private_address is true, a place must not have an address, postcode, directions or map point."""
    if not is_secret(view.kind, view.file.data):
        return
    places = view.file.data.get("places")
    for index, place in enumerate(places if isinstance(places, list) else []):
        for name in _SECRET if isinstance(place, dict) else ():
            if name in place:
                yield view.error(("places", index, name), *SECRET_SAYING)


def secret_postcodes_are_not_written_down(view: FileView) -> Iterator[Problem]:
    """Where private_address is true, a text in the file must not hold a postcode."""
    if not is_secret(view.kind, view.file.data) or not POSTCODE.search(view.everything):
        return
    for key, text in view.texts:
        if not holds_secret(key) and POSTCODE.search(text):
            message = "must not hold a postcode, because the address of this entry is secret."
            yield view.error(key, message, f"take the postcode out. {_KEPT}")


def names_have_consent(collection: Collection) -> Iterator[Problem]:
    """A link worker's name must have the day beside it on which the person agreed that it is shown (name_consent)."""
    if not collection.area:
        return
    for index, worker in enumerate(collection.area.item.link_workers):
        if worker.name and not worker.name_consent:
            message = "must have name_consent beside it, the day on which the person agreed that it is shown."
            fix = "add a line such as: name_consent: 2026-01-05. Without an agreement, delete the name."
            yield collection.area.error(("link_workers", index, "name"), message, fix)


def is_secret(kind: Kind, data: Any) -> bool:
    """Whether the file, as it stands, says that its address is secret."""
    return kind == "entry" and isinstance(data, dict) and str(data.get("private_address")).lower() in ("true", "yes")


def holds_secret(key: Key) -> bool:
    """Whether what stands at the key, or around it, tells where a place is."""
    return len(key) >= 3 and key[0] == "places" and key[2] in _SECRET
