"""What somebody probably meant: 9.30am is "09:30", 2/3/2026 is 2026-03-02, Mon is monday.

Every function returns the value as it should be written, or None. What it returns has passed the schema's own test.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from babel import Locale

from petunias import schema
from petunias.checks.saying import flow, nearest, slug
from petunias.schema import Choice

_MONTHS = {name[:3].lower(): number for number, name in enumerate(month_name) if name}
_MONTH = "(?P<month>[a-z]{3,9})"
_DATES = (
    r"(?P<year>[0-9]{4})[-/. ]?(?P<month>[0-9]{1,2})[-/. ]?(?P<day>[0-9]{1,2})",
    r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4}|[0-9]{2})",
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[-/. ]*(?:of )?{_MONTH}[-/., ]*(?P<year>[0-9]{{4}}|[0-9]{{2}})",
    rf"{_MONTH}[-/. ]*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[-/., ]+(?P<year>[0-9]{{4}}|[0-9]{{2}})",
)
_MONTH_DAYS = (
    r"(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
    r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})",
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[-/. ]*(?:of )?{_MONTH}",
    rf"{_MONTH}[-/. ]*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?",
)
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.,h ]?(?P<minute>[0-9]{2}))?(?::00)? ?(?P<half>am|pm|a\.m\.?|p\.m\.?|noon)?"
)
_TIME_WORDS = {
    "noon": "12:00",
    "midday": "12:00",
    "12 noon": "12:00",
    "12noon": "12:00",
    "midnight": "23:59",
    "24:00": "23:59",
}
# What speakers in the UK call their language; English names are babel's.
_OWN_NAMES = {"cymraeg": "cy", "gaeilge": "ga", "gàidhlig": "gd", "polski": "pl", "română": "ro", "español": "es"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANS = {
    "weekdays": "monday to friday",
    "every weekday": "monday to friday",
    "weekends": "saturday to sunday",
    "weekend": "saturday to sunday",
    "daily": "monday to sunday",
    "every day": "monday to sunday",
}


def by_format(format: str, text: str) -> str | None:
    """The text in the format that the schema names."""
    if format not in _FORMATS:
        return None
    guess, is_right = _FORMATS[format]
    return next((said for said in guess(text.strip()) if said != text and is_right(said)), None)


def choice(text: str, choices: Sequence[Choice]) -> str | None:
    """The choice that the text most likely means."""
    said = re.sub(r"[\s_]+", "-", text.strip().lower().rstrip(".,;"))
    values = [option.value for option in choices]
    titles = {option.title.lower(): option.value for option in choices}
    one = said.removesuffix("s")  # Mondays, Tues
    for word in (said, one):
        if word in values:
            return word
    if len(said) < 3:
        return None
    begun = {value for value in values if value.startswith(one)}
    begun |= {value for title, value in titles.items() if title.startswith(text.strip().lower())}
    if len(begun) == 1:
        return begun.pop()
    near = nearest(said, values)
    return near or titles.get(nearest(text, list(titles), 75) or "")


def several(text: str, choices: Sequence[Choice]) -> list[str] | None:
    """The choices that the text names: "Mon, Wed", "north and east", "monday to friday". None if one is not known."""
    said = _SPANS.get(text.strip().lower(), text.strip().lower())
    if span := re.fullmatch(r"([a-z]{3,9})\s*(?:to|-|–|until|till)\s*([a-z]{3,9})", said):
        ends = [choice(end, [option for option in choices if option.value in _DAYS]) for end in span.groups()]
        if ends[0] and ends[1]:
            first, last = (_DAYS.index(end) for end in ends if end)
            return list(_DAYS[first : last + 1] if first <= last else (*_DAYS[first:], *_DAYS[: last + 1]))
    parts = [part for part in re.split(r"\s*(?:,|;|/|&|\band\b)\s*", said) if part]
    found = [choice(part, choices) for part in parts]
    known = [value for value in found if value]
    return list(dict.fromkeys(known)) if known and len(known) == len(found) else None


def as_list(text: str, choices: Sequence[Choice], item: Mapping[str, Any]) -> str | None:
    """A single text as the list that was wanted, on one line of YAML. None if it names no known choice."""
    if choices:
        values = several(text, choices)
        return flow(values) if values else None
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if item.get("x-must", "").startswith("be an id"):
        parts = [slug(part) or part for part in parts]
    return flow(parts or [text])


def number(value: Any, low: float | None, high: float | None, *, whole: bool) -> str | None:
    """The number in a text such as 18+ or 52.95 N."""
    found = re.findall(r"-?[0-9]+" if whole else r"-?[0-9]+(?:\.[0-9]+)?", value) if isinstance(value, str) else []
    if len(found) != 1:
        return None
    inside = (low is None or float(found[0]) >= low) and (high is None or float(found[0]) <= high)
    return str(found[0]) if inside else None


def first_part_of_postcode(text: str) -> str | None:
    """AN1 from an1, AN1 2 from an1 2, and AN1 from a whole postcode."""
    said = " ".join(text.upper().split())
    found = re.fullmatch(r"([A-Z]{1,2}[0-9][0-9A-Z]?)(?: ?([0-9])([A-Z]{2})?)?", said)
    if not found:
        return None
    return f"{found[1]} {found[2]}" if found[2] and not found[3] else found[1]


def language(text: str) -> str | None:
    """The code of a language that is named or badly written: Welsh is cy."""
    tidy = re.sub(r"[_ ]", "-", text.strip())
    if text.strip().lower() in _OWN_NAMES:
        return _OWN_NAMES[text.strip().lower()]
    first, *rest = tidy.split("-")
    code = "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])
    for said in (code, _languages().get(text.strip().lower(), "")):
        if said and said != text and schema.is_language(said):
            return said
    return None


def why_no_date(text: str) -> str | None:
    """What is wrong with a date that is written in the right form and does not exist."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    if not 1 <= month <= 12:
        turned = f"{year}-{day:02}-{month:02}"
        return f"write it as {turned}." if schema.is_date(turned) else "check the month: there are only 12."
    if not 1900 <= year <= 2200:
        return "check the year."
    return f"check the day: {month_name[month]} {year} has {monthrange(year, month)[1]} days."


def _dates(text: str) -> Iterator[str]:
    for parts in _matches(_DATES, text):
        year = parts["year"] if len(parts["year"]) == 4 else f"20{parts['year']}"
        if month := _month(parts["month"]):
            yield f"{year}-{month:02}-{int(parts['day']):02}"


def _month_days(text: str) -> Iterator[str]:
    for parts in _matches(_MONTH_DAYS, text):
        if month := _month(parts["month"]):
            yield f"{month:02}-{int(parts['day']):02}"


def _matches(patterns: Sequence[str], text: str) -> Iterator[dict[str, str]]:
    # "Monday 2 March 2026": the day of the week says nothing that the date does not say.
    said = re.sub(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? +", "", text.lower())
    for pattern in patterns:
        if found := re.fullmatch(pattern, said):
            yield found.groupdict()


def _month(said: str) -> int | None:
    return int(said) if said.isdigit() else _MONTHS.get(said[:3])


def _times(text: str) -> Iterator[str]:
    said = re.sub(r"\s+", " ", text.lower())
    if said in _TIME_WORDS:
        yield _TIME_WORDS[said]
    if found := _TIME.fullmatch(said):
        hour, half = int(found["hour"]), (found["half"] or "")[:1]
        if half and not 1 <= hour <= 12:
            half = ""
        if half in ("p", "n"):
            hour = hour % 12 + 12
        elif half == "a":
            hour %= 12
        yield f"{hour:02}:{found['minute'] or '00'}"


def _postcodes(text: str) -> Iterator[str]:
    letters = re.sub(r"[^A-Z0-9]", "", text.upper())
    if 5 <= len(letters) <= 7:
        yield f"{letters[:-3]} {letters[-3:]}"
        # A letter O at the start of the second half is a nought.
        if letters[-3] == "O":
            yield f"{letters[:-3]} 0{letters[-2:]}"


def _emails(text: str) -> Iterator[str]:
    said = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE).strip(" <>.,;\"'")
    yield said
    yield re.sub(r"\s+", "", said)
    yield re.sub(r"\s*[\[(]?\s*\bat\b\s*[\])]?\s*", "@", re.sub(r"\s*[\[(]\s*dot\s*[\])]\s*|\s+dot\s+", ".", said))


def _webs(text: str) -> Iterator[str]:
    said = text.strip(" <>.,;\"'")
    scheme = "http" if re.match(r"http\b", said, re.IGNORECASE) else "https"
    bare = re.sub(r"^(https?)?\s*[:;]?\s*/{1,3}|^https?([:;]|(?=www))", "", said, flags=re.IGNORECASE)
    yield f"{scheme}://{bare}"
    yield f"{scheme}://{''.join(bare.split())}"


def _language(text: str) -> Iterator[str]:
    if said := language(text):
        yield said


@cache
def _languages() -> dict[str, str]:
    names = Locale.parse("en").languages
    return {name.lower(): code.replace("_", "-") for code, name in sorted(names.items(), reverse=True)}


_FORMATS: dict[str, tuple[Callable[[str], Iterator[str]], Callable[[object], bool]]] = {
    "date": (_dates, schema.is_date),
    "month-day": (_month_days, schema.is_month_day),
    "time-of-day": (_times, schema.is_time),
    "uk-postcode": (_postcodes, schema.is_postcode),
    "email": (_emails, schema.is_email),
    "web-address": (_webs, schema.is_web_address),
    "language": (_language, schema.is_language),
}
