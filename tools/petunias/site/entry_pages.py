"""An entry's own page, and a page at each of its old addresses."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from petunias.model import Entry
from petunias.site import addresses, links, wording
from petunias.site.addresses import Spot
from petunias.site.listing import Listing
from petunias.site.maker import NOT_FOR_ENGINES, Maker, Page
from petunias.site.sheet import sheet


def entry_page(maker: Maker, entry: Entry, one: Listing) -> Page:
    """The page of an entry, whose listing is `one`."""
    spot = maker.spot(addresses.entry(entry.id))
    if entry.status.state == "withdrawn":
        return _withdrawn(maker, spot)
    slip = maker.slips.get(entry.id)
    body = maker.fill("entry.html", spot, **sheet(entry, maker.edition, maker.instead(one), maker.near(one), slip))
    where = wording.where_words(entry, maker.area, maker.edition.language)
    # Translators: the title of a page, as in "Orchard Cage Football, West Anytown".
    title = maker.edition.language.gettext("%(name)s, %(where)s", name=entry.name, where=where)
    return Page(spot, title, links.shortened(entry.summary), body)


def moved(maker: Maker, entry: Entry) -> Iterator[Page]:
    """A page at each old address. A withdrawn entry's old addresses say no more than its own."""
    _ = maker.edition.language.gettext
    for id in entry.formerly:
        spot = maker.spot(addresses.entry(id))
        if entry.status.state == "withdrawn":
            yield _withdrawn(maker, spot)
            continue
        address = addresses.entry(entry.id)
        refresh = Markup('<meta http-equiv="refresh" content="0; url={}">').format(spot.root + address)
        body = maker.fill("moved.html", spot, address=address, id=entry.id, name=entry.name)
        text = _("It has a new name: %(name)s", name=entry.name)
        yield Page(spot, _("This page has moved"), text, body, head=refresh + NOT_FOR_ENGINES, listed=False)


def _withdrawn(maker: Maker, spot: Spot) -> Page:
    """A page that says no more than that there was an entry."""
    _ = maker.edition.language.gettext
    body = maker.fill("withdrawn.html", spot)
    text = _("This entry was taken out of the directory.")
    return Page(spot, _("This entry is no longer here"), text, body, head=NOT_FOR_ENGINES, listed=False)
