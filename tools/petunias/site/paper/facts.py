"""What paper says of a service. It is read long after it was printed, so whatever ages stands there with its day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from petunias.language import Language
from petunias.site import slips
from petunias.spoken import Foreign, Mixed

DATES = 3  # as many as a slip shows
_TEXTS = ("note", "when", "where", "door", "way", "cost", "first", "stop")
_HOW = ("when", "where", "way", "cost")


@dataclass(frozen=True, slots=True)
class Dated:
    """One real date in words; `check_first` where a bank holiday may get in the way."""

    iso: str
    words: str
    check_first: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """A service in words; what is not known is empty.

    `call` is the one way to get in touch, `by` its kind: tel, sms, mail, web or visit. `fresh` says how old all that
    is, `full` and `pause` that there is no room or that it takes a break, `stop` that it has stopped. `how` is when,
    where, the way in and the cost as sentences.
    """

    id: str
    name: str
    line: str
    by: str = "tel"
    call: str = ""
    note: str = ""
    when: str = ""
    dates: tuple[Dated, ...] = ()
    where: str = ""
    door: str = ""
    way: str = ""
    cost: str = ""
    first: str = ""
    fresh: str = ""
    full: str = ""
    pause: str = ""
    stop: str = ""
    how: str = ""


def facts(slip: slips.Slip, language: Language, *, today: date, name: str = "", line: str = "") -> Facts:
    """The facts of a slip, which may lack the name and line that a list has of it."""
    told: dict[str, Any] = {"name": name, "line": line, **slip}
    for code, names in told.get("foreign", {}).items():
        told |= {field: Foreign(told[field], code) for field in names.split() if told.get(field)}
    # What is in more than one language comes with its marks; our own builds have escaped it.
    marked = {field: Markup(html) for field, html in told.get("marks", {}).items()}  # noqa: S704

    def spoken(field: str, text: str) -> str:
        return Mixed(text, marked[field]) if field in marked else text

    texts = {
        field: spoken(field, told.get(field, ""))
        for field in ("note", "when", "where", "door", "way", "cost", "first", "stop")
    }
    room, halt = told.get("full"), told.get("pause")
    return Facts(
        id=told["id"],
        name=told["name"],
        line=told["line"],
        by=told.get("by") or "tel",
        call=told.get("call", ""),
        dates=_dates(told, language, today),
        fresh=spoken("fresh", told["fresh"][0]) if told.get("fresh") else "",
        full=spoken("full", room[1]) if room else "",
        pause=spoken("pause", halt[0]) if halt else "",
        how=language.sentences(*(language.sentence(text) for name in _HOW if (text := texts[name]))),
        **texts,
    )


def kept(id: str, packed: str, language: Language, *, today: date, name: str, line: str) -> Facts:
    """The facts of an entry from what the search keeps of it."""
    return facts({"id": id, **json.loads(packed)}, language, today=today, name=name, line=line)


def _dates(told: Mapping[str, Any], language: Language, today: date) -> tuple[Dated, ...]:
    _, times = language.gettext, told.get("times", {})
    found = []
    for written in told.get("dates", ()):
        check_first = written.endswith("!")
        day, _t, start = written.removesuffix("!").partition("T")
        if day < today.isoformat():
            continue
        weekday, number, month = language.leaf(date.fromisoformat(day))
        # Translators: a day in few letters, as in "Tue 24 Nov".
        words = _("%(weekday)s %(day)s %(month)s", weekday=weekday, day=number, month=month)
        if start:
            # Translators: a day and a time, as in "Tue 24 Nov, 10am".
            words = _("%(day)s, %(time)s", day=words, time=times[start])
        found.append(Dated(day, words, check_first))
    return tuple(found[:DATES])
