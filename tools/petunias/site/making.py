"""The whole site as a stream of files: prose, assets, directory pages, sitemap. Knows no MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import escape

from petunias.language import Language, language
from petunias.model import Directory
from petunias.render import Templates
from petunias.site import headers
from petunias.site.addresses import Spot
from petunias.site.assets import Assets, assets
from petunias.site.edition import Edition
from petunias.site.frame import frame, policy
from petunias.site.paper.shelf import Shelf
from petunias.site.press import Shell
from petunias.site.pressroom import PressRoom
from petunias.site.publish import Parking
from petunias.site.second import Second
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
    codes: dict[str, dict[str, bytes]] = field(default_factory=dict)  # compiled templates by language
    shelf: Shelf | None = None  # the PDFs, if there are to be any

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
                Templates(self.folders, spoken, self.assets.sprite, self.codes.setdefault(spoken.code, {})),
                self.today,
                self.tongues.folder(spoken),
                self.tongues,
                self.assets.paper,
                self.shelf is not None,
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


Shells = Callable[[Language, Spot], Shell]
Files = Iterator[tuple[str, bytes | bool]]


def files(
    plan: Plan,
    prose: Iterable[tuple[str, bytes]],
    shell: Shells,
    told: Callable[[PressRoom], None] = lambda room: None,
    second: Second | None = None,
    parking: Parking | None = None,
) -> Files:
    """Every file of the site as (path, content). `prose` is what MkDocs made; `shell` gives the frame for a spot.

    `told` hears of each language's press room. `second` is a second process that sees to its share of the entries. It
    parks their pages in `parking`, and they come out with no more than whether they were parked.
    """
    made = _made(plan, prose, shell, told, second, parking)
    return headers.added(plan.directory.area, made) if plan.safe else made


def _made(
    plan: Plan,
    prose: Iterable[tuple[str, bytes]],
    shell: Shells,
    told: Callable[[PressRoom], None],
    second: Second | None,
    parking: Parking | None,
) -> Files:
    rooms = [
        PressRoom(edition, plan.tongues, shell, second.deck(edition) if second else None) for edition in plan.editions
    ]
    if second and parking:
        second.go(rooms, shell, parking)
    yield from ((path, content) for path, content in prose if path not in REPLACED)
    yield from plan.assets.files
    addresses = [address for address in plan.prose if address != "404.html"]
    for room in rooms:
        told(room)
        for made in room.everything():
            addresses += [made.address] if made.address is not None else []
            yield made.path, made.content
            for seen in second.ready() if second else ():
                addresses += [seen.address] if seen.address is not None else []
                yield seen.path, seen.parked
    if plan.shelf:
        for room in rooms:
            yield from plan.shelf.files(room.maker, plan.folders)
    for seen in second.rest() if second else ():
        addresses += [seen.address] if seen.address is not None else []
        yield seen.path, seen.parked
    if plan.directory.area.url:
        yield "sitemap.xml", _sitemap(plan.directory.area.url, addresses)


def _sitemap(site_url: str, addresses: Iterable[str]) -> bytes:
    places = "".join(f"<url><loc>{escape(site_url + address)}</loc></url>\n" for address in sorted(set(addresses)))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{places}</urlset>\n".encode()


def made_by_mkdocs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What MkDocs made, in order of path."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
