"""Puts what came by e-mail, on paper or by phone into the queue, with all that the form's way in has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from petunias import reading
from petunias.checks.saying import plain
from petunias.problems import Problem
from petunias.submissions import arriving, judging, letters, sending
from petunias.submissions.doors import Doors
from petunias.submissions.message import Draft
from petunias.submissions.neighbours import Neighbours
from petunias.submissions.settings import Settings
from petunias.submissions.store import Store
from petunias.submissions.web.service import base_address


@dataclass(frozen=True, slots=True)
class Added:
    """What became of it: its reference, and what there is to say, which its history says too."""

    reference: str
    told: tuple[str, ...]


def add(
    content: bytes, name: str, directory: Path, store: Store, settings: Settings, today: date, now: datetime
) -> Added:
    """Adds the content of a file of that name. Trouble and ProblemsFound if that is not possible now."""
    area, known = reading.read_area(directory), Neighbours(directory)
    editors = Doors(store.base, settings.editors).everyone()
    mail = settings.mail
    ours = (*editors, area.team.email, area.register.email, mail and mail.sender, mail and mail.reply_to)
    arrival = arriving.read(content, name, today, known, {one.lower() for one in ours if one})
    told = tuple(_told(arrival, directory, known))
    drafts: tuple[Draft, ...] = ()
    if not arrival.is_automatic:
        base = settings.address or base_address(area)
        seen = sending.lately(store.base, arrival.offer.private.get(arriving.EMAIL, ""), now)
        drafts = letters.on_arrival(area, arrival.offer, today, editors, f"{base}desk" if base else "", seen)
    reference, is_new = store.receive(arrival.offer, now, drafts, "\n".join(told))
    return Added(reference, told if is_new else ("It is in the inbox already.",))


def _told(arrival: arriving.Arrival, directory: Path, known: Neighbours) -> list[str]:
    offer = arrival.offer
    told = [_line(one) for one in arrival.problems]
    if not arrival.is_understood:
        return [*told, "No field was understood. It is kept as a report, with its whole text."]
    entry = known.get(offer.entry) if offer.entry else None
    if offer.entry and entry is None:
        told.append(f"There is no entry {offer.entry}.")
    else:
        told += [_line(one) for one in judging.problems(directory, entry, offer)]
    return [*told, "Not all of it was understood. The rest is kept with it."] if offer.rest else told


def _line(one: Problem) -> str:
    parts = (f"{one.field}:" if one.field else "", one.message, f"Fix: {one.fix}" if one.fix else "")
    return plain(" ".join(part for part in parts if part))
