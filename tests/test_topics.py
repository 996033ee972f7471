"""Lifestyle topics: what Anytown's say, which services they find, and what their pages show."""

from __future__ import annotations

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from petunias import reading, records
from petunias.model import Directory, Entry, Message, Partner, Signpost, Topic
from petunias.signposting.services import phrases_of, signposts_to
from petunias.site import links, lists
from petunias.site.maker import Maker
from petunias.spoken import Foreign
from support.directories import WHOLE_AREA, all_words, area, edition, entry, pages_of, words
from support.report import assert_none
from support.site import DIRECTORY, TODAY, SitePage

Pages = dict[str, SitePage]

TEN = {
    "alcohol",
    "be-active",
    "eat-well",
    "healthy-weight",
    "housing",
    "immunisation",
    "mental-wellbeing",
    "money",
    "sexual-health",
    "stop-smoking",
}
# What everybody who writes about health may be held to.
TRUSTED = ("https://www.nhs.uk/", "https://www.gov.uk/", "https://www.nice.org.uk/")
BOTH = {"localities": [{"id": "north", "name": "North End"}, {"id": "south", "name": "South End"}]}


@pytest.fixture(scope="module")
def anytown() -> Directory:
    return reading.read_or_raise(DIRECTORY)


# --- what Anytown's topics say ---


def test_anytown_has_the_ten(anytown: Directory) -> None:
    assert {topic.id for topic in anytown.topics} == TEN


def test_every_topic_has_enough_to_go_by(anytown: Directory) -> None:
    problems = []
    for topic in anytown.topics:
        counts = {
            "prompts": (sum(map(len, (topic.ask, topic.assess, topic.advise, topic.assist))), 5),
            "steps of one's own": (len(topic.self_care), 4),
            "facts": (len(topic.benefits), 3),
            "times to leave it": (len(topic.not_now), 2),
            "sentences about it": (int(bool(topic.about)), 1),
            **{f"prompts to {step}": (len(getattr(topic, step)), 1) for step in ("ask", "assess", "advise", "assist")},
        }
        problems += [f"{topic.id}: {has} {what}" for what, (has, least) in counts.items() if has < least]
    assert_none(problems)


def test_every_fact_has_a_source_that_can_be_trusted(anytown: Directory) -> None:
    problems = []
    for topic in anytown.topics:
        problems += [f"{topic.id}: no source: {fact.text}" for fact in topic.benefits if not fact.source]
        problems += [
            f"{topic.id}: {source.title}: {source.url}"
            for source in topic.sources
            if not (source.url or "").startswith(TRUSTED)
        ]
    assert_none(problems)


def test_a_topic_of_the_mind_says_whom_to_ring(anytown: Directory) -> None:
    said = " ".join(next(topic for topic in anytown.topics if topic.id == "mental-wellbeing").danger)
    assert all(number in said for number in ("999", "111", "Samaritans on 116 123"))


def test_figures_are_those_of_the_guidance(anytown: Directory) -> None:
    facts = {topic.id: " ".join(fact.text for fact in topic.benefits) for topic in anytown.topics}
    assert "14 units a week" in facts["alcohol"]
    assert "150 minutes" in facts["be-active"]
    assert "five portions" in facts["eat-well"]


def test_each_place_has_two_services_or_says_that_there_is_none(anytown_pages: Pages, anytown: Directory) -> None:
    problems = []
    for topic in anytown.topics:
        main = anytown_pages[f"/topics/{topic.id}/"].tree.css_first("main")
        assert main
        none = "No group for this has joined yet in" in main.text()
        for place in anytown.area.localities:
            found = main.css(f"#{place.id} .results > li")
            if none:
                assert not found
                assert place.name in main.css_first("#near").text()  # type: ignore[union-attr]
            elif len(found) < 2:
                problems.append(f"{topic.id}: {len(found)} in {place.name}")
    assert_none(problems)


def test_topics_name_entries_that_run(anytown: Directory) -> None:
    by_id = {one.id: one for one in anytown.entries}
    named = {id for topic in anytown.topics for id in topic.services.entries}
    assert not [id for id in named if not lists.listed(by_id[id], anytown.area, TODAY)]


# --- which entries a word means ---


@pytest.mark.parametrize(
    ("fields", "said", "found"),
    [
        ({"name": "Walking for All"}, "walking", True),
        ({"summary": "Come walking."}, "Walking", True),
        ({"keywords": ["dog walking"]}, "walking", True),
        ({"description": "We like walking."}, "walking", False),
        ({"name": "Walks"}, "walk", True),
        ({"name": "A Walk"}, "walks", True),
        ({"name": "Walks"}, "walking", False),
        ({"name": "Debt line"}, "debt line", True),
        ({"name": "Debt and a line"}, "debt line", False),
        ({"name": "Debt", "summary": "Line."}, "debt line", False),
        ({"name": "Cookery"}, "cook", False),
        ({"name": "Café"}, "cafe", True),
        ({"name": "Dogs"}, "...", False),
    ],
)
def test_a_word_means_the_entries_that_hold_it(fields: dict[str, Any], said: str, found: bool) -> None:
    made = entry(**{"summary": "Come.", **fields})
    signposts = {
        "a": Signpost(words=(said,)),
        "b": Signpost(words=("nothing", said)),
        "c": Signpost(entries=(made.id,), domains=made.domains),
    }
    topics = tuple(Topic(id, id, services=services) for id, services in signposts.items())
    messages = tuple(Message(f"{id}?", "In Welsh", signpost=signpost) for id, signpost in signposts.items())
    known = signposts_to(made, phrases_of(Directory(area(), (), (Partner("fire", "Fire", messages=messages),), topics)))
    assert known == (("a", "b", "fire: a?", "fire: b?") if found else ())


# --- the pages ---

DOGS: dict[str, Any] = {
    "title": "Dogs",
    "about": "Be with dogs.",
    "danger": ["Bitten? Ring 999 or 116 123, not 9990."],
    "not_now": ["They fear dogs."],
    "ask": ["May I ask?"],
    "assist": ["Shall we ring?"],
    "self_care": ["Stroke one."],
    "benefits": [{"text": "Dogs help.", "source": 2}, {"text": "They bark."}],
    "services": {"entries": ["dogs"]},
    "services_note": "No cats.",
    "sources": [{"title": "A book"}, {"title": "Guidance", "url": "https://g.example.org/", "checked": "2026-11-01"}],
}


def topic(**fields: Any) -> Topic:
    data = {name: value for name, value in {**DOGS, **fields}.items() if value is not None}
    return records.topic("dogs", data)


def made(*entries: Entry, fields: dict[str, Any] | None = None, **more: Any) -> Directory:
    ordered = tuple(sorted(entries or (entry(),), key=lambda one: one.id))
    return Directory(area(**more), ordered, topics=(topic(**(fields or {})),))


def page(directory: Directory, address: str = "topics/dogs/") -> LexborHTMLParser:
    return LexborHTMLParser(pages_of(directory)[address].body)


def ids(tree: LexborHTMLParser, inside: str = "#near") -> list[str]:
    return [node.attributes["data-entry"] or "" for node in tree.css(f"{inside} .results > li")]


def test_a_topic_says_all_that_its_file_says() -> None:
    tree = page(
        made(
            urgent_help=WHOLE_AREA["urgent_help"] + [{"name": "999", "phone": "999"}],
            lifestyle_access={"name": "Healthy Living", "phone": "01632 960001", "hours": "Weekdays"},
        )
    )
    assert words(tree.css_first("h1")) == "Dogs"
    assert words(tree.css_first(".lead")) == "Be with dogs."
    assert words(tree.css_first(".note.first")) == "If it cannot wait Bitten? Ring 999 or 116 123, not 9990."
    assert [node.attributes["href"] for node in tree.css(".note.first a")] == ["tel:999", "tel:116123"]
    assert all_words(tree, ".reach li") == ["01632 960001Weekdays"]
    assert all_words(tree, ".steps li") == ["Stroke one."]
    assert all_words(tree, "dl dt, dl dd") == ["Dogs help.", "Guidance Read on 1 November 2026.", "They bark."]
    assert "More to read: A book" in words(tree)
    assert all_words(tree, "#raise h3, #raise li") == [
        "Leave it for another day if",
        "They fear dogs.",
        "Ask",
        "May I ask?",
        "Offer help",
        "Shall we ring?",
    ]
    assert words(tree.css_first("#near > .note")) == "No cats."
    assert ids(tree) == ["dogs"]


def test_a_topic_of_one_line_leaves_no_gaps() -> None:
    tree = page(Directory(area(), (entry(),), topics=(records.topic("dogs", {"title": "Dogs"}),)))
    assert all_words(tree, "h1, h2, h3") == ["Dogs", "To print and hand out", "What there is"]
    assert all_words(tree, "#print a") == ["Leaflet for Smallton"]
    assert all_words(tree, "#near p") == ["No group for this has joined yet in Smallton. Do you know a group? Tell us."]


def test_a_source_that_nobody_has_read_is_not_said_to_be() -> None:
    said = "nobody here has read the page"
    assert said in words(page(made()))
    read = [{"title": "A book", "checked": "2026-11-01"}]
    assert said not in words(page(made(fields={"sources": read, "benefits": None})))


def test_services_come_by_name_then_by_word_then_by_domain() -> None:
    listed = {"confirmed": {"on": "2026-11-03", "by": "team"}}
    tree = page(
        made(
            entry("a", **listed),
            entry("b", name="Hounds", domains=["befriending"], **listed),
            entry("c", domains=["befriending"], **listed),
            entry("d", domains=["volunteering"], **listed),
            fields={"services": {"entries": ["c"], "words": ["hound"], "domains": ["physical-activity"]}},
        )
    )
    assert ids(tree) == ["c", "b", "a"]
    assert all_words(tree, "#near .plain-links a") == ["Physical activity in Smallton (1)"]


@pytest.mark.parametrize(
    "status",
    [
        {"status": {"state": "closed", "see": ["cats"]}},
        {"status": {"state": "withdrawn", "see": ["cats"]}},
        {"added": "2020-01-01", "status": {"state": "active", "see": ["cats"]}},
    ],
)
def test_what_is_gone_gives_way_to_what_it_leads_to(status: dict[str, Any]) -> None:
    cats, birds = entry("cats", domains=["befriending"]), entry("birds", status={"state": "closed"})
    everything = {"entries": ["dogs", "birds"], "words": ["shelter"], "domains": ["physical-activity"]}
    tree = page(made(entry(name="Dog shelter", **status), cats, birds, fields={"services": everything}))
    assert ids(tree) == ["cats"]
    assert "Dog shelter" not in words(tree)


def test_each_place_has_its_own() -> None:
    everything = {"services": {"domains": ["physical-activity"]}}
    tree = page(made(entry("a", localities=["north"]), entry("b", localities=["north"]), fields=everything, **BOTH))
    assert ids(tree, "#north") == ["a", "b"]
    assert words(tree.css_first("#south .note")) == "No group for this has joined yet in South End."
    assert [node.attributes["href"] for node in tree.css(".pick a")] == ["#north", "#south"]
    links = [node.attributes["href"] for node in tree.css("#north .plain-links a")]
    assert links == ["../../domains/physical-activity/north/", "../../localities/north/"]


def test_where_there_is_none_at_all_it_is_said_once() -> None:
    tree = page(made(fields={"services": None}, practices=[{"id": "x", "name": "X"}], **BOTH))
    assert all_words(tree, "#near .near") == [
        "No group for this has joined yet in North End and South End. "
        "Ask at your GP practice. Do you know a group? Tell us."
    ]
    assert [node.attributes["href"] for node in tree.css(".pick a")] == ["#near", "#near"]


@pytest.mark.parametrize(("places", "shown"), [(1, 4), (4, 4), (8, 3), (40, 2)])
def test_a_page_of_many_places_stays_light(places: int, shown: int) -> None:
    many = [{"id": f"p{number}", "name": f"P {number}"} for number in range(places)]
    everything = {"services": {"domains": ["physical-activity"]}}
    tree = page(made(*(entry(f"e{number}") for number in range(9)), fields=everything, localities=many))
    assert {len(ids(tree, f"#p{number}")) for number in range(places)} == {shown}


def test_topics_stand_in_order_of_title_and_are_led_to() -> None:
    directory = Directory(
        area(),
        (entry(),),
        topics=tuple(records.topic(id, {"title": title}) for id, title in (("a", "Éat"), ("b", "Drink"), ("c", "Fit"))),
    )
    assert all_words(page(directory, "topics/"), ".names a") == ["Drink", "Éat", "Fit"]
    assert [node.attributes["href"] for node in page(directory, "").css(".chips a")] == [
        "./topics/b/",
        "./topics/a/",
        "./topics/c/",
    ]


def test_without_topics_there_is_nothing_of_them() -> None:
    pages = pages_of(Directory(area(), (entry(),)))
    assert not [address for address in pages if address.startswith("topics/")]
    assert "topics/" not in str(pages[""].body)


def test_every_page_leads_to_the_topics(anytown_pages: Pages) -> None:
    for address in ("/", "/entries/anytown-advice-bureau/"):
        last = anytown_pages[address].tree.css_first(".foot a")
        assert words(last) == "Look after yourself"


def test_the_print_of_a_topic_tells_what_it_shows() -> None:
    """Each change of a card or of the file makes the page anew."""
    first = pages_of(made())["topics/dogs/"].print
    assert pages_of(made())["topics/dogs/"].print == first
    for other in (made(entry(summary="Other.")), made(entry(), fields={"ask": ["Now?"]}), made(entry(), **BOTH)):
        assert pages_of(other)["topics/dogs/"].print != first


def test_a_listing_knows_its_topics() -> None:
    directory = made(
        entry(name="Hounds"),
        entry("old", name="Hounds", added="2020-01-01"),
        fields={"services": {"words": ["hounds"]}},
    )
    found = {one.id: one.about for one in Maker(edition(directory)).every}
    assert found == {"dogs": ("dogs",), "old": ()}


# --- numbers in a text ---


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ring 999 & wait.", 'Ring <a href="tel:999">999</a> &amp; wait.'),
        ("116 123", '<a href="tel:116123">116 123</a>'),
        ("Ring 1999 or 9991.", None),
        ("Nothing", None),
    ],
)
def test_numbers_that_are_known_can_be_rung(text: str, html: str | None) -> None:
    found = links.rung(text, ["999", "116 123"])
    assert found == text
    assert getattr(found, "__html__", lambda: None)() == html
    assert links.rung(text, []) == text


def test_a_number_in_a_foreign_text_keeps_its_language() -> None:
    found: Any = links.rung(Foreign("Ring 999", "en"), ["999"])
    assert found.__html__() == '<bdi lang="en" dir="auto">Ring <a href="tel:999">999</a></bdi>'
