"""A slip as a PDF: what was picked, on one page to hand over, for those who make it without a browser."""

from __future__ import annotations

from collections.abc import Sequence

from petunias.model import Entry
from petunias.site import addresses, slips
from petunias.site.maker import Maker
from petunias.site.paper.codes import Code
from petunias.site.paper.facts import facts
from petunias.site.paper.handouts import Handout, common


def slip(maker: Maker, entries: Sequence[Entry]) -> Handout:
    """The slip of those entries, in that order. One that has stopped says so, and where to go instead."""
    edition, area = maker.edition, maker.area
    _, language = edition.language.gettext, edition.language
    names = {entry.id: entry.name for entry in edition.directory.entries}
    items = []
    for entry in entries:
        see = [names[id] for id in entry.status.see if id in maker.by_id]
        told = facts(slips.slip(entry, area, language, edition.today, see), language, today=edition.today)
        page = f"{area.url}{edition.folder}{addresses.entry(entry.id)}" if area.url else ""
        items.append((told, Code(page)))
    return Handout(
        "slip",
        "",
        _("For you to keep"),
        _("One page of what you picked, to hand over on paper, as a text message or by e-mail."),
        "a4",
        "paper/slip.html",
        {"items": tuple(items), **common(maker, addresses.HOME)},
    )
