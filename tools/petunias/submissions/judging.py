"""What is wrong with an offer: with itself, and with the entry that it would make."""

from __future__ import annotations

from pathlib import Path

from petunias import reading
from petunias.model import Entry
from petunias.problems import Problem, errors
from petunias.submissions import offer as offers
from petunias.submissions.offer import Offer

STAND_IN = "new-group"  # an editor's accept finds the right id


def problems(directory: Path, entry: Entry | None, offer: Offer) -> list[Problem]:
    """All that stands in the way of it. `entry` is the published one that it is about."""
    own = offers.faults(offer)
    if offer.kind == "report":
        return own
    whole = offers.applied(offers.filed(directory, entry.id) if entry else {}, offer)
    if offer.kind in ("close", "withdraw"):
        whole = {**whole, "status": offer.data["status"]}
    id = entry.id if entry else STAND_IN
    _entry, found = reading.read_one(directory, id, offers.canonical(whole).encode())
    return [*errors(found), *own]
