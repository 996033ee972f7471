"""Pages about the directory itself that hold facts from area.yaml, and lists by time of day."""

from __future__ import annotations

from collections.abc import Iterator

from petunias.site import addresses, lists
from petunias.site.listing import Listing
from petunias.site.maker import Maker, Page


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
    times = (("evenings", _("Weekday evenings")), ("saturdays", _("Saturdays")), ("sundays", _("Sundays")))
    found = {id: [one for one in maker.listed if id in one.times] for id, _title in times}
    spot = maker.spot(addresses.OUT_OF_HOURS)
    items = [{"title": title, "address": addresses.out_of_hours(id), "count": len(found[id])} for id, title in times]
    text = _(
        "Groups that meet in the evening or at the weekend in %(area)s, and who answers at night.", area=maker.area.name
    )
    body = maker.fill("out-of-hours.html", spot, times=items)
    yield Page(spot, _("Evenings and weekends"), text, body, "find")
    for id, title in times:
        yield from _by_time(maker, id, title, found[id])


def _by_time(maker: Maker, id: str, title: str, entries: list[Listing]) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    for stretch, part in lists.pages(addresses.out_of_hours(id), entries):
        spot = maker.spot(stretch.address_of(stretch.number))
        body = maker.fill("by-time.html", spot, title=title, list=stretch.with_cards(maker.cards(part)))
        text = _("%(when)s in %(area)s: what is on, and how to get in.", when=title, area=maker.area.name)
        yield Page(spot, maker.numbered(title, stretch), text, body, "find")
