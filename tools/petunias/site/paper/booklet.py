"""The printed directory: one booklet for each place, with contents, the six domains and an index by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from petunias import schema
from petunias.model import Locality
from petunias.site import addresses, lists
from petunias.site.list_pages import helpers
from petunias.site.listing import Listing
from petunias.site.maker import Maker
from petunias.site.paper.facts import Facts
from petunias.site.paper.handouts import Handout, common


@dataclass(frozen=True, slots=True)
class Chapter:
    """A domain: its entries by name, and what stands in another chapter but belongs here as well."""

    id: str
    title: str
    text: str
    entries: tuple[Facts, ...]
    elsewhere: tuple[Listing, ...]


def of_places(maker: Maker) -> Iterator[Handout]:
    """The booklet of every place; of the whole area, if it is not divided."""
    return (booklet(maker, place) for place in maker.area.localities or (None,))


def booklet(maker: Maker, place: Locality | None) -> Handout:
    """Every listed entry that serves a place, once; of the whole area if it is None. It is printed only."""
    _ = maker.edition.language.gettext
    id, where = (place.id, place.name) if place else ("", maker.area.name)
    found = lists.by_name(one for one in maker.listed if not id or lists.serves(one, id))
    practices, workers = helpers(maker, id or None)
    return Handout(
        addresses.booklet(id),
        "",
        # Translators: the title of a booklet, as in "Health directory for North Anytown".
        _("Health directory for %(where)s", where=where),
        _("Groups and services in %(area)s that help you to stay well.", area=where),
        "a5",
        "paper/booklet.html",
        {
            "where": where,
            "whole": place is None,
            "chapters": tuple(chapter for chapter in _chapters(maker, found) if chapter.entries or chapter.elsewhere),
            "letters": lists.groups(found),
            "count": len(found),
            "leads": [lead for lead in maker.area.lead_providers if place is None or lead.id == place.lead_provider],
            "practices": practices,
            "workers": workers,
            **common(maker, addresses.locality(id) if id else addresses.HOME),
        },
    )


def _chapters(maker: Maker, found: Sequence[Listing]) -> Iterator[Chapter]:
    _ = maker.edition.language.gettext
    for domain in schema.domains():
        inside = [one for one in found if domain.value in one.domains]
        yield Chapter(
            domain.value,
            _(domain.title),
            _(domain.description),
            tuple(maker.facts(one) for one in inside if one.domains[0] == domain.value),
            tuple(one for one in inside if one.domains[0] != domain.value),
        )
