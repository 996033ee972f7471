"""Lists: domains, places, A to Z."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from petunias import schema
from petunias.model import LinkWorker, Practice
from petunias.schema import Choice
from petunias.site import addresses, lists
from petunias.site.listing import Listing
from petunias.site.maker import Maker, Page


class Name(NamedTuple):
    """What stands of an entry in the A to Z."""

    id: str
    name: str
    summary: str
    localities: tuple[str, ...]

    def __repr__(self) -> str:
        return tuple.__repr__(self)  # much faster, and thousands are needed


class Worker(NamedTuple):
    """A link worker, with the names of the practices for which they work in a place."""

    worker: LinkWorker
    practices: Sequence[str]


def domains(maker: Maker) -> Iterator[Page]:
    for domain in schema.domains():
        places = {place.id: maker.serving(domain.value, place.id) for place in maker.area.localities}
        counts = {id: len(inside) for id, inside in places.items()}
        yield from domain_pages(maker, domain, maker.inside[domain.value], None, counts)
        for id, inside in places.items():
            yield from domain_pages(maker, domain, inside, id, counts)


def domain_pages(
    maker: Maker, domain: Choice, entries: Sequence[Listing], locality: str | None, counts: Mapping[str, int]
) -> Iterator[Page]:
    """The pages of a domain, or of a domain in a locality. `counts` says how many there are in each."""
    _ = maker.edition.language.gettext
    title = _(domain.title)
    where = maker.area.locality(locality).name if locality else maker.area.name
    # Translators: as in "Arts for health in North Anytown".
    heading = _("%(what)s in %(where)s", what=title, where=where)
    if locality:
        empty = _("No group of this kind has joined yet in %(where)s.", where=where)
    else:
        empty = _("No group of this kind has joined yet.")
    places = _places(maker, domain, locality, counts)
    for stretch, part in lists.pages(addresses.domain(domain.value, locality), entries):
        spot = maker.spot(stretch.address_of(stretch.number))
        body = maker.fill(
            "list.html",
            spot,
            domain=domain,
            heading=heading if locality else title,
            up={"address": addresses.domain(domain.value), "title": title} if locality else None,
            places=places,
            list=stretch.with_cards(maker.cards(part)),
            empty=empty,
        )
        # Translators: two sentences, as in "Arts for health in Anytown. Singing, painting, knitting, making things."
        text = _("%(heading)s. %(kinds)s.", heading=heading, kinds=_(domain.description))
        yield Page(spot, maker.numbered(heading, stretch), text, body, "find")


def _places(maker: Maker, domain: Choice, current: str | None, counts: Mapping[str, int]) -> list[dict[str, object]]:
    return [
        {
            "name": locality.name,
            "address": addresses.domain(domain.value, locality.id),
            "count": counts[locality.id],
            "current": locality.id == current,
        }
        for locality in maker.area.localities
    ]


def localities(maker: Maker) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.LOCALITIES)
    here = lists.by_locality(maker.listed, maker.area)
    items = [{"locality": locality, "count": len(here[locality.id])} for locality in maker.area.localities]
    text = _("The places of %(area)s: what there is in each, and who can help you.", area=maker.area.name)
    body = maker.fill("localities.html", spot, localities=items, whats_on=_whats_on(""), booklet=_booklet(maker, ""))
    yield Page(spot, _("Places"), text, body, "places")
    for locality in maker.area.localities:
        yield locality_page(maker, locality.id)


def locality_page(maker: Maker, id: str) -> Page:
    _ = maker.edition.language.gettext
    locality = maker.area.locality(id)
    spot = maker.spot(addresses.locality(id))
    practices, workers = helpers(maker, id)
    body = maker.fill(
        "locality.html",
        spot,
        locality=locality,
        lead=next((lead for lead in maker.area.lead_providers if lead.id == locality.lead_provider), None),
        link_workers=workers,
        practices=practices,
        domains=maker.counted_domains(id),
        soon=maker.soon(id),
        whats_on=_whats_on(id),
        booklet=_booklet(maker, id),
    )
    text = _("What there is in %(where)s, and who can help you to choose.", where=locality.name)
    return Page(spot, locality.name, text, body, "places")


def helpers(maker: Maker, locality: str | None) -> tuple[Sequence[Practice], Sequence[Worker]]:
    """The practices of a locality and the link workers who work with them; of the whole area if it is None."""
    area = maker.area
    practices = [practice for practice in area.practices if locality is None or practice.locality == locality]
    here = {practice.id: practice.name for practice in practices}
    workers = [Worker(worker, [here[id] for id in worker.practices if id in here]) for worker in area.link_workers]
    return practices, [worker for worker in workers if worker.practices or locality is None]


def _whats_on(locality: str) -> list[str]:
    return [addresses.whats_on(locality, week) for week in (0, 1)]


def _booklet(maker: Maker, locality: str) -> str:
    """Where its PDF is, if the site has any."""
    return addresses.pdf(addresses.booklet(locality)) if maker.edition.pdf else ""


def a_to_z(maker: Maker) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    names = [Name(one.id, one.name, one.summary, one.localities) for one in maker.names]
    for stretch, part in lists.pages(addresses.A_TO_Z, names):
        spot = maker.spot(stretch.address_of(stretch.number))
        body = maker.fill("a-z.html", spot, letters=maker.letters, groups=lists.groups(part), list=stretch)
        title = maker.numbered(_("A to Z"), stretch)
        text = _("Every group and service in %(area)s by name.", area=maker.area.name)
        yield Page(spot, title, text, body, "a-z")
