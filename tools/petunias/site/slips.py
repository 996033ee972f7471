"""What a slip says of an entry: facts in words, few enough to travel with each answer and with each entry's page.

The reader's device keeps them when somebody puts the entry on their list. So a slip needs nothing from a server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from markupsafe import escape

from petunias.language import Language
from petunias.model import Area, Entry, Place
from petunias.site import links, view, wording
from petunias.site.brief import reach
from petunias.spoken import Foreign, Mixed

DATES = 5  # three are shown; the others are for somebody who reads an older page

Slip = dict[str, Any]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def slip(entry: Entry, area: Area, language: Language, today: date, see: Sequence[str] = ()) -> Slip:
    """The facts of an entry by name; what is not known is left out. `see` are the names of where a closed one leads.

    `dates` are ISO, with a `!` where a bank holiday may get in the way; `times` are their times in words. `fresh` is
    what is to be said of the entry's age, then in turn the day on which that changes and what is said from there on.
    """
    texts = {"name": entry.name, "line": entry.summary}
    made: Slip = {"id": entry.id}
    if entry.status.state == "closed":
        stop = _stopped(entry, language, see)
        return {**made, "stop": str(stop), **_told(texts, {"stop": stop})}
    kind, way, note = _call(entry)
    dates = wording.next_dates(entry, area, today, view.LEAVES)[:DATES]
    # A private place has no more than its opening hours to say, whatever else may stand in the data.
    place = None if entry.private_address else _place(entry)
    times = (_when(entry, language, number) for number in range(len(entry.sessions)))
    texts |= {
        "call": way,
        "note": note,
        "when": language.semicolons(list(dict.fromkeys(times))[:2]),
        "where": _where(entry, place, area, language),
        "door": _door(place, language),
        "way": _way(entry, language),
        "cost": wording.cost(entry, language) or "",
        "first": entry.first_visit or "",
    }
    made["by"] = "" if kind == "tel" else kind
    made["dates"] = [
        f"{day.isoformat()}{'T' if start else ''}{start}{'!' if check_first else ''}"
        for day, start, check_first in dates
    ]
    made["times"] = {start: language.time(time.fromisoformat(start)) for _day, start, _check in dates if start}
    fresh = _fresh(entry, area, language, today)
    made["fresh"] = list(map(str, fresh))
    others = {"fresh": fresh[0]}
    room = view.availability(entry, language, today)
    if room and room[0] != "open":
        said = language.gettext("%(state)s (%(day)s).", state=room[1], day=room[2])
        note = entry.availability.note if entry.availability and entry.availability.note else ""
        others["full"] = language.sentences(said, note)
        made["full"] = [room[0], str(others["full"]), room[3].last]
    if halt := view.pause(entry, today):
        until = entry.status.until
        _ = language.gettext
        said = _("Taking a break until %(day)s", day=language.date(until)) if until else _("Taking a break")
        others["pause"] = said
        made["pause"] = [str(said), halt.last]
    return {**{name: value for name, value in made.items() if value}, **_told(texts, others)}


def beside(facts: Slip) -> Slip:
    """The facts without those that the entry's card shows as they are."""
    return {name: value for name, value in facts.items() if name not in ("id", "name", "line")}


def packed(facts: Slip) -> str:
    """The facts as JSON."""
    return _JSON.encode(facts)


def unmarked(facts: Slip) -> Slip:
    """The facts without HTML, for an attribute."""
    return {name: value for name, value in facts.items() if name != "marks"}


def dates_in_words(language: Language) -> Mapping[str, str]:
    """With what a device says a date: short names, and a whole date for each month with {d} and {y} in it."""
    # January 2024 began with a Monday.
    week = [language.leaf(date(2024, 1, 1 + number))[0] for number in range(7)]
    months = [date(2031, number, 28) for number in range(1, 13)]
    whole = [str(language.date(day)).replace("2031", "{y}").replace("28", "{d}") for day in months]
    return {
        "week": "|".join(week),
        "months": "|".join(language.leaf(day)[2] for day in months),
        "whole": "|".join(whole),
    }


def _told(texts: Mapping[str, str], others: Mapping[str, str]) -> Slip:
    """The texts that there are. Those that are in another language than the page are named under its code.

    `marks` has the HTML of those, and of the `others`, that are in more than one language; paper needs it.
    """
    made: Slip = {name: str(text) for name, text in texts.items() if text}
    foreign: dict[str, list[str]] = {}
    for name, text in texts.items():
        if isinstance(text, Foreign):
            foreign.setdefault(text.lang, []).append(name)
    if foreign:
        made["foreign"] = {code: " ".join(names) for code, names in foreign.items()}
    marks: dict[str, str] = {name: text for name, text in texts.items() if isinstance(text, Mixed)}
    marks |= {name: text for name, text in others.items() if hasattr(text, "__html__")}
    if marks:
        made["marks"] = {name: escape(text) for name, text in marks.items()}
    return made


def _call(entry: Entry) -> tuple[str, str, str]:
    """The one way to get in touch that a slip shows: its kind, the number or address, its note."""
    contact = entry.contact
    kind, way = reach(contact)
    note = {"tel": contact.phone_note, "mail": contact.email_note}.get(kind)
    return kind, links.bare(way) if kind == "web" else way, note or ""


def _place(entry: Entry) -> Place | None:
    """Where the first session is, else the first place."""
    wanted = entry.sessions[0].place if entry.sessions else None
    named = (place for place in entry.places if wanted and place.id == wanted)
    return next(named, entry.places[0] if entry.places else None)


def _where(entry: Entry, place: Place | None, area: Area, language: Language) -> str:
    if entry.private_address:
        return language.gettext("The address is kept private. They will tell you where to come.")
    address = [part for part in (place.name, place.address, place.postcode) if part] if place else []
    return language.commas(address) if address else wording.where_words(entry, area, language)


def _door(place: Place | None, language: Language) -> str:
    if place is None:
        return ""
    good = wording.titles(("places", 0, "accessibility"), place.accessibility, language)
    return language.sentences(*map(language.sentence, (*([place.directions] if place.directions else []), *good)))


def _when(entry: Entry, language: Language, number: int) -> str:
    words = wording.session_words(entry, entry.sessions[number], language)
    if not words.times:
        return words.days
    # Translators: days and times of day, as in "Every Tuesday, 10am to noon", in a list.
    return language.gettext("%(days)s, %(times)s", days=words.days, times=words.times)


def _way(entry: Entry, language: Language) -> str:
    first, *others = wording.ways_in(entry, language)
    more = (language.gettext("Another way: %(way)s.", way=way.title) for way in others)
    return language.sentences(language.sentence(first.title), *more) if others else first.title


def _fresh(entry: Entry, area: Area, language: Language, today: date) -> list[str]:
    said: list[str] = []
    for phase in view.phases(entry, area, language, today):
        if said and phase.state == "unlisted":  # what is said before is still true then
            break
        text = phase.title
        if not said:
            said = [text]
        elif str(text) != str(said[-1]):
            said += [phase.span.first, text]
    return said


def _stopped(entry: Entry, language: Language, see: Sequence[str]) -> str:
    _, on = language.gettext, entry.status.on
    said = _("This stopped on %(day)s", day=language.date(on)) if on else _("This has stopped")
    more = language.sentences(_("Try this instead:"), language.list(see)) if see else ""
    return language.sentences(language.sentence(said), language.sentence(more) if more else "")
