"""For professionals: whom to ring, when to refer, and what stands side by side in the tables."""

from __future__ import annotations

import gzip
import random
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from petunias import records, schema
from petunias.model import Directory
from petunias.site import addresses, links
from support.directories import WHOLE, WHOLE_AREA, all_words, directory, entry, pages_of, words
from support.report import assert_none
from support.site import DIRECTORY, SitePage

Pages = dict[str, SitePage]

CONFIRMED = {"confirmed": {"on": "2026-11-03", "by": "team"}}
REFERRED = {"access": ["professional-referral"]}
PLACES = {"localities": [{"id": "north", "name": "North End"}, {"id": "south", "name": "South End"}]}
LEADS = {
    "lead_providers": [
        {"id": "hub", "name": "The Hub", "hosts": True, "phone": "01632 960002"},
        {"id": "inn", "name": "The Inn", "email": "inn@a.example.org"},
    ]
}
HOSTILE = "<script>alert(1)</script> & \"'"


def whole() -> Directory:
    return Directory(records.area(WHOLE_AREA, id="smallton"), (records.entry("dogs", WHOLE),))


def tree(made: Directory, address: str) -> LexborHTMLParser:
    return LexborHTMLParser(pages_of(made)[address].body)


def rows(page: LexborHTMLParser, selector: str = "table[aria-labelledby=list]") -> list[list[str]]:
    """The cells of a table as one can read them on the day of the build."""
    for node in page.css("[hidden]"):
        node.decompose()
    found = page.css_first(selector)
    return [[spaced(cell) for cell in row.css("th, td")] for row in found.css("tbody tr")] if found else []


def spaced(node: LexborNode) -> str:
    """The text of an element, with a blank between its parts."""
    return " ".join(node.text(separator=" ").split())


def ids(page: LexborHTMLParser) -> list[str]:
    return [node.attributes["data-entry"] or "" for node in page.css("tr[data-entry]")]


# --- find by practice ---


def practice(id: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": name, **more}


def test_each_practice_has_the_number_to_ring() -> None:
    made = directory(
        **LEADS,
        localities=[
            {"id": "north", "name": "North", "lead_provider": "hub"},
            {"id": "south", "name": "South", "lead_provider": "inn"},
            {"id": "east", "name": "East"},
        ],
        practices=[
            practice("z", "Zoo Road", locality="north", postcode="AN1 1AA"),
            practice("e", "Éast Side", locality="east"),
            practice("s", "south Street", locality="south"),
            practice("n", "North Hill", locality="north"),
            practice("two", "Two Hands"),
        ],
        link_workers=[
            {"role": "Worker for the Zoo", "phone": "01632 960003", "practices": ["z", "two"], "name": "Sam Hill"},
            {"role": "Second pair", "email": "two@a.example.org", "practices": ["two"]},
        ],
        team={"phone": "01632 960000"},
    )
    page = tree(made, "professionals/")
    assert all_words(page, "#practices thead th") == ["Practice", "Phone", "Link worker", "For reception"]
    assert rows(page, "#practices") == [
        [
            "Éast Side",
            "01632 960000",
            "We know of no link worker. Ask the directory team.",
            "What has changed : Éast Side",
        ],
        ["North Hill", "01632 960002", "We know of no link worker. Ask The Hub.", "What has changed : North Hill"],
        [
            "south Street",
            "inn@a.example.org",
            "We know of no link worker. Ask The Inn.",
            "What has changed : south Street",
        ],
        [
            "Two Hands",
            "01632 960003 two@a.example.org",
            "Worker for the Zoo Second pair",
            "What has changed : Two Hands",
        ],
        ["Zoo Road AN1 1AA", "01632 960003", "Worker for the Zoo", "What has changed : Zoo Road"],
    ]
    assert [node.attributes["href"] for node in page.css("#practices tbody tr:last-child a")] == [
        "../practices/z/",
        "tel:+441632960003",
        "../practices/z/#reception",
    ]
    assert not page.css("[data-narrow]")


def test_a_practice_of_which_nothing_is_known_says_so() -> None:
    page = tree(
        directory(practices=[practice("x", "X")], link_workers=[{"role": "W", "practices": ["y"]}]), "professionals/"
    )
    assert rows(page, "#practices") == [["X", "Not known.", "We know of no link worker.", "What has changed : X"]]


def test_many_practices_can_be_narrowed_down() -> None:
    for count, there in ((5, False), (6, True), (60, True)):
        made = directory(practices=[practice(f"p{n}", f"Practice {n:02}") for n in range(count)])
        page = tree(made, "professionals/")
        assert bool(page.css("[data-needs-script][hidden] [data-narrow=practices]")) is there
        assert len(page.css("#practices tbody tr")) == count


def test_without_practices_the_team_is_named() -> None:
    for team, said in (
        ({"phone": "01632 960000"}, " Ring the directory team on 01632 960000."),
        ({"email": "t@a.example.org"}, " Write to the directory team: t@a.example.org."),
        ({}, ""),
    ):
        page = tree(directory(team=team), "professionals/")
        assert words(page.css_first("#link-worker + p")) == f"No GP practice has been named here yet.{said}"
        assert not page.css("table, [data-narrow]")


# --- signpost, or refer ---


def test_the_menu_counts_what_gives_how_much_support() -> None:
    made = directory(
        entry("a", support=["minimal", "high"], **CONFIRMED),
        entry("b", support=["minimal"], **CONFIRMED),
        entry("old", support=["moderate"], added="2020-01-01"),
        entry("gone", support=["self-care"], status={"state": "closed"}),
        entry("hidden", support=["self-care"], status={"state": "withdrawn"}),
    )
    page = tree(made, "professionals/")
    assert [spaced(node) for node in page.css(".menu li")] == [
        "They can manage alone Say what there is, or hand over a card. They go in their own time. "
        "You do it by yourself (0)",
        "They need a start Signpost. Print a slip. They go direct, and somebody shows them round. "
        "Ask how it went at the next review. Somebody shows you round at the start (2)",
        "They need a hand now and then Signpost. They go direct to a group that helps as they go along. "
        "Look again at each review. Somebody helps you now and then (0)",
        "They need somebody at their side Refer to the link worker. "
        "The two make a plan that fits, and look at it often. Somebody works with you closely (1)",
    ]
    found = [node.attributes["href"] for node in page.css(".menu a")]
    assert found == ["../professionals/support/minimal/", "../professionals/support/high/"]
    pages = {id: tree(made, f"professionals/support/{id}/") for id in ("self-care", "minimal", "moderate", "high")}
    listed = {id: [node.attributes["data-entry"] for node in one.css(".results > li")] for id, one in pages.items()}
    assert listed == {"self-care": [], "minimal": ["a", "b"], "moderate": [], "high": ["a"]}
    assert words(pages["moderate"].css_first(".note")) == "Nothing here yet. Find something"


def test_it_says_what_is_our_own_reading() -> None:
    text = words(tree(whole(), "professionals/"))
    assert "To tell them apart is our own reading." in text
    assert {level.value for level in schema.choices("entry", ("support",))} == {
        "self-care",
        "minimal",
        "moderate",
        "high",
    }


def test_what_there_is_to_print_is_in_one_list() -> None:
    everything = Directory(
        records.area(WHOLE_AREA, id="smallton"), (entry(),), topics=(records.topic("x", {"title": "X"}),)
    )
    wanted = ["../slip/", "../practices/", "../professionals/contacts/", "../topics/"]
    team = ["../professionals/forms/", "../professionals/checklist/"]
    for made, found in ((everything, [*wanted, *team]), (directory(entry()), [wanted[0], wanted[2], *team])):
        section = tree(made, "professionals/").css_first("#print").parent
        assert section
        assert [node.attributes["href"] for node in section.css("li a")] == found


# --- referrals ---


def test_a_referral_says_all_that_is_known() -> None:
    page = tree(whole(), "professionals/referrals/")
    assert all_words(page, "thead th") == ["Service", "Who can refer", "For whom", "How to refer", "Room and wait"]
    assert rows(page) == [
        [
            "Dog Walks North Smallton and South Smallton Checked 3 Nov 2026",
            "GP or nurse",
            "Low mood",
            "One form Referral page : Dog Walks 01632 960101 Another way: Just turn up.",
            "Yes, there is room Two places on Mondays (1 November 2026)",
        ]
    ]
    row = page.css_first("tbody tr")
    assert row
    assert [node.attributes["data-th"] for node in row.css("td")] == all_words(page, "thead th")[1:]
    assert [node.attributes["href"] for node in row.css("a")] == [
        "../../entries/dogs/",
        "https://refer.example.org/",
        "tel:+441632960101",
    ]


def test_a_referral_of_which_nothing_is_known_says_so() -> None:
    page = tree(directory(entry(**REFERRED)), "professionals/referrals/")
    assert rows(page) == [
        [
            "Anytown Cat and Dog Shelter All of Smallton Not checked yet",
            "They have not said. Ask them.",
            "They have not said. Ask them.",
            "01632 960101 There is no other way in.",
            "Not known. Ask them.",
        ]
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"availability": {"status": "full", "on": "2026-11-20"}}, "Full at the moment (20 November 2026)"),
        (
            {"availability": {"status": "waiting", "on": "2026-10-25", "note": "five weeks"}},
            "There is a waiting list five weeks (25 October 2026)",
        ),
        ({"availability": {"status": "waiting", "on": "2026-10-24"}}, "Not known. Ask them."),
        ({"availability": {"status": "open", "on": "2026-11-23"}}, "Not known. Ask them."),
        ({"status": {"state": "paused"}}, "Taking a break Not known. Ask them."),
        (
            {"status": {"state": "paused", "until": "2026-11-23"}},
            "Taking a break until 23 November 2026 Not known. Ask them.",
        ),
        ({"status": {"state": "paused", "until": "2026-11-22"}}, "Not known. Ask them."),
    ],
)
def test_the_wait_is_what_was_said_lately(fields: dict[str, Any], said: str) -> None:
    assert rows(tree(directory(entry(**REFERRED, **fields)), "professionals/referrals/"))[0][-1] == said


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        (REFERRED, True),
        ({"access": ["drop-in", "professional-referral"]}, True),
        ({"access": ["drop-in"]}, False),
        ({}, False),
        ({**REFERRED, "added": "2020-01-01"}, False),
        ({**REFERRED, "status": {"state": "closed"}}, False),
        ({**REFERRED, "status": {"state": "withdrawn"}}, False),
    ],
)
def test_what_takes_referrals_is_there_while_it_is_listed(fields: dict[str, Any], there: bool) -> None:
    made = directory(entry(**fields), entry("other", access=["contact-first"]))
    assert ids(tree(made, "professionals/referrals/")) == (["dogs"] if there else [])
    said = words(tree(made, "professionals/"))
    assert ("1 service takes them: who may refer, for whom, how, and the wait." in said) is there
    assert ("Nothing here takes referrals yet." in said) is not there


def test_tables_are_in_order_of_name_and_by_place() -> None:
    made = directory(
        entry("a", name="Zebra", localities=["north"], **REFERRED, **CONFIRMED),
        entry("b", name="éclair", localities=["south"], **REFERRED),
        entry("c", name="Apple", **REFERRED),
        **PLACES,
    )
    pages = {address: LexborHTMLParser(page.body) for address, page in pages_of(made).items()}
    for table in ("referrals", "contacts"):
        assert ids(pages[f"professionals/{table}/"]) == ["c", "b", "a"]
        assert ids(pages[f"professionals/{table}/north/"]) == ["c", "a"]
        assert ids(pages[f"professionals/{table}/south/"]) == ["c", "b"]
        south = pages[f"professionals/{table}/south/"]
        assert all_words(south, ".pick a") == ["All of Smallton 3", "North End 2", "South End 2"]
        assert all_words(south, "[aria-current=page]") == ["South End 2"]
        assert "South End" in words(south.css_first("h1"))
        assert words(south.css_first("#list")) == "2 entries"


def test_an_area_without_places_asks_for_none() -> None:
    made = directory(entry(**REFERRED))
    assert [address for address in pages_of(made) if address.startswith("professionals/")] == [
        "professionals/",
        *(f"professionals/support/{level.value}/" for level in schema.choices("entry", ("support",))),
        "professionals/contacts/",
        "professionals/referrals/",
        "professionals/assurance/",
        "professionals/forms/",
        "professionals/checklist/",
    ]
    assert not tree(made, "professionals/contacts/").css(".pick")


# --- who pays, and what has been seen ---


def test_what_is_known_of_each_is_facts_with_dates() -> None:
    insurance = {"what": "Insurance", "seen_by": "The Hub", "on": "2026-04-01", "until": "2027-04-01"}
    made = directory(
        entry("a", name="A", lead_provider="hub", relationship="funded", assurance=[insurance], **CONFIRMED),
        entry("b", name="B", lead_provider="hub", assurance=[{"what": "Old paper", "until": "2026-11-21"}]),
        entry("c", name="C", assurance=[{"what": "First aid", "on": "2026-11-01"}]),
        entry("d", name="D", lead_provider="inn", relationship="informal"),
        entry("e", name="E"),
        entry("f", name="F"),
        entry("g", name="G", lead_provider="hub", relationship="funded", status={"state": "closed"}),
        **LEADS,
        assurance_owner="The Hub",
    )
    page = tree(made, "professionals/assurance/")
    text = words(page)
    assert "Being listed here does not mean that we have checked or approve of a group." in text
    assert "The Hub keeps these records." in text
    assert rows(page, "table:not([aria-labelledby])") == [
        ["The Hub", "1", "1", "01632 960002"],
        ["The Inn", "0", "1", "inn@a.example.org"],
    ]
    assert rows(page) == [
        [
            "A Checked 3 Nov 2026",
            "Paid for by The Hub.",
            "Insurance. Seen by The Hub on 1 April 2026. Good until 1 April 2027.",
        ],
        [
            "B Not checked yet",
            "Known to The Hub.",
            "Old paper. They told us about it. Nobody here has seen it. "
            "This ran out on 21 November 2026. Ask them for a new one.",
        ],
        ["C Not checked yet", "No lead provider is named.", "First aid. Seen on 1 November 2026."],
        ["D Not checked yet", "Known to The Inn.", "No papers."],
    ]
    assert words(page.css_first(".note")) == "Of 2 other entries we have seen no papers, and no lead provider is named."


def test_where_nothing_is_known_of_any_it_says_only_that() -> None:
    page = tree(directory(entry()), "professionals/assurance/")
    assert not page.css("table")
    assert words(page.css_first(".note")) == "Of 1 other entry we have seen no papers, and no lead provider is named."
    assert not tree(directory(), "professionals/assurance/").css("table, .note")


# --- names and numbers ---


@pytest.mark.parametrize(
    ("contact", "said", "href"),
    [
        ({"phone": "01632 960101", "email": "a@b.example.org"}, "01632 960101", "tel:+441632960101"),
        ({"text": "07700 900101", "email": "a@b.example.org"}, "07700 900101 Text messages", "sms:+447700900101"),
        ({"email": "a@b.example.org", "visit": "The gate"}, "a@b.example.org", "mailto:a@b.example.org"),
        ({"website": "https://www.b.example.org/x/"}, "b.example.org/x", "https://www.b.example.org/x/"),
        ({"visit": "The green gate"}, "The green gate", None),
    ],
)
def test_one_way_to_reach_each(contact: dict[str, str], said: str, href: str | None) -> None:
    page = tree(directory(entry(contact=contact, access=["drop-in"], **CONFIRMED)), "professionals/contacts/")
    link = page.css_first("td a")
    assert (link.attributes["href"] if link else None) == href
    assert rows(page) == [["Anytown Cat and Dog Shelter", said, "Just turn up", "Checked 3 Nov 2026"]]


def test_a_row_knows_when_it_will_be_too_old() -> None:
    made = directory(entry("a", **CONFIRMED, **REFERRED, lead_provider="hub"), entry("b"), **LEADS)
    pages = pages_of(made)
    for address in (addresses.CONTACTS, addresses.REFERRALS, addresses.ASSURANCE):
        row = LexborHTMLParser(pages[address].body).css_first("[data-entry=a]")
        assert row and row.attributes["data-gone"] == "2028-05-03"
    assert "data-gone" not in tree(made, addresses.CONTACTS).css_first("[data-entry=b]").attributes  # type: ignore[union-attr]


def test_long_tables_are_pages_of_fifty() -> None:
    made = directory(*(entry(f"e{n:03}", name=f"E {n:03}", **REFERRED, **LEAD) for n in range(120)), **LEADS)
    pages = pages_of(made)
    for address in (addresses.CONTACTS, addresses.REFERRALS, addresses.ASSURANCE):
        found = [LexborHTMLParser(pages[addresses.page(address, n)].body) for n in (1, 2, 3)]
        assert [len(ids(page)) for page in found] == [50, 50, 20]
        assert words(found[1].css_first("#list")) == "120 entries 51 to 100, by name"
        assert words(found[1].css_first("nav.pages span")) == "Page 2 of 3"
        assert pages[addresses.page(address, 3)].title.startswith(("Names", "Referrals", "Who pays"))
        assert ", page 3 · " in pages[addresses.page(address, 3)].title


LEAD = {"lead_provider": "hub"}


def test_a_full_page_of_long_words_is_light() -> None:
    """Fifty services, each of which says a lot, no two of them the same."""
    chance = random.Random(7)
    some = [path.stem for path in DIRECTORY.glob("entries/*.yaml")] + [
        part for path in DIRECTORY.glob("topics/*.yaml") for part in path.read_text("utf-8").split() if part.isalpha()
    ]

    def text(length: int) -> str:
        return " ".join(chance.choice(some) for _ in range(length // 6))[:length]

    made = directory(
        *(
            entry(
                f"e{n}",
                name=text(40),
                **REFERRED,
                **LEAD,
                referral={
                    "who": text(60),
                    "criteria": text(250),
                    "how": text(250),
                    "url": f"https://e{n}.example.org/",
                },
                assurance=[{"what": text(50), "seen_by": "The Hub", "on": "2026-04-01"} for _ in range(3)],
                availability={"status": "waiting", "on": "2026-11-20", "note": text(40)},
                added=f"2026-{1 + n % 9:02}-{1 + n % 28:02}",
            )
            for n in range(50)
        ),
        **LEADS,
        localities=[{"id": f"p{n}", "name": f"Place {n}"} for n in range(30)],
    )
    pages = pages_of(made)
    for address in (addresses.CONTACTS, addresses.REFERRALS, addresses.ASSURANCE):
        # The frame round it is less than 5,000 bytes.
        assert len(gzip.compress(pages[address].body.encode(), 6)) < 25_000, address


# --- what holds for all of them ---


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Other"},
        {"contact": {"phone": "01632 960102"}},
        {"access": ["professional-referral", "drop-in"]},
        {"referral": {"who": "Nurses"}},
        {"referral": {"criteria": "All"}},
        {"referral": {"how": "Ring"}},
        {"referral": {"url": "https://r.example.org/"}},
        {"availability": {"status": "full", "on": "2026-11-20"}},
        {"availability": {"status": "full", "on": "2026-11-20", "note": "x"}},
        {"status": {"state": "paused"}},
        {"confirmed": {"on": "2026-11-04", "by": "team"}},
        {"confirmed": {"on": "2026-11-03", "by": "import"}},
        {"assurance": [{"what": "Insurance"}]},
        {"relationship": "funded"},
        {"localities": ["north"]},
    ],
    ids=str,
)
def test_a_change_of_what_a_table_shows_changes_its_print(change: dict[str, Any]) -> None:
    """And what changes a page's print makes it anew: a build after an edit comes out as a whole one."""
    base = {**REFERRED, **CONFIRMED, **LEAD}

    def made(**fields: Any) -> dict[str, tuple[str, bytes]]:
        pages = pages_of(directory(entry(**{**base, **fields}), **LEADS, **PLACES))
        return {
            address: (page.body, page.print) for address, page in pages.items() if address.startswith("professionals/")
        }

    before, after = made(), made(**change)
    assert made() == before
    assert before.keys() == after.keys()
    changed = {address for address in before if before[address][0] != after[address][0]}
    assert changed & {addresses.CONTACTS, addresses.REFERRALS, addresses.ASSURANCE}
    assert {address for address in before if before[address][1] != after[address][1]} >= changed


def test_strangers_words_are_words() -> None:
    made = directory(
        entry(
            name=HOSTILE,
            contact={"visit": HOSTILE},
            **REFERRED,
            **LEAD,
            referral={"who": HOSTILE, "criteria": HOSTILE, "how": HOSTILE},
            availability={"status": "full", "on": "2026-11-20", "note": HOSTILE},
            assurance=[{"what": HOSTILE, "seen_by": HOSTILE}],
        ),
        lead_providers=[{"id": "hub", "name": HOSTILE, "hosts": True}],
        practices=[practice("x", HOSTILE)],
        link_workers=[{"role": HOSTILE, "practices": ["x"]}],
        assurance_owner=HOSTILE,
    )
    pages = pages_of(made)
    for address in ("professionals/", *(f"professionals/{table}/" for table in ("referrals", "assurance", "contacts"))):
        assert "<script" not in pages[address].body, address
        assert HOSTILE in words(LexborHTMLParser(pages[address].body)), address


def test_nothing_of_what_was_withdrawn_is_anywhere() -> None:
    secret = "Zzyzx"
    gone = {**WHOLE, "name": secret, "summary": secret, "provider": secret, "status": {"state": "withdrawn"}}
    gone["contact"] = {"phone": "01632 960999"}
    gone["referral"] = {"who": secret, "criteria": secret, "how": secret}
    gone["assurance"] = [{"what": secret, "seen_by": secret}]
    gone["support"] = ["high"]
    made = Directory(records.area(WHOLE_AREA, id="smallton"), (entry(), records.entry("hidden-id", gone)))
    for address, page in pages_of(made).items():
        for part in (secret, "960999", "hidden-id"):
            assert part not in page.body or address == "entries/hidden-id/", (address, part)
    assert secret not in pages_of(made)["entries/hidden-id/"].body


@pytest.mark.parametrize(
    "made",
    [
        directory(),
        directory(entry()),
        directory(entry(**REFERRED, support=["high"]), practices=[practice("x", "X")]),
        whole(),
    ],
    ids=["nothing", "four fields", "a practice", "whole"],
)
def test_no_link_is_dead_however_little_there_is(made: Directory) -> None:
    pages = pages_of(made)
    problems = []
    for address, page in pages.items():
        if address.startswith(("professionals/", "practices/", "localities/")):
            parsed = LexborHTMLParser(page.body)
            fragments = {node.attributes["id"] for node in parsed.css("[id]")}
            problems += [
                f"{address}: {link}"
                for link in map(_href, parsed.css("a[href]"))
                if not _leads(link, address, pages, fragments)
            ]
    assert_none(problems)


def _href(node: LexborNode) -> str:
    return node.attributes["href"] or ""


def _leads(link: str, address: str, pages: Any, fragments: set[str | None]) -> bool:
    if urlsplit(link).scheme or "/handbook/" in link:
        return True
    target, _, fragment = urljoin(f"/{address}", link).partition("#")
    here = target == f"/{address}"
    return target[1:] in pages and (not fragment or not here or fragment in fragments)


def test_it_is_led_to_from_every_page_and_from_places_and_practices(anytown_pages: Pages) -> None:
    for address in ("/", "/entries/anytown-advice-bureau/", "/handbook/"):
        found = [words(node) for node in anytown_pages[address].tree.css('.foot a[href$="professionals/"]')]
        assert found == ["For professionals"], address
    for address in ("/practices/", "/localities/north/"):
        assert anytown_pages[address].tree.css('main a[href$="/professionals/"]'), address
    north = [_href(node) for node in anytown_pages["/localities/north/"].tree.css('main a[href*="professionals/"]')]
    assert north[1:] == ["../../professionals/referrals/north/", "../../professionals/contacts/north/"]


def test_anytowns_tables_hold_what_its_entries_say(anytown_pages: Pages) -> None:
    referrals = ids(anytown_pages["/professionals/referrals/"].tree)
    assert referrals == [
        "everyday-cooking",
        "harbour-womens-group",
        "kitchen-table-claims",
        "second-wind-singing",
        "st-judes-food-bank",
        "steady-on",
    ]
    every = [id for page in ("", "page/2/") for id in ids(anytown_pages[f"/professionals/contacts/{page}"].tree)]
    names = anytown_pages["/a-z/"].tree.css(".names a") + anytown_pages["/a-z/page/2/"].tree.css(".names a")
    assert every == [_href(node).rstrip("/").rsplit("/", 1)[1] for node in names]
    assert len(anytown_pages["/professionals/"].tree.css("#practices tbody tr")) == 6


@pytest.mark.parametrize(
    ("kind", "way", "html"),
    [
        ("tel", "01632 960101", '<a href="tel:+441632960101">01632 960101</a>'),
        ("sms", "07700 900101", '<a href="sms:+447700900101">07700 900101</a>'),
        ("mail", "a@b.example", '<a href="mailto:a@b.example">a@b.example</a>'),
        ("web", "https://b.example/", '<a href="https://b.example/" rel="noopener nofollow">b.example</a>'),
        ("visit", "The <gate>", "The <gate>"),
    ],
)
def test_ways_to_reach_as_links(kind: str, way: str, html: str) -> None:
    assert links.reach(kind, way) == html
