"""Text that knows its language, where that is not the language of the page on which it stands.

To whatever sorts, cuts or measures it, it is plain text. Where it is printed, a screen reader has to change its voice:
markupsafe, and with it every template, asks it for HTML and gets the text with its `lang` round it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape


class Foreign(str):
    """Text in the language `lang`, which is not that of the page."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Foreign:
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __reduce__(self) -> tuple[type[Foreign], tuple[str, str]]:
        return Foreign, (str(self), self.lang)  # for another process

    def __repr__(self) -> str:
        return f"Foreign({str(self)!r}, {self.lang!r})"

    def __html__(self) -> Markup:
        return Markup('<bdi lang="{}" dir="auto">{}</bdi>').format(self.lang, str(self))


class Mixed(str):
    """Text with something foreign, or with a link, in it: `html` is the same with its marks."""

    __slots__ = ("html",)
    html: Markup

    def __new__(cls, text: str, html: Markup) -> Mixed:
        made = super().__new__(cls, text)
        made.html = html
        return made

    def __reduce__(self) -> tuple[type[Mixed], tuple[str, Markup]]:
        return Mixed, (str(self), self.html)

    def __repr__(self) -> str:
        return f"Mixed({str(self)!r}, {str(self.html)!r})"

    def __html__(self) -> Markup:
        return self.html


def fill(message: str, values: Mapping[str, object]) -> str:
    """The message with its values in place of %(name)s. What they know of their languages is kept."""
    if not values:
        return message
    if not any(hasattr(part, "__html__") for part in (message, *values.values())):
        return message % values
    plain = {name: value.striptags() if isinstance(value, Markup) else value for name, value in values.items()}
    return Mixed(str(message) % plain, escape(message) % values)


def capital(text: str) -> str:
    """The text with a capital at its start, in whatever language it is."""
    if isinstance(text, Foreign):
        return Foreign(capital(str(text)), text.lang)
    if isinstance(text, Mixed):
        # The first letter after the marks; a letter that had to be escaped has no capital.
        html = re.sub(r"^((?:<[^>]*>)*)([^<&])", lambda m: m[1] + m[2].upper(), str(text.html))
        return Mixed(capital(str(text)), Markup(html))  # noqa: S704 - it was Markup, and gained nothing but a capital
    return text[:1].upper() + text[1:]


def plain(value: object) -> str:
    """Only the words, for where no marks can stand: attributes, titles, addresses."""
    return value.striptags() if isinstance(value, Markup) else str(value)
