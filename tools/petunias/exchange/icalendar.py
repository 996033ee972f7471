"""Days to keep in mind as a calendar file that phones and office programs read (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_LONGEST = 75  # octets of a line, without its end
_PRODUCT = "-//Petunias//Partner messages//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that lasts whole days, from the first to the last. `uid` is the same in each file that tells of it."""

    uid: str
    first: date
    until: date
    summary: str
    description: str = ""
    url: str = ""


def calendar(name: str, events: Iterable[Event], today: date) -> bytes:
    """The events as a file, which is as it stood `today`."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{escaped(name)}"]
    for event in events:
        lines += _event(event, today)
    lines += ["END:VCALENDAR"]
    return b"".join(folded(line) for line in lines)


def _event(event: Event, today: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.first)}"
    # The end is the first day on which it is over.
    yield f"DTEND;VALUE=DATE:{_day(event.until + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"  # nobody is busy because of it
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: what means something to a calendar has a backslash before it."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> bytes:
    """The line with its end, in pieces of at most 75 octets; a letter of several octets is not cut."""
    pieces = [bytearray()]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > _LONGEST:
            pieces.append(bytearray(b" "))
        pieces[-1] += octets
    return b"\r\n".join(map(bytes, pieces)) + b"\r\n"


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"
