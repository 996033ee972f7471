"""Cards and leaflets of a topic: what to say, why it helps, what a person can do, and who helps near them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from petunias.model import Locality, Topic
from petunias.site import addresses, links, lists
from petunias.site.listing import Listing
from petunias.site.maker import Maker
from petunias.site.paper.codes import Code
from petunias.site.paper.facts import Facts
from petunias.site.topic_pages import facts_of, in_order, prompts, services

SERVICES = 4  # on one side of a leaflet
STEPS = 5  # what a benefit card has room for


@dataclass(frozen=True, slots=True)
class Handout:
    """One thing to print.

    `name` is that of its file without the ending, `address` that of its page, empty if it has none. `paper` is its
    size: a4, a5 or a6. In large print it takes the next size up. `up` is where its page leads back to.
    """

    name: str
    address: str
    title: str
    about: str
    paper: str
    template: str
    values: Mapping[str, Any]
    up: tuple[str, str] = ("", "")
    section: str = "find"


def of_topics(maker: Maker) -> Iterator[Handout]:
    """The cards of every topic, and its leaflet for each place."""
    for topic in in_order(maker):
        yield from of_topic(maker, topic)


def of_topic(maker: Maker, topic: Topic) -> Iterator[Handout]:
    """A topic's cards, as far as it has words for them, then its leaflets."""
    if prompts(maker, topic):
        yield prompt_card(maker, topic)
    if topic.benefits:
        yield benefit_card(maker, topic)
    found = services(maker, topic)
    for place in maker.area.localities or (None,):
        yield leaflet(maker, topic, place, found)


def prompt_card(maker: Maker, topic: Topic) -> Handout:
    """For whoever sees people at work: words to try, and when to leave it."""
    _ = maker.edition.language.gettext
    return Handout(
        f"prompt-card-{topic.id}",
        addresses.prompt_card(topic.id),
        # Translators: %(topic)s is a title, such as "Drink less".
        _("Prompt card: %(topic)s", topic=topic.title),
        _("How to raise it, in a few words, and when to leave it for another day."),
        "a6",
        "paper/prompt-card.html",
        {"topic": topic, "prompts": tuple(prompts(maker, topic)), **common(maker, addresses.topic(topic.id))},
        _up(topic),
    )


def benefit_card(maker: Maker, topic: Topic) -> Handout:
    """For the person: why it helps, and the first steps."""
    _ = maker.edition.language.gettext
    return Handout(
        f"benefit-card-{topic.id}",
        addresses.benefit_card(topic.id),
        # Translators: %(topic)s is a title, such as "Drink less".
        _("Health benefit card: %(topic)s", topic=topic.title),
        _("Why it helps, with where each fact comes from, and small steps to begin with."),
        "a6",
        "paper/benefit-card.html",
        {
            "topic": topic,
            "facts": tuple(facts_of(topic)),
            "steps": topic.self_care[:STEPS],
            **common(maker, addresses.topic(topic.id)),
        },
        _up(topic),
    )


def leaflet(maker: Maker, topic: Topic, place: Locality | None, found: Iterable[Listing]) -> Handout:
    """For the person: what they can do, and who helps where they live. `found` are the topic's services."""
    _ = maker.edition.language.gettext
    where = place.name if place else maker.area.name
    id = place.id if place else ""
    return Handout(
        f"leaflet-{topic.id}{f'-{id}' if id else ''}",
        addresses.leaflet(topic.id, id),
        # Translators: the title of a leaflet, as in "Drink less: help in North Anytown".
        _("%(topic)s: help in %(where)s", topic=topic.title, where=where),
        _("Help yourself, and get further support. For people in %(where)s.", where=where),
        "a5",
        "paper/leaflet.html",
        {
            "topic": topic,
            "danger": _danger(maker, topic),
            "where": where,
            "services": near(maker, found, id),
            **common(maker, addresses.topic(topic.id)),
        },
        _up(topic),
    )


def whole(maker: Maker, topic: Topic) -> Handout:
    """All of a topic on A4, which is printed only: its page in the site has the same."""
    found = services(maker, topic)
    places = maker.area.localities or (None,)
    return Handout(
        f"topic-{topic.id}",
        "",
        topic.title,
        topic.about or "",
        "a4",
        "paper/topic.html",
        {
            "topic": topic,
            "danger": _danger(maker, topic),
            "facts": tuple(facts_of(topic)),
            "prompts": tuple(prompts(maker, topic)),
            "places": tuple(
                (place.name if place else maker.area.name, near(maker, found, place.id if place else ""))
                for place in places
            ),
            **common(maker, addresses.topic(topic.id)),
        },
    )


def near(maker: Maker, found: Iterable[Listing], locality: str) -> tuple[Facts, ...]:
    """What of it there is in a place; first what has room and takes no break, and of that what was checked.

    More people sent than a service can take helps nobody, so what is full comes last.
    """
    here = (one for one in found if not locality or lists.serves(one, locality))
    known = [(one.order[0], maker.facts(one)) for one in islice(here, 2 * SERVICES)]
    known.sort(key=lambda pair: (bool(pair[1].full or pair[1].pause), pair[0]))
    return tuple(facts for _doubtful, facts in known[:SERVICES])


def _up(topic: Topic) -> tuple[str, str]:
    return addresses.topic(topic.id), topic.title


def _danger(maker: Maker, topic: Topic) -> tuple[str, ...]:
    numbers = [line.phone for line in maker.area.urgent_help]
    return tuple(links.rung(text, numbers) for text in topic.danger)


def common(maker: Maker, address: str) -> dict[str, Any]:
    """What every handout says of itself: where there is more, as an address and a QR code, and the day it is from.

    Both addresses are empty for an area that has none.
    """
    more = f"{maker.area.url}{maker.edition.folder}{address}" if maker.area.url else ""
    return {
        "more": more,
        "code": Code(more),
        "made_on": maker.edition.language.date(maker.edition.today),
    }
