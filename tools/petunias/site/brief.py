"""What tables for professionals, and the sheets of practices, say of an entry: plain, short, and light to keep.

Days are ISO, and what is not known is empty. It is put into words when a page that shows it is printed.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from petunias.language import Language
from petunias.model import Area, Assurance, Confirmed, Contact, Entry, Review
from petunias.site import view, wording


class Referral(NamedTuple):
    """What who refers somebody has to know; `where` says whom the entry serves."""

    who: str = ""
    criteria: str = ""
    how: str = ""
    url: str = ""
    where: str = ""


class Paper(NamedTuple):
    """A paper that somebody has seen."""

    what: str
    seen_by: str
    on: str
    until: str


class Brief(NamedTuple):
    """The facts. Of a withdrawn entry there are none but its state and day.

    `reach` is one way to get in touch: tel, sms, mail, web or visit, and what. `way` is the easiest way in. `confirmed`
    is a day, and by whom; `status` a state, since when, until when; `room` a status, its day, a note; `tie` a lead
    provider and the relationship to it. There is a `referral` where a professional may refer somebody.
    """

    status: tuple[str, str, str]
    reach: tuple[str, str] = ("", "")
    way: str = ""
    added: str = ""
    confirmed: tuple[str, str] = ("", "")
    room: tuple[str, str, str] = ("", "", "")
    support: tuple[str, ...] = ()
    tie: tuple[str, str] = ("", "")
    papers: tuple[Paper, ...] = ()
    referral: Referral | None = None


def brief(entry: Entry, area: Area, language: Language) -> Brief:
    """The facts of an entry."""
    status = (entry.status.state, _iso(entry.status.on), _iso(entry.status.until))
    if entry.status.state == "withdrawn":
        return Brief(status)
    confirmed, room = entry.confirmed, entry.availability
    return Brief(
        status,
        reach(entry.contact),
        wording.ways_in(entry, language)[0].id,
        _iso(entry.added),
        (_iso(confirmed.on), confirmed.by) if confirmed else ("", ""),
        (room.status, _iso(room.on), room.note or "") if room else ("", "", ""),
        entry.support,
        (entry.lead_provider, entry.relationship or "informal") if entry.lead_provider else ("", ""),
        tuple(Paper(one.what, one.seen_by or "", _iso(one.on), _iso(one.until)) for one in entry.assurance),
        _referral(entry, area, language) if "professional-referral" in entry.access else None,
    )


def _referral(entry: Entry, area: Area, language: Language) -> Referral:
    where = wording.where_words(entry, area, language)
    found = entry.referral
    if found is None:
        return Referral(where=where)
    return Referral(found.who or "", found.criteria or "", found.how or "", found.url or "", where)


def reach(contact: Contact) -> tuple[str, str]:
    """The one way to get in touch that is shown where there is room for one: its kind, the number or address."""
    if contact.phone:
        return "tel", contact.phone
    if contact.text:
        return "sms", contact.text
    if contact.email:
        return "mail", contact.email
    return ("web", contact.website) if contact.website else ("visit", contact.visit or "")


def phases(facts: Brief, review: Review, language: Language, today: date) -> tuple[view.Phase, ...]:
    """How fresh it is today, and every later state, each with its days."""
    on, by = facts.confirmed
    confirmed = Confirmed(date.fromisoformat(on), by) if on else None
    return view.phases_of(confirmed, day(facts.added), facts.reach[0] == "tel", review, language, today)


def papers(facts: Brief, language: Language, today: date) -> tuple[view.Seen, ...]:
    """The papers in words, while they count and after."""
    return tuple(
        view.seen(Assurance(one.what, one.seen_by or None, day(one.on), day(one.until)), language, today)
        for one in facts.papers
    )


def room(facts: Brief, language: Language, today: date) -> tuple[str, str, str, view.Span] | None:
    """Room or not, in words; None where it is unknown, or too old to be believed."""
    status, on, _note = facts.room
    return view.room(status, date.fromisoformat(on), language, today) if status else None


def day(iso: str) -> date | None:
    """The day, if there is one."""
    return date.fromisoformat(iso) if iso else None


def _iso(given: date | None) -> str:
    return given.isoformat() if given else ""
