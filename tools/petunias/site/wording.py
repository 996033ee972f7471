"""The facts of an entry in words that a tired person can use. Nothing here knows HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from petunias import schema
from petunias.dates import next_occasions
from petunias.language import Language
from petunias.model import Area, Confirmed, Entry, Helpline, Session, Term, WhoFor
from petunias.spoken import Foreign

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Way:
    """How to get in: the schema's word (or `unknown`), the loud sentence, the quiet one, the words of a badge."""

    id: str
    title: str
    text: str
    badge: str


def ways_in(entry: Entry, language: Language) -> tuple[Way, ...]:
    """How to get in, the easiest way first. One Way that says so if nothing is known."""
    contact = entry.contact
    return _ways_in(entry.access, bool(contact.phone), bool(contact.text), bool(contact.email), language)


@lru_cache(maxsize=1024)
def _ways_in(access: tuple[str, ...], phone: bool, text: bool, email: bool, language: Language) -> tuple[Way, ...]:
    _ = language.gettext
    ask = _ask_first(phone, text, email, language)
    known = {
        "drop-in": Way(
            "drop-in", _("You can just turn up"), _("No booking, and no doctor’s letter."), _("Just turn up")
        ),
        "contact-first": Way("contact-first", ask, _("They will tell you when to come."), ask),
        "professional-referral": Way(
            "professional-referral",
            _("Your GP or link worker refers you"),
            _("Ask at your practice."),
            _("Referral needed"),
        ),
    }
    found = tuple(known[id] for id in known if id in access)
    return found or (
        Way("unknown", _("They have not said how to get in"), _("Ask them before you go."), _("Ask how to get in")),
    )


def _ask_first(phone: bool, text: bool, email: bool, language: Language) -> str:
    _ = language.gettext
    if phone:
        return _("Ring or e-mail first") if email else _("Ring first")
    if text:
        return _("Send a text first")
    return _("E-mail first") if email else _("Get in touch first")


@dataclass(frozen=True, slots=True)
class When:
    """One session in words: the loud part, the times, and what else there is to say about it."""

    days: str
    times: str
    notes: tuple[str, ...]


def session_words(entry: Entry, session: Session, language: Language) -> When:
    """`Every Tuesday`, `10am to noon`, and its notes."""
    _ = language.gettext
    notes = []
    place = next((place.name for place in entry.places if place.id and place.id == session.place), None)
    if place and len(entry.places) > 1:
        notes.append(place)
    if session.term_time:
        notes.append(_("Only in school term"))
    if session.first and session.first == session.until:
        return When(language.date(session.first), times(session, language), (*notes, *_note(session)))
    if session.first and session.until:
        notes.append(
            _("From %(first)s to %(last)s", first=language.date(session.first), last=language.date(session.until))
        )
    elif session.until:
        notes.append(_("Until %(day)s", day=language.date(session.until)))
    if session.bank_holidays == "closed":
        notes.append(_("Not on bank holidays"))
    elif session.bank_holidays == "runs":
        notes.append(_("On bank holidays too"))
    days = _days(session.days, session.every, session.which, language)
    return When(days, times(session, language), (*notes, *_note(session)))


def _note(session: Session) -> tuple[str, ...]:
    return (session.note,) if session.note else ()


# Many entries meet on one day.
@lru_cache(maxsize=8192)
def _days(days: tuple[str, ...], every: str, which: tuple[str, ...], language: Language) -> str:
    _ = language.gettext
    numbers = sorted(WEEKDAYS.index(day) for day in days)
    names = language.list([language.weekday(number) for number in numbers])
    if every == "fortnight":
        # Translators: %(days)s are several days, as in "Every other Monday and Friday".
        return _("Every other %(days)s", days=names) if len(numbers) > 1 else _every_other(language)[numbers[0]]
    if every == "month":
        order = language.list([words for id, words in _order(language) if id in which])
        # Translators: as in "first and third Monday of the month". A capital is put at the start if it lacks one.
        return language.capital(_("%(which)s %(days)s of the month", which=order, days=names))
    if numbers == list(range(7)):
        return _("Every day")
    if numbers == list(range(5)):
        return _("Every weekday")
    # Translators: %(days)s are several days, as in "Every Monday and Friday".
    return _("Every %(days)s", days=names) if len(numbers) > 1 else _every(language)[numbers[0]]


def _every(language: Language) -> tuple[str, ...]:
    # Whole phrases, as days change their form in many languages.
    _ = language.gettext
    return (
        _("Every Monday"),
        _("Every Tuesday"),
        _("Every Wednesday"),
        _("Every Thursday"),
        _("Every Friday"),
        _("Every Saturday"),
        _("Every Sunday"),
    )


def _every_other(language: Language) -> tuple[str, ...]:
    _ = language.gettext
    return (
        _("Every other Monday"),
        _("Every other Tuesday"),
        _("Every other Wednesday"),
        _("Every other Thursday"),
        _("Every other Friday"),
        _("Every other Saturday"),
        _("Every other Sunday"),
    )


def _order(language: Language) -> tuple[tuple[str, str], ...]:
    pgettext = language.pgettext
    return (
        ("first", pgettext("which days in a month", "first")),
        ("second", pgettext("which days in a month", "second")),
        ("third", pgettext("which days in a month", "third")),
        ("fourth", pgettext("which days in a month", "fourth")),
        ("last", pgettext("which days in a month", "last")),
    )


def times(session: Session, language: Language) -> str:
    """`10am to noon`, or nothing if the file does not say."""
    _ = language.gettext
    if session.start and session.end:
        # Translators: times of day, as in "10am to noon".
        return _("%(start)s to %(end)s", start=language.time(session.start), end=language.time(session.end))
    return _("from %(start)s", start=language.time(session.start)) if session.start else ""


def cost(entry: Entry, language: Language) -> str | None:
    """What it costs; the one word `free` in the reader's language."""
    if entry.cost is None:
        return None
    if entry.cost.strip().lower() == "free":
        # Translators: it costs nothing.
        return language.pgettext("cost", "Free")
    return language.capital(entry.cost)


def ages(who: WhoFor, language: Language) -> str | None:
    """Ages in words."""
    _ = language.gettext
    if who.youngest is not None and who.oldest is not None:
        return _("Ages %(youngest)s to %(oldest)s", youngest=who.youngest, oldest=who.oldest)
    if who.youngest is not None:
        return _("Aged %(youngest)s and over", youngest=who.youngest)
    return _("Up to age %(oldest)s", oldest=who.oldest) if who.oldest is not None else None


def titles(kind_path: tuple[str | int, ...], values: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The schema's words for the values, in the schema's order."""
    if not values:
        return ()
    known = schema.choices("entry", kind_path)
    return tuple(language.gettext(choice.title) for choice in known if choice.value in values)


def where_words(entry: Entry, area: Area, language: Language) -> str:
    """Where, in a few words: the localities, or that it is online, by phone, or the whole area."""
    _ = language.gettext
    if entry.ways and "in-person" not in entry.ways:
        return language.capital(language.list([words for id, words in _remote(language) if id in entry.ways]))
    names = [locality.name for locality in area.localities if locality.id in entry.localities]
    return language.list(names) or _("All of %(area)s", area=area.name)


def _remote(language: Language) -> tuple[tuple[str, str], ...]:
    # Translators: where a group is, as in "By phone and at your home". The first gets its capital by itself.
    pgettext = language.pgettext
    return (
        ("online", pgettext("where", "online")),
        ("phone", pgettext("where", "by phone")),
        ("home-visit", pgettext("where", "at your home")),
    )


def ways_to_take_part(entry: Entry, language: Language) -> tuple[str, ...]:
    """Sentences for every way that is not simply going there."""
    _ = language.gettext
    sentences = {
        "online": _("You can take part online."),
        "phone": _("You can take part by phone."),
        "home-visit": _("They can come to your home."),
    }
    return tuple(words for id, words in sentences.items() if id in entry.ways)


def confirmed_by(confirmed: Confirmed, language: Language) -> str:
    """Who said that the details are right."""
    _ = language.gettext
    return {
        "provider": _("The group itself told us that all this is right."),
        "link-worker": _("A link worker made sure that all this is right."),
        "lead-provider": _("The lead provider made sure that all this is right."),
        "team": _("The directory team made sure that all this is right."),
        "import": _("It came from a list that somebody gave us. Nobody rang to check it."),
    }[confirmed.by]


def urgent_lines(area: Area, language: Language) -> tuple[Helpline, ...]:
    """The area's lines to ring when it cannot wait; the country's, if it names none."""
    if area.urgent_help:
        return area.urgent_help
    _ = language.gettext
    danger = Helpline("999", "999", purpose=_("Life in danger"))
    if area.nation == "northern-ireland":  # which has no 111
        return (danger,)
    return danger, Helpline("111", "111", purpose=_("Medical help now, day or night"))


def helpline(line: Helpline, language: Language) -> str:
    """What a line to ring is for. Its name is left out where it is only the number again, as with 999."""
    _ = language.gettext
    name, purpose, when = line.name, line.purpose or "", line.when or ""
    if name.replace(" ", "").isdigit():
        first = language.capital(purpose or when)
        return _("%(purpose)s, %(when)s", purpose=first, when=when) if purpose and when else first
    if purpose and when:
        # Translators: a line to ring, as in "Samaritans: to talk, any time". Only the order and the marks are yours.
        return _("%(name)s: %(purpose)s, %(when)s", name=name, purpose=purpose, when=when)
    return _("%(name)s: %(purpose)s", name=name, purpose=purpose or when) if purpose or when else name


def short_name(line: Helpline) -> str:
    """The name of a line as people say it: 111."""
    short = line.name.removeprefix("NHS ")
    return Foreign(short, line.name.lang) if isinstance(line.name, Foreign) else short


def next_dates(entry: Entry, area: Area, today: date, count: int) -> tuple[tuple[date, str, bool], ...]:
    """The next dates as (day, ISO start or nothing, whether to check first because of a bank holiday)."""
    if entry.status.state in ("closed", "withdrawn"):
        return ()
    start = today
    if entry.status.state == "paused":
        if entry.status.until is None:
            return ()
        start = max(today, entry.status.until)
    return _next_dates(entry.sessions, start, count, area.nation, area.terms)


# Many entries meet at one time.
@lru_cache(maxsize=8192)
def _next_dates(
    sessions: tuple[Session, ...], start: date, count: int, nation: str, terms: tuple[Term, ...]
) -> tuple[tuple[date, str, bool], ...]:
    found = next_occasions(sessions, today=start, count=count, nation=nation, terms=terms)
    return tuple(
        (occasion.day, occasion.start.strftime("%H:%M") if occasion.start else "", occasion.bank_holiday)
        for occasion in found
    )
