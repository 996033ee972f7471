"""A poster for each group: what it has given us, set out for its own wall, with a code that leads to its page."""

from __future__ import annotations

from petunias.model import Entry
from petunias.site import addresses, slips
from petunias.site.edition import brand_name
from petunias.site.maker import Maker
from petunias.site.paper.codes import Code
from petunias.site.paper.facts import facts
from petunias.site.paper.handouts import Handout

# From so many letters in all on, the words are set smaller, so that one side of A4 holds them.
LONG, LONGER, LONGEST, WHOLE = 330, 600, 950, 1500


def poster(maker: Maker, entry: Entry) -> Handout:
    """The poster of an entry that stands in lists."""
    edition, area = maker.edition, maker.area
    _ = edition.language.gettext
    told = facts(slips.slip(entry, area, edition.language, edition.today), edition.language, today=edition.today)
    page = f"{area.url}{edition.folder}{addresses.entry(entry.id)}" if area.url else ""
    texts = (told.name, told.name, told.line, told.when, told.where, told.way, told.cost, told.first, told.note)
    return Handout(
        f"poster-{entry.id}",
        "",
        entry.name,
        entry.summary,
        "a4",
        "paper/poster.html",
        {
            "facts": told,
            "more": page,
            "code": Code(page),
            "size": sum(sum(map(len, texts)) >= limit for limit in (LONG, LONGER, LONGEST, WHOLE)),
            "brand": brand_name(area, edition.language),
            "made_on": edition.language.date(edition.today),
        },
    )
