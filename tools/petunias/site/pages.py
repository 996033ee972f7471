"""Directory to a stream of pages, as plain data. Nothing here knows how a page gets its frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from petunias import phones, schema, yamlfile
from petunias.model import Area, Entry
from petunias.schema import Choice
from petunias.site import addresses, links, lists, view, wording
from petunias.site.addresses import Spot
from petunias.site.edition import Edition, brand_name
from petunias.site.sheet import sheet

SOON_DAYS = 7  # how far "soon" reaches
SOON_COUNT = 6


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it gets its frame. `section` names the header link that it belongs to, if any."""

    spot: Spot
    title: str
    description: str
    body: str
    section: str = ""
    head: Markup = Markup()
    listed: bool = True  # in the sitemap, and for search engines


class PageMaker:
    """Makes the pages of one language. Cards are made once for each depth, as their links differ."""

    def __init__(self, site: Edition) -> None:
        self.site = site
        self.area: Area = site.directory.area
        self.listed = [e for e in site.directory.entries if lists.listed(e, self.area, site.today)]
        made = {entry.id: view.card(entry, self.area, site.language, site.today) for entry in self.listed}
        self.views = made
        self.listed.sort(key=lambda entry: made[entry.id].order)
        self.kin = {
            domain.value: [entry for entry in self.listed if entry.domains[0] == domain.value]
            for domain in schema.domains()
        }
        self.entries = {entry.id: entry for entry in site.directory.entries}
        self._cards: dict[tuple[str, str], Markup] = {}
        names = lists.by_name(self.listed)
        self.names, self.letters = names, lists.letters(names)

    def pages(self) -> Iterator[Page]:
        """Every page, home first."""
        brand = brand_name(self.area, self.site.language)
        for page in self._pages():
            yield page if page.spot.address == addresses.HOME else replace(page, title=f"{page.title} · {brand}")

    def _pages(self) -> Iterator[Page]:
        yield self.home()
        yield self.find()
        yield from self.domains()
        yield from self.localities()
        yield from self.a_to_z()
        yield self.register()
        for entry in self.site.directory.entries:
            yield self.entry(entry)
            yield from self.moved(entry)

    # --- parts ---

    def fill(self, template: str, spot: Spot, /, **values: Any) -> str:
        return self.site.templates.fill(
            template,
            spot.root,
            spot.site,
            area=self.area,
            tel=phones.tel_link,
            sms=links.sms,
            bare=links.bare,
            **values,
        )

    def spot(self, address: str) -> Spot:
        return Spot(address, self.site.folder)

    def cards(self, entries: Sequence[Entry], spot: Spot) -> Markup:
        return Markup("").join(self.card(entry, spot) for entry in entries)

    def card(self, entry: Entry, spot: Spot) -> Markup:
        key = (entry.id, spot.root)
        if key not in self._cards:
            values = {"card": self.views[entry.id], "entry": entry, "address": addresses.entry(entry.id)}
            self._cards[key] = Markup(self.fill("card.html", spot, **values))  # noqa: S704 - our template escaped it
        return self._cards[key]

    def soon(self, spot: Spot, locality: str | None = None) -> Markup:
        """What one can simply turn up to in the next days."""
        limit = (self.site.today + timedelta(days=SOON_DAYS)).isoformat()
        found = [
            entry
            for entry in self.listed
            if "drop-in" in entry.access
            and self.views[entry.id].order[:2] == (0, 0)
            and self.views[entry.id].leaves
            and self.views[entry.id].leaves[0].iso < limit
            and (locality is None or lists.serves(entry, locality))
        ]
        return self.cards(found[:SOON_COUNT], spot)

    # --- pages ---

    def home(self) -> Page:
        _ = self.site.language.gettext
        spot = self.spot(addresses.HOME)
        body = self.fill("home.html", spot, domains=schema.domains(), soon=self.soon(spot))
        description = _("Friendly groups, classes and good advice in %(area)s. Most need no doctor’s letter.") % {
            "area": self.area.name
        }
        return Page(spot, brand_name(self.area, self.site.language), description, body)

    def find(self) -> Page:
        _ = self.site.language.gettext
        spot = self.spot(addresses.FIND)
        body = self.fill("find.html", spot, domains=schema.domains(), letters=self.letters)
        text = _("Look by kind of help, by place or by name for groups and services in %(area)s.")
        return Page(spot, _("Find something"), text % {"area": self.area.name}, body, "find")

    def domains(self) -> Iterator[Page]:
        for domain in schema.domains():
            inside = [entry for entry in self.listed if domain.value in entry.domains]
            yield from self.domain(domain, inside, None)
            for locality in self.area.localities:
                yield from self.domain(domain, [e for e in inside if lists.serves(e, locality.id)], locality.id)

    def domain(self, domain: Choice, entries: Sequence[Entry], locality: str | None) -> Iterator[Page]:
        _ = self.site.language.gettext
        title = _(domain.title)
        where = self.area.locality(locality).name if locality else self.area.name
        heading = _("%(what)s in %(where)s") % {"what": title, "where": where}
        if locality:
            empty = _("No group of this kind has joined yet in %(where)s.") % {"where": where}
        else:
            empty = _("No group of this kind has joined yet.")
        for stretch, part in lists.pages(addresses.domain(domain.value, locality), entries):
            spot = self.spot(stretch.address_of(stretch.number))
            body = self.fill(
                "list.html",
                spot,
                domain=domain,
                heading=heading if locality else title,
                up={"address": addresses.domain(domain.value), "title": title} if locality else None,
                places=self.places(domain, locality),
                list=_with_cards(stretch, self.cards(part, spot)),
                empty=empty,
            )
            numbered = _("%(heading)s, page %(number)s") % {"heading": heading, "number": stretch.number}
            text = f"{heading}. {_(domain.description)}."
            yield Page(spot, heading if stretch.number == 1 else numbered, text, body, "find")

    def places(self, domain: Choice, current: str | None) -> list[dict[str, object]]:
        inside = [entry for entry in self.listed if domain.value in entry.domains]
        return [
            {
                "name": locality.name,
                "address": addresses.domain(domain.value, locality.id),
                "count": sum(lists.serves(entry, locality.id) for entry in inside),
                "current": locality.id == current,
            }
            for locality in self.area.localities
        ]

    def localities(self) -> Iterator[Page]:
        _ = self.site.language.gettext
        spot = self.spot(addresses.LOCALITIES)
        items = [
            {"locality": locality, "count": sum(lists.serves(entry, locality.id) for entry in self.listed)}
            for locality in self.area.localities
        ]
        text = _("The places of %(area)s: what there is in each, and who can help you.") % {"area": self.area.name}
        yield Page(spot, _("Places"), text, self.fill("localities.html", spot, localities=items), "places")
        for locality in self.area.localities:
            yield self.locality(locality.id)

    def locality(self, id: str) -> Page:
        _ = self.site.language.gettext
        locality = self.area.locality(id)
        spot = self.spot(addresses.locality(id))
        inside = [entry for entry in self.listed if lists.serves(entry, id)]
        practices = [practice for practice in self.area.practices if practice.locality == id]
        here = {practice.id: practice.name for practice in practices}
        workers = [
            {"worker": worker, "practices": [here[p] for p in worker.practices if p in here]}
            for worker in self.area.link_workers
            if any(p in here for p in worker.practices)
        ]
        body = self.fill(
            "locality.html",
            spot,
            locality=locality,
            lead=next((lead for lead in self.area.lead_providers if lead.id == locality.lead_provider), None),
            link_workers=workers,
            practices=practices,
            domains=[
                {"domain": domain, "count": sum(domain.value in entry.domains for entry in inside)}
                for domain in schema.domains()
            ],
            soon=self.soon(spot, id),
        )
        text = _("What there is in %(where)s, and who can help you to choose.") % {"where": locality.name}
        return Page(spot, locality.name, text, body, "places")

    def a_to_z(self) -> Iterator[Page]:
        _ = self.site.language.gettext
        for stretch, part in lists.pages(addresses.A_TO_Z, self.names):
            spot = self.spot(stretch.address_of(stretch.number))
            body = self.fill("a-z.html", spot, letters=self.letters, groups=lists.groups(part), list=stretch)
            title = _("A to Z")
            if stretch.number > 1:
                title = _("%(heading)s, page %(number)s") % {"heading": title, "number": stretch.number}
            text = _("Every group and service in %(area)s by name.") % {"area": self.area.name}
            yield Page(spot, title, text, body, "a-z")

    def register(self) -> Page:
        _ = self.site.language.gettext
        spot = self.spot(addresses.REGISTER)
        required = [
            {"title": node["title"], "description": node["description"]}
            for path, node, needed in schema.all_fields("entry")
            if needed and "." not in path
        ]
        ready = None
        if self.area.register.email:
            lines = "\n\n".join(f"{_(item['title'])}: " for item in required)
            ready = links.mail(self.area.register.email, _("We would like to join"), lines)
        body = self.fill(
            "register.html", spot, required=required, domains=schema.domains(), ready=ready, example=example_entry()
        )
        text = _("Four things are enough to join. It is free, and takes five minutes.")
        return Page(spot, _("Add your group"), text, body, "register")

    def entry(self, entry: Entry) -> Page:
        _ = self.site.language.gettext
        spot = self.spot(addresses.entry(entry.id))
        if entry.status.state == "withdrawn":
            body = self.fill("withdrawn.html", spot)
            text = _("This entry was taken out of the directory.")
            return Page(spot, _("This entry is no longer here"), text, body, head=NOT_FOR_ENGINES, listed=False)
        body = self.fill("entry.html", spot, **sheet(entry, self.site, self.views, self.kin[entry.domains[0]]))
        where = wording.where_words(entry, self.area, self.site.language)
        title = f"{entry.name}, {where}"
        return Page(spot, title, links.shortened(entry.summary), body)

    def moved(self, entry: Entry) -> Iterator[Page]:
        """A page at each old address. A withdrawn entry's old addresses say no more than its own."""
        _ = self.site.language.gettext
        for id in entry.formerly:
            spot = self.spot(addresses.entry(id))
            if entry.status.state == "withdrawn":
                body = self.fill("withdrawn.html", spot)
                title = _("This entry is no longer here")
                yield Page(spot, title, _("This entry was taken out of the directory."), body, listed=False)
                continue
            address = addresses.entry(entry.id)
            refresh = Markup('<meta http-equiv="refresh" content="0; url={}">').format(spot.root + address)
            body = self.fill("moved.html", spot, address=address, name=entry.name)
            text = _("It has a new name:") + f" {entry.name}"
            yield Page(spot, _("This page has moved"), text, body, head=refresh + NOT_FOR_ENGINES, listed=False)


NOT_FOR_ENGINES = Markup('<meta name="robots" content="noindex">')


def _with_cards(stretch: lists.Stretch, cards: Markup) -> lists.Stretch:
    return lists.Stretch(stretch.address, stretch.number, stretch.last, stretch.total, cards)


def example_entry() -> str:
    """The smallest whole entry, from the schema's own examples."""
    required = {path: node for path, node, needed in schema.all_fields("entry") if needed and "." not in path}
    example = {name: node["examples"][0] for name, node in required.items()}
    return yamlfile.dump(example)
