"""For professionals: find by practice, when to refer and when to signpost, and where the tables are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from petunias import schema
from petunias.schema import Choice
from petunias.site import addresses, lists
from petunias.site.listing import Listing
from petunias.site.maker import Maker, Page
from petunias.site.paper.forms import of_team
from petunias.site.people_pages import helped
from petunias.site.tables import referred


@dataclass(frozen=True, slots=True)
class Level:
    """How much support a group gives, and how many give as much."""

    choice: Choice
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class ToPrint:
    """Something to print and hand out: where it is, what it is called, what it is for."""

    address: str
    title: str
    text: str


def professionals(maker: Maker) -> Iterator[Page]:
    """The page that leads to all that professionals need, and a list for each level of support."""
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.PROFESSIONALS)
    giving: dict[str, list[Listing]] = {level.value: [] for level in levels()}
    for one in maker.listed:
        for wanted in one.brief.support:
            giving[wanted].append(one)
    body = maker.fill(
        "professionals.html",
        spot,
        practices=helped(maker),
        support={
            level.value: Level(level, addresses.support(level.value), len(giving[level.value])) for level in levels()
        },
        referrals=len(referred(maker)),
        to_print=to_print(maker),
    )
    text = _(
        "Whom to refer to in %(area)s, for whom and how, and the link worker of each practice.", area=maker.area.name
    )
    yield Page(spot, _("For professionals"), text, body, own_search=True)
    for level in levels():
        yield from _support(maker, level, giving[level.value])


def levels() -> tuple[Choice, ...]:
    """How much support there may be, least first."""
    return schema.choices("entry", ("support",))


def _support(maker: Maker, level: Choice, entries: list[Listing]) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    title = _(level.title)
    for stretch, part in lists.pages(addresses.support(level.value), entries):
        spot = maker.spot(stretch.address_of(stretch.number))
        body = maker.fill("support.html", spot, title=title, list=stretch.with_cards(maker.cards(part)))
        # Translators: %(level)s says how much support there is, as in "Somebody shows you round at the start".
        text = _("%(level)s: what there is in %(area)s.", level=title, area=maker.area.name)
        yield Page(spot, maker.numbered(title, stretch), text, body)


def to_print(maker: Maker) -> list[ToPrint]:
    """What there is to print and to hand out, in the order in which it is shown."""
    _ = maker.edition.language.gettext
    slip = ToPrint(
        addresses.SLIP, _("A slip for one person"), _("Pick what fits, and print one page with real dates and numbers.")
    )
    sheet = ToPrint(
        addresses.PRACTICES,
        _("A sheet for reception, once a month"),
        _("What is new, what has stopped, and which slips to throw away. Choose your practice."),
    )
    numbers = ToPrint(
        addresses.CONTACTS, _("Names and numbers"), _("All that there is in a place, on as little paper as can be.")
    )
    cards = ToPrint(
        addresses.TOPICS,
        _("Cards and leaflets, topic by topic"),
        _("What a person can do alone, words to raise it with, and who helps in each place."),
    )
    return [
        slip,
        *([sheet] if maker.area.practices else []),
        numbers,
        *([cards] if maker.edition.directory.topics else []),
        *(ToPrint(one.address, one.title, one.about) for one in of_team(maker)),
    ]
