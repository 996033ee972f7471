"""Our own templates: everything is escaped unless a template says otherwise and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup, escape

from petunias.folding import FoldingEnvironment
from petunias.language import Language
from petunias.spoken import Foreign, plain

# The checks see to it that no text holds this character. Cards are kept from build to build, so it is always the same.
_ROOT, _TOP = "\x01root\x01", "\x01top\x01"
_NOTHING = Markup()
# What may mean something in Markdown or HTML: any sign that is not known to mean nothing, blanks at the end of a line.
_MEANS = re.compile(r"[^\w .,;:?!()'’‘“”/£%–—…\n-]|_|  | \n|\n\n\n")
_ONCE = ("checked", "checked_in_row", "checked_in_short", "days", "leaf", "on", "petal", "pick", "row", "way_icon")
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}


@cache
def _markdown() -> Callable[[str], str]:
    """Only what a description may hold: no headings, images, HTML, code or tables."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to import, and often not needed

    parser = MarkdownIt("zero", {"html": False, "linkify": False})
    return parser.enable(["list", "emphasis", "link", "escape", "newline", "entity"]).render


def description_html(text: str) -> Markup:
    """The Markdown subset of a description as HTML that is safe to print.

    The sanitiser is the guard; the Markdown parser with HTML off is only the first door.
    """
    plain = text.rstrip("\n")
    if not _MEANS.search(text) and all(line[:1].isalpha() for line in plain.replace("\n\n", "\n").split("\n")):
        # Most descriptions are so: paragraphs of words, each line with a letter at its start.
        paragraphs = plain.removesuffix(" ").split("\n\n")
        return Markup("".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs))  # noqa: S704 - words alone
    html = nh3.clean(
        _markdown()(text),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},  # the star: else title is let through
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
    )
    return Markup(html)  # noqa: S704 - the sanitiser has just passed it


def tongue(text: str) -> Markup:
    """Attributes for the element round a text that fills it, if the text is in another language than the page."""
    return Markup(' lang="{}" dir="auto"').format(text.lang) if isinstance(text, Foreign) else _NOTHING


class Compiled(BytecodeCache):
    """Compiled templates, kept from one build to the next in `codes`, by a key of Jinja's."""

    def __init__(self, codes: dict[str, bytes]) -> None:
        self.codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


def environment(
    folders: Sequence[Path], language: Language, sprite: str, codes: dict[str, bytes] | None = None
) -> Environment:
    """The environment of one language. Earlier folders win. `sprite` is the address of the icons."""

    @cache
    def icon(name: str) -> Markup:
        """A picture for the eye only; the words stand beside it. It comes from the one sprite of the site."""
        return Markup('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>').format(sprite, name)

    made = FoldingEnvironment(
        loader=FileSystemLoader([folder / "petunias" for folder in folders]),
        autoescape=True,
        bytecode_cache=None if codes is None else Compiled(codes),
        auto_reload=False,  # each build has an environment of its own, and need not look at the file for each page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    # New-style gettext escapes the values that are put into a message and trusts the message, so that is escaped first.
    words = language.translations
    gettext = cache(lambda message: escape(words.gettext(message)))
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext,
        lambda one, many, count: escape(words.ngettext(one, many, count)),
        newstyle=True,
        pgettext=lambda context, message: escape(words.pgettext(context, message)),
        npgettext=lambda context, one, many, count: escape(words.npgettext(context, one, many, count)),
    )
    made.globals.update(icon=icon, language=language, tongue=tongue, root=_ROOT, top=_TOP)
    for name in _ONCE:
        made.globals[name] = _made_once(made, name)
    made.messages = {"_": gettext, "gettext": gettext}
    made.pictures = {"icon": icon}
    made.texts = {"root": _ROOT, "top": _TOP}
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

    `codes` keeps what is compiled, and holds what an earlier build has compiled for the same language and sprite.

    In a template `root` leads from the page to its language's home page, `top` to the top of the whole site. Both
    are stand-ins while a template is filled, so that a card that stands on many pages is made once.
    """

    def __init__(
        self, folders: Sequence[Path], language: Language, sprite: str, codes: dict[str, bytes] | None = None
    ) -> None:
        self._environment = environment(folders, language, _TOP + sprite, codes)

    def draft(self, name: str, /, **values: Any) -> str:
        """The template `name` with the values; its links are not settled yet."""
        return self._environment.get_template(name).render(**values)

    def fill(self, name: str, root: str, top: str, /, **values: Any) -> str:
        """The template `name` with the values, and with the links of everything in it settled for one page."""
        return settled(self.draft(name, **values), root, top)
