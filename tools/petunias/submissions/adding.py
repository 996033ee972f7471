"""Puts what came by e-mail, on paper or by phone into the queue, with all that the form's way in has."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from petunias import reading
from petunias.checks.saying import plain
from petunias.problems import Problem
from petunias.site.joining.served import base_address
from petunias.submissions import arriving, judging, letters, sending
from petunias.submissions.doors import Doors
from petunias.submissions.message import REFERENCE, Draft, Submission
from petunias.submissions.neighbours import Neighbours
from petunias.submissions.offer import is_hidden
from petunias.submissions.settings import Settings
from petunias.submissions.states import TABLE
from petunias.submissions.store import Store


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
    if asked := _asked(arrival, store):
        return _joined(asked, arrival, store, now)
    told = tuple(_told(arrival, directory, known))
    drafts: tuple[Draft, ...] = ()
    if not arrival.is_automatic:
        base = settings.address or base_address(area)
        seen = sending.lately(store.base, arrival.offer.private.get(arriving.EMAIL, ""), now)
        drafts = letters.on_arrival(area, arrival.offer, today, editors, f"{base}desk" if base else "", seen)
    reference, is_new = store.receive(arrival.offer, now, drafts, "\n".join(told))
    return Added(reference, told if is_new else ("It is in the inbox already.",))


def _asked(arrival: arriving.Arrival, store: Store) -> Submission | None:
    """The submission that an e-mail answers: it is open, named in the e-mail, and of the same sender."""
    if arrival.is_understood or not (sender := arrival.offer.private.get(arriving.EMAIL, "").lower()):
        return None
    for reference in dict.fromkeys(re.findall(REFERENCE, arrival.offer.rest)):
        one = store.get(reference)
        if one and "answered" in TABLE[one.state] and one.offer.private.get(arriving.EMAIL, "").lower() == sender:
            return one
    return None


def _joined(one: Submission, arrival: arriving.Arrival, store: Store, now: datetime) -> Added:
    text = arrival.offer.rest
    if is_hidden(one.offer.data):
        text = arriving.without_where(text)
    if text in one.offer.rest:
        return Added(one.reference, ("It is in the inbox already.",))
    rest = "\n\n".join(part for part in (one.offer.rest, text) if part)[-arriving.LONGEST :]
    store.act(one, "answered", "", now, offer=replace(one.offer, rest=rest))
    return Added(one.reference, ("It is an answer, and is kept with what it answers.",))


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
