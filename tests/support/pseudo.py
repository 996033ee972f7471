"""Languages that nobody speaks: every message of the program, changed so that one can see that it was translated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog

from petunias import catalogue, language
from petunias.reports import catalogue as making

LATIN = "abcdefghijklmnopqrstuvwxyz"
# Letters that look like ours and are not, so that a word which nobody has translated stands out.
ACCENTED = dict(zip(LATIN + LATIN.upper(), "àƀçđéƒğĥîĵķļɱñôþɋřšţũṽŵẋýžÀƁÇĐÉƑĞĤÎĴĶĻṀÑÔÞɊŘŠŢŨṼŴẊÝŽ", strict=True))
# The letters of Urdu, to see a page from right to left.
URDU = dict(zip(LATIN + LATIN.upper(), "ابچدیفگہیجکلمنوپقرستعوغخےز" * 2, strict=True))


def change(letters: Mapping[str, str]) -> Callable[[str], str]:
    """A translator who changes every letter outside %(names)s and puts brackets round the whole."""
    table = str.maketrans(dict(letters))

    def changed(text: str) -> str:
        parts = re.split(r"(%\(\w+\)s)", text)
        return f"[{''.join(part if number % 2 else part.translate(table) for number, part in enumerate(parts))}]"

    return changed


def write(folder: Path, code: str, translate: Callable[[str], str]) -> Path:
    """The catalogue of a language that the translator has filled in."""
    words: Catalog = making.words()
    locale = Locale.parse(code.replace("-", "_"))
    made = Catalog(locale=locale, charset="utf-8")
    for message in words:
        if message.id:
            one, *more = [message.id] if isinstance(message.id, str) else message.id
            forms = tuple(translate(more[0] if number else one) for number in range(made.num_plurals)) if more else ""
            made.add(message.id, forms or translate(one), context=message.context)
    path = folder / code / catalogue.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    head = (
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: {made.plural_forms}\\n"\n'
    )
    path.write_text(head + making.body(made), encoding="utf-8")
    return path


@contextmanager
def catalogues(folder: Path) -> Iterator[None]:
    """The program with the catalogues of this folder in place of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "folder", lambda: folder)
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    catalogue.translations.cache_clear()
    language.language.cache_clear()
