"""Lists: who stands in them, in what order, on which page."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from petunias.model import Directory, Entry
from petunias.site import lists
from petunias.site.lists import Letter, Stretch
from support.directories import all_words, area, directory, entry, pages_of, words
from support.site import TODAY

CONFIRMED = {"confirmed": {"on": "2026-11-03", "by": "team"}}
WEEKLY = {"sessions": [{"days": ["tuesday"], "start": "09:30"}]}
PLACES = {"localities": [{"id": "north", "name": "North End"}, {"id": "south", "name": "South End"}]}
ACTIVITY = "domains/physical-activity/"


def tree(made: Directory, address: str, today: date = TODAY) -> LexborHTMLParser:
    return LexborHTMLParser(pages_of(made, today)[address].body)


def ids(page: LexborHTMLParser) -> list[str]:
    """The entries of a list, in order."""
    return [node.attributes["data-entry"] or "" for node in page.css("ol.results > li")]


# --- who is listed ---


@pytest.mark.parametrize(
    ("fields", "is_listed"),
    [
        ({}, True),
        ({"added": "2020-01-01"}, False),
        ({"added": "2025-05-23"}, True),
        ({"added": "2025-05-22"}, False),
        ({"confirmed": {"on": "2025-05-23", "by": "team"}}, True),
        ({"confirmed": {"on": "2025-05-22", "by": "team"}}, False),
        ({"confirmed": {"on": "2026-11-03", "by": "team"}, "added": "2010-01-01"}, True),
        ({"status": {"state": "paused"}}, True),
        ({"status": {"state": "closed", "on": "2026-12-24"}}, False),
        ({"status": {"state": "withdrawn"}}, False),
    ],
)
def test_who_is_listed(fields: dict[str, Any], is_listed: bool) -> None:
    made = entry(**fields)
    assert lists.listed(made, area(), TODAY) is is_listed
    pages = pages_of(directory(made, **PLACES))
    assert "entries/dogs/" in pages
    for address in (ACTIVITY, f"{ACTIVITY}north/"):
        assert ids(LexborHTMLParser(pages[address].body)) == (["dogs"] if is_listed else [])
    names = LexborHTMLParser(pages["a-z/"].body).css(".names a")
    assert [words(node) for node in names] == (["Anytown Cat and Dog Shelter"] if is_listed else [])


def test_every_kind_of_help_of_an_entry_lists_it() -> None:
    pages = pages_of(directory(entry(domains=["befriending", "volunteering"])))
    found = {address: ids(LexborHTMLParser(page.body)) for address, page in pages.items() if "domains/" in address}
    assert found == {
        "domains/physical-activity/": [],
        "domains/healthy-eating/": [],
        "domains/arts-for-health/": [],
        "domains/befriending/": ["dogs"],
        "domains/welfare-rights/": [],
        "domains/volunteering/": ["dogs"],
    }


def test_a_place_lists_what_serves_it() -> None:
    made = directory(
        entry("all", **CONFIRMED),
        entry("both", localities=["south", "north"], **CONFIRMED),
        entry("north", localities=["north"], **CONFIRMED),
        entry("south", localities=["south"], **CONFIRMED),
        **PLACES,
    )
    assert sorted(ids(tree(made, ACTIVITY))) == ["all", "both", "north", "south"]
    assert sorted(ids(tree(made, f"{ACTIVITY}north/"))) == ["all", "both", "north"]
    assert sorted(ids(tree(made, f"{ACTIVITY}south/"))) == ["all", "both", "south"]
    counts = [words(node) for node in tree(made, ACTIVITY).css(".pick .n")]
    assert counts == ["3", "3"]
    current = tree(made, f"{ACTIVITY}south/").css(".pick [aria-current]")
    assert [words(node) for node in current] == ["South End 3"]
    assert not tree(made, ACTIVITY).css(".pick [aria-current]")


def test_the_order_of_a_list() -> None:
    full = {"availability": {"status": "full", "on": "2026-11-20"}}
    made = directory(
        entry("a", name="A", **WEEKLY),  # nobody confirmed it
        entry("b", name="B", **WEEKLY, **CONFIRMED, **full),
        entry("c", name="C", **CONFIRMED),
        entry("d", name="D", **CONFIRMED, sessions=[{"days": ["wednesday"]}]),
        entry("e", name="E", **CONFIRMED, **WEEKLY),
    )
    assert ids(tree(made, ACTIVITY)) == ["e", "d", "c", "b", "a"]


# --- pages of 50 ---


def many(count: int, **fields: Any) -> Directory:
    """So many entries, named A000, A001 ..., then B000 ... with forty of each letter."""
    return directory(
        *(entry(f"e{n:03}", name=f"{chr(65 + n // 40)}{n % 40:03} Club", **CONFIRMED) for n in range(count)),
        **PLACES,
        **fields,
    )


@pytest.fixture(scope="module")
def hundred_and_twenty() -> dict[str, LexborHTMLParser]:
    """The pages of 120 entries of one kind."""
    return {address: LexborHTMLParser(page.body) for address, page in pages_of(many(120)).items()}


@pytest.mark.parametrize("address", [ACTIVITY, f"{ACTIVITY}north/"])
def test_long_lists_are_pages_of_fifty(hundred_and_twenty: dict[str, LexborHTMLParser], address: str) -> None:
    found = [name for name in hundred_and_twenty if name.startswith(address) and "page/" in name]
    assert [name for name in found if name.startswith(f"{address}page/")] == [f"{address}page/2/", f"{address}page/3/"]
    first, second, third = (hundred_and_twenty[name] for name in (address, f"{address}page/2/", f"{address}page/3/"))
    all_ids = [f"e{n:03}" for n in range(120)]
    assert (ids(first), ids(second), ids(third)) == (all_ids[:50], all_ids[50:100], all_ids[100:])
    assert [page.css_first("ol").attributes.get("start") for page in (first, second, third)] == [  # type: ignore[union-attr]
        None,
        "51",
        "101",
    ]


@pytest.mark.parametrize(
    ("number", "said", "links"),
    [
        (1, "Page 1 of 3", [("next", "../../{}page/2/", "On to page 2")]),
        (2, "Page 2 of 3", [("prev", "../../{}", "Back to page 1"), ("next", "../../{}page/3/", "On to page 3")]),
        (3, "Page 3 of 3", [("prev", "../../{}page/2/", "Back to page 2")]),
    ],
)
@pytest.mark.parametrize("address", [ACTIVITY, f"{ACTIVITY}south/", "a-z/"])
def test_pages_of_a_list_lead_to_each_other(
    hundred_and_twenty: dict[str, LexborHTMLParser],
    address: str,
    number: int,
    said: str,
    links: list[tuple[str, str, str]],
) -> None:
    here = address if number == 1 else f"{address}page/{number}/"
    nav = hundred_and_twenty[here].css_first("nav.pages")
    assert nav
    root = "../" * here.count("/")
    wanted = [(rel, root + link.removeprefix("../../").format(address), label) for rel, link, label in links]
    assert [(node.attributes["rel"], node.attributes["href"], words(node)) for node in nav.css("a")] == wanted
    assert words(nav.css_first("span")) == said


def test_a_page_of_a_list_says_which_part_it_is(hundred_and_twenty: dict[str, LexborHTMLParser]) -> None:
    heads = [words(hundred_and_twenty[f"{ACTIVITY}{tail}"].css_first("#list")) for tail in ("", "page/2/", "page/3/")]
    assert heads == [
        "120 things to do 1 to 50, soonest first",
        "120 things to do 51 to 100, soonest first",
        "120 things to do 101 to 120, soonest first",
    ]


@pytest.mark.parametrize(
    ("count", "heading", "pages"),
    [(1, "1 thing to do Soonest first", 1), (50, "50 things to do Soonest first", 1), (51, None, 2), (100, None, 2)],
)
def test_a_list_has_no_more_pages_than_it_needs(count: int, heading: str | None, pages: int) -> None:
    made = pages_of(many(count))
    found = [address for address in made if address == ACTIVITY or address.startswith(f"{ACTIVITY}page/")]
    assert len(found) == pages
    page = LexborHTMLParser(made[ACTIVITY].body)
    if heading:
        assert words(page.css_first("#list")) == heading
        assert not page.css("nav.pages")


def test_titles_of_pages_tell_them_apart(hundred_and_twenty: dict[str, LexborHTMLParser]) -> None:
    pages = pages_of(many(120))
    brand = " · Petunias: Smallton health directory"
    assert [pages[address].title.removesuffix(brand) for address in (ACTIVITY, f"{ACTIVITY}page/2/")] == [
        "Physical activity in Smallton",
        "Physical activity in Smallton, page 2",
    ]
    assert pages[f"{ACTIVITY}north/page/3/"].title == f"Physical activity in North End, page 3{brand}"
    assert pages["a-z/page/2/"].title == f"A to Z, page 2{brand}"


def test_links_of_cards_fit_their_depth(hundred_and_twenty: dict[str, LexborHTMLParser]) -> None:
    for address in (ACTIVITY, f"{ACTIVITY}page/2/", f"{ACTIVITY}north/", f"{ACTIVITY}north/page/3/"):
        page = hundred_and_twenty[address]
        root = "../" * address.count("/")
        links = [node.attributes["href"] for node in page.css("ol.results h3 a")]
        assert links == [f"{root}entries/{id}/" for id in ids(page)]
        assert {node.attributes["href"].split("#")[0] for node in page.css("ol.results use")} == {  # type: ignore[union-attr]
            f"{root}assets/icons.svg"
        }


def test_a_stretch_counts_from_one() -> None:
    found = list(lists.pages("x/", list(range(120))))
    assert [(part.number, part.last, part.total, part.first, part.final) for part, _ in found] == [
        (1, 3, 120, 1, 50),
        (2, 3, 120, 51, 100),
        (3, 3, 120, 101, 120),
    ]
    assert [(items[0], items[-1]) for _, items in found] == [(0, 49), (50, 99), (100, 119)]
    assert [found[0][0].address_of(number) for number in (1, 2, 3)] == ["x/", "x/page/2/", "x/page/3/"]


def test_an_empty_list_has_one_page() -> None:
    assert list(lists.pages("x/", [])) == [(Stretch("x/", 1, 1, 0), [])]


# --- empty lists ---


def test_empty_lists_say_so() -> None:
    pages = {address: LexborHTMLParser(page.body) for address, page in pages_of(directory(**PLACES)).items()}
    tell = "Do you know a group? Tell us."
    assert words(pages[ACTIVITY].css_first(".note")) == (
        f"Nothing here yet. No group of this kind has joined yet. {tell}"
    )
    assert words(pages[f"{ACTIVITY}north/"].css_first(".note")) == (
        f"Nothing here yet. No group of this kind has joined yet in North End. {tell}"
    )
    assert words(pages["a-z/"].css_first(".note")) == f"Nothing here yet. {tell}"
    assert not pages[ACTIVITY].css("ol, #list, nav.pages")
    assert pages[ACTIVITY].css_first(".note a").attributes["href"] == "../../register/"  # type: ignore[union-attr]
    north = pages["localities/north/"]
    assert all_words(north, ".six li span > span") == ["Nothing here yet"] * 6
    assert not pages[""].css(".results")


def test_an_area_without_places_says_so() -> None:
    pages = pages_of(directory(entry()))
    assert words(LexborHTMLParser(pages["localities/"].body).css_first(".note")) == (
        "This directory covers all of Smallton and is not divided into places. Find something"
    )
    assert not [address for address in pages if address.startswith("localities/") and address != "localities/"]
    assert not LexborHTMLParser(pages[ACTIVITY].body).css(".pick")


# --- A to Z ---


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Apple Club", "A"),
        ("apple", "A"),
        ("Äpfel", "A"),
        ("Élan", "E"),
        ("Ŵyl", "W"),
        ("“Quoted” Club", "Q"),
        ("  (brackets)", "B"),
        ("50 Plus", "#"),
        ("½ Price", "#"),
        ("٣ نجوم", "#"),
        ("বাংলা", "ব"),
        ("Ørsted", "Ø"),
        ("ßharp", "S"),
        ("…", "#"),
        ("", "#"),
    ],
)
def test_the_letter_of_a_name(name: str, letter: str) -> None:
    assert lists.letter(name) == letter


def test_names_stand_in_the_order_of_a_telephone_book() -> None:
    names = ["zoo", "Éclair", "eclipse", "Eclair", "50 Plus", "apple", "Ŵyl", "Äpple pie", "Wye", "Wyl"]
    made = [entry(f"e{n}", name=name) for n, name in enumerate(names)]
    assert [one.name for one in lists.by_name(made)] == [
        "50 Plus",
        "apple",
        "Äpple pie",
        "Éclair",
        "Eclair",
        "eclipse",
        "Wye",
        "Ŵyl",
        "Wyl",
        "zoo",
    ]


def test_two_of_one_name_stand_by_their_ids() -> None:
    made = [entry("b", name="Club"), entry("a", name="Club")]
    assert [one.id for one in lists.by_name(made)] == ["a", "b"]


def test_letters_and_groups() -> None:
    names = ["বাংলা", "50 Plus", "Äpfel", "Zoo", "Apple"]
    made = lists.by_name([entry(f"e{n}", name=name) for n, name in enumerate(names)])
    assert lists.letters(made) == (
        Letter("#", "numbers", "a-z/#numbers"),
        Letter("A", "a", "a-z/#a"),
        Letter("Z", "z", "a-z/#z"),
        Letter("ব", "letter-2476", "a-z/#letter-2476"),
    )
    assert lists.groups(made) == (
        Letter("#", "numbers", "", (made[0],)),
        Letter("A", "a", "", (made[1], made[2])),
        Letter("Z", "z", "", (made[3],)),
        Letter("ব", "letter-2476", "", (made[4],)),
    )


def test_letters_lead_to_the_page_on_which_they_begin(hundred_and_twenty: dict[str, LexborHTMLParser]) -> None:
    """Forty names of A and of B and of C: B begins on the first page, C on the second."""
    for address in ("a-z/", "a-z/page/2/", "a-z/page/3/"):
        root = "../" * address.count("/")
        letters = hundred_and_twenty[address].css("nav .chip")
        assert [(words(node), node.attributes["href"]) for node in letters] == [
            ("A", f"{root}a-z/#a"),
            ("B", f"{root}a-z/#b"),
            ("C", f"{root}a-z/page/2/#c"),
        ]
    for address, anchor in (("a-z/", "a"), ("a-z/", "b"), ("a-z/page/2/", "c")):
        heading = hundred_and_twenty[address].css_first(f"h2#{anchor}")
        assert heading
        first = heading.parent.css_first("li a")  # type: ignore[union-attr]
        assert words(first) == f"{anchor.upper()}000 Club"


def test_every_name_is_in_the_a_to_z_once(hundred_and_twenty: dict[str, LexborHTMLParser]) -> None:
    found: list[str] = []
    for address in ("a-z/", "a-z/page/2/", "a-z/page/3/"):
        found += [words(node) for node in hundred_and_twenty[address].css(".letter li a")]
    assert found == [f"{chr(65 + n // 40)}{n % 40:03} Club" for n in range(120)]
    assert words(hundred_and_twenty["a-z/"].css_first("p.lead")) == "120 groups and services, by name."


def test_find_has_the_same_letters(hundred_and_twenty: dict[str, LexborHTMLParser]) -> None:
    links = [node.attributes["href"] or "" for node in hundred_and_twenty["find/"].css("a.chip")]
    assert [link for link in links if "a-z/" in link] == ["../a-z/#a", "../a-z/#b", "../a-z/page/2/#c"]


def test_numbers_have_a_name_for_those_who_listen() -> None:
    page = tree(directory(entry(name="50 Plus")), "a-z/")
    chip = page.css_first("nav .chip")
    assert chip
    assert (words(chip), chip.attributes["aria-label"]) == ("#", "Names that start with a number")
    assert words(page.css_first("h2#numbers")) == "Numbers"


# --- cards ---


def card(made: Entry, today: date = TODAY, **fields: Any) -> LexborHTMLParser:
    return LexborHTMLParser(tree(directory(made, **fields), ACTIVITY, today).css_first("ol.results > li").html or "")  # type: ignore[union-attr]


def card_facts(made: Entry, today: date = TODAY, **fields: Any) -> list[str]:
    """The facts of a card that are not hidden."""
    return [words(node) for node in card(made, today, **fields).css(".facts > li") if "hidden" not in node.attributes]


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({}, ["Ask how to get in", "All of Smallton", "Not checked yet"]),
        (
            {"access": ["drop-in"], "cost": "free", "localities": ["north"], **CONFIRMED},
            ["Just turn up", "North End", "Free", "Checked 3 Nov 2026"],
        ),
        (
            {"availability": {"status": "waiting", "on": "2026-11-20"}, **CONFIRMED},
            ["Ask how to get in", "All of Smallton", "There is a waiting list", "Checked 3 Nov 2026"],
        ),
        (
            {"availability": {"status": "open", "on": "2026-11-20"}, **CONFIRMED},
            ["Ask how to get in", "All of Smallton", "Checked 3 Nov 2026"],
        ),
        (
            {"status": {"state": "paused", "until": "2027-09-01"}, **CONFIRMED},
            ["Ask how to get in", "All of Smallton", "Taking a break until 1 Sep 2027", "Checked 3 Nov 2026"],
        ),
        (
            {"status": {"state": "paused"}, **CONFIRMED},
            ["Ask how to get in", "All of Smallton", "Taking a break", "Checked 3 Nov 2026"],
        ),
        (
            {"status": {"state": "paused", "until": "2026-11-22"}, **CONFIRMED},
            ["Ask how to get in", "All of Smallton", "Checked 3 Nov 2026"],
        ),
        (
            {"confirmed": {"on": "2025-09-01", "by": "team"}},
            ["Ask how to get in", "All of Smallton", "Nobody has checked this since September 2025"],
        ),
    ],
)
def test_a_card_says_what_decides(fields: dict[str, Any], facts: list[str]) -> None:
    assert card_facts(entry(**fields), **PLACES) == facts


@pytest.mark.parametrize(
    ("fields", "gone"),
    [
        (CONFIRMED, "2028-05-03"),
        ({"added": "2026-03-02"}, "2027-09-02"),
        ({}, None),
        ({"confirmed": {"on": "2025-06-30", "by": "team"}}, "2026-12-30"),
    ],
)
def test_a_card_knows_when_it_leaves_the_list(fields: dict[str, Any], gone: str | None) -> None:
    assert card(entry(**fields)).css_first("li").attributes.get("data-gone") == gone  # type: ignore[union-attr]


def test_a_card_shows_the_next_date_and_keeps_four_more() -> None:
    leaves = card(entry(**WEEKLY, **CONFIRMED)).css("[data-next='1'] > time")
    assert [(leaf.attributes["datetime"], "hidden" in leaf.attributes) for leaf in leaves] == [
        ("2026-11-24T09:30", False),
        ("2026-12-01T09:30", True),
        ("2026-12-08T09:30", True),
        ("2026-12-15T09:30", True),
        ("2026-12-22T09:30", True),
    ]


@pytest.mark.parametrize(
    ("contact", "said"),
    [({"phone": "01632 960101"}, "Ring to arrange"), ({"email": "a@b.example"}, "Ask for dates")],
)
def test_a_card_without_dates_says_how_to_get_some(contact: dict[str, str], said: str) -> None:
    page = card(entry(contact=contact))
    assert all_words(page, ".leaf") == [said]
    assert not page.css("[data-next]")


# --- soon, evenings and weekends ---

SOON = {"access": ["drop-in"], **CONFIRMED}


@pytest.mark.parametrize(
    ("fields", "is_soon"),
    [
        ({**SOON, **WEEKLY}, True),
        ({**SOON, "sessions": [{"days": ["sunday"]}]}, True),  # today
        ({**SOON, "sessions": [{"days": ["saturday"], "start": "23:30"}]}, True),  # the seventh day
        ({**SOON, "sessions": [{"days": ["sunday"], "from": "2026-11-29"}]}, False),  # the eighth
        (SOON, False),
        ({**SOON, **WEEKLY, "access": ["contact-first"]}, False),
        ({**SOON, **WEEKLY, "confirmed": {"on": "2025-11-22", "by": "team"}}, False),
        ({**SOON, **WEEKLY, "availability": {"status": "full", "on": "2026-11-20"}}, False),
        ({**SOON, **WEEKLY, "status": {"state": "paused", "until": "2026-11-23"}}, False),
        ({**SOON, **WEEKLY, "status": {"state": "closed"}}, False),
    ],
)
def test_soon_is_what_one_can_turn_up_to_this_week(fields: dict[str, Any], is_soon: bool) -> None:
    pages = pages_of(directory(entry(**fields), **PLACES))
    for address in ("", "localities/north/"):
        found = [node.attributes["data-entry"] for node in LexborHTMLParser(pages[address].body).css(".results > li")]
        assert found == (["dogs"] if is_soon else []), address


def test_soon_has_six_at_most_and_those_of_the_place() -> None:
    made = [entry(f"e{n}", name=f"E{n}", **SOON, **WEEKLY) for n in range(8)]
    pages = pages_of(directory(*made, entry("south", localities=["south"], **SOON, **WEEKLY), **PLACES))
    home, north = (LexborHTMLParser(pages[address].body) for address in ("", "localities/north/"))
    assert [node.attributes["data-entry"] for node in home.css(".results > li")][:1] == ["south"]
    assert [len(page.css(".results > li")) for page in (home, north)] == [6, 6]
    assert "south" not in [node.attributes["data-entry"] for node in north.css(".results > li")]


@pytest.mark.parametrize(
    ("session", "found"),
    [
        ({"days": ["tuesday"], "start": "17:00"}, {"evenings"}),
        ({"days": ["tuesday"], "start": "16:59"}, set()),
        ({"days": ["tuesday"]}, set()),
        ({"days": ["saturday"], "start": "19:00"}, {"saturdays"}),
        ({"days": ["sunday"]}, {"sundays"}),
        ({"days": ["friday", "saturday", "sunday"], "start": "19:00"}, {"evenings", "saturdays", "sundays"}),
    ],
)
def test_evenings_and_weekends(session: dict[str, Any], found: set[str]) -> None:
    pages = pages_of(directory(entry(sessions=[session], **CONFIRMED)))
    times = ("evenings", "saturdays", "sundays")
    assert {id for id in times if ids(LexborHTMLParser(pages[f"out-of-hours/{id}/"].body))} == found
    counts = all_words(LexborHTMLParser(pages["out-of-hours/"].body), ".names li span")
    assert counts == ["1 thing to do" if id in found else "Nothing here yet" for id in times]


# --- providers ---


def test_a_provider_has_a_page_of_what_it_runs() -> None:
    made = directory(
        entry("a", name="A", provider="Friends of Smallton", **CONFIRMED),
        entry("b", name="B", provider="FRIENDS of Smallton", **CONFIRMED),
        entry("c", name="C", provider="Friends of Smallton", status={"state": "closed"}),
        entry("d", name="D", provider="Zoo", status={"state": "closed"}),
        entry("e", name="E", provider="Hidden House", status={"state": "withdrawn"}),
        entry("f", name="F", provider="বাংলা সমিতি", **CONFIRMED),
        entry("g", name="G", provider="中文", **CONFIRMED),
        entry("h", name="H"),
    )
    pages = {address: LexborHTMLParser(page.body) for address, page in pages_of(made).items()}
    links = pages["providers/"].css(".names a")
    assert [(words(node), words(node.parent.css_first("span"))) for node in links] == [  # type: ignore[union-attr]
        ("Friends of Smallton", "2 things to do"),
        ("Zoo", "Nothing at the moment."),
        ("বাংলা সমিতি", "1 thing to do"),
        ("中文", "1 thing to do"),
    ]
    found = {words(node): (node.attributes["href"] or "").removeprefix("../") for node in links}
    assert found["Friends of Smallton"] == "providers/friends-of-smallton/"
    assert len(set(found.values())) == 4
    assert [ids(pages[address]) for address in found.values()] == [["a", "b"], [], ["f"], ["g"]]
    assert len([address for address in pages if address.startswith("providers/")]) == 5
