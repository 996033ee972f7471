"""Catalogues: the words of the site in another language, in `locales/<code>/petunias.po`, and what is wrong in them.

A translator cannot be expected to know the program. So what would break a page is refused here, in a sentence,
and what is not translated yet is said in English, and marked as English.
"""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from petunias.spoken import Foreign

# What reads catalogues is slow to import, and English does without.
if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

SOURCE = "en"  # the language of the messages themselves
FILE = "petunias.po"
_NAMED = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one message: where it stands, what must be, how to mend it."""

    line: int
    english: str
    message: str
    fix: str


@dataclass(frozen=True)
class Inspection:
    """Faults; whether there is no catalogue at all; how many of its messages are English still, and of how many."""

    faults: tuple[Fault, ...] = ()
    missing: bool = False
    untranslated: int = 0
    messages: int = 0


def folder() -> Path:
    """The folder of catalogues: the template petunias.pot, and one folder a language with petunias.po in it."""
    return Path(__file__).resolve().parent / "locales"


def file(code: str) -> Path:
    """Where the catalogue of a language is, or would be."""
    return folder() / code / FILE


def is_source(code: str) -> bool:
    """Whether the messages are in this language as they stand: English of any country."""
    return code.split("-", maxsplit=1)[0] == SOURCE


def read(content: bytes, code: str) -> Catalog:
    """A catalogue from what stands in its file. PoFileError if it cannot be read."""
    from babel.messages.pofile import read_po  # noqa: PLC0415

    locale: Locale | None
    try:
        locale = Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = None
    return read_po(io.BytesIO(content), locale=locale, abort_invalid=True)


class _Untranslated(gettext.NullTranslations):
    """What a catalogue lacks."""

    def gettext(self, message: str) -> str:
        return _english(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _english(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return _english(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return _english(msgid1 if n == 1 else msgid2)


def _english(message: str) -> str:
    # "%(name)s: %(purpose)s" has no English in it.
    return Foreign(message, SOURCE) if any(map(str.isalpha, _NAMED.sub("", message))) else message


@cache
def translations(code: str) -> gettext.NullTranslations:
    """The messages of a language, ready for use; English where its catalogue is faulty, doubtful or lacks them."""
    if is_source(code):
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import PoFileError  # noqa: PLC0415

    try:
        found = _catalogue(code)
    except (PoFileError, UnicodeDecodeError):
        found = None  # `inspected` says so
    if found is None:
        return _Untranslated()
    for message in list(found):
        if message.id and (not translated(message) or any(faults(message))):
            found.delete(message.id, message.context)
    compiled = io.BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    made = gettext.GNUTranslations(compiled)
    made.add_fallback(_Untranslated())
    return made


def inspected(code: str) -> Inspection:
    """What a check says of the catalogue of a language. English needs none."""
    if is_source(code):
        return Inspection()
    from babel.messages.pofile import PoFileError  # noqa: PLC0415

    try:
        found = _catalogue(code)
    except PoFileError as trouble:
        fix = "open it in a program for translators, such as Poedit, which shows the place."
        return Inspection((Fault(trouble.lineno, "", f"must be a catalogue that gettext reads: {trouble}.", fix),))
    except UnicodeDecodeError:
        return Inspection((Fault(0, "", "must be text in UTF-8.", "save it again as UTF-8."),))
    if found is None:
        return Inspection(missing=True)
    messages = [message for message in found if message.id]
    wrong = [fault for message in messages if translated(message) for fault in faults(message)]
    return Inspection(tuple(wrong), False, sum(not translated(message) for message in messages), len(messages))


def _catalogue(code: str) -> Catalog | None:
    return read(file(code).read_bytes(), code) if file(code).is_file() else None


def translated(message: Message) -> bool:
    """Whether a message has all its words in the other language, and nobody is in doubt about them."""
    return not message.fuzzy and all(_forms(message.string))


def faults(message: Message) -> Iterator[Fault]:
    """What would break a page, or leave out what a message has to say."""
    ids, words = _forms(message.id), _forms(message.string)
    known = [name for id in ids for name in _NAMED.findall(id)]
    # "One thing to do" may leave its number out.
    needed = [name for name in dict.fromkeys(_NAMED.findall(ids[-1])) if not (name == "num" and len(ids) > 1)]

    def fault(must: str, fix: str) -> Fault:
        return Fault(message.lineno or 0, ids[0], must, fix)

    for form in words:
        there = _NAMED.findall(form)
        for name in needed:
            if name not in there:
                yield fault(f"must hold %({name})s, as the English does.", f"put %({name})s where it belongs.")
        for name in dict.fromkeys(there):
            if name not in known:
                names = " and ".join(f"%({name})s" for name in dict.fromkeys(known)) or "no such name"
                yield fault(
                    f"must hold only the names of the English, got %({name})s.",
                    f"the English has {names}; names in brackets are not translated.",
                )
        if "%" in _NAMED.sub("", form):
            yield fault(
                'must hold "%" only as part of a name such as %(day)s, with the brackets and the s.',
                "copy the name from the English once more.",
            )
        if marks := re.search(r"[<>&]", form):
            yield fault(
                f'must be plain words, got "{marks[0]}".',
                'take the mark out; for "&" write the word. The program sets links and bold letters itself.',
            )


def _forms(words: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)
