"""Every page of one language, pressed into its frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from petunias.language import Language
from petunias.model import Entry
from petunias.resources import shown
from petunias.site import addresses
from petunias.site.addresses import Spot
from petunias.site.edition import Edition
from petunias.site.joining import known
from petunias.site.listing import Deck, dealt
from petunias.site.maker import Maker, Page
from petunias.site.pages import pages, pages_of, titled
from petunias.site.partner_calendar import calendar_file
from petunias.site.press import Shell, press
from petunias.site.tongues import Tongues


@dataclass(frozen=True, slots=True)
class Pressed:
    """One finished page; `address` is for the sitemap, None for a page that is not to be found."""

    path: str
    content: bytes
    address: str | None


class PressRoom:
    """Makes and presses the pages of one edition. `shell` gives the frame for a language and a spot.

    `prints` are the digests of the pages that are not an entry's own, by path, as far as they are made.
    """

    def __init__(
        self,
        edition: Edition,
        tongues: Tongues,
        shell: Callable[[Language, Spot], Shell],
        deck: Deck | None = None,
    ) -> None:
        self.edition, self.tongues = edition, tongues
        self.deck = deck or dealt(edition)
        self.maker = Maker(edition, self.deck)
        self.prints: dict[str, bytes] = {}
        self._listings = {one.id: one for one in self.maker.every}
        self.shell = cache(lambda depth: shell(edition.language, Spot("s/" * depth)))
        self.site_url = edition.directory.area.url

    def page(self, page: Page) -> Pressed:
        """One page in its frame."""
        if page.listed and (others := self.tongues.head(page.spot.address, page.spot.site)):
            page = replace(page, head=page.head + others)
        path, content = press(titled(page, self.edition), self.shell(page.spot.depth), self.site_url)
        return Pressed(path, content, page.spot.path if page.listed else None)

    def entry(self, entry: Entry) -> list[Pressed]:
        """An entry's page and those at its old addresses."""
        return [self.page(page) for page in pages_of(self.maker, entry, self._listings[entry.id])]

    def lists(self) -> Iterator[tuple[Page, bytes]]:
        """Every page but those of the entries, with its digest."""
        for page in pages(self.maker):
            self.prints[page.spot.path] = found = page.print
            yield page, found

    def search_files(self) -> Iterator[Pressed]:
        """The files of the search index, which no sitemap lists."""
        folder = self.edition.folder
        return (Pressed(folder + path, content, None) for path, content in self.maker.index.files)

    def data_files(self) -> Iterator[Pressed]:
        """The files of the search index and of the form."""
        yield from self.search_files()
        yield Pressed(
            self.edition.folder + known.PATH,
            known.known(one.known for one in self.maker.every if not one.withdrawn),
            None,
        )

    def calendars(self) -> Iterator[Pressed]:
        """The campaigns of partners' messages as a calendar file, if there are any. No entry changes it."""
        if content := calendar_file(self.maker):
            yield Pressed(self.edition.folder + addresses.CALENDAR, content, None)

    def everything(self) -> Iterator[Pressed]:
        """Every page: of entries, then lists, files of search and form, the calendar. In no order.

        A second process may be making the index; that is there by the time when lists want to know where it is.
        """
        for entry in self.edition.directory.entries:
            yield from self.entry(entry)
        for page, _print in self.lists():
            yield self.page(page)
        yield from self.data_files()
        yield from self.calendars()


class BuildFailed(Exception):
    """The site was not made; the message says why, and the last good site stands as it was."""


@contextmanager
def plainly(failure: type[Exception]) -> Iterator[None]:
    """What a person can mend is raised as a `failure` whose words are a sentence; anything else as it is."""
    try:
        yield
    except Exception as trouble:
        told = template_sentence(trouble) or (str(trouble) if isinstance(trouble, ValueError | OSError) else None)
        if told is None:
            raise
        raise failure(told) from trouble


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
