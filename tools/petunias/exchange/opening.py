"""Opening times in words to sessions, only where there is one way to read them.

"Monday 12noon - 2pm" is certain. "One morning per week" is not, nor is "Monday 9 - 4 except Thursdays". There the words
must stay words: a wrong time sends somebody to a locked door.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?:mon|tues?|wed(?:nes)?|weds|thur?s?|fri|sat(?:ur)?|sun)(?:day)?s?"
_TIME = r"(?:\d{1,2}(?:[.:]\d{2})?\s*(?:am|pm|noon|midday)?|noon|midday)"
_TO = r"(?:-|to|until|till)"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<holiday>\(?(?:except|excluding|not|closed)(?:\s+open)?(?:\s+on)?\s+bank\s+holidays?\)?)
  | (?P<term>\(?(?:in\s+)?term[\s-]*time(?:\s+only)?\)?)
  |
    (?P<all>every\s+day|daily|7\s+days(?:\s+(?:a|per)\s+week)?|seven\s+days\s+a\s+week)
  | (?P<weekdays>weekdays?) | (?P<weekend>weekends?) | (?P<day>{_DAY}\b\.?)
  | (?P<appointment>by\s+appointment(?:\s+only)?)
  | (?P<range>{_TIME}\s*(?:{_TO})\s*{_TIME}(?![\w:])) | (?P<time>{_TIME}(?![\w:]))
  | (?P<note>\((?![^)]*\d)[^()]{{1,60}}\)) | (?P<to>{_TO}\b|-)
  | (?P<open>(?:we\s+are\s+)?open(?:ing\s+times?)?\b:?|(?:from|every|each|on)\b)
  | (?P<and>and\b|&|\+|,|/|;|:|\.|\n)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass
class _Group:
    """Days, and the times on them."""

    days: list[str] = field(default_factory=list)
    times: list[tuple[str, str | None]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


class _Uncertain(Exception):
    """There is more than one way to read it."""


def sessions(text: str) -> list[dict[str, Any]]:
    """The sessions that the words speak of; none unless every word is understood."""
    plain = re.sub(r"\s*[–—−]\s*", " - ", text.replace("=", "?")).replace("o'clock", "")
    try:
        groups, everywhere = _groups(_tokens(plain))
        return [session for group in groups for session in _sessions(group, everywhere)]
    except _Uncertain:
        return []


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens = []
    at = 0
    text = text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found or found.end() == at:
            raise _Uncertain
        tokens.append((found.lastgroup or "", found[found.lastgroup or 0].strip()))
        at = found.end()
        while at < len(text) and text[at] == " ":
            at += 1
    return tokens


def _groups(tokens: list[tuple[str, str]]) -> tuple[list[_Group], dict[str, Any]]:
    groups: list[_Group] = []
    everywhere: dict[str, Any] = {}
    joined = ""
    for kind, raw in _days_first(tokens):
        word = raw.lower()
        last = groups[-1] if groups else None
        if kind in ("to", "and"):
            joined = kind
            continue
        if kind in ("day", "all", "weekdays", "weekend"):
            if last is None or last.times or last.extra:
                last = _Group()
                groups.append(last)
            _add_days(last, kind, word, joined == "to")
        elif kind == "holiday":
            everywhere["bank_holidays"] = "closed"
        elif kind == "term":
            everywhere["term_time"] = "true"
        elif kind != "open":
            if last is None or not last.days:
                raise _Uncertain
            _add(last, kind, raw if kind == "note" else word)
        if joined == "to" and kind != "day":
            raise _Uncertain
        joined = ""
    if joined == "to" or not groups or any(not group.times and "note" not in group.extra for group in groups):
        raise _Uncertain
    return groups, everywhere


def _days_first(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same, but "10am - 2pm Mondays" as "Mondays 10am - 2pm", if that is all there is."""
    kinds = [kind for kind, _ in tokens]
    if (
        kinds
        and kinds[0] == "range"
        and kinds.count("range") == 1
        and set(kinds[1:]) <= {"day", "to", "and", "weekdays", "open"}
    ):
        return [*tokens[1:], tokens[0]]
    return tokens


def _add_days(group: _Group, kind: str, word: str, to: bool) -> None:
    if kind == "day":
        day = next(day for day in DAYS if day.startswith(word[:3]))
        if to:
            if not group.days or DAYS.index(group.days[-1]) >= DAYS.index(day):
                raise _Uncertain
            group.days += DAYS[DAYS.index(group.days[-1]) + 1 : DAYS.index(day) + 1]
        else:
            group.days.append(day)
        return
    group.days += {"all": DAYS, "weekdays": DAYS[:5], "weekend": DAYS[5:]}[kind]


def _add(group: _Group, kind: str, word: str) -> None:
    if kind == "appointment":
        if group.times:
            raise _Uncertain
        group.extra["note"] = "By appointment"
    elif kind == "note":
        if not group.times or "note" in group.extra:
            raise _Uncertain
        note = word.strip("()").strip()
        group.extra["note"] = note[:1].upper() + note[1:]
    elif kind == "time":
        start = _clock(word)
        if start is None or not re.search(r"am|pm|noon|midday|:", word):
            raise _Uncertain
        group.times.append((start, None))
    else:
        group.times.append(_range(word))


def _sessions(group: _Group, everywhere: dict[str, Any]) -> list[dict[str, Any]]:
    if len(set(group.days)) != len(group.days):
        raise _Uncertain
    days = sorted(group.days, key=DAYS.index)
    if not group.times:
        return [{"days": days, **everywhere, **group.extra}]
    made = []
    for start, end in group.times:
        session: dict[str, Any] = {"days": days, "start": start}
        if end:
            session["end"] = end
        made.append({**session, **everywhere, **group.extra})
    return made


def _range(words: str) -> tuple[str, str]:
    start, end = (part.strip() for part in re.split(rf"\s*{_TO}\s*", words, maxsplit=1))
    candidates = [(a, b) for a in _readings(start) for b in _readings(end) if 15 <= b - a <= 14 * 60]
    if not _marked(start) and not _marked(end):
        # Nobody hands out food at night: 10 - 2 is in the day. But 7 - 9 may be either.
        candidates = [(a, b) for a, b in candidates if 8 * 60 <= a < 18 * 60 and b <= 20 * 60]
    elif not _marked(start):
        # "1 - 3pm" is two hours, not fourteen; "10 - 11am" likewise.
        candidates = sorted(candidates, key=lambda pair: pair[1] - pair[0])[:1]
    if len(candidates) != 1:
        raise _Uncertain
    return _written(candidates[0][0]), _written(candidates[0][1])


def _marked(time: str) -> bool:
    return re.search(r"am|pm|noon|midday", time) is not None


def _clock(time: str) -> str | None:
    found = _readings(time)
    return _written(found[0]) if len(found) == 1 else None


def _readings(time: str) -> list[int]:
    """Each minute of the day that the time may mean."""
    if time in ("noon", "midday"):
        return [12 * 60]
    found = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm|noon|midday)?", time)
    if not found:
        return []
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12) or (half in ("noon", "midday") and hour != 12):
        return []
    if half:
        hours = [hour % 12 if half == "am" else hour % 12 + 12]
    elif hour >= 12 or (len(found[1]) == 2 and found[1].startswith("0")):
        hours = [hour]
    else:
        hours = [hour, hour + 12]
    return [one * 60 + minute for one in hours]


def _written(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
