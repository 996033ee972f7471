"""What every page of one language is made with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from petunias import phones, schema
from petunias.model import Area
from petunias.render import settled
from petunias.search.index import Index
from petunias.site import addresses, links, lists, wording
from petunias.site.addresses import Spot
from petunias.site.edition import Edition
from petunias.site.listing import Deck, Listing, dealt
from petunias.site.paper import facts as paper_facts
from petunias.site.paper.facts import Facts

SOON_DAYS = 7  # how far "soon" reaches
SOON_COUNT = 6
NEAR_COUNT = 3
NOT_FOR_ENGINES = Markup('<meta name="robots" content="noindex">')


@dataclass(frozen=True, slots=True)
class Body:
    """What a page says, not yet put into words: a template and its values.

    Two with one `repr` come out the same, so what has not changed need not be made again. For that, every value says
    in its own `repr` all that may be printed of it.
    """

    template: str
    spot: Spot
    values: Mapping[str, Any]
    filled: Callable[[Body], str]

    def __str__(self) -> str:
        return self.filled(self)

    def __html__(self) -> Markup:
        return Markup(str(self))  # noqa: S704 - our template has escaped it

    def __repr__(self) -> str:
        return f"{self.template} {self.values!r}"


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it gets its frame. `section` names the header link that it belongs to, if any."""

    spot: Spot
    title: str
    description: str
    said: Body | str
    section: str = ""
    head: Markup = Markup()
    listed: bool = True  # in the sitemap, and for search engines
    own_search: bool = False  # it has a large search box, so the small one in the header is hidden

    @property
    def body(self) -> str:
        """The page's own part as HTML; made anew each time."""
        return str(self.said)

    @property
    def print(self) -> bytes:
        """A digest of all that goes into the page, but for its frame."""
        spot, said = (self.spot.address, self.spot.folder), repr(self.said)
        whole = (spot, self.title, self.description, said, self.section, self.head, self.listed, self.own_search)
        return hashlib.blake2b(repr(whole).encode(), digest_size=12).digest()


class Maker:
    """What every page of one language needs: its entries in order, their cards, the templates.

    `deck` holds the listings of all entries; without it they are made from the edition's entries. A card is made once;
    its links are settled with those of the page that it stands on.
    """

    def __init__(self, edition: Edition, deck: Deck | None = None) -> None:
        self.edition = edition
        self.area: Area = edition.directory.area
        deck = deck or dealt(edition)
        self.every, self._card, self._item, self.slips = deck.listings, deck.card, deck.item, deck.slips
        self._indexed = deck.index
        self.listed = sorted((one for one in self.every if one.listed), key=attrgetter("order"))
        self.by_id = {one.id: one for one in self.listed}
        self.inside: dict[str, list[Listing]] = {domain.value: [] for domain in schema.domains()}
        self.kin: dict[str, list[Listing]] = {domain.value: [] for domain in schema.domains()}
        for one in self.listed:
            self.kin[one.domains[0]].append(one)
            for domain in one.domains:
                self.inside[domain].append(one)
        self._near: dict[tuple[str, tuple[str, ...]], tuple[Listing, ...]] = {}
        self._serving: dict[str, dict[str, list[Listing]]] = {}
        self._counts: dict[str | None, list[dict[str, object]]] = {}
        self.urgent = wording.urgent_lines(self.area, edition.language)
        self.names = lists.by_name(self.listed)
        self.letters = lists.letters(self.names)

    def fill(self, template: str, spot: Spot, /, **values: Any) -> Body:
        return Body(template, spot, values, self._filled)

    def _filled(self, body: Body) -> str:
        spot = body.spot
        return self.edition.templates.fill(
            body.template,
            spot.root,
            spot.site,
            area=self.area,
            tel=phones.tel_link,
            sms=links.sms,
            bare=links.bare,
            urgent_lines=self.urgent,
            helpline=lambda line: wording.helpline(line, self.edition.language),
            ring=links.phone,
            write=links.email,
            prose=lambda address: self.prose(address, spot),
            **body.values,
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

    def cards(self, listings: Sequence[Listing]) -> lists.Cards:
        return lists.Cards([one.id for one in listings], [one.card for one in listings], self._card)

    def rows(self, listings: Sequence[Listing], row: Callable[[str], str]) -> lists.Cards:
        """Rows of a table; `row` makes that of an entry, whose links are not settled yet."""
        return lists.Cards([one.id for one in listings], [one.line for one in listings], row)

    def facts(self, one: Listing) -> Facts:
        """What paper says of a listed entry."""
        edition = self.edition
        slip = self._item(one.id).slip
        return paper_facts.kept(one.id, slip, edition.language, today=edition.today, name=one.name, line=one.summary)

    @cached_property
    def known(self) -> dict[str, Listing]:
        """Every entry by its id, those that stand in no list as well."""
        return {one.id: one for one in self.every}

    @cached_property
    def about(self) -> dict[str, list[Listing]]:
        """Those listed that have one of the words of a topic or a message, by its key."""
        found: dict[str, list[Listing]] = {}
        for one in self.listed:
            for key in one.about:
                found.setdefault(key, []).append(one)
        return found

    @cached_property
    def index(self) -> Index:
        """The search index of the language."""
        spot = self.spot(addresses.FIND)
        return self._indexed(
            sorted(one.id for one in self.listed), lambda entry: settled(self._card(entry), spot.root, spot.site)
        )

    def numbered(self, title: str, stretch: lists.Stretch) -> str:
        """The title of one page of a long list."""
        if stretch.number == 1:
            return title
        return self.edition.language.gettext("%(title)s, page %(number)s", title=title, number=stretch.number)

    def serving(self, domain: str, locality: str | None) -> Sequence[Listing]:
        """What there is of a kind, in a locality if one is given."""
        if locality is None:
            return self.inside[domain]
        if domain not in self._serving:
            self._serving[domain] = lists.by_locality(self.inside[domain], self.area)
        return self._serving[domain][locality]

    def counted_domains(self, locality: str | None) -> list[dict[str, object]]:
        """Every domain with the number of its entries that serve the locality, or of all."""
        if locality not in self._counts:
            self._counts[locality] = [
                {"domain": domain, "count": len(self.serving(domain.value, locality))} for domain in schema.domains()
            ]
        return self._counts[locality]

    def soon(self, locality: str | None = None) -> lists.Cards:
        """What one can simply turn up to in the next days."""
        limit = (self.edition.today + timedelta(days=SOON_DAYS)).isoformat()
        found: list[Listing] = []
        for one in self.listed:
            # These are first in the order.
            if one.order[:2] != (0, 0) or len(found) == SOON_COUNT:
                break
            if one.soon and one.soon < limit and (locality is None or lists.serves(one, locality)):
                found.append(one)
        return self.cards(found)

    def instead(self, one: Listing) -> list[Listing]:
        """Where an entry leads to; what is itself closed or out of date would send people astray."""
        return [self.by_id[id] for id in one.see if id in self.by_id]

    def near(self, one: Listing) -> list[Listing]:
        """A few others of the same kind that serve the same place; the first in the order of lists."""
        return [other for other in self.first_near(one) if other.id != one.id][:NEAR_COUNT]

    def first_near(self, one: Listing) -> tuple[Listing, ...]:
        """From which those near an entry are taken: the same for all of one kind in one place."""
        key = (one.domains[0], one.localities)
        if key not in self._near:
            wanted = set(one.localities)
            found: list[Listing] = []
            for other in self.kin[one.domains[0]]:
                if not wanted or not other.localities or not wanted.isdisjoint(other.localities):
                    found.append(other)
                    if len(found) > NEAR_COUNT:  # one more, as an entry is not near itself
                        break
            self._near[key] = tuple(found)
        return self._near[key]
