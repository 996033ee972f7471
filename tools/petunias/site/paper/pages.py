"""Handouts as pages of the site, which print well from any browser."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from petunias.site import addresses
from petunias.site.maker import NOT_FOR_ENGINES, Maker, Page
from petunias.site.paper.forms import of_team
from petunias.site.paper.handouts import Handout, of_topics
from petunias.site.paper.joining import joining_form
from petunias.site.paper.whats_on import of_places


def paper_pages(maker: Maker) -> Iterator[Page]:
    """A page for each handout that has one. Search engines get the topics themselves."""
    for handout in (*of_topics(maker), *of_places(maker), *of_team(maker), joining_form(maker)):
        yield handout_page(maker, handout)


def handout_page(maker: Maker, handout: Handout) -> Page:
    """The handout as it will look on paper, and how to print it."""
    spot = maker.spot(handout.address)
    style = Markup('\n<link rel="stylesheet" href="{}{}">').format(spot.site, maker.edition.paper_style)
    body = maker.fill(
        "handout.html",
        spot,
        paper=maker.fill(handout.template, spot, handout=handout, large=False, linked=True, **handout.values),
        handout=handout,
        pdfs=[addresses.pdf(handout.name, large=large) for large in (False, True)] if maker.edition.pdf else [],
    )
    head = NOT_FOR_ENGINES + style
    return Page(spot, handout.title, handout.about, body, handout.section, head=head, listed=False)
