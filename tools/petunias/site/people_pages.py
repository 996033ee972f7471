"""Who stands behind it: providers, and GP practices with their link workers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from petunias.model import LeadProvider, LinkWorker, Locality, Practice
from petunias.site import addresses, lists
from petunias.site.listing import Listing
from petunias.site.maker import Maker, Page
from petunias.site.reception import News


def providers(maker: Maker) -> Iterator[Page]:
    """All providers by name, and a page for each with its entries."""
    _ = maker.edition.language.gettext
    found: dict[str, list[Listing]] = {}
    named: dict[str, str] = {}
    # Entries that have closed or gone out of date keep their provider's page where it is; they are not listed on it.
    for one in maker.every:
        if one.provider_id and not one.withdrawn:
            # Two spellings with one id are one provider.
            named.setdefault(one.provider_id, one.provider)
    for one in maker.listed:
        if one.provider_id:
            found.setdefault(one.provider_id, []).append(one)
    order = sorted(named, key=lambda provider: lists.plain(named[provider]))
    for stretch, part in lists.pages(addresses.PROVIDERS, order):
        spot = maker.spot(stretch.address_of(stretch.number))
        items = [{"name": named[id], "address": addresses.provider(id), "count": len(found.get(id, ()))} for id in part]
        title = maker.numbered(_("Who runs what"), stretch)
        text = _("The groups and organisations behind the entries in %(area)s.", area=maker.area.name)
        yield Page(spot, title, text, maker.fill("providers.html", spot, providers=items, list=stretch))
    for id in order:
        yield from _provider(maker, id, named[id], found.get(id, []))


def _provider(maker: Maker, id: str, name: str, entries: list[Listing]) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    for stretch, part in lists.pages(addresses.provider(id), entries):
        spot = maker.spot(stretch.address_of(stretch.number))
        body = maker.fill("provider.html", spot, name=name, list=stretch.with_cards(maker.cards(part)))
        text = _("What %(name)s runs in %(area)s.", name=name, area=maker.area.name)
        yield Page(spot, maker.numbered(name, stretch), text, body)


@dataclass(frozen=True, slots=True)
class Helped:
    """A practice, and who helps its people to choose. A `lead` only if there is no link worker."""

    practice: Practice
    locality: Locality | None
    workers: tuple[LinkWorker, ...]
    lead: LeadProvider | None


def helped(maker: Maker) -> list[Helped]:
    """All practices by name."""
    area = maker.area
    order = sorted(area.practices, key=lambda practice: lists.plain(practice.name))
    places = {place.id: place for place in area.localities}
    leads = {lead.id: lead for lead in area.lead_providers}
    found = []
    for practice in order:
        workers = tuple(worker for worker in area.link_workers if practice.id in worker.practices)
        place = places.get(practice.locality or "")
        lead = leads.get(place.lead_provider or "") if place and not workers else None
        found.append(Helped(practice, place, workers, lead))
    return found


def practices(maker: Maker) -> Iterator[Page]:
    """All practices by name, and a page for each with its link worker and what reception should know."""
    _ = maker.edition.language.gettext
    order = helped(maker)
    if not order:
        return
    spot = maker.spot(addresses.PRACTICES)
    text = _("Find the link worker for your GP practice in %(area)s.", area=maker.area.name)
    body = maker.fill("practices.html", spot, practices=[one.practice for one in order])
    yield Page(spot, _("GP practices"), text, body, "places")
    news = News(maker)
    for one in order:
        yield _practice(maker, one, news)


def _practice(maker: Maker, one: Helped, news: News) -> Page:
    _ = maker.edition.language.gettext
    practice, locality = one.practice, one.locality
    spot = maker.spot(addresses.practice(practice.id))
    id = locality.id if locality else None
    body = maker.fill(
        "practice.html",
        spot,
        practice=practice,
        locality=locality,
        workers=one.workers,
        instead=one.lead,
        leads={lead.id: lead for lead in maker.area.lead_providers},
        domains=maker.counted_domains(id),
        soon=maker.soon(id),
        sheet=news.sheet(id),
        contacts=addresses.table(addresses.CONTACTS, id),
    )
    text = _("The link worker for %(practice)s, and what there is near by.", practice=practice.name)
    return Page(spot, practice.name, text, body, "places")
