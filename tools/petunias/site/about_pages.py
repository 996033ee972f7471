"""Pages about the directory itself that hold facts from area.yaml, and lists by time of day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time

from petunias.model import Entry, Session
from petunias.site import addresses, lists
from petunias.site.maker import Maker, Page

EVENING = time(17, 0)  # from here on a session counts as an evening one
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday"})


def about_pages(maker: Maker) -> Iterator[Page]:
    """Urgent help, listed and not vetted, how it is kept true."""
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.URGENT)
    text = _("Whom to ring when it cannot wait.")
    yield Page(spot, _("Urgent help"), text, maker.fill("urgent.html", spot))
    spot = maker.spot(addresses.NOT_VETTED)
    text = _("What it means to be listed in %(area)s, and who checks what.", area=maker.area.name)
    yield Page(spot, _("Listed, not vetted"), text, maker.fill("not-vetted.html", spot))
    spot = maker.spot(addresses.KEPT_TRUE)
    text = _("How often we ask, and what happens when nobody answers.")
    yield Page(spot, _("How we keep it true"), text, maker.fill("kept-true.html", spot, review=maker.area.review))


def out_of_hours(maker: Maker) -> Iterator[Page]:
    """What there is in the evenings and at weekends, with the lines that answer when nothing is open."""
    _ = maker.edition.language.gettext
    times: tuple[tuple[str, str, Callable[[Session], bool]], ...] = (
        ("evenings", _("Weekday evenings"), _on_an_evening),
        ("saturdays", _("Saturdays"), lambda session: "saturday" in session.days),
        ("sundays", _("Sundays"), lambda session: "sunday" in session.days),
    )
    found = {id: [entry for entry in maker.listed if any(map(wanted, entry.sessions))] for id, _title, wanted in times}
    spot = maker.spot(addresses.OUT_OF_HOURS)
    items = [
        {"title": title, "address": addresses.out_of_hours(id), "count": len(found[id])} for id, title, _w in times
    ]
    text = _(
        "Groups that meet in the evening or at the weekend in %(area)s, and who answers at night.", area=maker.area.name
    )
    body = maker.fill("out-of-hours.html", spot, times=items)
    yield Page(spot, _("Evenings and weekends"), text, body, "find")
    for id, title, _wanted in times:
        yield from _by_time(maker, id, title, found[id])


def _by_time(maker: Maker, id: str, title: str, entries: list[Entry]) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    for stretch, part in lists.pages(addresses.out_of_hours(id), entries):
        spot = maker.spot(stretch.address_of(stretch.number))
        body = maker.fill("by-time.html", spot, title=title, list=stretch.with_cards(maker.cards(part)))
        text = _("%(when)s in %(area)s: what is on, and how to get in.", when=title, area=maker.area.name)
        yield Page(spot, maker.numbered(title, stretch), text, body, "find")


def _on_an_evening(session: Session) -> bool:
    return session.start is not None and session.start >= EVENING and bool(WEEKDAYS & set(session.days))
