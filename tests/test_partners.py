"""Partners' messages: where they lead, and what their pages show."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from petunias.model import Directory
from petunias.site import memo
from petunias.site.maker import Maker
from petunias.site.partner_view import partners, shown
from support import icalendar
from support.directories import WHOLE_AREA, all_words, build, dump, edition, entry, page, pages_of, put, words, write
from support.partnership import TWO, Data, made, timed, tree, with_messages
from support.site import TODAY, SitePage

Pages = dict[str, SitePage]

COUNCIL = "Carmarthenshire County Council"


# --- the pages ---


def test_the_page_begins_with_what_is_due_now() -> None:
    found = tree(made(*TWO, topics=["heat"]))
    assert all_words(found, "h1, h2") == [
        "Messages to pass on",
        "This month",
        "Coming next",
        "All year",
        "By partner",
        "By theme",
        "They support it too",
        "Where this comes from",
    ]
    cards = [(words(one.css_first("h3")), "hidden" in one.attributes) for one in found.css(".card")]
    assert cards == [("Wrap up", False), ("Cool down", True)]
    assert all_words(found, ".card:first-child > p:not([hidden])") == [
        "Police",
        "Now, until 28 February 2027",
        "Cold.",
        "In one breath",
        "Are you warm?",
        "Point people to",
    ]
    assert all_words(found, ".card:first-child .points li") == ["Heat", "Police 101"]
    assert [words(one) for one in found.css(".chips a")] == ["Lock it"]
    assert all_words(found, "[data-until] .names li") == [
        "Cool down1 June 2027 to 31 August 2027. Ambulance",
        "Wrap up1 November 2027 to 28 February 2028. Police",
    ]


def test_the_note_that_nothing_is_due_waits_for_its_days() -> None:
    note = tree(made(*TWO, topics=["heat"])).css_first(".note")
    assert "hidden" in note.attributes
    assert note.attributes["data-days"] == "2027-03-01/2027-05-31 2027-09-01/2027-10-31 2028-02-29/9999-12-31"
    on_day = tree(made(*TWO, topics=["heat"]), today=date(2027, 4, 1)).css_first(".note")
    assert "hidden" not in on_day.attributes


def test_partners_and_themes_stand_in_order_and_what_is_open_is_said() -> None:
    found = tree(made(*TWO, topics=["heat"]))
    assert [all_words(row, "th, td") for row in found.css("tbody tr")] == [
        ["Ambulance", "SAFETY", "Cool down", "None yet"],
        ["Council", "Still to be confirmed", "Still to be confirmed", "None yet"],
        [
            "Police",
            "Safety",
            "Wrap upLock it",
            "Wardens: committedClerks: in principleAide memoire to print (Police)",
        ],
    ]
    # Two spellings are one theme.
    assert all_words(found, ".cols h3")[-1:] == ["SAFETY"]
    links = [node.attributes["href"] for node in found.css(".plain-links a")]
    assert links == [
        "../messages/partners/p3/#message-cool-down",
        "../messages/partners/p0/#message-wrap-up",
        "../messages/partners/p0/#message-lock-it",
    ]
    assert "You can send people to them: Shelter." in words(found)
    assert "It says what was planned then, and not what they do today." in words(found)
    assert "Pilot (2017)Council, Police" in words(found)


def test_a_partner_has_a_page_with_all_that_it_says() -> None:
    found = tree(made(*TWO, topics=["heat"]), "messages/partners/p0/")
    assert all_words(found, "h1, .lead, h2, h3") == [
        "Police",
        "Safety",
        "Its messages",
        "Wrap up",
        "Lock it",
        "Staff who pass messages on",
        "Where this comes from",
    ]
    assert [one.attributes["id"] for one in found.css(".card")] == ["message-wrap-up", "message-lock-it"]
    assert "Days are ours." in words(found)
    assert found.css_first(".btn").attributes["href"] == "../../../messages/partners/p0/aide-memoire/"


def test_a_partner_that_has_agreed_to_nothing_says_so() -> None:
    found = tree(made(*TWO, topics=["heat"]), "messages/partners/p1/")
    assert words(found.css_first(".lead")) == "Its theme is still to be confirmed."
    assert words(found.css_first(".note")) == "Its messages are still to be confirmed."


def test_a_supporter_has_no_page() -> None:
    assert "messages/partners/p2/" not in pages_of(made(*TWO, topics=["heat"]))


def test_where_nobody_has_a_message_there_is_nothing_to_take_along() -> None:
    groups = {"staff_groups": [{"name": "Wardens", "status": "committed"}]}
    pages = pages_of(made(groups))
    assert {address for address in pages if address.startswith("messages/")} == {
        "messages/",
        "messages/partners/p0/",
        "messages/steering/",
    }
    assert "aide-memoire" not in str(pages["messages/partners/p0/"].body) + str(pages["messages/"].body)


def test_without_partners_there_is_nothing_of_it(tmp_path: Path) -> None:
    pages = pages_of(made())
    assert not [address for address in pages if address.startswith("messages/")]
    assert not [address for address, one in pages.items() if "messages/" in str(one.body)]
    folder = write(tmp_path)
    build(folder, tmp_path / "site")
    assert not (tmp_path / "site" / "messages").exists()
    assert "messages/" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_every_page_leads_to_the_messages(anytown_pages: Pages) -> None:
    for address in ("/", "/entries/anytown-advice-bureau/"):
        assert "Messages to pass on" in all_words(anytown_pages[address].tree, ".foot a")


def test_a_topic_leads_to_the_messages_that_lead_to_it() -> None:
    found = tree(made(*TWO, topics=["heat", "cold"]), "topics/heat/")
    (link,) = [node for node in found.css(".plain-links a") if "messages/" in (node.attributes["href"] or "")]
    assert (words(link), link.attributes["href"]) == (
        "Wrap up (Police)",
        "../../messages/partners/p0/#message-wrap-up",
    )
    assert "messages/partners" not in str(pages_of(made(*TWO, topics=["heat", "cold"]))["topics/cold/"].body)


# --- where a message leads ---


@pytest.mark.parametrize(
    "status",
    [
        {"status": {"state": "closed", "see": ["cats", "old"]}},
        {"status": {"state": "withdrawn", "see": ["cats", "old"]}},
        {"added": "2020-01-01", "status": {"state": "active", "see": ["cats", "old"]}},
    ],
)
def test_what_is_gone_gives_way_to_what_it_leads_to(status: Data) -> None:
    directory = made(
        with_messages({"text": "Walk", "signpost": {"entries": ["dogs", "old"], "words": ["shelter"]}}),
        entries=[entry(name="Dog shelter", **status), entry("cats", name="Cats"), entry("old", added="2020-01-01")],
    )
    for address in ("messages/partners/p0/",):
        found = tree(directory, address)
        assert all_words(found, ".points li") == ["Cats 01632 960101"]
        assert "Dog shelter" not in words(found)
    (left, _old) = tree(directory, "messages/steering/").css(".dots li")
    name = "An entry that was taken out" if status.get("status", {}).get("state") == "withdrawn" else "Dog shelter"
    assert words(left) == f"Walk (P0): {name}. Shown instead: Cats"


def test_places_come_by_name_then_by_word_and_there_are_four_at_most() -> None:
    many = [entry(f"e{number}", name=f"Choir {number}") for number in range(6)]
    signpost = {"entries": ["quiet"], "words": ["choirs"], "domains": ["befriending", "volunteering"]}
    directory = made(
        with_messages({"text": "Sing", "signpost": signpost}),
        entries=[*many, entry("quiet", name="Quiet", domains=["befriending"], contact={"visit": "Here"})],
    )
    assert all_words(tree(directory, "messages/partners/p0/"), ".points li") == [
        "Quiet",
        "Choir 0 01632 960101",
        "Choir 1 01632 960101",
        "Choir 2 01632 960101",
        "Befriending in Smallton",
    ]


def test_where_there_is_nothing_it_is_said() -> None:
    message = {"text": "Sing", "signpost": {"words": ["choir"]}}
    found = tree(made(with_messages(message), team={"phone": "01632 960000"}), "messages/partners/p0/")
    assert all_words(found, ".points li") == [
        "We know of no group for this yet. Ring the directory team on 01632 960000."
    ]
    assert all_words(tree(made(with_messages(message)), "messages/partners/p0/"), ".points li") == [
        "We know of no group for this yet."
    ]


def test_two_partners_may_say_the_same_and_point_elsewhere() -> None:
    directory = made(
        with_messages({"text": "Sing", "signpost": {"words": ["choir"]}}),
        with_messages({"text": "Sing", "signpost": {"words": ["dog"]}}),
        entries=[entry("a", name="Choir", summary="Come."), entry("b", name="Dog", summary="Come.")],
    )
    assert [all_words(tree(directory, f"messages/partners/p{number}/"), ".points a")[0] for number in (0, 1)] == [
        "Choir",
        "Dog",
    ]


def test_the_print_of_a_page_tells_what_it_shows() -> None:
    """Each change of what a message leads to makes its pages anew."""
    signpost = with_messages({"text": "Walk", "signpost": {"entries": ["dogs"], "words": ["cat"]}})
    groups = {"staff_groups": [{"name": "Wardens", "status": "committed"}]}
    first = pages_of(made({**signpost, **groups}))
    changed = {
        "name": entry(name="Hounds"),
        "phone": entry(contact={"phone": "01632 960199"}),
        "closed": entry(status={"state": "closed"}),
        "word": entry("cat", name="Cat"),
    }
    for what, other in changed.items():
        entries = [other] if other.id == "dogs" else [entry(), other]
        now = pages_of(made({**signpost, **groups}, entries=entries))
        for address in ("messages/partners/p0/", "messages/partners/p0/aide-memoire/"):
            assert now[address].print != first[address].print, (what, address)
    assert pages_of(made({**signpost, **groups}))["messages/"].print == first["messages/"].print


# --- the steering group ---


def test_the_steering_page_counts_and_names_what_is_open() -> None:
    found = tree(made(*TWO, topics=["heat"]), "messages/steering/")
    assert words(found.css_first(".lead")) == "Who has agreed to what, as it stood on 22 November 2026."
    assert all_words(found, ".counts li") == [
        "3 partners",
        "3 messages",
        "1 partner still to confirm",
        "1 staff group committed",
        "1 staff group in principle",
    ]
    assert all_words(found, ".dots li") == ["Council: theme and messages"]
    tables = found.css("tbody")
    assert [all_words(row, "th, td") for row in tables[0].css("tr")] == [
        ["Ambulance", "1", "None", "None"],
        ["Council", "To be confirmed", "None", "None"],
        ["Police", "2", "Wardens", "Clerks"],
    ]
    assert [all_words(row, "td") for row in tables[1].css("tr")] == [
        ["1 November 2026 to 28 February 2027", "Wrap up", "Police"],
        ["1 June 2027 to 31 August 2027", "Cool down", "Ambulance"],
        ["1 November 2027 to 28 February 2028", "Wrap up", "Police"],
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"theme": "T"}, "P0: messages"),
        ({"messages": [{"text": "x"}]}, "P0: theme"),
        ({}, "P0: theme and messages"),
    ],
)
def test_what_is_still_to_be_confirmed(fields: Data, said: str) -> None:
    assert all_words(tree(made(fields), "messages/steering/"), ".dots li") == [said]


def test_the_steering_page_of_the_pilot(anytown_pages: Pages) -> None:
    main = anytown_pages["/messages/steering/"].tree.css_first("main")
    assert main
    assert all_words(main, ".counts li") == [
        "10 partners",
        "19 messages",
        "3 partners still to confirm",
        "9 staff groups committed",
        "10 staff groups in principle",
    ]
    assert all_words(main, ".dots li") == [
        f"{COUNCIL} (Education and Children): theme and messages",
        f"{COUNCIL} (Integrated Services): theme and messages",
        "Hywel Dda University Health Board: theme and messages",
    ]
    assert "Care and Repair and Shelter Cymru" in words(main)


# --- the aide memoire ---


def memo_of(directory: Directory, today: date = TODAY) -> memo.Memo:
    maker = Maker(edition(directory, today))
    return memo.memo([shown(maker, one) for one in partners(maker)], maker.area)


def test_the_aide_memoire_says_what_whom_and_for_whom() -> None:
    access = {"name": "Healthy Living", "phone": "01632 960001"}
    directory = made(*TWO, topics=["heat"], lifestyle_access=access, team={"phone": "01632 960000"})
    found = tree(directory, "messages/partners/p0/aide-memoire/")
    assert all_words(found, "h1, .lead, h2") == [
        "What to say",
        "Police: Wardens, Clerks",
        "Now",
        "All year",
        "Whom to ring",
    ]
    assert [(all_words(one, "dt, dd"), "hidden" in one.attributes) for one in found.css("dl")] == [
        (["Wrap up", "Are you warm?"], False),
        (["Cool down", ""], True),
        (["Lock it", "Thieves."], False),
    ]
    assert all_words(found, ".numbers li") == [
        "01632 960001 Healthy Living",
        "01632 960000 Smallton",
        "101 Police",
    ]


def test_no_partner_is_left_out_for_another() -> None:
    """Each has its first message before any has its second."""
    long = "x " * 300
    many = [with_messages(*({"text": f"m{p}-{m}", "say": long} for m in range(4))) for p in range(3)]
    found = memo_of(made(*many))
    assert [one.text for one in found.all_year] == ["m0-0", "m1-0", "m2-0", "m0-1", "m1-1"]
    assert found.left_out == 7


def test_what_waits_for_its_season_takes_no_room_from_what_does_not_overlap() -> None:
    long = "x " * 900
    directory = made(
        with_messages(timed("winter", "11-01", "02-01", say=long), timed("summer", "06-01", "08-01", say=long))
    )
    assert [one.text for one in memo_of(directory).season] == ["winter", "summer"]
    directory = made(
        with_messages(timed("winter", "11-01", "02-01", say=long), timed("cold", "01-01", "08-01", say=long))
    )
    assert ([one.text for one in memo_of(directory).season], memo_of(directory).left_out) == (["winter"], 1)


# --- many partners, other languages ---


def test_a_long_partnership_stays_light() -> None:
    """Sixty partners with eight messages each: lists go on, and no page weighs more than 30 kB."""
    many = [
        with_messages(
            *(
                timed(
                    f"Message {number} of partner {p} about a thing",
                    f"{number + 1:02}-{p % 28 + 1:02}",
                    f"{number + 4:02}-{p % 27 + 1:02}",
                    about=f"Why number {p * 8 + number} matters to people, in a sentence or two of {p} words.",
                    say=f"Have you thought of number {p * 8 + number}? Somebody would be glad to help you today.",
                )
                if number % 2
                else {"text": f"Message {number} of partner {p}", "say": f"Say {p} and {number} in one breath."}
                for number in range(8)
            ),
            name=f"Partner {p} of a long partnership",
            theme=f"Theme number {p}",
            staff_groups=[{"name": f"Staff group {p}", "status": "committed"}],
        )
        for p in range(60)
    ]
    pages = {a: one for a, one in pages_of(made(*many)).items() if a == "" or a.startswith("messages/")}
    assert "messages/page/2/" in pages
    heavy = {a: size for a, one in pages.items() if (size := len(gzip.compress(str(one.body).encode(), 6))) > 27_000}
    assert heavy == {}
    first = LexborHTMLParser(str(pages["messages/"].body))
    assert len(first.css(".card")) == 24
    assert "216 more messages have a time of year. See them by partner, below." in words(first)


def test_a_partner_with_many_messages_has_several_pages() -> None:
    directory = made(with_messages(*({"text": f"m{number}"} for number in range(60))))
    second = tree(directory, "messages/partners/p0/page/2/")
    assert all_words(second, ".card h3") == [f"m{number}" for number in range(50, 60)]
    link = tree(directory).css("[aria-labelledby], .plain-links a")[-1]
    assert link.attributes["href"] == "../messages/partners/p0/page/2/#message-m59"


def test_a_translation_is_shown_in_its_language_and_the_rest_is_marked(tmp_path: Path) -> None:
    partner = {
        "name": "Fire",
        "theme": "Safety",
        "source": {"title": "Paper", "translations": {"cy": {"title": "PAPUR"}}},
        "staff_groups": [{"name": "Teams", "status": "committed", "translations": {"cy": {"name": "TIMAU"}}}],
        "messages": [
            {
                "text": "Put it up",
                "about": "Alarms",
                "say": "Have you one?",
                "seasons": [
                    {"name": "Bonfire", "from": "10-20", "until": "11-30", "translations": {"cy": {"name": "TÂN"}}},
                    {"name": "Later", "from": "01-20", "until": "01-30"},
                ],
                "translations": {"cy": {"text": "LARWM", "say": "OES?"}},
            }
        ],
        "translations": {"cy": {"name": "TÂN CYMRU"}},
    }
    folder = write(tmp_path, area={**WHOLE_AREA, "languages": ["en", "cy"]})
    put(folder / "partners" / "fire.yaml", dump(partner))
    build(folder, tmp_path / "site")
    card = page(tmp_path / "site", "cy/messages").css_first(".card")
    assert words(card.css_first("h3")) == "LARWM"
    assert words(card.css_first(".breath")) == "OES?"
    assert "TÂN CYMRU" in words(card)
    marked = [(node.attributes["lang"], words(node)) for node in card.css("bdi")]
    assert ("en", "Alarms") in marked
    assert not {"LARWM", "OES?", "TÂN CYMRU", "TÂN"} & {text for _code, text in marked}
    # In every language a message has one address, so that a link to it leads to it in any of them.
    assert page(tmp_path / "site", "cy/messages/partners/fire").css_first("#message-put-it-up")
    memo_page = page(tmp_path / "site", "cy/messages/partners/fire/aide-memoire")
    assert words(memo_page.css_first(".lead")) == "TÂN CYMRU: TIMAU"
    assert "PAPUR" in words(page(tmp_path / "site", "cy/messages/partners/fire"))
    content = (tmp_path / "site" / "cy" / "messages" / "campaigns.ics").read_bytes()
    assert {one.properties["SUMMARY"] for one in icalendar.read(content).inside} == {"TÂN: LARWM", "Later: LARWM"}
