"""Everything that can be printed from a directory, without its site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from petunias.checks.saying import nearest, quoted
from petunias.model import Directory, Entry, Locality, Topic
from petunias.resources import Surroundings
from petunias.site import assets
from petunias.site.maker import Maker
from petunias.site.making import Plan
from petunias.site.paper import handouts, whats_on
from petunias.site.paper.booklet import booklet
from petunias.site.paper.forms import of_team
from petunias.site.paper.handouts import Handout
from petunias.site.paper.joining import joining_form
from petunias.site.paper.pdf import Document, document
from petunias.site.paper.poster import poster
from petunias.site.paper.slip import slip
from petunias.site.topic_pages import in_order, prompts, services

Thing = TypeVar("Thing")


class Unknown(ValueError):
    """Something that the directory does not have was asked for; the message says what there is."""


class Workshop:
    """Makes handouts of one language of a directory, and documents from them.

    `code` is the language, else the area's first.
    """

    def __init__(self, directory: Directory, around: Surroundings, today: date, code: str = "") -> None:
        plan = Plan(directory, around.overrides, today)
        known = {edition.language.code: edition for edition in plan.editions}
        self.maker = Maker(_one(known, code or directory.area.languages[0], "language"))
        self._style = assets.paper_style(around.overrides)

    def documents(self, found: Iterable[Handout], *, large: bool) -> Iterator[tuple[str, Document]]:
        """Each handout as the name of its file and its document."""
        for handout in found:
            name = f"{handout.name}{'-large-print' if large else ''}.pdf"
            yield name, document(self.maker, handout, self._style, large=large)

    def topics(self, ids: Sequence[str]) -> Iterator[Handout]:
        """All of each topic."""
        return (handouts.whole(self.maker, topic) for topic in self._topics(ids))

    def cards(self, ids: Sequence[str]) -> Iterator[Handout]:
        """The prompt card and the health benefit card of each topic, as far as it has them."""
        for topic in self._topics(ids):
            if prompts(self.maker, topic):
                yield handouts.prompt_card(self.maker, topic)
            if topic.benefits:
                yield handouts.benefit_card(self.maker, topic)

    def leaflets(self, ids: Sequence[str], places: Sequence[str]) -> Iterator[Handout]:
        """The leaflet of each topic for each locality."""
        wanted = self.places(places)
        for topic in self._topics(ids):
            found = services(self.maker, topic)
            yield from (handouts.leaflet(self.maker, topic, place, found) for place in wanted)

    def slip(self, ids: Sequence[str]) -> Handout:
        """The slip of those entries, in that order."""
        return slip(self.maker, self.entries(ids))

    def forms(self) -> Iterator[Handout]:
        """The forms for counting, and the checklist."""
        return of_team(self.maker)

    def joining(self) -> Handout:
        """The form by which groups join."""
        return joining_form(self.maker)

    def posters(self, ids: Sequence[str]) -> Iterator[Handout]:
        """The poster of each entry, or of all that stand in lists. What has left the lists has no poster."""
        wanted = self.entries(ids) if ids else self.entries(sorted(self.maker.by_id))
        for entry in wanted:
            if entry.id not in self.maker.by_id:
                raise Unknown(f"{quoted(entry.id)} stands in no list today, so it has no poster.")
            yield poster(self.maker, entry)

    def sheets(self, places: Sequence[str], day: date | None) -> Iterator[Handout]:
        """What is on in each place in the week of that day; without one, this week and the next."""
        for place in self.places(places):
            if day is None:
                yield from whats_on.sheets(self.maker, place)
            else:
                yield whats_on.sheet(self.maker, place, day)

    def booklets(self, places: Sequence[str]) -> Iterator[Handout]:
        """The printed directory of each place."""
        return (booklet(self.maker, place) for place in self.places(places))

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """Those entries; one that was withdrawn is nobody's to print."""
        known = {entry.id: entry for entry in self.maker.edition.directory.entries if entry.status.state != "withdrawn"}
        return [_one(known, id, "entry") for id in ids]

    def places(self, ids: Sequence[str]) -> Sequence[Locality | None]:
        """Those localities, or all; None for an area that has none."""
        known = {place.id: place for place in self.maker.area.localities}
        return [_one(known, id, "locality") for id in ids] or list(known.values()) or [None]

    def _topics(self, ids: Sequence[str]) -> list[Topic]:
        known = {topic.id: topic for topic in in_order(self.maker)}
        return [_one(known, id, "topic") for id in ids] or list(known.values())


def _one(known: dict[str, Thing], id: str, kind: str) -> Thing:
    if id in known:
        return known[id]
    near = nearest(id, known)
    there = f"Do you mean {near}?" if near else f"There is: {', '.join(sorted(known)[:12]) or 'none'}."
    raise Unknown(f"There is no {kind} {quoted(id)}. {there}")
