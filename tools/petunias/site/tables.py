"""Tables for professionals: contacts, referrals, and what is known of each group. In order of name, 50 on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from petunias.model import LeadProvider
from petunias.site import addresses, brief, links, lists, view
from petunias.site.brief import Referral
from petunias.site.listing import Listing
from petunias.site.maker import Maker, Page


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, with one way to reach it, and by what: tel, sms, mail, web or visit.

    `gone` is the day from which it is too old to be listed, if that will come.
    """

    id: str
    name: str
    by: str
    reach: str
    badge: str
    phases: tuple[view.Phase, ...]

    @property
    def gone(self) -> str:
        return next((phase.span.first for phase in self.phases if phase.state == "unlisted"), "")


@dataclass(frozen=True, slots=True)
class Wait:
    """Whether there is room: what was said on a day, while that is to be believed, and that it is unknown after."""

    said: str = ""
    note: str = ""
    on: str = ""
    span: view.Span = view.NEVER
    after: view.Span = view.ALWAYS


@dataclass(frozen=True, slots=True)
class Referred:
    """A row of the referrals. `other` is the way in for who comes without one, if there is that."""

    row: Row
    referral: Referral
    other: str
    wait: Wait
    pause: view.Span | None
    until: str


@dataclass(frozen=True, slots=True)
class Known:
    """A row of what is known of each: who pays for it or knows it, and the papers that somebody has seen."""

    row: Row
    lead: str
    funded: bool
    papers: tuple[view.Seen, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """How many entries a lead provider pays for, and how many it knows besides."""

    lead: LeadProvider
    funded: int
    informal: int


def tables(maker: Maker) -> Iterator[Page]:
    """The three tables, the first two for each place as well."""
    yield from contacts(maker)
    yield from referrals(maker)
    yield from assurance(maker)


def _rows(maker: Maker, template: str, words: Callable[[Maker, Listing], Any]) -> Callable[[str], str]:
    """What makes the row of an entry; each is made once, however many tables it stands in."""

    @cache
    def row(id: str) -> str:
        return maker.edition.templates.draft(template, item=words(maker, maker.by_id[id]))

    return row


def contacts(maker: Maker) -> Iterator[Page]:
    """Names and numbers of all."""
    _ = maker.edition.language.gettext

    def title(where: str) -> str:
        # Translators: names and phone numbers of groups in a place.
        return _("Names and numbers: %(where)s", where=where)

    def told(where: str) -> str:
        return _("Every group and service in %(where)s, with one way to reach it.", where=where)

    row = _rows(maker, "contact-row.html", _row)
    yield from _by_place(maker, "contacts.html", addresses.CONTACTS, maker.names, row, title, told)


def referrals(maker: Maker) -> Iterator[Page]:
    """What takes referrals, side by side."""
    _ = maker.edition.language.gettext

    def title(where: str) -> str:
        return _("Referrals: %(where)s", where=where)

    def told(where: str) -> str:
        return _("Who may refer in %(where)s, for whom, how, and how long people wait.", where=where)

    row = _rows(maker, "referral-row.html", _referred)
    yield from _by_place(maker, "referrals.html", addresses.REFERRALS, referred(maker), row, title, told)


def referred(maker: Maker) -> list[Listing]:
    """What takes referrals, in order of name."""
    return [one for one in maker.names if one.brief.referral]


def _by_place(
    maker: Maker,
    template: str,
    address: str,
    entries: Sequence[Listing],
    row: Callable[[str], str],
    title: Callable[[str], str],
    told: Callable[[str], str],
) -> Iterator[Page]:
    """A table of all these entries, and of those for each place."""
    everywhere = maker.edition.language.gettext("All of %(area)s", area=maker.area.name)
    names: dict[str | None, str] = {None: everywhere, **{place.id: place.name for place in maker.area.localities}}
    parts: dict[str | None, Sequence[Listing]] = {None: entries}
    parts.update(lists.by_locality(entries, maker.area))
    for id, inside in parts.items():
        where = names[id] if id else maker.area.name
        places = [
            {
                "name": name,
                "address": addresses.table(address, other),
                "count": len(parts[other]),
                "current": other == id,
            }
            for other, name in names.items()
            if maker.area.localities
        ]
        for stretch, part in lists.pages(addresses.table(address, id), inside):
            spot = maker.spot(stretch.address_of(stretch.number))
            body = maker.fill(template, spot, where=where, places=places, list=stretch, rows=maker.rows(part, row))
            yield Page(spot, maker.numbered(title(where), stretch), told(where), body)


def assurance(maker: Maker) -> Iterator[Page]:
    """Who pays for what, and what has been seen of each."""
    _ = maker.edition.language.gettext
    known = [one for one in maker.names if one.brief.papers or one.brief.tie[0]]
    ties = [
        Ties(
            lead,
            sum(one.brief.tie == (lead.id, "funded") for one in known),
            sum(one.brief.tie == (lead.id, "informal") for one in known),
        )
        for lead in maker.area.lead_providers
    ]
    text = _(
        "Which groups a lead provider in %(area)s pays for or knows, and what has been seen.", area=maker.area.name
    )
    row = _rows(maker, "known-row.html", _known)
    for stretch, part in lists.pages(addresses.ASSURANCE, known):
        spot = maker.spot(stretch.address_of(stretch.number))
        rows, others = maker.rows(part, row), len(maker.names) - len(known)
        body = maker.fill("assurance.html", spot, ties=ties, others=others, list=stretch, rows=rows)
        yield Page(spot, maker.numbered(_("Who pays, and what we have seen"), stretch), text, body)


def _row(maker: Maker, one: Listing) -> Row:
    facts, edition = one.brief, maker.edition
    states = brief.phases(facts, maker.area.review, edition.language, edition.today)
    return Row(one.id, one.name, facts.reach[0], links.reach(*facts.reach), one.badge, states)


def _referred(maker: Maker, one: Listing) -> Referred:
    facts, language = one.brief, maker.edition.language
    state, _since, until = facts.status
    ends = brief.day(until)
    return Referred(
        _row(maker, one),
        facts.referral or Referral(),
        "" if facts.way == "professional-referral" else one.badge,
        _wait(maker, one),
        view.pause_of(state, ends, maker.edition.today),
        language.date(ends) if ends else "",
    )


def _wait(maker: Maker, one: Listing) -> Wait:
    room = brief.room(one.brief, maker.edition.language, maker.edition.today)
    if room is None:
        return Wait()
    _status, said, on, span = room
    after = brief.day(span.last)
    later = view.Span((after + timedelta(days=1)).isoformat(), now=False) if after else view.NEVER
    return Wait(said, one.brief.room[2], on, span, later)


def _known(maker: Maker, one: Listing) -> Known:
    facts, edition = one.brief, maker.edition
    lead, relationship = facts.tie
    names = {item.id: item.name for item in maker.area.lead_providers}
    seen = brief.papers(facts, edition.language, edition.today)
    return Known(_row(maker, one), names.get(lead, ""), relationship == "funded", seen)
