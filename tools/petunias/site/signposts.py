"""Where topics and messages send people: to entries that run, and to lists of a kind."""

from __future__ import annotations

from dataclasses import dataclass

from petunias import schema
from petunias.model import Signpost
from petunias.site import addresses
from petunias.site.listing import Listing
from petunias.site.maker import Maker


@dataclass(frozen=True, slots=True)
class More:
    """A list that has more: its title, where it is, how many stand in it."""

    title: str
    address: str
    count: int


def meant(maker: Maker, signpost: Signpost, key: str) -> list[Listing]:
    """What the signpost names, then what is about its words; `key` is that of the topic or message.

    What has stopped, was taken out or has gone out of date gives way to what it leads to, if there is that.
    """
    named = [one for id in signpost.entries for one in _running(maker, maker.known[id])]
    return list({one.id: one for one in (*named, *maker.about.get(key, ()))}.values())


def more(maker: Maker, signpost: Signpost, where: str, locality: str | None = None) -> tuple[More, ...]:
    """The lists of its domains that have something in them, in the locality or in all; `where` is its name."""
    _ = maker.edition.language.gettext
    return tuple(
        More(
            _("%(what)s in %(where)s", what=_(domain.title), where=where),
            addresses.domain(domain.value, locality),
            count,
        )
        for domain in schema.domains()
        if domain.value in signpost.domains and (count := len(maker.serving(domain.value, locality)))
    )


def _running(maker: Maker, one: Listing) -> list[Listing]:
    return [one] if one.listed else maker.instead(one)
