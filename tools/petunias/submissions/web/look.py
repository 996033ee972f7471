"""Pages of the service in the site's own look: the frames that the last build left, and the real templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from markupsafe import Markup

from petunias import reading
from petunias.language import Language
from petunias.model import Area, Directory, Entry
from petunias.resources import Surroundings
from petunias.site import addresses, memory
from petunias.site.again import Shells
from petunias.site.maker import NOT_FOR_ENGINES, Maker, Page
from petunias.site.making import Plan
from petunias.site.pages import titled
from petunias.submissions.base import Trouble

_NOWHERE = ('<link rel="canonical" href="">\n', '<meta property="og:url" content="">\n')


@dataclass(frozen=True)
class Dress:
    """What a page is made with, on one day."""

    plan: Plan
    shells: Shells
    makers: dict[str, Maker]

    @property
    def area(self) -> Area:
        """The area."""
        return self.plan.directory.area


class Look:
    """Dresses pages as those of the site in `site`. It is looked up anew when a build has left new frames."""

    def __init__(self, around: Surroundings, site: Path, today: Callable[[], date]) -> None:
        self.around, self.site, self.today = around, site, today
        self._kept: tuple[object, Dress] | None = None
        self._lock = Lock()

    @property
    def dress(self) -> Dress:
        """What pages are made with now. Trouble if there is no whole site."""
        stamp = (self.today(), _stamp(memory.beside(self.site)), _stamp(self.around.directory / "area.yaml"))
        with self._lock:
            if self._kept is None or self._kept[0] != stamp:
                try:
                    self._kept = (stamp, self._dress())
                except Trouble:
                    if self._kept is None:
                        raise
                    # A build is under way, or area.yaml is wrong just now: what was right a moment ago will do.
        return self._kept[1]

    def _dress(self) -> Dress:
        directory = reading.read_some(self.around.directory, frozenset(), words=False)
        if directory is None:
            raise Trouble(f"{self.around.directory}: must be right. Fix: run petunias check.")
        with memory.opened(self.site) as kept:
            if kept is None:
                raise Trouble(f"{self.site}: must hold a site. Fix: run petunias build.")
            try:
                prose, prose_code = kept.note("prose")
                shells, codes = Shells(kept=kept.note("shells")), kept.note("codes")
            except memory.Broken as trouble:
                raise Trouble(f"{self.site}: must hold a whole site. Fix: build it again.") from trouble
        plan = Plan(directory, self.around.overrides, self.today(), prose=prose, prose_code=prose_code, codes=codes)
        return Dress(plan, shells, {edition.language.code: Maker(edition) for edition in plan.editions})

    @property
    def area(self) -> Area:
        """The area."""
        return self.dress.area

    def language(self, code: str = "") -> Language:
        """The language of that code, else the first of the site's."""
        return self.maker(code).edition.language

    def maker(self, code: str = "") -> Maker:
        """What pages of a language are made with. It knows no entries."""
        makers = self.dress.makers
        return makers.get(code) or next(iter(makers.values()))

    def showing(self, entry: Entry) -> Maker:
        """What the pages of one entry are made with, the directory being as if there were no other."""
        plan = self.dress.plan
        directory = Directory(plan.directory.area, (entry,), plan.directory.partners, plan.directory.topics)
        return Maker(replace(plan, directory=directory).editions[0])

    def page(self, maker: Maker, page: Page) -> str:
        """The whole page as HTML. No search engine is to keep it."""
        dress, edition = self.dress, maker.edition
        page = replace(titled(page, edition), head=page.head + NOT_FOR_ENGINES, listed=False)
        # Only the form is there in other languages as well.
        made = dress.shells(edition.language, page.spot).fill(page, None, addresses.REGISTER)
        # It has no address that anybody else may know. The first of each is the frame's own.
        for empty in _NOWHERE:
            made = made.replace(empty, "", 1)
        return made

    def fill(
        self, template: str, address: str, title: str, /, code: str = "", script: bool = False, **values: Any
    ) -> str:
        """A page of the service at an address: the template with the values, and the form's script if it is wanted."""
        maker = self.maker(code)
        spot = maker.spot(address)
        head = Markup('\n<link rel="stylesheet" href="{}{}">').format(spot.site, maker.edition.form_style)
        if script:
            head += Markup('\n<script src="{}{}" defer></script>').format(spot.site, maker.edition.form_script)
        body = maker.fill(template, spot, **values)
        section = "" if address.startswith("desk/") else "register"
        return self.page(maker, Page(spot, title, title, body, section, head=head))


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError:
        return (0, 0)
    return found.st_mtime_ns, found.st_size
