"""The stream of a site's pages: which there are, what they are called, what stands on those that hold no list."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from petunias import checks, records, schema, yamlfile
from petunias.model import Directory
from petunias.site import addresses
from petunias.site.addresses import Spot
from petunias.site.joining.form import example_entry
from petunias.site.prose import every_address
from support.directories import WHOLE, WHOLE_AREA, all_words, directory, entry, pages_of, words
from support.site import TODAY

BRAND = "Petunias: Smallton health directory"


def whole() -> Directory:
    return Directory(records.area(WHOLE_AREA, id="smallton"), (records.entry("dogs", WHOLE),))


def tree(made: Directory, address: str, today: date = TODAY) -> LexborHTMLParser:
    return LexborHTMLParser(pages_of(made, today)[address].body)


# --- addresses ---


@pytest.mark.parametrize(
    ("spot", "path", "depth", "root", "site"),
    [
        (Spot(""), "", 0, "./", "./"),
        (Spot("find/"), "find/", 1, "../", "../"),
        (Spot("domains/x/y/"), "domains/x/y/", 3, "../../../", "../../../"),
        (Spot("", "cy/"), "cy/", 1, "./", "../"),
        (Spot("find/", "cy/"), "cy/find/", 2, "../", "../../"),
        (Spot("domains/x/y/", "cy/"), "cy/domains/x/y/", 4, "../../../", "../../../../"),
    ],
)
def test_a_spot_knows_its_way_home(spot: Spot, path: str, depth: int, root: str, site: str) -> None:
    assert (spot.path, spot.depth, spot.root, spot.site) == (path, depth, root, site)


def test_addresses_stay_as_they_were_published() -> None:
    assert [
        addresses.HOME,
        addresses.FIND,
        addresses.A_TO_Z,
        addresses.LOCALITIES,
        addresses.REGISTER,
        addresses.entry("x"),
        addresses.domain("x"),
        addresses.domain("x", "y"),
        addresses.locality("x"),
        addresses.provider("x"),
        addresses.practice("x"),
        addresses.TOPICS,
        addresses.topic("x"),
        addresses.out_of_hours("x"),
        addresses.PROFESSIONALS,
        addresses.REFERRALS,
        addresses.ASSURANCE,
        addresses.CONTACTS,
        addresses.table(addresses.CONTACTS, "y"),
        addresses.support("x"),
        addresses.page("a-z/", 1),
        addresses.page("a-z/", 2),
    ] == [
        "",
        "find/",
        "a-z/",
        "localities/",
        "register/",
        "entries/x/",
        "domains/x/",
        "domains/x/y/",
        "localities/x/",
        "providers/x/",
        "practices/x/",
        "topics/",
        "topics/x/",
        "out-of-hours/x/",
        "professionals/",
        "professionals/referrals/",
        "professionals/assurance/",
        "professionals/contacts/",
        "professionals/contacts/y/",
        "professionals/support/x/",
        "a-z/",
        "a-z/page/2/",
    ]


@pytest.mark.parametrize(
    ("name", "id"), [("Friends of Smallton", "friends-of-smallton"), ("Yr Ŵyl & Co.", "yr-wyl-and-co"), ("A", "a")]
)
def test_a_provider_is_found_by_its_name(name: str, id: str) -> None:
    assert addresses.provider_id(name) == id


def test_a_provider_without_a_latin_letter_has_an_address_of_its_own() -> None:
    one, two = map(addresses.provider_id, ("বাংলা", "中文"))
    assert re.fullmatch("[0-9a-f]{10}", one)
    assert one != two
    assert one == addresses.provider_id("বাংলা")


@pytest.mark.parametrize(
    "made",
    [
        directory(),
        directory(entry()),
        whole(),
        directory(
            entry("a", provider="中文", formerly=["b", "c"]),
            entry("d", provider="Hidden", formerly=["e"], status={"state": "withdrawn"}),
            entry("f", provider="Gone", status={"state": "closed"}),
            **{name: WHOLE_AREA[name] for name in ("localities", "practices", "lead_providers")},
        ),
    ],
    ids=["nothing", "four fields", "whole", "states"],
)
def test_the_addresses_told_to_prose_are_those_of_the_pages(made: Directory) -> None:
    assert every_address(made) == pages_of(made).keys()


def test_no_two_pages_have_one_address_or_one_title() -> None:
    pages = list(pages_of(whole()).values())
    titles = [page.title for page in pages]
    assert sorted(set(titles)) == sorted(titles)


# --- titles and descriptions ---


def test_every_title_ends_with_the_name_of_the_site() -> None:
    pages = pages_of(whole())
    assert pages[""].title == BRAND
    for address, page in pages.items():
        assert page.title.endswith(BRAND), address
        assert (page.title.count("Petunias"), bool(page.description.strip())) == (1, True), address


@pytest.mark.parametrize(
    ("address", "title", "section"),
    [
        ("find/", "Find something", "find"),
        ("domains/befriending/", "Befriending in Smallton", "find"),
        ("domains/befriending/north/", "Befriending in North Smallton", "find"),
        ("out-of-hours/", "Evenings and weekends", "find"),
        ("localities/", "Places", "places"),
        ("localities/north/", "North Smallton", "places"),
        ("practices/", "GP practices", "places"),
        ("practices/riverside/", "Riverside Surgery", "places"),
        ("a-z/", "A to Z", "a-z"),
        ("register/", "Add your group", "register"),
        ("providers/", "Who runs what", ""),
        ("urgent/", "Urgent help", ""),
        ("entries/dogs/", "Dog Walks, North Smallton and South Smallton", ""),
    ],
)
def test_titles_and_the_links_that_they_light(address: str, title: str, section: str) -> None:
    page = pages_of(whole())[address]
    assert (page.title, page.section) == (f"{title} · {BRAND}", section)


def test_only_paper_and_what_moved_or_was_withdrawn_are_kept_from_search_engines() -> None:
    pages = pages_of(directory(entry(formerly=["cats"]), entry("hidden", status={"state": "withdrawn"})))
    kept = {"entries/cats/", "entries/hidden/", "slip/", "whats-on/", "whats-on/next-week/"}
    kept |= {"professionals/forms/", "professionals/checklist/", "register/paper/"}
    assert {address for address, page in pages.items() if not page.listed} == kept
    assert {address for address, page in pages.items() if "noindex" in page.head} == kept


# --- home, find, join ---


def test_home_and_find_lead_to_every_kind_of_help_and_place() -> None:
    for address, root in (("", "./"), ("find/", "../")):
        page = tree(whole(), address)
        kinds = [node.attributes["href"] for node in page.css(".six a")]
        assert kinds == [f"{root}domains/{domain.value}/" for domain in schema.domains()]
        places = [(node.attributes["href"], words(node)) for node in page.css("a.chip") if "a-z" not in str(node.html)]
        assert places == [
            (f"{root}localities/north/", "North Smallton"),
            (f"{root}localities/south/", "South Smallton"),
        ]


def test_an_area_without_places_does_not_ask_where_people_live() -> None:
    for address in ("", "find/"):
        assert not [node for node in tree(directory(), address).css("a") if "localities" in str(node.attributes)]


def test_the_example_is_a_whole_entry() -> None:
    file = yamlfile.parse(example_entry().encode(), "example.yaml")
    assert checks.shape("entry", file) == []
    assert set(file.data) == {"name", "domains", "summary", "contact"}
    assert words(tree(whole(), "register/").css_first("pre")) == " ".join(example_entry().split())


@pytest.mark.parametrize(
    ("area", "links"),
    [
        ({}, []),
        ({"team": {"phone": "01632 960000"}}, ["tel:+441632960000"]),
        ({"team": {"email": "t@a.example.org"}}, ["mailto:t@a.example.org"]),
        ({"register": {"email": "join@a.example.org"}}, ["mailto:join@a.example.org"]),
        (
            {
                "register": {"email": "join@a.example.org"},
                "team": {"email": "t@a.example.org", "phone": "01632 960000"},
            },
            ["mailto:join@a.example.org", "tel:+441632960000"],
        ),
    ],
)
def test_whom_to_tell_about_a_group(area: dict[str, Any], links: list[str]) -> None:
    page = tree(directory(**area), "register/")
    found = [(node.attributes["href"] or "").split("?")[0] for node in page.css(".steps a")]
    assert found == [*links, "../register/paper/"]


def test_an_e_mail_about_a_group_is_ready_to_be_filled_in() -> None:
    page = tree(directory(register={"email": "join@a.example.org"}), "register/")
    link = page.css_first(".steps a").attributes["href"] or ""  # type: ignore[union-attr]
    asked = parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
    assert asked == {
        "subject": ["We would like to join"],
        "body": ["Name: \r\n\r\nWhat kind of help: \r\n\r\nIn one sentence: \r\n\r\nHow to reach it: "],
    }


def test_the_repository_is_named_if_there_is_one() -> None:
    made = directory(register={"repository": "https://git.example.org/a/b/"})
    links = [node.attributes["href"] for node in tree(made, "register/").css("a[href^=http]")]
    assert links == ["https://git.example.org/a/b/"]
    assert not tree(directory(), "register/").css("a[href^=http]")


# --- places, practices, urgent help ---


def test_a_place_says_who_can_help() -> None:
    area = {
        **WHOLE_AREA,
        "localities": [{**WHOLE_AREA["localities"][0], "also": ["Northside", "Hill Top"]}],
        "link_workers": [
            {"role": "North worker", "practices": ["riverside"], "phone": "01632 960003", "name": "Sam Hill"},
            {"role": "Named worker", "practices": ["riverside"], "name": "Ann Lee", "name_consent": "2026-01-05"},
            {"role": "Elsewhere", "practices": []},
        ],
    }
    page = tree(Directory(records.area(area, id="x"), ()), "localities/north/")
    assert words(page.css_first("p.lead")) == "Also Northside and Hill Top."
    assert [all_words(card, "h3, p") for card in page.css(".card")] == [
        [
            "Better Services",
            "They know this place and what goes on here. They also look after this directory.",
            "01632 960002",
        ],
        ["North worker", "01632 960003", "For patients of Riverside Surgery."],
        ["Named worker", "Ann Lee", "For patients of Riverside Surgery."],
    ]


def test_a_name_is_shown_only_with_consent() -> None:
    worker = {"role": "Worker", "practices": ["riverside"], "name": "Sam Hill"}
    for consent, there in (({}, False), ({"name_consent": "2026-01-05"}, True)):
        area = {**WHOLE_AREA, "link_workers": [{**worker, **consent}]}
        pages = pages_of(Directory(records.area(area, id="x"), ()))
        found = {address for address, page in pages.items() if "Sam Hill" in page.body}
        assert found == ({"localities/north/", "practices/riverside/", "professionals/"} if there else set())


PLACES = {
    "localities": [{"id": "north", "name": "North End"}, {"id": "south", "name": "South End"}],
    "practices": [
        {"id": "riverside", "name": "Riverside Surgery", "postcode": "AN1 1AA", "locality": "south"},
        {"id": "anywhere", "name": "Anywhere Surgery"},
    ],
}
BOTH = [entry("all", domains=["befriending", "volunteering"]), entry("south", localities=["south"])]


def counts(page: LexborHTMLParser) -> dict[str, str]:
    """Each kind of help with what is said of how much there is."""
    return {words(node.css_first("b")): words(node.css_first("span > span")) for node in page.css(".six li")}


def test_places_and_practices_count_what_there_is_for_them() -> None:
    """Two kinds of help are for all, and one entry is for the south alone."""
    pages = {address: LexborHTMLParser(page.body) for address, page in pages_of(directory(*BOTH, **PLACES)).items()}
    for address, activity in (
        ("localities/north/", "Nothing here yet"),
        ("localities/south/", "1 thing to do"),
        ("practices/riverside/", "1 thing to do"),
        ("practices/anywhere/", "1 thing to do"),
    ):
        assert counts(pages[address]) == {
            "Physical activity": activity,
            "Healthy eating and cooking": "Nothing here yet",
            "Arts for health": "Nothing here yet",
            "Befriending": "1 thing to do",
            "Welfare rights and benefits": "Nothing here yet",
            "Volunteering opportunities": "1 thing to do",
        }, address
    assert all_words(pages["localities/"], ".names li span") == ["1 thing to do", "2 things to do"]


def test_a_practice_knows_its_place() -> None:
    pages = {address: LexborHTMLParser(page.body) for address, page in pages_of(directory(*BOTH, **PLACES)).items()}
    south, anywhere = pages["practices/riverside/"], pages["practices/anywhere/"]
    links = [[node.attributes["href"] for node in page.css(".crumbs a, .six a")][:3] for page in (south, anywhere)]
    assert links == [
        ["../../practices/", "../../localities/south/", "../../domains/physical-activity/south/"],
        ["../../practices/", "../../domains/physical-activity/", "../../domains/healthy-eating/"],
    ]
    assert all_words(pages["practices/"], ".names li") == ["Anywhere Surgery", "Riverside SurgeryAN1 1AA"]


def test_a_list_says_what_it_is_and_where_it_belongs() -> None:
    pages = {address: LexborHTMLParser(page.body) for address, page in pages_of(directory(*BOTH, **PLACES)).items()}
    every, south = pages["domains/befriending/"], pages["domains/befriending/south/"]
    assert [all_words(page, "h1, .crumbs a") for page in (every, south)] == [
        ["Befriending"],
        ["Befriending", "Befriending in South End"],
    ]
    assert south.css_first(".crumbs a").attributes["href"] == "../../../domains/befriending/"  # type: ignore[union-attr]


LEAD = {"id": "lead", "name": "The Hub", "phone": "01632 960002", "email": "hub@a.example.org"}
TEAM = {"phone": "01632 960000", "email": "team@a.example.org"}


@pytest.mark.parametrize(
    ("lead", "team", "said"),
    [
        (LEAD, TEAM, " Ring The Hub on 01632 960002."),
        ({**LEAD, "phone": None}, TEAM, " Write to The Hub: hub@a.example.org."),
        ({**LEAD, "phone": None, "email": None}, TEAM, " Ring the directory team on 01632 960000."),
        (None, TEAM, " Ring the directory team on 01632 960000."),
        (None, {**TEAM, "phone": None}, " Write to the directory team: team@a.example.org."),
        (None, {}, ""),
    ],
)
def test_a_practice_without_a_link_worker_says_so(lead: dict[str, Any] | None, team: dict[str, Any], said: str) -> None:
    def known(data: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in data.items() if value}

    made = directory(
        lead_providers=[known(lead)] if lead else [],
        localities=[{"id": "north", "name": "North", **({"lead_provider": "lead"} if lead else {})}],
        practices=[{"id": "riverside", "name": "Riverside", "locality": "north"}],
        team=known(team),
    )
    page = tree(made, "practices/riverside/")
    assert words(page.css_first(".note")) == f"We do not know of a link worker for this practice.{said}"


def test_without_practices_there_is_no_list_of_them() -> None:
    assert not [address for address in pages_of(directory(entry())) if address.startswith("practices/")]


def test_urgent_help_is_there_even_if_the_area_names_none() -> None:
    numbers = [node.attributes["href"] for node in tree(directory(), "urgent/").css("a.tel")]
    assert numbers == ["tel:999", "tel:111"]
    assert [node.attributes["href"] for node in tree(whole(), "urgent/").css("a.tel")] == ["tel:116123"]
    northern = tree(directory(nation="northern-ireland"), "urgent/")
    assert [node.attributes["href"] for node in northern.css("a.tel")] == ["tel:999"]


def test_the_promise_has_the_areas_own_months() -> None:
    page = tree(directory(review={"due": 1, "unconfirmed": 3, "unlisted": 4}), "about/keeping-it-true/")
    assert all_words(page, "ol b")[1:] == [
        "After 1 month we ask again.",
        "After 3 months without an answer, the page warns you.",
        "After 4 months it leaves the lists.",
    ]
