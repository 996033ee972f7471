"""The campaigns of the year: in words for the pages, and as a calendar file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from petunias.exchange.icalendar import Event, calendar
from petunias.model import Message, Partner
from petunias.signposting.campaigns import Campaign, campaigns
from petunias.signposting.services import key_of
from petunias.site.edition import brand_name
from petunias.site.maker import Maker
from petunias.site.partner_view import DAY, HORIZON, address_of, partners, when

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Due:
    """A campaign in words. `before` is the last day before it begins, `last` its own last day, as ISO dates."""

    name: str
    when: str
    text: str
    partner: str
    address: str
    before: str
    last: str
    begun: bool


def year(maker: Maker) -> list[Due]:
    """The campaigns of a year from today, in order of time."""
    today, language = maker.edition.today, maker.edition.language
    return [
        Due(
            name=one.name or "",
            when=when(one, language),
            text=partner.messages[number].text,
            partner=partner.name,
            address=address_of(partner, number),
            before=(one.first - DAY).isoformat(),
            last=one.until.isoformat(),
            begun=one.first <= today,
        )
        for one, partner, number in sorted(
            _every(maker, today + YEAR), key=lambda found: (found[0].first, found[0].until)
        )
    ]


def calendar_file(maker: Maker) -> bytes | None:
    """The campaigns until the horizon as a calendar; None if there are none."""
    edition, area = maker.edition, maker.area
    _ = edition.language.gettext
    found = list(_every(maker, edition.today + HORIZON))
    if not found:
        return None
    name = _("%(site)s: messages to pass on", site=brand_name(area, edition.language))
    top = f"{area.url}{edition.folder}" if area.url else ""
    events = [
        Event(
            uid=_uid(maker, partner, partner.messages[number], one),
            first=one.day or one.first,
            until=one.day or one.until,
            summary=_("%(name)s: %(text)s", name=one.name, text=partner.messages[number].text)
            if one.name
            else partner.messages[number].text,
            description=_description(maker, partner, partner.messages[number], one),
            url=f"{top}{address_of(partner, number)}" if top else "",
        )
        for one, partner, number in sorted(found, key=lambda one: (one[0].first, one[0].until))
    ]
    return calendar(str(name), events, edition.today)


def _every(maker: Maker, until: date) -> Iterator[tuple[Campaign, Partner, int]]:
    for partner in partners(maker):
        for number, message in enumerate(partner.messages):
            for one in campaigns(message.seasons, maker.edition.today, until):
                yield one, partner, number


def _description(maker: Maker, partner: Partner, message: Message, one: Campaign) -> str:
    language = maker.edition.language
    _ = language.gettext
    week = _(
        "Say it all that week, from %(first)s to %(last)s.",
        first=language.date(one.first),
        last=language.date(one.until),
    )
    lines = (message.about, message.say, str(week) if one.day else "", partner.name)
    return "\n".join(str(line) for line in lines if line)


def _uid(maker: Maker, partner: Partner, message: Message, one: Campaign) -> str:
    """The same as long as the message, the partner and the days are: a calendar then mends what it has."""
    area = maker.area
    known = (area.url or area.id, maker.edition.folder, key_of(partner, message), one.name or "", one.first, one.until)
    return str(uuid5(NAMESPACE_URL, " ".join(map(str, known))))
