"""Words, dates, times and lists in the reader's language.

English is the language of the messages themselves. Any other has a catalogue; what that lacks stays English, and is
marked as English.
"""

from __future__ import annotations

import gettext as gettext_module
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time
from functools import cache, lru_cache, reduce

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, match_skeleton
from babel.lists import format_list
from markupsafe import escape

from petunias.catalogue import is_source, translations
from petunias.spoken import Foreign, Mixed, capital, fill

# Day before month, and no comma, in British English; Babel's plain "en" is American.
_BRITISH = {"en": "en_GB"}
# What people here call a language, where Babel has another name.
_BRITISH_NAMES = {"bn": "Bengali"}
_STOPS = frozenset(".!?…؟۔।。！？")


@dataclass(frozen=True)
class Language:
    """One language of the site, by its BCP 47 code."""

    code: str
    translations: gettext_module.NullTranslations

    def gettext(self, message: str, /, **values: object) -> str:
        """The message in this language, with its values."""
        return fill(self.translations.gettext(message), values)

    def ngettext(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The message for that number of things, which is its %(num)s."""
        return fill(self.translations.ngettext(one, many, count), {"num": count, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """The message where one English word has two meanings, and `context` says which."""
        return fill(self.translations.pgettext(context, message), values)

    @property
    def locale(self) -> str:
        """The name by which Babel knows the language; British English for one whose dates nobody has told it."""
        return _locale(self.code) or _BRITISH["en"]

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(Locale.parse(self.locale).text_direction)

    def date(self, day: Date) -> str:
        """9 October 2026"""
        return _date(day, "d MMMM y" if self._english else "long", self.locale)

    def short_date(self, day: Date) -> str:
        """9 Oct 2026"""
        return _date(day, "d MMM y" if self._english else "medium", self.locale)

    def month(self, day: Date) -> str:
        """October 2026"""
        return _date(day, "MMMM y" if self._english else _pattern("yMMMM", self.locale), self.locale)

    def leaf(self, day: Date) -> tuple[str, str, str]:
        """The parts of a leaf of a calendar: Tue, 24, Nov."""
        return _date(day, "EEE", self.locale), str(day.day), _date(day, "MMM", self.locale)

    def weekday(self, number: int) -> str:
        """The name of a day, 0 for Monday."""
        # 1 January 2024 was a Monday.
        return _date(Date(2024, 1, 1 + number), "EEEE", self.locale)

    def time(self, moment: Time) -> str:
        """10am, 7:30pm, noon in English; the language's own short form in others."""
        return _time(moment, self.locale)

    @property
    def _english(self) -> bool:
        return is_source(self.locale.replace("_", "-"))

    def list(self, items: Sequence[str]) -> str:
        """a, b and c"""
        return _joined(items, lambda texts: str(format_list(texts, locale=self.locale)))

    def commas(self, items: Sequence[str]) -> str:
        """a, b, c"""
        # Babel lacks this list for some languages.
        return self._chained(items, self.translations.pgettext("a list", "%(first)s, %(next)s"))

    def semicolons(self, items: Sequence[str]) -> str:
        """a, b; c: for items that may have commas in them."""
        return self._chained(items, self.translations.pgettext("a list of phrases", "%(first)s; %(next)s"))

    def _chained(self, items: Sequence[str], pattern: str) -> str:
        return _joined(items, lambda texts: reduce(lambda a, b: pattern % {"first": a, "next": b}, texts))

    def sentences(self, *texts: str) -> str:
        """Whole sentences, one after another; empty ones are left out."""
        return _joined([text for text in texts if text], " ".join)

    def sentence(self, text: str) -> str:
        """The text with a full stop, if nothing ends it yet."""
        if text.rstrip("\"'»”’)")[-1:] in _STOPS:
            return text
        return self.pgettext("ends a sentence", "%(sentence)s.", sentence=text)

    def capital(self, text: str) -> str:
        """The text with a capital at its start."""
        if self.code in ("tr", "az") and text[:1] == "i" and not isinstance(text, Foreign | Mixed):
            return f"İ{text[1:]}"
        return capital(text)

    def language_name(self, code: str) -> str:
        """The name of another language, in this one: Bengali for bn."""
        code = code.split("-", maxsplit=1)[0]
        if self._english and code in _BRITISH_NAMES:
            return _BRITISH_NAMES[code]
        return str(Locale.parse(self.locale).languages.get(code, code))

    def own_name(self, code: str) -> str:
        """What a language calls itself: Cymraeg for cy."""
        known = _locale(code)
        return str((Locale.parse(known).get_language_name() if known else None) or self.language_name(code))


def _joined(items: Sequence[str], join: Callable[[list[str]], str]) -> str:
    """The items joined; what they know of their languages is kept."""
    if not items:
        return ""
    if len(items) == 1 and not hasattr(items[0], "__html__"):
        return items[0]
    text = join([str(item) for item in items])
    if not any(hasattr(item, "__html__") for item in items):
        return text
    slots = [f"\ue000{number}\ue001" for number in range(len(items))]
    html = escape(join(slots))
    for slot, item in zip(slots, items, strict=True):
        html = html.replace(slot, escape(item))
    return Mixed(text, html)


@cache
def _locale(code: str) -> str | None:
    """Babel's name for a language; None if it has only heard of it, as of Romany."""
    name = _BRITISH.get(code, code.replace("-", "_"))
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None
    return name


@cache
def _pattern(skeleton: str, locale: str) -> str:
    """The language's own order of the parts of a date."""
    known = Locale.parse(locale).datetime_skeletons
    match = match_skeleton(skeleton, known)
    # Names as they stand within a sentence: Babel 2.18 mixes up languages in those that stand alone.
    return re.sub(
        r"'[^']*'|[Lc]",
        lambda found: {"L": "M", "c": "E"}.get(found[0], found[0]),
        known[match].pattern if match else "MMMM y",
    )


@lru_cache(maxsize=8192)
def _date(day: Date, pattern: str, locale: str) -> str:
    written = format_date(day, pattern, locale=locale)
    # British short months: "Sept" in the locale data is not how signs are written.
    return re.sub(r"\bSept\b", "Sep", written) if locale == "en_GB" else written


@lru_cache(maxsize=2048)
def _time(moment: Time, locale: str) -> str:
    if not locale.startswith("en"):
        return format_time(moment, "short", locale=locale)
    if (moment.hour, moment.minute) == (12, 0):
        return "noon"
    if (moment.hour, moment.minute) == (0, 0):
        return "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'am' if moment.hour < 12 else 'pm'}"


@cache
def language(code: str) -> Language:
    """The language of that code. Without a catalogue its words are English, its dates its own."""
    return Language(code, translations(code))
