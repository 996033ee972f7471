"""A partner's message as its pages show it: when it is due, in words with their days, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from petunias.language import Language
from petunias.model import Message, Partner
from petunias.seasons import Window, windows
from petunias.signposting.campaigns import Campaign, campaigns
from petunias.signposting.services import key_of
from petunias.site import addresses, lists, signposts
from petunias.site.maker import Maker
from petunias.site.view import Span

HORIZON = timedelta(days=550)  # a page is right for a year and a half
ENTRIES = 4  # that one message points to
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of days on which something is shown, as ISO dates; none means always. `now` is the day of the build."""

    of: tuple[tuple[str, str], ...] = ()
    now: bool = True

    def __str__(self) -> str:
        return " ".join("/".join(one) for one in self.of)


@dataclass(frozen=True, slots=True)
class Said:
    """Words that hold on some days only."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Something to point to: an entry, a list or a topic; `phone` is empty where there is none."""

    name: str
    address: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One message. `phone` is the partner's own, `since` the day on which it came into season, empty if it is not."""

    id: str
    partner: str
    partner_id: str
    theme: str | None
    address: str
    text: str
    about: str | None
    say: str | None
    seasonal: bool
    since: str
    season: tuple[Said, ...]
    spans: Spans
    entries: tuple[Place, ...]
    lists: tuple[Place, ...]
    phone: str | None

    @property
    def aloud(self) -> str:
        """What to say, or what it is about where nothing is said."""
        return self.say or self.about or ""

    @property
    def now(self) -> bool:
        """Whether it is to be said on the day of the build, because of the time of year."""
        return self.seasonal and self.spans.now


def partners(maker: Maker) -> list[Partner]:
    """Those with messages, or with messages to come, by name."""
    every = (one for one in maker.edition.directory.partners if not one.supporter)
    return sorted(every, key=lambda one: (lists.plain(one.name), one.id))


def supporters(maker: Maker) -> list[Partner]:
    """Those that only support the others, by name."""
    every = (one for one in maker.edition.directory.partners if one.supporter)
    return sorted(every, key=lambda one: (lists.plain(one.name), one.id))


def address_of(partner: Partner, number: int) -> str:
    """Where message `number`, from 0, of a partner stands."""
    page = addresses.page(addresses.partner(partner.id), number // addresses.PAGE_LENGTH + 1)
    return f"{page}#{addresses.message_id(partner.messages[number].key)}"


def shown(maker: Maker, partner: Partner) -> list[Shown]:
    """The partner's messages, in the order of its file."""
    return [_shown(maker, partner, number, message) for number, message in enumerate(partner.messages)]


def _shown(maker: Maker, partner: Partner, number: int, message: Message) -> Shown:
    today, language = maker.edition.today, maker.edition.language
    due = on_days(message, today)
    found = signposts.meant(maker, message.signpost, key_of(partner, message))[:ENTRIES]
    topics = {topic.id: topic for topic in maker.edition.directory.topics}
    led = [Place(topics[id].title, addresses.topic(id)) for id in message.signpost.topics]
    led += [Place(one.title, one.address) for one in signposts.more(maker, message.signpost, maker.area.name)]
    return Shown(
        id=addresses.message_id(message.key),
        partner=partner.name,
        partner_id=partner.id,
        theme=partner.theme,
        address=address_of(partner, number),
        text=message.text,
        about=message.about,
        say=message.say,
        seasonal=bool(due),
        since=next((one.first.isoformat() for one in due if one.first <= today), ""),
        season=said_of(message, language, today),
        spans=spans_of(due, today),
        entries=tuple(Place(one.name, addresses.entry(one.id), one.phone) for one in found),
        lists=tuple(led),
        phone=partner.phone,
    )


def on_days(message: Message, today: date) -> tuple[Window, ...]:
    """When the message has its time of year, from today until the horizon; nothing if that is always."""
    due = windows(message.seasons, first=today, until=today + HORIZON)
    return () if any(one.endless for one in due) else due


def spans_of(due: Sequence[Window], today: date) -> Spans:
    """The windows as a page says them; none of them means always."""
    now = not due or any(one.first <= today <= one.until for one in due)
    return Spans(tuple((one.first.isoformat(), one.until.isoformat()) for one in due), now)


def between(due: Sequence[Window], today: date) -> Spans:
    """The days, from today on, that lie in none of the windows; these are in order."""
    found, start = [], today
    for one in due:
        if one.first > start:
            found.append((start.isoformat(), (one.first - DAY).isoformat()))
        start = max(start, one.until + DAY)
    found.append((start.isoformat(), date.max.isoformat()))
    return Spans(tuple(found), found[0][0] == today.isoformat())


def said_of(message: Message, language: Language, today: date) -> tuple[Said, ...]:
    """When the message is due, in words: while a campaign lasts, and before the next."""
    due = on_days(message, today)
    if not due:
        return (Said(language.gettext("All year"), Span()),)
    every = campaigns(message.seasons, today, today + HORIZON)
    found = [(one.first, one.until, _during(one, language)) for one in every]
    before: date | None = None
    for one in due:
        if one.first > today:
            begins = next(campaign for campaign in every if campaign.first == one.first)
            found.append((before or date.min, one.first - DAY, _ahead(begins, language)))
        before = one.until + DAY
    return tuple(
        Said(words, Span("" if first == date.min else first.isoformat(), until.isoformat(), first <= today <= until))
        for first, until, words in sorted(found, key=lambda one: one[:2])
    )


def _during(campaign: Campaign, language: Language) -> str:
    _ = language.gettext
    name, last = campaign.name, language.date(campaign.day or campaign.until)
    if campaign.day:
        if name:
            return _("%(name)s: this week, on %(day)s", name=name, day=last)
        return _("This week: the day is %(day)s", day=last)
    return _("%(name)s: now, until %(day)s", name=name, day=last) if name else _("Now, until %(day)s", day=last)


def _ahead(campaign: Campaign, language: Language) -> str:
    _ = language.gettext
    name, first = campaign.name, language.date(campaign.day or campaign.first)
    if campaign.day or campaign.first == campaign.until:
        return _("%(name)s: on %(day)s", name=name, day=first) if name else _("On %(day)s", day=first)
    return _("%(name)s: from %(day)s", name=name, day=first) if name else _("From %(day)s", day=first)


def when(campaign: Campaign, language: Language) -> str:
    """Its days in words."""
    _ = language.gettext
    if campaign.day or campaign.first == campaign.until:
        return language.date(campaign.day or campaign.first)
    return _("%(first)s to %(last)s", first=language.date(campaign.first), last=language.date(campaign.until))
