"""The PDFs of a site. One that says what it said in the last build is taken from there, not made again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from petunias.site import addresses, assets
from petunias.site.maker import Maker
from petunias.site.paper import booklet, whats_on
from petunias.site.paper.forms import of_team
from petunias.site.paper.handouts import Handout, of_topics, whole
from petunias.site.paper.joining import joining_form
from petunias.site.paper.pdf import document
from petunias.site.topic_pages import in_order


class Shelf:
    """What the last build left in `site`: `known` are digests of its PDFs by path. `digests` are those of this one."""

    def __init__(self, site: Path, known: Mapping[str, str]) -> None:
        self._site, self._known = site, known
        self.digests: dict[str, str] = {}

    def files(self, maker: Maker, folders: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
        """Every PDF of a language as (path, content), each in large print as well. `folders` are the looks."""
        style = assets.paper_style(folders)
        for handout in printed(maker):
            for large in (False, True):
                made = document(maker, handout, style, large=large)
                path = maker.spot(addresses.pdf(handout.name, large=large)).path
                self.digests[path] = made.digest
                yield path, self._kept(path, made.digest) or made.pdf()

    def _kept(self, path: str, digest: str) -> bytes | None:
        with suppress(OSError):
            if self._known.get(path) == digest:
                return (self._site / path).read_bytes()
        return None


def printed(maker: Maker) -> Iterator[Handout]:
    """Everything of which a site has PDFs."""
    yield from of_topics(maker)
    yield from (whole(maker, topic) for topic in in_order(maker))
    yield from whats_on.of_places(maker)
    yield from booklet.of_places(maker)
    yield from of_team(maker)
    yield joining_form(maker)
