"""Handouts as PDFs: tagged, with bookmarks and embedded fonts, the same bytes for the same words.

They are declared as PDF/UA-1 (ISO 14289-1). WeasyPrint makes them; it is not needed for anything else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from petunias.language import Language
from petunias.site.addresses import Spot
from petunias.site.edition import brand_name
from petunias.site.maker import Maker
from petunias.site.paper.handouts import Handout

# Fonts that a Debian or Ubuntu machine can have (fonts-noto-core). For Urdu, Noto Naskh: text in Nastaliq cannot be
# taken out of a PDF in its order.
FONTS = (
    'html { font-family: "Noto Sans", "Noto Sans Bengali", "Noto Naskh Arabic", "DejaVu Sans", sans-serif } '
    "body { margin: 0 } h1, h2, h3, h4 { font-weight: 700 } "
)


class NoPrinter(Exception):
    """WeasyPrint, or a library that it needs, is not on this machine; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Outside(Spot):
    """Where a PDF stands: nowhere in the site, so its links are whole addresses; none where the area has none."""

    url: str = ""

    @property
    def root(self) -> str:
        return self.url + self.folder

    @property
    def site(self) -> str:
        return self.url


@dataclass(frozen=True)
class Document:
    """A handout as a whole HTML document, ready to be made into a PDF."""

    html: str

    @cached_property
    def digest(self) -> str:
        """What stands for the words, the look and the program that makes it."""
        return hashlib.sha256(f"{weasyprint().__version__} {self.html}".encode()).hexdigest()[:16]

    def pdf(self) -> bytes:
        """The PDF. NoPrinter if this machine cannot make any."""
        program = weasyprint()
        # Nothing is fetched but the pictures that stand in the document itself.
        fetcher = program.urls.URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
        made: bytes = program.HTML(string=self.html, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
        return made


def document(maker: Maker, handout: Handout, style: str, *, large: bool = False) -> Document:
    """The handout with all that it needs in it. `style` is the style sheet of what is printed."""
    edition = maker.edition
    spot = Outside("", edition.folder, maker.area.url or "")
    paper = maker.fill(
        handout.template, spot, handout=handout, large=large, linked=bool(maker.area.url), **handout.values
    )
    author = brand_name(maker.area, edition.language)
    return Document(_page(str(paper), handout, edition.language, style, author, edition.today))


def _page(body: str, handout: Handout, language: Language, style: str, author: str, day: date) -> str:
    return Markup(
        '<!doctype html>\n<html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="description" content="{}"><meta name="author" content="{}">'
        '<meta name="dcterms.created" content="{}"><meta name="dcterms.modified" content="{}">'
        "<style>{}</style></head><body>{}</body></html>"
    ).format(
        language.code,
        language.direction,
        str(handout.title),
        str(handout.about),
        author,
        day.isoformat(),
        day.isoformat(),
        Markup(FONTS + style),  # noqa: S704 - our own style sheet
        Markup(body),  # noqa: S704 - our template has escaped it
    )


def weasyprint() -> Any:
    """The program that makes PDFs. NoPrinter if this machine lacks it or what it needs."""
    try:
        import weasyprint as program  # noqa: PLC0415 - slow to import, and needed for PDFs alone
    except (ImportError, OSError) as trouble:
        raise NoPrinter(
            "PDFs need WeasyPrint and the library Pango, and this machine lacks them. "
            "Fix: pip install 'petunias[pdf]', and apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0."
        ) from trouble
    return program
