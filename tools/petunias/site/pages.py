"""Directory to a stream of pages, as plain data. Nothing here knows how a page gets its frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from petunias import schema, yamlfile
from petunias.model import Entry
from petunias.site import addresses, links
from petunias.site.about_pages import about_pages, out_of_hours
from petunias.site.edition import Edition, brand_name
from petunias.site.entry_pages import entry_page, moved
from petunias.site.list_pages import a_to_z, domains, localities
from petunias.site.listing import Listing
from petunias.site.maker import Maker, Page
from petunias.site.month import of_the_month
from petunias.site.paper.pages import paper_pages
from petunias.site.partner_pages import messages
from petunias.site.people_pages import practices, providers
from petunias.site.professional_pages import professionals
from petunias.site.search_files import dangers, facets
from petunias.site.slip_page import slip_page
from petunias.site.tables import tables
from petunias.site.topic_pages import in_order, topics


def titled(page: Page, edition: Edition) -> Page:
    """The page with the name of the whole site behind its title; the home page has it already."""
    if page.spot.address == addresses.HOME:
        return page
    brand = brand_name(edition.directory.area, edition.language)
    # Translators: the title of a page, then the name of the whole site.
    title = edition.language.gettext("%(title)s · %(site)s", title=page.title, site=brand)
    return replace(page, title=str(title))


def pages(maker: Maker) -> Iterator[Page]:
    """Every page of one language but those of the entries, home first."""
    yield home(maker)
    yield find(maker)
    yield slip_page(maker)
    yield from domains(maker)
    yield from localities(maker)
    yield from a_to_z(maker)
    yield from out_of_hours(maker)
    yield from providers(maker)
    yield from practices(maker)
    yield from professionals(maker)
    yield from tables(maker)
    yield from about_pages(maker)
    yield from topics(maker)
    yield from paper_pages(maker)
    yield from messages(maker)
    yield register(maker)


def pages_of(maker: Maker, entry: Entry, one: Listing) -> Iterator[Page]:
    """An entry's page, and one at each of its old addresses. `one` is its listing."""
    yield entry_page(maker, entry, one)
    yield from moved(maker, entry)


def home(maker: Maker) -> Page:
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.HOME)
    body = maker.fill(
        "home.html",
        spot,
        domains=schema.domains(),
        topics=in_order(maker),
        soon=maker.soon(),
        messages=of_the_month(maker),
    )
    area = maker.area.name
    description = _("Friendly groups, classes and good advice in %(area)s. Most need no doctor’s letter.", area=area)
    return Page(spot, brand_name(maker.area, maker.edition.language), description, body, own_search=True)


def find(maker: Maker) -> Page:
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.FIND)
    body = maker.fill(
        "find.html",
        spot,
        domains=schema.domains(),
        letters=maker.letters,
        facets=facets(maker.area, maker.edition.language, maker.index.languages),
        dangers=dangers(maker.area, maker.edition.language),
        manifest=maker.index.manifest,
    )
    text = _("Look by kind of help, by place or by name for groups and services in %(area)s.", area=maker.area.name)
    return Page(spot, _("Find something"), text, body, "find", own_search=True)


def register(maker: Maker) -> Page:
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.REGISTER)
    required = [
        {"title": node["title"], "description": node["description"]}
        for path, node, needed in schema.all_fields("entry")
        if needed and "." not in path
    ]
    ready = None
    if maker.area.register.email:
        # Translators: what somebody is to fill in, as in "Name:".
        lines = "\n\n".join(_("%(question)s:", question=_(item["title"])) + " " for item in required)
        ready = links.mail(maker.area.register.email, _("We would like to join"), lines)
    body = maker.fill(
        "register.html", spot, required=required, domains=schema.domains(), ready=ready, example=example_entry()
    )
    text = _("Four things are enough to join. It is free, and takes five minutes.")
    return Page(spot, _("Add your group"), text, body, "register")


def example_entry() -> str:
    """The smallest whole entry, from the schema's own examples."""
    required = {path: node for path, node, needed in schema.all_fields("entry") if needed and "." not in path}
    example = {name: node["examples"][0] for name, node in required.items()}
    return yamlfile.dump(example)
