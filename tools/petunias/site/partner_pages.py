"""Partners' messages: what to pass on this month and all year, who passes it on, and what is still to be agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from petunias.model import Paper, Partner, StaffGroup, Topic
from petunias.seasons import windows
from petunias.site import addresses, lists
from petunias.site.maker import NOT_FOR_ENGINES, Maker, Page
from petunias.site.memo import Memo, memo, room
from petunias.site.partner_calendar import year
from petunias.site.partner_view import HORIZON, Place, Shown, address_of, between, on_days, partners, shown, supporters

IN_SEASON = 24  # messages that stand in full on the first page, in season or waiting for it
AHEAD = 12  # campaigns that are named before they begin
ALL_YEAR = 24  # messages without a season that are named there


@dataclass(frozen=True, slots=True)
class Row:
    """One partner in a list, with its messages and its staff. `memo` is the address of what they take along."""

    name: str
    address: str
    theme: str | None
    messages: tuple[Place, ...]
    staff: tuple[StaffGroup, ...]
    memo: str

    @property
    def missing(self) -> bool:
        """Whether its theme or its messages are still to be confirmed."""
        return not (self.theme and self.messages)

    def groups(self, status: str) -> list[str]:
        """The staff groups that are committed, or in principle."""
        return [group.name for group in self.staff if group.status == status]


@dataclass(frozen=True, slots=True)
class Theme:
    """What several messages are about."""

    name: str
    messages: tuple[tuple[Place, str], ...]  # each with its partner


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A signpost that leads to something that stands in no list now, and what is shown in its place."""

    message: str
    partner: str
    name: str
    instead: tuple[str, ...]


Messages = Mapping[str, Sequence[Shown]]


def messages(maker: Maker) -> Iterator[Page]:
    """All messages, a page for each partner, one for its staff to print, one for the steering group."""
    every = partners(maker)
    if not (every or supporters(maker)):
        return
    by_partner = {partner.id: shown(maker, partner) for partner in every}
    rows = {partner.id: _row(partner, any(by_partner.values())) for partner in every}
    paper = memo(by_partner.values(), maker.area, room(every, len(maker.urgent)) if every else 0)
    yield from _all(maker, every, rows, by_partner)
    for partner in every:
        row = rows[partner.id]
        yield from _partner(maker, partner, row, by_partner[partner.id])
        if row.memo:
            yield _aide_memoire(maker, row, paper)
    yield _steering(maker, every, tuple(rows.values()))


def leading_to(maker: Maker, topic: Topic) -> tuple[tuple[Place, str], ...]:
    """The messages that point to a topic, each with its partner."""
    return tuple(
        (Place(message.text, address_of(partner, number)), partner.name)
        for partner in partners(maker)
        for number, message in enumerate(partner.messages)
        if topic.id in message.signpost.topics
    )


def _all(maker: Maker, every: Sequence[Partner], rows: Mapping[str, Row], by_partner: Messages) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    messages = list(chain.from_iterable(by_partner[partner.id] for partner in every))
    season = _in_season(messages)
    all_year = [one for one in messages if not one.seasonal]
    today, due = maker.edition.today, year(maker)
    waiting = [
        season
        for one in chain(*(partner.messages for partner in every))
        if on_days(one, today)
        for season in one.seasons
    ]
    ahead = tuple(one for one in due if not one.begun)[:AHEAD]
    for stretch, part in lists.pages(addresses.MESSAGES, every):
        spot = maker.spot(stretch.address_of(stretch.number))
        here = tuple(rows[partner.id] for partner in part)
        body = maker.fill(
            "messages.html",
            spot,
            list=stretch,
            season=tuple(season[:IN_SEASON]),
            more=len(season[IN_SEASON:]),
            otherwise=between(windows(waiting, first=today, until=today + HORIZON), today),
            ahead=ahead,
            all_year=tuple(Place(one.text, one.address) for one in all_year[:ALL_YEAR]),
            rows=here,
            themes=_themes(here),
            supporters=tuple(one.name for one in supporters(maker)),
            papers=_papers(maker),
            calendar=addresses.CALENDAR if due else "",
        )
        text = _("What public bodies in %(area)s ask everybody to pass on, in one breath each.", area=maker.area.name)
        yield Page(spot, maker.numbered(_("Messages to pass on"), stretch), text, body)


def _in_season(messages: Sequence[Shown]) -> list[Shown]:
    """Those with a season: what came into it last is first; then those that wait, the next first."""
    seasonal = [one for one in messages if one.seasonal]
    now = sorted((one for one in seasonal if one.now), key=lambda one: one.since, reverse=True)
    return [*now, *sorted((one for one in seasonal if not one.now), key=lambda one: one.spans.of)]


def _row(partner: Partner, memos: bool) -> Row:
    messages = (Place(one.text, address_of(partner, number)) for number, one in enumerate(partner.messages))
    return Row(
        name=partner.name,
        address=addresses.partner(partner.id),
        theme=partner.theme,
        messages=tuple(messages),
        staff=partner.staff_groups,
        memo=addresses.aide_memoire(partner.id) if memos and partner.staff_groups else "",
    )


def _themes(rows: Sequence[Row]) -> tuple[Theme, ...]:
    """What the messages are about, by name; two spellings of one theme are one."""
    found: dict[str, list[Row]] = {}
    for one in rows:
        if one.theme and one.messages:
            found.setdefault(lists.plain(one.theme), []).append(one)
    return tuple(
        Theme(found[name][0].theme or "", tuple((place, one.name) for one in found[name] for place in one.messages))
        for name in sorted(found)
    )


def _papers(maker: Maker) -> tuple[tuple[Paper, tuple[str, ...]], ...]:
    """Each paper from which partners were taken, with their names."""
    found: dict[tuple[str, int | None], tuple[Paper, list[str]]] = {}
    for partner in (*partners(maker), *supporters(maker)):
        if paper := partner.source:
            found.setdefault((paper.title, paper.year), (paper, []))[1].append(partner.name)
    return tuple((paper, tuple(names)) for paper, names in found.values())


def _partner(maker: Maker, partner: Partner, row: Row, messages: Sequence[Shown]) -> Iterator[Page]:
    _ = maker.edition.language.gettext
    for stretch, part in lists.pages(addresses.partner(partner.id), messages):
        spot = maker.spot(stretch.address_of(stretch.number))
        body = maker.fill(
            "partner.html",
            spot,
            partner=row,
            paper=partner.source,
            messages=tuple(part),
            list=stretch,
        )
        text = _("What %(partner)s asks everybody to pass on, and whom to point people to.", partner=partner.name)
        title = _("%(partner)s: messages to pass on", partner=partner.name)
        yield Page(spot, maker.numbered(title, stretch), text, body)


def _aide_memoire(maker: Maker, row: Row, paper: Memo) -> Page:
    _ = maker.edition.language.gettext
    spot = maker.spot(row.memo)
    body = maker.fill("aide-memoire.html", spot, partner=row, memo=paper)
    text = _("What staff of %(partner)s say this season and all year, on one page to print.", partner=row.name)
    title = _("Aide memoire: %(partner)s", partner=row.name)
    return Page(spot, title, text, body, head=NOT_FOR_ENGINES, listed=False)


def _steering(maker: Maker, every: Sequence[Partner], rows: Sequence[Row]) -> Page:
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.STEERING)
    groups = [group.status for one in rows for group in one.staff]
    body = maker.fill(
        "steering.html",
        spot,
        rows=rows,
        day=maker.edition.language.date(maker.edition.today),
        messages=sum(len(one.messages) for one in rows),
        committed=groups.count("committed"),
        in_principle=groups.count("in-principle"),
        supporters=tuple(one.name for one in supporters(maker)),
        due=tuple(year(maker)),
        left_out=tuple(_left_out(maker, every)),
        papers=_papers(maker),
    )
    text = _("Who has agreed to what, and what is still to be confirmed. One page for a meeting.")
    return Page(spot, _("For the steering group"), text, body, head=NOT_FOR_ENGINES, listed=False)


def _left_out(maker: Maker, every: Sequence[Partner]) -> Iterator[LeftOut]:
    """What messages name and pages leave out, as it has stopped or gone out of date. Withdrawn entries have no name."""
    for partner in every:
        for message in partner.messages:
            for id in message.signpost.entries:
                one = maker.known[id]
                if not one.listed:
                    instead = tuple(other.name for other in maker.instead(one))
                    yield LeftOut(message.text, partner.name, "" if one.withdrawn else one.name, instead)
