"""What all pages of one language are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from petunias.language import Language
from petunias.model import Area, Directory
from petunias.render import Templates
from petunias.site.tongues import Tongues


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of the site, on one day. `folder` is its own folder, such as `cy/`; empty for the default.

    `directory` is as the readers of the language see it. `tongues` knows of the other languages, if there are any.
    `paper_style` is the address of the style sheet of what is printed, from the top of the site; `pdf` says whether the
    site has PDFs of it. `form_style` and `form_script` are addresses of what /register/ needs.
    """

    directory: Directory
    language: Language
    templates: Templates
    today: date
    folder: str = ""
    tongues: Tongues | None = None
    paper_style: str = ""
    pdf: bool = False
    form_style: str = ""
    form_script: str = ""


def brand_name(area: Area, language: Language) -> str:
    """What the whole site is called; every title ends with it."""
    return str(language.gettext("Petunias: %(area)s health directory", area=area.name))
