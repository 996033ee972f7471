"""What the reception of a practice should know each month: what is new, what has gone, which slips to throw away.

The entries hold days, not what was altered on them. So it says no more than those days tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from petunias.freshness import add_months
from petunias.site import brief, links, lists, view
from petunias.site.listing import Listing
from petunias.site.maker import Maker

# How many of each are named, so that the sheet of a large area still is two pages.
GONE, NEW, FULL, CHECKED = 12, 6, 6, 8


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: what there is to say of it, while that holds, and where to go instead."""

    id: str
    name: str
    said: str
    span: view.Span = view.ALWAYS
    summary: str = ""
    reach: str = ""
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The first few, newest first, and how many more there are."""

    entries: tuple[Item, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What has changed since a day. `hidden` entries were taken out, the last of them on the day `hidden_on`."""

    since: str
    today: str
    gone: Part
    new: Part
    full: Part
    checked: Part
    hidden: int
    hidden_on: str


Event = tuple[str, Listing]  # the day on which something happened to an entry


def since(today: date) -> date:
    """From when a sheet counts: the first day of last month.

    So who prints it once in each month, on whatever day, leaves no day out.
    """
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


class News:
    """What has changed in the whole area, looked through once; `sheet` is what of it one place should know."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._language, self._today = maker.edition.language, maker.edition.today
        self._since, self._now = since(self._today).isoformat(), self._today.isoformat()
        self._gone: list[Event] = []
        self._new: list[Event] = []
        self._full: list[Event] = []
        self._checked: list[Event] = []
        self._hidden: list[str] = []
        for one in maker.every:
            self._sort(one)
        self.sheet = cache(self._sheet)

    def _sort(self, one: Listing) -> None:
        facts = one.brief
        state, on, until = facts.status
        if state == "withdrawn":
            if on >= self._since:
                self._hidden.append(min(on, self._now))
        elif state == "closed":
            # It may have been noted late, and confirmed then. Without a day it may have been yesterday.
            if not on or max(on, facts.confirmed[0]) >= self._since:
                self._gone.append((on, one))
        elif not one.listed:
            if (left := self._left(one)) >= self._since:
                self._gone.append((left, one))
        elif view.pause_of(state, brief.day(until), self._today):
            self._gone.append((on, one))
        else:
            self._sort_running(one)

    def _sort_running(self, one: Listing) -> None:
        facts = one.brief
        state, _on, until = facts.status
        checked, by = facts.confirmed
        if self._is_news(facts.added):
            self._new.append((facts.added, one))
        elif state == "paused" and self._is_news(until):
            self._checked.append((until, one))
        elif by != "import" and self._is_news(checked):
            self._checked.append((checked, one))
        if facts.room[0] in ("waiting", "full") and brief.room(facts, self._language, self._today):
            self._full.append((facts.room[1], one))

    def _is_news(self, day: str) -> bool:
        return self._since <= day <= self._now

    def _left(self, one: Listing) -> str:
        """The day on which an entry that nobody has checked for too long left the lists."""
        given = date.fromisoformat(one.brief.confirmed[0] or one.brief.added)
        return add_months(given, self._maker.area.review.unlisted).isoformat()

    def _sheet(self, locality: str | None) -> Sheet:
        def part(events: Iterable[Event], most: int, words: Callable[[str, Listing], Item]) -> Part:
            here = [event for event in events if locality is None or lists.serves(event[1], locality)]
            here.sort(key=lambda event: lists.plain(event[1].name))
            here.sort(key=lambda event: event[0], reverse=True)
            return Part(tuple(words(*event) for event in here[:most]), max(0, len(here) - most))

        return Sheet(
            self._language.date(date.fromisoformat(self._since)),
            self._language.date(self._today),
            part(self._gone, GONE, self._has_gone),
            part(self._new, NEW, self._is_new),
            part(self._full, FULL, self._is_full),
            part(self._checked, CHECKED, self._was_checked),
            # Of the whole area: to say in which place something was taken out would help to find it.
            len(self._hidden),
            self._language.date(date.fromisoformat(max(self._hidden))) if self._hidden else "",
        )

    def _has_gone(self, on: str, one: Listing) -> Item:
        _ = self._language.gettext
        state, _on, until = one.brief.status
        instead = tuple((other.id, other.name) for other in self._maker.instead(one))
        day = self._language.date(date.fromisoformat(on)) if on else ""
        if state == "closed":
            return Item(one.id, one.name, _("Closed from %(day)s.", day=day) if day else _("Closed."), instead=instead)
        if one.listed:
            back = brief.day(until)
            said = _("Taking a break until %(day)s", day=self._language.date(back)) if back else _("Taking a break")
            span = view.pause_of(state, back, self._today) or view.ALWAYS
            return Item(one.id, one.name, self._language.sentence(said), span, instead=instead)
        return Item(one.id, one.name, _("Out of date: it left our lists on %(day)s.", day=day), instead=instead)

    def _is_new(self, on: str, one: Listing) -> Item:
        said = self._language.gettext("Since %(day)s.", day=self._language.date(date.fromisoformat(on)))
        return Item(one.id, one.name, said, summary=one.summary, reach=links.reach(*one.brief.reach))

    def _is_full(self, _on: str, one: Listing) -> Item:
        room = brief.room(one.brief, self._language, self._today)
        if room is None:
            raise LookupError(one.id)
        _status, state, day, span = room
        said = self._language.gettext("%(state)s (%(day)s).", state=state, day=day)
        return Item(one.id, one.name, self._language.sentences(said, one.brief.room[2]), span)

    def _was_checked(self, on: str, one: Listing) -> Item:
        _ = self._language.gettext
        day = self._language.short_date(date.fromisoformat(on))
        is_back = one.brief.status[0] == "paused"
        return Item(one.id, one.name, _("Running again from %(day)s", day=day) if is_back else day)
