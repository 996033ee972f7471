"""What lists, and the pages of others, need of an entry: made once from the entry, and light enough to keep.

Every page but an entry's own is made from these. So a build after one edit makes the one again, and takes the others
from the note that the last build left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import NamedTuple

from petunias import phones
from petunias.model import Entry, Session
from petunias.search import attributes
from petunias.search.corpus import Corpus, Lexicon
from petunias.search.index import Index, Item
from petunias.signposting.services import Phrases, phrases_of, signposts_to
from petunias.site import addresses, lists, slips, view, wording
from petunias.site.brief import Brief, brief
from petunias.site.edition import Edition
from petunias.site.joining import known
from petunias.site.meetings import Meetings, meetings, two_weeks
from petunias.site.search_files import state_of, why_text

EVENING = time(attributes.EVENING)  # from here on a session counts as an evening one
WEEKDAYS = frozenset(wording.WEEKDAYS[:5])


class Listing(NamedTuple):
    """An entry, as lists see it in one language on one day. A tuple, as ten thousand are read and written at once.

    `soon` is the first date (ISO) on which one can simply turn up, empty if one cannot. `times` are the lists by time
    in which it stands, `badge` says the way in, `card` is the digest of its card; both are empty if it is not listed.
    `about` are the topics and messages of whose words it has one. `phone` is empty where there is none. `known` is its
    line in what the form looks through. `brief` is what tables say of it, `line` the digest of such a row. `meets` are
    its dates of this week and the next.
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
    about: tuple[str, ...]
    phone: str
    known: str
    brief: Brief
    line: str
    meets: Meetings | None


@dataclass(frozen=True, slots=True)
class Deck:
    """The listings of all entries, in order of id, and what gives a listed one's card, and what the search knows of it.

    `slips` are those of the listed that were just read, as their pages have them. `corpus` is what made the items.
    `index` makes the search index of the entries of these ids, in order of id, with what gives a card's HTML.
    """

    listings: Sequence[Listing]
    card: Callable[[str], str]
    item: Callable[[str], Item]
    corpus: Corpus
    index: Callable[[Sequence[str], Callable[[str], str]], Index]
    slips: Mapping[str, str] = field(default_factory=dict)


def dealt(edition: Edition, lexicon: Lexicon | None = None) -> Deck:
    """The listings and cards of all entries of an edition. `lexicon` are the words of its area, if they are ready."""
    listings, cards, items, packed = [], {}, {}, {}
    corpus = Corpus(edition.directory, edition.language, lexicon or True)
    phrases = phrases_of(edition.directory)
    for entry in edition.directory.entries:
        made = listing(entry, edition, corpus, phrases)
        listings.append(made.listing)
        cards[entry.id] = made.card
        if made.item:
            items[entry.id] = made.item
            packed[entry.id] = made.slip
    index = indexer(corpus, items.__getitem__)
    return Deck(listings, cards.__getitem__, items.__getitem__, corpus, index, packed)


def indexer(corpus: Corpus, item: Callable[[str], Item]) -> Callable[[Sequence[str], Callable[[str], str]], Index]:
    """What makes a whole index of entries by their ids."""
    return lambda ids, card: corpus.index(map(item, ids), card)


class Made(NamedTuple):
    """What is made once from an entry; nothing but the listing, if it stands in no list.

    The links of the card are not settled yet. `item` is what the search knows of it. The slip is packed.
    """

    listing: Listing
    card: str = ""
    item: Item | None = None
    slip: str = ""


def listing(entry: Entry, edition: Edition, corpus: Corpus, phrases: Phrases) -> Made:
    """What lists, the search and the entry's own page need of it. `phrases` are those of topics and messages."""
    listed = lists.listed(entry, edition.directory.area, edition.today)
    card, html, soon, item, slip, meets = None, "", "", None, "", None
    if listed:
        card = view.card(entry, edition.directory.area, edition.language, edition.today)
        html = edition.templates.draft("card.html", card=card, entry=entry, address=addresses.entry(entry.id))
        if "drop-in" in entry.access and card.order[:2] == (0, 0) and card.leaves:
            soon = card.leaves[0].iso
        if entry.sessions:
            (first, _sunday), (_monday, until) = two_weeks(edition.today)
            meets = meetings(entry, edition.directory.area, edition.language, (first, until))
        facts = slips.slip(entry, edition.directory.area, edition.language, edition.today)
        item = corpus.item(entry, state_of(card), why_text(entry))._replace(slip=slips.packed(slips.beside(facts)))
        slip = slips.packed(slips.unmarked(facts))
    badge = card.way.badge if card else ""
    calls = [number for number in (entry.contact.phone, entry.contact.text) if number]
    told = brief(entry, edition.directory.area, edition.language)
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
        badge=badge,
        provider=entry.provider or "",
        provider_id=addresses.provider_id(entry.provider) if entry.provider else "",
        formerly=entry.formerly,
        see=entry.status.see,
        card=_digest(html) if html else "",
        about=signposts_to(entry, phrases) if listed else (),
        phone=entry.contact.phone or "",
        known=known.line(entry.id, " ".join(map(phones.same_digits, calls)), entry.name),
        brief=told,
        line=_digest(repr((entry.name, badge, told))) if listed else "",
        meets=meets,
    )
    return Made(made, html, item, slip)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _on_an_evening(session: Session) -> bool:
    return session.start is not None and session.start >= EVENING and bool(WEEKDAYS & set(session.days))


# The lists by time, and which sessions stand in each.
TIMES: tuple[tuple[str, Callable[[Session], bool]], ...] = (
    ("evenings", _on_an_evening),
    ("saturdays", lambda session: "saturday" in session.days),
    ("sundays", lambda session: "sunday" in session.days),
)
