"""What every page of one language is made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from markupsafe import Markup

from petunias import phones, schema
from petunias.model import Area, Entry
from petunias.search.corpus import Corpus
from petunias.search.index import Index
from petunias.site import addresses, links, lists, view, wording
from petunias.site.addresses import Spot
from petunias.site.edition import Edition
from petunias.site.search_files import find_index

SOON_DAYS = 7  # how far "soon" reaches
SOON_COUNT = 6
NOT_FOR_ENGINES = Markup('<meta name="robots" content="noindex">')


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
    own_search: bool = False  # it has a large search box, so the small one in the header is hidden


class Maker:
    """What every page of one language needs: its entries in order, their cards, the templates.

    A card is made once; its links are settled with those of the page that it stands on.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.area: Area = edition.directory.area
        self.listed = [e for e in edition.directory.entries if lists.listed(e, self.area, edition.today)]
        self.views = {e.id: view.card(e, self.area, edition.language, edition.today) for e in self.listed}
        self.listed.sort(key=lambda entry: self.views[entry.id].order)
        self.kin = {
            domain.value: [entry for entry in self.listed if entry.domains[0] == domain.value]
            for domain in schema.domains()
        }
        self._cards: dict[str, Markup] = {}
        self._urgent = wording.urgent_lines(self.area, edition.language)
        self.names = lists.by_name(self.listed)
        self.corpus = Corpus(edition.directory, self.listed, edition.language)
        self.letters = lists.letters(self.names)

    def fill(self, template: str, spot: Spot, /, **values: Any) -> str:
        return self.edition.templates.fill(
            template,
            spot.root,
            spot.site,
            area=self.area,
            tel=phones.tel_link,
            sms=links.sms,
            bare=links.bare,
            urgent_lines=self._urgent,
            helpline=lambda line: wording.helpline(line, self.edition.language),
            ring=links.phone,
            write=links.email,
            prose=lambda address: self.prose(address, spot),
            **values,
        )

    def prose(self, address: str, spot: Spot) -> Markup:
        """Attributes of a link to a prose page, which may be in another language; empty if there is no such page."""
        tongues, code = self.edition.tongues, ""
        if tongues:
            address, code = tongues.prose_link(self.edition.language, address)
            if address not in tongues.prose:
                return Markup()
        link = Markup(' href="{}{}"').format(spot.site, address)
        return link + Markup(' hreflang="{}"').format(code) if code else link

    def spot(self, address: str) -> Spot:
        return Spot(address, self.edition.folder)

    def cards(self, entries: Sequence[Entry]) -> Markup:
        return Markup("").join(map(self.card, entries))

    def card(self, entry: Entry) -> Markup:
        if entry.id not in self._cards:
            html = self.edition.templates.draft(
                "card.html", card=self.views[entry.id], entry=entry, address=addresses.entry(entry.id)
            )
            self._cards[entry.id] = Markup(html)  # noqa: S704 - our template has escaped it
        return self._cards[entry.id]

    @cached_property
    def index(self) -> Index:
        """The search index of the language."""
        return find_index(self.corpus, self.views, self.card, self.spot(addresses.FIND))

    def numbered(self, title: str, stretch: lists.Stretch) -> str:
        """The title of one page of a long list."""
        if stretch.number == 1:
            return title
        return self.edition.language.gettext("%(title)s, page %(number)s", title=title, number=stretch.number)

    def counted_domains(self, entries: Sequence[Entry]) -> list[dict[str, object]]:
        """Every domain with the number of these entries in it."""
        return [
            {"domain": domain, "count": sum(domain.value in entry.domains for entry in entries)}
            for domain in schema.domains()
        ]

    def soon(self, locality: str | None = None) -> Markup:
        """What one can simply turn up to in the next days."""
        limit = (self.edition.today + timedelta(days=SOON_DAYS)).isoformat()
        found = [
            entry
            for entry in self.listed
            if "drop-in" in entry.access
            and self.views[entry.id].order[:2] == (0, 0)
            and self.views[entry.id].leaves
            and self.views[entry.id].leaves[0].iso < limit
            and (locality is None or lists.serves(entry, locality))
        ]
        return self.cards(found[:SOON_COUNT])
