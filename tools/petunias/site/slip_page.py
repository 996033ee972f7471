"""/slip/: what a reader picked, on one page to hand over. The reader's own device fills it in."""

from __future__ import annotations

from petunias.site import addresses, slips
from petunias.site.maker import NOT_FOR_ENGINES, Maker, Page


def slip_page(maker: Maker) -> Page:
    """The page without anything on it, which no search engine needs to know."""
    edition = maker.edition
    _ = edition.language.gettext
    spot = maker.spot(addresses.SLIP)
    body = maker.fill(
        "slip.html",
        spot,
        brand=_("Petunias: %(area)s health directory", area=maker.area.name),
        site_url=f"{maker.area.url}{edition.folder}" if maker.area.url else "",
        dates=dict(slips.dates_in_words(edition.language)),
    )
    text = _("One page of what you picked, to hand over on paper, as a text message or by e-mail.")
    return Page(spot, _("My list"), text, body, "slip", head=NOT_FOR_ENGINES, listed=False)
