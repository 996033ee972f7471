"""Lifestyle topics: what a person can do, how to raise it, and what there is near by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from petunias.model import Benefit, Locality, Reference, Topic
from petunias.site import addresses, links, lists, signposts
from petunias.site.listing import Listing
from petunias.site.maker import Maker, Page
from petunias.site.partner_pages import leading_to
from petunias.site.signposts import More

MOST = 4  # services for each place
ON_A_PAGE = 24  # services on one page, so that one of an area with many places stays light
FEWEST = 2  # for each place, however many places there are


@dataclass(frozen=True, slots=True)
class Near:
    """What there is in one place; `id` is empty for an area that has no places."""

    id: str
    name: str
    cards: lists.Cards
    more: tuple[More, ...]


def in_order(maker: Maker) -> list[Topic]:
    """The topics by their titles."""
    return sorted(maker.edition.directory.topics, key=lambda topic: lists.plain(topic.title))


def topics(maker: Maker) -> Iterator[Page]:
    """All topics by title, and a page for each."""
    order = in_order(maker)
    if not order:
        return
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.TOPICS)
    text = _("Small things that help you to stay well in %(area)s, and who helps with them.", area=maker.area.name)
    body = maker.fill("topics.html", spot, topics=order, messages=bool(maker.edition.directory.partners))
    yield Page(spot, _("Look after yourself"), text, body, "find")
    for topic in order:
        yield _topic(maker, topic)


def _topic(maker: Maker, topic: Topic) -> Page:
    _ = maker.edition.language.gettext
    spot = maker.spot(addresses.topic(topic.id))
    numbers = [line.phone for line in maker.area.urgent_help]
    near = _near(maker, topic)
    body = maker.fill(
        "topic.html",
        spot,
        topic=topic,
        danger=[links.rung(text, numbers) for text in topic.danger],
        facts=facts_of(topic),
        reading=_reading(topic),
        prompts=prompts(maker, topic),
        messages=leading_to(maker, topic),
        near=near,
        found=any(place.cards for place in near),
        pdf=addresses.pdf(f"topic-{topic.id}") if maker.edition.pdf else "",
    )
    text = topic.about or _(
        "%(topic)s: what you can do, and who helps in %(area)s.", topic=topic.title, area=maker.area.name
    )
    return Page(spot, topic.title, text, body, "find")


def facts_of(topic: Topic) -> list[tuple[Benefit, Reference | None]]:
    """Each fact with its source."""
    return [(fact, topic.sources[fact.source - 1] if fact.source else None) for fact in topic.benefits]


def _reading(topic: Topic) -> list[Reference]:
    """The sources from which no fact is taken."""
    used = {fact.source for fact in topic.benefits}
    return [source for number, source in enumerate(topic.sources, 1) if number not in used]


def prompts(maker: Maker, topic: Topic) -> list[tuple[str, Sequence[str]]]:
    """What to say, step by step; a step without words is left out."""
    _ = maker.edition.language.gettext
    steps = (
        # Translators: the first of four steps of a talk: ask whether you may talk about it.
        (_("Ask"), topic.ask),
        # Translators: the second of four steps of a talk: see whether now is the time.
        (_("See whether now is the time"), topic.assess),
        # Translators: the third of four steps of a talk.
        (_("Say, if they want to know"), topic.advise),
        # Translators: the fourth of four steps of a talk.
        (_("Offer help"), topic.assist),
    )
    return [(title, said) for title, said in steps if said]


def _near(maker: Maker, topic: Topic) -> tuple[Near, ...]:
    """What there is for the topic in each place, or in the whole area if it has none."""
    found = services(maker, topic)
    places: Sequence[Locality | None] = maker.area.localities or (None,)
    most = max(FEWEST, min(MOST, ON_A_PAGE // len(places)))
    return tuple(_place(maker, topic, place, found, most) for place in places)


def _place(maker: Maker, topic: Topic, place: Locality | None, found: Iterable[Listing], most: int) -> Near:
    id, name = (place.id, place.name) if place else ("", maker.area.name)
    here = [one for one in found if not id or lists.serves(one, id)]
    more = signposts.more(maker, topic.services, name, id or None)
    return Near(id, name, maker.cards(here[:most]), more)


def services(maker: Maker, topic: Topic) -> list[Listing]:
    """What helps with the topic: first what its file names, then what is about its words, then its domains."""
    inside = [one for one in maker.listed if not set(topic.services.domains).isdisjoint(one.domains)]
    return list({one.id: one for one in (*signposts.meant(maker, topic.services, topic.id), *inside)}.values())
