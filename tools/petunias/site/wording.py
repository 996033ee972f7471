"""The facts of an entry in words that a tired person can use. Nothing here knows HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from petunias import schema
from petunias.dates import next_occasions
from petunias.language import Language
from petunias.model import Area, Confirmed, Contact, Entry, Helpline, Session, WhoFor

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
    _ = language.gettext
    ask = _ask_first(entry.contact, language)
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
    found = tuple(known[id] for id in known if id in entry.access)
    return found or (
        Way("unknown", _("They have not said how to get in"), _("Ask them before you go."), _("Ask how to get in")),
    )


def _ask_first(contact: Contact, language: Language) -> str:
    _ = language.gettext
    if contact.phone:
        return _("Ring or e-mail first") if contact.email else _("Ring first")
    if contact.text:
        return _("Send a text first")
    return _("E-mail first") if contact.email else _("Get in touch first")


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
        return When(language.date(session.first), _times(session, language), (*notes, *_note(session)))
    if session.first and session.until:
        notes.append(
            _("From %(first)s to %(last)s")
            % {"first": language.date(session.first), "last": language.date(session.until)}
        )
    elif session.until:
        notes.append(_("Until %(day)s") % {"day": language.date(session.until)})
    if session.bank_holidays == "closed":
        notes.append(_("Not on bank holidays"))
    elif session.bank_holidays == "runs":
        notes.append(_("On bank holidays too"))
    return When(_days(session, language), _times(session, language), (*notes, *_note(session)))


def _note(session: Session) -> tuple[str, ...]:
    return (session.note,) if session.note else ()


def _days(session: Session, language: Language) -> str:
    _ = language.gettext
    numbers = sorted(WEEKDAYS.index(day) for day in session.days)
    names = language.list([language.weekday(number) for number in numbers])
    if session.every == "fortnight":
        return _("Every other %(days)s") % {"days": names}
    if session.every == "month":
        order = {
            "first": _("first"),
            "second": _("second"),
            "third": _("third"),
            "fourth": _("fourth"),
            "last": _("last"),
        }
        which = language.list([words for id, words in order.items() if id in session.which])
        phrase = _("%(which)s %(days)s of the month") % {"which": which, "days": names}
        return phrase[:1].upper() + phrase[1:]
    if numbers == list(range(7)):
        return _("Every day")
    if numbers == list(range(5)):
        return _("Every weekday")
    return _("Every %(days)s") % {"days": names}


def _times(session: Session, language: Language) -> str:
    _ = language.gettext
    if session.start and session.end:
        return _("%(start)s to %(end)s") % {"start": language.time(session.start), "end": language.time(session.end)}
    return _("from %(start)s") % {"start": language.time(session.start)} if session.start else ""


def cost(entry: Entry, language: Language) -> str | None:
    """What it costs; the one word `free` in the reader's language."""
    if entry.cost is None:
        return None
    if entry.cost.strip().lower() == "free":
        return language.gettext("Free")
    return entry.cost[:1].upper() + entry.cost[1:]


def ages(who: WhoFor, language: Language) -> str | None:
    """Ages in words."""
    _ = language.gettext
    if who.youngest is not None and who.oldest is not None:
        return _("Ages %(youngest)s to %(oldest)s") % {"youngest": who.youngest, "oldest": who.oldest}
    if who.youngest is not None:
        return _("Aged %(youngest)s and over") % {"youngest": who.youngest}
    return _("Up to age %(oldest)s") % {"oldest": who.oldest} if who.oldest is not None else None


def titles(kind_path: tuple[str | int, ...], values: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The schema's words for the values, in the schema's order."""
    known = schema.choices("entry", kind_path)
    return tuple(language.gettext(choice.title) for choice in known if choice.value in values)


def where_words(entry: Entry, area: Area, language: Language) -> str:
    """Where, in a few words: the localities, or that it is online, by phone, or the whole area."""
    _ = language.gettext
    if entry.ways and "in-person" not in entry.ways:
        first, *more = [words for id, words in _remote(language) if id in entry.ways]
        return language.list([first, *(words[:1].lower() + words[1:] for words in more)])
    names = [locality.name for locality in area.localities if locality.id in entry.localities]
    return language.list(names) or _("All of %(area)s") % {"area": area.name}


def _remote(language: Language) -> tuple[tuple[str, str], ...]:
    _ = language.gettext
    return (("online", _("Online")), ("phone", _("By phone")), ("home-visit", _("At your home")))


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


def helpline(line: Helpline) -> str:
    """What a line to ring is for. Its name is left out where it is only the number again, as with 999."""
    words = ", ".join(part for part in (line.purpose, line.when) if part)
    if line.name.replace(" ", "").isdigit():
        return words[:1].upper() + words[1:]
    return f"{line.name}: {words}" if words else line.name


def next_dates(entry: Entry, area: Area, today: date, count: int) -> tuple[tuple[date, str, bool], ...]:
    """The next dates as (day, ISO start or nothing, whether to check first because of a bank holiday)."""
    if entry.status.state in ("closed", "withdrawn"):
        return ()
    start = today
    if entry.status.state == "paused":
        if entry.status.until is None:
            return ()
        start = max(today, entry.status.until)
    found = next_occasions(entry.sessions, today=start, count=count, nation=area.nation, terms=area.terms)
    return tuple(
        (occasion.day, occasion.start.strftime("%H:%M") if occasion.start else "", occasion.bank_holiday)
        for occasion in found
    )
