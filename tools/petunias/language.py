"""Words, dates, times and lists in the reader's language.

English is the language of the messages themselves. Any other is a catalogue in `locales/`, read from its .po file,
so that no compiled file has to be kept.
"""

from __future__ import annotations

import gettext as gettext_module
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import time as Time
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

# Day before month, and no comma, in British English; Babel's plain "en" is American.
_BRITISH = {"en": "en_GB"}


@dataclass(frozen=True)
class Language:
    """One language of the site, by its BCP 47 code."""

    code: str
    translations: gettext_module.NullTranslations

    def gettext(self, message: str) -> str:
        """The message in this language; itself where the catalogue lacks it."""
        return self.translations.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message for that number of things."""
        return self.translations.ngettext(one, many, count)

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
        return _date(day, "d MMMM y", self.locale)

    def short_date(self, day: Date) -> str:
        """9 Oct 2026"""
        return _date(day, "d MMM y", self.locale)

    def month(self, day: Date) -> str:
        """October 2026"""
        return _date(day, "MMMM y", self.locale)

    def day_and_date(self, day: Date) -> str:
        """Tuesday 24 November"""
        return _date(day, "EEEE d MMMM", self.locale)

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

    def list(self, items: Sequence[str]) -> str:
        """a, b and c"""
        return format_list(list(items), locale=self.locale) if items else ""

    def language_name(self, code: str) -> str:
        """The name of another language, in this one: Bengali for bn."""
        return str(Locale.parse(self.locale).languages.get(code.split("-", maxsplit=1)[0], code))

    def own_name(self, code: str) -> str:
        """What a language calls itself: Cymraeg for cy."""
        known = _locale(code)
        return str((Locale.parse(known).get_language_name() if known else None) or self.language_name(code))


@cache
def _locale(code: str) -> str | None:
    """Babel's name for a language; None if it has only heard of it, as of Romany."""
    name = _BRITISH.get(code, code.replace("-", "_"))
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return None
    return name


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


def catalogues() -> Path:
    """The folder of catalogues: one folder a language, with petunias.po in it."""
    return Path(__file__).resolve().parent / "locales"


@cache
def language(code: str) -> Language:
    """The language of that code. Without a catalogue its words are English, its dates its own."""
    file = catalogues() / code / "petunias.po"
    if not file.exists():
        return Language(code, gettext_module.NullTranslations())
    with file.open("rb") as source:
        catalogue = read_po(source, locale=code.replace("-", "_"))
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language(code, gettext_module.GNUTranslations(compiled))


def right_to_left(code: str) -> bool:
    """Whether a language is written from right to left; False for a code that Babel does not know."""
    known = get_global("language_aliases").get(code, code).split("-")[0]
    return known in {"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "ckb", "dv", "ku-arab"}
