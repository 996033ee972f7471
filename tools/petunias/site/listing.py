"""What lists, and the pages of others, need of an entry: made once from the entry, and light enough to keep.

Every page but an entry's own is made from these. So a build after one edit makes the one again, and takes the others
from the note that the last build left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import NamedTuple

from petunias.model import Entry, Session
from petunias.search import attributes
from petunias.search.corpus import Corpus, Lexicon
from petunias.search.index import Index, Item
from petunias.signposting.services import topics_of
from petunias.site import addresses, lists, slips, view, wording
from petunias.site.edition import Edition
from petunias.site.meetings import Meetings, meetings, two_weeks
from petunias.site.search_files import state_of, why_text

EVENING = time(attributes.EVENING)  # from here on a session counts as an evening one
WEEKDAYS = frozenset(wording.WEEKDAYS[:5])


class Listing(NamedTuple):
    """An entry, as lists see it in one language on one day. A tuple, as ten thousand are read and written at once.

    `soon` is the first date (ISO) on which one can simply turn up, empty if one cannot. `times` are the lists by time
    in which it stands, `badge` says the way in, `card` is the digest of its card; both are empty if it is not listed.
    `topics` are those whose words it is about, `meets` are its dates of this week and the next.
    """

    id: str
    name: str
    summary: str
    domains: tuple[str, ...]
    localities: tuple[str, ...]
    withdrawn: bool
    listed: bool
    order: tuple[int, int, str, str]
    soon: str
    times: tuple[str, ...]
    badge: str
    provider: str
    provider_id: str
    formerly: tuple[str, ...]
    see: tuple[str, ...]
    card: str
    topics: tuple[str, ...] = ()
    meets: Meetings | None = None


@dataclass(frozen=True, slots=True)
class Deck:
    """The listings of all entries, in order of id, and what gives a listed one's card, and what the search knows of it.

    `corpus` is what made those items. `index` makes the search index of the entries of these ids, in order of id,
    with what gives a card's HTML.
    """

    listings: Sequence[Listing]
    card: Callable[[str], str]
    item: Callable[[str], Item]
    corpus: Corpus
    index: Callable[[Sequence[str], Callable[[str], str]], Index]


def dealt(edition: Edition, lexicon: Lexicon | None = None) -> Deck:
    """The listings and cards of all entries of an edition. `lexicon` are the words of its area, if they are ready."""
    listings, cards, items = [], {}, {}
    corpus = Corpus(edition.directory, edition.language, lexicon or True)
    for entry in edition.directory.entries:
        found, card, item = listing(entry, edition, corpus)
        listings.append(found)
        cards[entry.id] = card
        if item:
            items[entry.id] = item
    return Deck(listings, cards.__getitem__, items.__getitem__, corpus, indexer(corpus, items.__getitem__))


def indexer(corpus: Corpus, item: Callable[[str], Item]) -> Callable[[Sequence[str], Callable[[str], str]], Index]:
    """What makes a whole index of entries by their ids."""
    return lambda ids, card: corpus.index(map(item, ids), card)


def listing(entry: Entry, edition: Edition, corpus: Corpus) -> tuple[Listing, str, Item | None]:
    """The entry's listing, its card, whose links are not settled yet, and what the search knows of it.

    There is neither card nor item if it stands in no list.
    """
    listed = lists.listed(entry, edition.directory.area, edition.today)
    card, html, soon, item, meets = None, "", "", None, None
    if listed:
        card = view.card(entry, edition.directory.area, edition.language, edition.today)
        html = edition.templates.draft("card.html", card=card, entry=entry, address=addresses.entry(entry.id))
        if "drop-in" in entry.access and card.order[:2] == (0, 0) and card.leaves:
            soon = card.leaves[0].iso
        if entry.sessions:
            (first, _sunday), (_monday, until) = two_weeks(edition.today)
            meets = meetings(entry, edition.directory.area, edition.language, edition.today, (first, until), card)
        kept = slips.slip(entry, edition.directory.area, edition.language, edition.today)
        item = corpus.item(entry, state_of(card), why_text(entry))._replace(slip=slips.packed(slips.beside(kept)))
    made = Listing(
        id=entry.id,
        name=entry.name,
        summary=entry.summary,
        domains=entry.domains,
        localities=entry.localities,
        withdrawn=entry.status.state == "withdrawn",
        listed=listed,
        order=card.order if card else (9, 9, "", ""),
        soon=soon,
        times=tuple(id for id, wanted in TIMES if any(map(wanted, entry.sessions))) if entry.sessions else (),
        badge=card.way.badge if card else "",
        provider=entry.provider or "",
        provider_id=addresses.provider_id(entry.provider) if entry.provider else "",
        formerly=entry.formerly,
        see=entry.status.see,
        card=hashlib.blake2b(html.encode(), digest_size=8).hexdigest() if html else "",
        topics=topics_of(entry, edition.directory.topics) if listed else (),
        meets=meets,
    )
    return made, html, item


def _on_an_evening(session: Session) -> bool:
    return session.start is not None and session.start >= EVENING and bool(WEEKDAYS & set(session.days))


# The lists by time, and which sessions stand in each.
TIMES: tuple[tuple[str, Callable[[Session], bool]], ...] = (
    ("evenings", _on_an_evening),
    ("saturdays", lambda session: "saturday" in session.days),
    ("sundays", lambda session: "sunday" in session.days),
)
