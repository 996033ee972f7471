"""Our own templates: everything is escaped unless a template says otherwise and why."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from petunias.language import Language
from petunias.spoken import Foreign, plain

# Only what a description may hold: no headings, images, HTML, code or tables.
_MARKDOWN = MarkdownIt("zero", {"html": False, "linkify": False}).enable(
    ["list", "emphasis", "link", "escape", "newline", "entity"]
)
# Nobody can guess them, so nobody's text can hold them.
_ROOT, _TOP = f"root-{secrets.token_hex(16)}-", f"top-{secrets.token_hex(16)}-"
_NOTHING = Markup()
_ONCE = ("days", "leaf", "petal", "way_icon")
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}


def description_html(text: str) -> Markup:
    """The Markdown subset of a description as HTML that is safe to print.

    The sanitiser is the guard; the Markdown parser with HTML off is only the first door.
    """
    html = nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},  # the star: else title is let through
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return Markup(html)  # noqa: S704 - the sanitiser has just passed it


def tongue(text: str) -> Markup:
    """Attributes for the element round a text that fills it, if the text is in another language than the page."""
    return Markup(' lang="{}" dir="auto"').format(text.lang) if isinstance(text, Foreign) else _NOTHING


def environment(folders: Sequence[Path], language: Language, sprite: str) -> Environment:
    """The environment of one language. Earlier folders win. `sprite` is the address of the icons."""

    @cache
    def icon(name: str) -> Markup:
        """A picture for the eye only; the words stand beside it. It comes from the one sprite of the site."""
        return Markup('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>').format(sprite, name)

    made = Environment(
        loader=FileSystemLoader([folder / "petunias" for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # New-style gettext escapes the values that are put into a message and trusts the message, so that is escaped first.
    words = language.translations
    made.install_gettext_callables(  # type: ignore[attr-defined]
        cache(lambda message: escape(words.gettext(message))),
        lambda one, many, count: escape(words.ngettext(one, many, count)),
        newstyle=True,
        pgettext=lambda context, message: escape(words.pgettext(context, message)),
        npgettext=lambda context, one, many, count: escape(words.npgettext(context, one, many, count)),
    )
    made.globals.update(icon=icon, language=language, tongue=tongue, root=_ROOT, top=_TOP)
    for name in _ONCE:
        made.globals[name] = _made_once(made, name)
    made.filters.update(description=description_html, plain=plain)
    return made


def _made_once(environment: Environment, name: str) -> Callable[..., Markup]:
    """The macro `name` of macros.html, which keeps what it made: the same dates and days stand on many pages."""

    @cache
    def macro(*values: object) -> Markup:
        made: Markup = getattr(environment.get_template("macros.html").module, name)(*values)
        return made

    return macro


def settled(draft: str, root: str, top: str) -> str:
    """A draft with its links settled for the page from which `root` and `top` lead home."""
    return draft.replace(_ROOT, root).replace(_TOP, top)


class Templates:
    """The compiled templates of one language. `sprite` is the address of the icons from the top of the site.

    In a template `root` leads from the page to its language's home page, `top` to the top of the whole site. Both
    are stand-ins while a template is filled, so that a card that stands on many pages is made once.
    """

    def __init__(self, folders: Sequence[Path], language: Language, sprite: str) -> None:
        self._environment = environment(folders, language, _TOP + sprite)

    def draft(self, name: str, /, **values: Any) -> str:
        """The template `name` with the values; its links are not settled yet."""
        return self._environment.get_template(name).render(**values)

    def fill(self, name: str, root: str, top: str, /, **values: Any) -> str:
        """The template `name` with the values, and with the links of everything in it settled for one page."""
        return settled(self.draft(name, **values), root, top)
