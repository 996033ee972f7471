"""The whole site as a stream of files: prose, assets, directory pages, sitemap. Knows no MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import escape

from petunias.language import Language, language
from petunias.model import Directory
from petunias.reading import shown
from petunias.render import Templates
from petunias.site import headers
from petunias.site.addresses import Spot
from petunias.site.assets import Assets, assets
from petunias.site.edition import Edition
from petunias.site.frame import frame, policy
from petunias.site.maker import Page
from petunias.site.pages import pages
from petunias.site.press import Shell, press
from petunias.site.tongues import Tongues
from petunias.translating import translated

# MkDocs makes its own sitemap of the prose pages alone; ours takes its place.
REPLACED = frozenset({"sitemap.xml", "sitemap.xml.gz"})


@dataclass(frozen=True)
class Plan:
    """What a site is made from. `folders` are the looks, the area's own first; `safe` asks for the page policy.

    `prose` are the addresses of the prose pages, most of which are in the language `prose_code`.
    """

    directory: Directory
    folders: Sequence[Path]
    today: date
    safe: bool = True
    prose: frozenset[str] = frozenset()
    prose_code: str = "en"

    @cached_property
    def assets(self) -> Assets:
        return assets(self.folders)

    @property
    def policy(self) -> str:
        """The Content-Security-Policy; empty while serving, where live reload needs a script of its own."""
        return policy(self.directory.area) if self.safe else ""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the site, the default first."""
        return tuple(map(language, self.directory.area.languages))

    @cached_property
    def tongues(self) -> Tongues:
        """Which page there is in which language."""
        return Tongues(self.languages, self.prose, self.prose_code, self.directory.area.url)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """What the pages of each language are made from, the default first."""
        return tuple(
            Edition(
                translated(self.directory, spoken.code),
                spoken,
                Templates(self.folders, spoken, self.assets.sprite),
                self.today,
                self.tongues.folder(spoken),
                self.tongues,
            )
            for spoken in self.languages
        )

    def frame(self, spoken: Language) -> dict[str, Any]:
        """What base.html prints on every page of a language."""
        edition = next(edition for edition in self.editions if edition.language == spoken)
        return frame(edition, self.tongues, self.assets, policy=self.policy)

    def prose_frame(self, address: str) -> dict[str, Any]:
        """What base.html prints on the prose page at an address."""
        spoken, told = self.tongues.prose_frame(address)
        return {**self.frame(spoken), **told}


def files(
    plan: Plan,
    prose: Iterable[tuple[str, bytes]],
    shell: Callable[[Language, Spot], Shell],
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site as (path, content). `prose` is what MkDocs made; `shell` gives the frame for a spot."""
    made = _made(plan, prose, shell)
    return headers.added(plan.directory.area, made) if plan.safe else made


def _made(
    plan: Plan,
    prose: Iterable[tuple[str, bytes]],
    shell: Callable[[Language, Spot], Shell],
) -> Iterator[tuple[str, bytes]]:
    yield from ((path, content) for path, content in prose if path not in REPLACED)
    yield from plan.assets.files
    site_url = plan.directory.area.url
    addresses = [address for address in plan.prose if address != "404.html"]
    for edition in plan.editions:

        def noted(made: Iterator[Page]) -> Iterator[Page]:
            for page in made:
                if page.listed:
                    addresses.append(page.spot.path)
                    others = plan.tongues.head(page.spot.address, page.spot.site)
                    yield replace(page, head=page.head + others) if others else page
                else:
                    yield page

        def framed(spot: Spot, spoken: Language = edition.language) -> Shell:
            return shell(spoken, spot)

        yield from press(noted(pages(edition)), framed, site_url)
    if site_url:
        yield "sitemap.xml", _sitemap(site_url, addresses)


def _sitemap(site_url: str, addresses: Iterable[str]) -> bytes:
    places = "".join(f"<url><loc>{escape(site_url + address)}</loc></url>\n" for address in sorted(set(addresses)))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{places}</urlset>\n".encode()


def made_by_mkdocs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What MkDocs made, in order of path."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def template_sentence(trouble: Exception) -> str | None:
    """Where a template is wrong, and what is said of it; None if no template is at fault."""
    if isinstance(trouble, TemplateSyntaxError):
        place = shown(Path(trouble.filename)) if trouble.filename else trouble.name
        return f"{place}:{trouble.lineno}: must be a template that Jinja reads: {trouble.message}"
    frames = []
    step = trouble.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename.endswith(".html"):
            frames.append(f"{shown(Path(step.tb_frame.f_code.co_filename))}:{step.tb_lineno}")
        step = step.tb_next
    if frames:
        # A slip such as {{ 1 / 0 }} is Python's to tell, in words that may say nothing without their kind.
        kind = "" if isinstance(trouble, TemplateError) else f"{type(trouble).__name__}: "
        return f"{frames[-1]}: {kind}{trouble}"
    return f"A template: {trouble}" if isinstance(trouble, TemplateError) else None
