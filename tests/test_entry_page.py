"""An entry's own page: what it says, in what order, and what it leaves out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from petunias import records
from petunias.model import Directory, Entry
from support.directories import FOUR, WHOLE, WHOLE_AREA, all_words, directory, entry, pages_of, seen, words
from support.site import TODAY

PAGE = "entries/dogs/"
CONFIRMED = {"confirmed": {"on": "2026-11-03", "by": "team"}}


def html(made: Entry | Directory, today: date = TODAY, **area: Any) -> str:
    """The page of the entry with the id dogs."""
    return pages_of(made if isinstance(made, Directory) else directory(made, **area), today)[PAGE].body


def shown(made: Entry | Directory, today: date = TODAY, **area: Any) -> LexborHTMLParser:
    """The same without what is hidden."""
    return seen(html(made, today, **area))


def whole(today: date = TODAY, **fields: Any) -> Directory:
    """An entry with every field, in an area with all that it names."""
    data = {name: value for name, value in {**WHOLE, **fields}.items() if value is not None}
    return Directory(records.area(WHOLE_AREA, id="smallton"), (records.entry("dogs", data),))


def facts(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """The headings of an entry's facts with the lines under each."""
    return {words(part.css_first("h2")): lines(part.css_first("div")) for part in tree.css("section.fact")}


def lines(node: LexborNode | None) -> list[str]:
    """The text of each paragraph, item, term or date within that holds no other."""
    assert node is not None
    small = "p, li, dt, dd, time"
    return [words(part) for part in node.css(small) if len(part.css(small)) == 1]  # css finds the part itself as well


def in_order(tree: LexborHTMLParser) -> list[str]:
    """What stands on the page one after the other, each part by its loudest words."""
    selector = "h1, p.lead, .stamp, .note, .in, .reach > li, section.fact h2, aside h2, aside a, aside button"
    return [words(node.css_first("h2, b") or node) for node in tree.css(selector)]


# --- the whole page ---


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"access": ["drop-in"], **CONFIRMED}, ["You can just turn up"]),
        (
            {"access": ["drop-in"], "confirmed": {"on": "2025-11-22", "by": "team"}},
            ["Nobody has checked this since November 2025", "You can just turn up"],
        ),
        (
            {"access": ["drop-in"], "status": {"state": "paused"}, **CONFIRMED},
            ["Taking a break", "You can just turn up"],
        ),
        ({"access": ["drop-in"], "status": {"state": "closed"}, **CONFIRMED}, ["This has stopped"]),
    ],
)
def test_what_matters_most_is_the_first_heading_below_the_name(fields: dict[str, Any], found: list[str]) -> None:
    """Who jumps from heading to heading must not land past it."""
    headings = [words(node) for node in shown(entry(**fields)).css("h1, h2")]
    assert headings[1 : headings.index("What we have seen")] == found


def test_the_facts_stand_in_the_order_in_which_people_need_them() -> None:
    tree = LexborHTMLParser(html(whole()))
    for node in tree.css("[data-from]"):
        node.decompose()  # what will only be true later
    assert in_order(tree) == [
        "Dog Walks",
        "Walk our dogs.",
        "You can just turn up",
        "01632 960101mornings are best",
        "07700 900101Text messages",
        "walks@shelter.example.orgwe read it on Fridays",
        "shelter.example.org",
        "The green gate behind the station",
        "When",
        "Where",
        "Cost",
        "Who it is for",
        "Your first visit",
        "Languages",
        "Room for you?",
        "Referral",
        "More about it",
        "Who runs it",
        "What we have seen",
        "Checked on 3 November 2026",
        "Is something wrong here?",
        "01632 960000",
        "Report something wrong",
        "Tell us what has changed",
        "Tell us that it has stopped",
        "Take it off at once, for somebody’s safety",
        "Print this page",
    ]


def test_every_fact_says_what_is_in_the_file() -> None:
    assert facts(shown(whole())) == {
        "When": [
            "Every Tuesday, 9:30am to 11am. Not on bank holidays. Bring a coat.",
            "Next dates:",
            "Tue 24 Nov 9:30am",
            "Tue 1 Dec 9:30am",
            "Tue 8 Dec 9:30am",
        ],
        "Where": [
            "The yard2 Station Lane, SmalltonAN1 2AB",
            "Ring the bell twice.",
            "Step-free all the way",
            "Near a bus stop",
            "You can take part by phone.",
            "For people in North Smallton and South Smallton.",
        ],
        "Cost": ["Free"],
        "Who it is for": [
            "Anyone who likes dogs",
            "Ages 18 to 99",
            "Meant for: Carers and Men",
            "Help while you are there: You do it by yourself",
        ],
        "Your first visit": ["Ask for Sam."],
        "Languages": ["English and Welsh"],
        "Room for you?": ["Yes, there is room (1 November 2026)Two places on Mondays"],
        "Referral": [
            "Who can refer: GP or nurse",
            "For whom: Low mood",
            "For professionals: One form",
            "Referral page",
        ],
        "More about it": ["Forty dogs, all friendly."],
        "Who runs it": ["Smallton Animal Friends", "Known to Better Services, which does not pay for it."],
        "What we have seen": [
            "Insurance",
            "Seen by Better Services on 1 April 2026. Good until 1 April 2027.",
            "First aid",
            "They told us about it. Nobody here has seen it.",
            "Being listed here does not mean that we have checked or approve of a group. "
            "Better Services keeps these records.",
        ],
    }


def _is_script_place(node: LexborNode) -> bool:
    return "pick-line" in (node.attributes.get("class") or "")


def test_a_page_of_four_fields_has_no_empty_part() -> None:
    tree = shown(entry())
    assert in_order(tree) == [
        "Anytown Cat and Dog Shelter",
        "Walk our dogs any weekday morning.",
        "Nobody has checked these details yet",
        "They have not said how to get in",
        "01632 960101",
        "What we have seen",
        "Nobody has checked these details yet",
        "Is something wrong here?",
        "Tell us what has changed",
    ]
    assert facts(tree) == {
        "What we have seen": [
            "We have not been shown any papers. "
            "Being listed here does not mean that we have checked or approve of a group."
        ]
    }
    for node in tree.css("article *"):
        # Pictures, and the button that waits for the script, have no words.
        # The button that puts it on a list is made by a script, in a place of its own.
        assert words(node) or node.tag in ("svg", "use", "br", "aside") or node.css("svg") or _is_script_place(node), (
            node.html
        )


@pytest.mark.parametrize("missing", sorted(WHOLE.keys() - FOUR.keys()))
def test_a_fact_that_is_missing_leaves_no_hole(missing: str) -> None:
    """Without one field the page still has no empty element and no part without words."""
    tree = shown(whole(**{missing: None}))
    for node in tree.css("section.fact, section.fact div, article p, article li, article dd, article h2"):
        assert words(node) or _is_script_place(node), node.html


@pytest.mark.parametrize(
    ("missing", "number"),
    [("text", 1), ("email", 2), ("website", 3), ("visit", 4)],
)
def test_a_way_to_get_in_touch_that_is_missing_leaves_no_hole(missing: str, number: int) -> None:
    contact = {name: value for name, value in WHOLE["contact"].items() if name.removesuffix("_note") != missing}
    full, less = (all_words(shown(whole(contact=one)), ".reach > li") for one in (WHOLE["contact"], contact))
    assert less == full[:number] + full[number + 1 :]


def test_notes_on_how_to_get_in_touch_may_be_missing() -> None:
    contact = {name: value for name, value in WHOLE["contact"].items() if not name.endswith("_note")}
    assert all_words(shown(whole(contact=contact)), ".reach > li") == [
        "01632 960101",
        "07700 900101Text messages",
        "walks@shelter.example.org",
        "shelter.example.org",
        "The green gate behind the station",
    ]


def test_a_place_that_only_a_map_could_show_takes_no_room() -> None:
    assert "Where" not in facts(shown(entry(places=[{"id": "yard", "at": {"lat": 52.95, "lon": -1.15}}])))


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ({"name": "The yard"}, ["The yard"]),
        ({"address": "2 Station Lane"}, ["2 Station Lane"]),
        ({"postcode": "AN1 2AB"}, ["AN1 2AB"]),
        ({"directions": "Ring twice."}, ["Ring twice."]),
        ({"accessibility": ["parking", "step-free"]}, ["Step-free all the way", "Parking close by"]),
    ],
)
def test_a_place_may_have_one_thing_only(place: dict[str, Any], found: list[str]) -> None:
    tree = shown(entry(places=[place]))
    assert facts(tree)["Where"] == found
    assert "<br></p>" not in (tree.html or "")


def test_two_places_stand_one_after_the_other() -> None:
    made = entry(places=[{"id": "a", "name": "The hall"}, {"id": "b", "name": "The park"}])
    tree = shown(made)
    assert [(node.attributes["id"], words(node)) for node in tree.css(".place")] == [
        ("place-a", "The hall"),
        ("place-b", "The park"),
    ]


# --- links ---


def test_the_links_of_the_page() -> None:
    links = [node.attributes["href"] for node in shown(whole()).css("a")]
    report = (
        "mailto:team@smallton.example.org?subject=Something%20is%20wrong%3A%20Dog%20Walks&body=The%20page%3A%20https"
        "%3A//smallton.example.org/entries/dogs/%0D%0A%0D%0AWhat%20is%20wrong%2C%20and%20what%20is%20right%3A%0D%0A"
    )
    stopped = (
        "mailto:team@smallton.example.org?subject=This%20has%20stopped%3A%20Dog%20Walks&body=The%20page%3A%20https"
        "%3A//smallton.example.org/entries/dogs/%0D%0A%0D%0ASince%20when%2C%20and%20where%20people%20can%20go%20instead"
        "%3A%0D%0A"
    )
    unsafe = (
        "mailto:team@smallton.example.org?subject=Take%20this%20off%20at%20once%3A%20Dog%20Walks&body=The%20page%3A"
        "%20https%3A//smallton.example.org/entries/dogs/%0D%0A%0D%0AIt%20is%20for%20somebody%E2%80%99s%20safety.%20You"
        "%20can%20reach%20me%20here%3A%0D%0A"
    )
    assert links == [
        "../../domains/physical-activity/",
        "../../domains/volunteering/",
        "tel:+441632960101",
        "sms:+447700900101",
        "mailto:walks@shelter.example.org",
        "https://shelter.example.org/",
        "https://refer.example.org/",
        "../../providers/smallton-animal-friends/",
        "https://list.example.org/",
        "tel:+441632960000",
        report,
        "../../register/#change=dogs",
        stopped,
        unsafe,
    ]


@pytest.mark.parametrize("code", ["en", "cy"])
def test_with_the_inbox_service_the_links_lead_to_its_forms(code: str) -> None:
    endpoint = {"endpoint": "https://inbox.example.org/in/submit", "email": "join@example.org"}
    made = directory(entry(), register=endpoint, team={"email": "team@example.org"}, languages=["en", "cy"])
    folder = "" if code == "en" else "cy/"
    body = pages_of(made, code=code, folder=folder)["entries/dogs/"].body
    links = [str(node.attributes["href"]) for node in LexborHTMLParser(body).css("aside .plain-links a")]
    assert links == [f"https://inbox.example.org/in/{what}/dogs/" for what in ("report", "change", "close", "withdraw")]
    # The service answers in the language of the form.
    form = LexborHTMLParser(pages_of(made, code=code, folder=folder)["register/"].body).css_first("#join")
    assert form
    assert form.attributes["action"] == f"https://inbox.example.org/in/{folder}submit"


@pytest.mark.parametrize(
    "endpoint", ["https://forms.example.org/f/17", "https://forms.example.org/submit?f=17", "https://x.org/submit/"]
)
def test_another_programs_form_has_no_such_pages(endpoint: str) -> None:
    made = directory(entry(), register={"endpoint": endpoint}, team={"email": "team@example.org"})
    links = [
        str(node.attributes["href"])
        for node in LexborHTMLParser(pages_of(made)["entries/dogs/"].body).css("aside .plain-links a")
    ]
    assert [link.partition(":")[0].partition("#")[0] for link in links] == [
        "mailto",
        "../../register/",
        "mailto",
        "mailto",
    ]


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("01632 960101", "tel:+441632960101"),
        ("+44 1632 960101", "tel:+441632960101"),
        ("(01632) 960 101", "tel:+441632960101"),
        ("116 123", "tel:116123"),
        ("111", "tel:111"),
        ("01632 960101 ext 12", "tel:+441632960101;ext=12"),
    ],
)
def test_a_number_can_be_rung(phone: str, link: str) -> None:
    node = shown(entry(contact={"phone": phone})).css_first("a.tel")
    assert node
    assert (words(node), node.attributes["href"]) == (phone, link)


def test_links_that_lead_out_carry_nothing_with_them() -> None:
    links = shown(whole()).css('a[href^="http"]')
    assert len(links) == 3
    assert {node.attributes["rel"] for node in links} == {"noopener nofollow"}


def test_a_number_for_texts_is_loud_where_it_is_the_only_one() -> None:
    assert shown(entry(contact={"text": "07700 900101"})).css_first("a.tel[href='sms:+447700900101']")
    assert not shown(whole()).css_first("a.tel[href^='sms:']")


# --- how to get in ---


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ["They have not said how to get in", "Ask them before you go."]),
        ({"access": ["drop-in"]}, ["You can just turn up", "No booking, and no doctor’s letter."]),
        ({"access": ["contact-first"]}, ["Ring first", "They will tell you when to come."]),
        ({"access": ["professional-referral"]}, ["Your GP or link worker refers you", "Ask at your practice."]),
        (
            {"access": ["professional-referral"], "referral": {"who": "GP or nurse", "criteria": "Low mood"}},
            ["Your GP or link worker refers you", "Who can refer: GP or nurse", "For whom: Low mood"],
        ),
        (
            {"access": ["professional-referral"], "referral": {"criteria": "Low mood"}},
            ["Your GP or link worker refers you", "For whom: Low mood"],
        ),
        (
            {"access": ["contact-first", "drop-in"], "referral": {"who": "GP or nurse"}},
            ["You can just turn up", "No booking, and no doctor’s letter.", "Another way: Ring first."],
        ),
    ],
)
def test_how_to_get_in(fields: dict[str, Any], found: list[str]) -> None:
    node = shown(entry(**fields)).css_first(".in")
    assert node
    assert all_words(node, "h2, p") == found


def test_who_can_refer_is_said_once() -> None:
    referral = {"who": "GP or nurse", "criteria": "Low mood", "how": "One form"}
    only = shown(entry(access=["professional-referral"], referral=referral))
    assert facts(only)["Referral"] == ["For professionals: One form"]
    assert words(only).count("GP or nurse") == 1
    silent = shown(entry(access=["professional-referral"], referral={"who": "GP or nurse"}))
    assert "Referral" not in facts(silent)


# --- where, when ---


def test_a_private_address_is_not_on_the_page() -> None:
    made = entry(
        private_address=True,
        places=[{"id": "a", "name": "SECRET", "directions": "SECRET", "address": "SECRET", "postcode": "AN1 2AB"}],
        sessions=[{"days": ["tuesday"], "place": "a"}],
        localities=["north"],
    )
    page = html(made, localities=[{"id": "north", "name": "North End"}])
    assert facts(seen(page))["Where"] == [
        "The address is kept private, so that people are safe. Get in touch, and they will tell you where to come."
    ]
    assert "SECRET" not in page
    assert "AN1 2AB" not in page


def test_online_only_says_so() -> None:
    made = pages_of(directory(entry(ways=["online"])))[PAGE]
    assert facts(seen(made.body))["Where"] == ["You can take part online."]
    assert made.title == "Anytown Cat and Dog Shelter, Online · Petunias: Smallton health directory"


def test_the_whole_area_takes_no_room_on_the_page_and_is_in_the_title() -> None:
    made = pages_of(directory(entry()))[PAGE]
    assert "Where" not in facts(seen(made.body))
    assert made.title == "Anytown Cat and Dog Shelter, All of Smallton · Petunias: Smallton health directory"
    assert made.description == "Walk our dogs any weekday morning."


def test_times_without_known_dates_say_whom_to_ask() -> None:
    made = entry(sessions=[{"days": ["tuesday"], "every": "fortnight"}])
    assert facts(shown(made))["When"] == ["Every other Tuesday.", "Ask them for the next dates."]


def test_a_bank_holiday_is_marked() -> None:
    made = entry(sessions=[{"days": ["friday"], "start": "10:00"}])
    assert facts(shown(made, date(2026, 12, 20)))["When"] == [
        "Every Friday, from 10am.",
        "Next dates:",
        "Fri 25 Dec 10am Bank holiday: check first",
        "Fri 1 Jan 10am Bank holiday: check first",
        "Fri 8 Jan 10am",
    ]


def test_more_dates_wait_for_those_that_go_by() -> None:
    made = LexborHTMLParser(html(entry(sessions=[{"days": ["tuesday"]}])))
    leaves = made.css("[data-next='3'] > time")
    assert len(leaves) == 12
    assert ["hidden" in leaf.attributes for leaf in leaves] == [False] * 3 + [True] * 9
    assert leaves[0].attributes["datetime"] == "2026-11-24"
    assert "hidden" in made.css_first("[data-none]").attributes  # type: ignore[union-attr]


def test_notes_end_with_one_full_stop() -> None:
    made = entry(sessions=[{"days": ["tuesday"], "note": note} for note in ("Cake", "Cake.", "Cake!", "Cake?")])
    assert [line for line in facts(shown(made))["When"] if "Cake" in line] == [
        "Every Tuesday. Cake.",
        "Every Tuesday. Cake.",
        "Every Tuesday. Cake!",
        "Every Tuesday. Cake?",
    ]


# --- who runs it ---

LEADS = {"lead_providers": [{"id": "lead", "name": "Better Services"}]}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"provider": "Friends"}, ["Friends"]),
        ({"lead_provider": "lead"}, ["Known to Better Services, which does not pay for it."]),
        (
            {"lead_provider": "lead", "relationship": "informal"},
            ["Known to Better Services, which does not pay for it."],
        ),
        ({"lead_provider": "lead", "relationship": "funded"}, ["Paid for by Better Services."]),
        (
            {"provider": "Friends", "lead_provider": "lead", "relationship": "funded"},
            ["Friends", "Paid for by Better Services."],
        ),
    ],
)
def test_who_runs_it(fields: dict[str, str], found: list[str]) -> None:
    assert facts(shown(entry(**fields), **LEADS))["Who runs it"] == found


def test_an_imported_record_names_its_list_if_the_licence_asks_for_it() -> None:
    source = {"scheme": "old-list", "id": "17"}
    sentence = "Part of this comes from the list old-list, used under the licence OGL-UK-3.0."
    assert "old-list" not in words(shown(entry(source=source)))
    assert sentence in words(shown(entry(source={**source, "licence": "OGL-UK-3.0"})))
    assert f"{sentence} The list" in words(shown(whole()))


# --- papers ---


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2027, 4, 1), "Seen by Better Services on 1 April 2026. Good until 1 April 2027."),
        (
            date(2027, 4, 2),
            "Seen by Better Services on 1 April 2026. This ran out on 1 April 2027. Ask them for a new one.",
        ),
    ],
)
def test_a_paper_that_ran_out(today: date, found: str) -> None:
    assert facts(shown(whole(), today))["What we have seen"][1] == found


# --- states ---


def stamps(tree: LexborHTMLParser) -> list[tuple[str, list[str]]]:
    """The large stamps at the top: the state of each, and its words."""
    return [(node.attributes["data-state"] or "", all_words(node, "h2, p, li")) for node in tree.css(".stamp.top")]


WEEKLY = {"sessions": [{"days": ["tuesday"], "start": "09:30"}]}


def freshness(tree: LexborHTMLParser) -> tuple[str, str]:
    """The state that the freshness line carries, and its words."""
    node = tree.css_first("article [data-freshness]")
    assert node
    return node.attributes["data-freshness"] or "", words(node)


@pytest.mark.parametrize(
    ("on", "state", "line", "top"),
    [
        (
            "2026-11-22",
            "confirmed",
            "Checked on 22 November 2026The directory team made sure that all this is right.",
            [],
        ),
        ("2026-05-23", "confirmed", "Checked on 23 May 2026The directory team made sure that all this is right.", []),
        (
            "2026-05-22",
            "due",
            "Checked on 22 May 2026The directory team made sure that all this is right. We are asking again.",
            [],
        ),
        (
            "2025-11-22",
            "unconfirmed",
            "Nobody has checked this since November 2025Ring before you set out.",
            [("unconfirmed", ["Nobody has checked this since November 2025", "Ring before you set out."])],
        ),
        (
            "2025-05-22",
            "unlisted",
            "Out of date: nobody has checked this since May 2025We have taken it out of the lists until somebody does.",
            [
                (
                    "unlisted",
                    [
                        "Out of date: nobody has checked this since May 2025",
                        "We have taken it out of the lists until somebody does.",
                    ],
                )
            ],
        ),
    ],
)
def test_the_page_says_how_old_it_is(on: str, state: str, line: str, top: list[tuple[str, list[str]]]) -> None:
    tree = shown(entry(confirmed={"on": on, "by": "team"}))
    assert freshness(tree) == (state, line)
    assert stamps(tree) == top


def test_the_page_knows_its_later_states() -> None:
    node = shown(entry(**CONFIRMED)).css_first("[data-freshness]")
    assert node
    assert node.attributes["data-states"] == "confirmed 2027-05-03 due 2027-11-03 unconfirmed 2028-05-03 unlisted"


OTHER = entry("cats", name="Cat Cafe", **CONFIRMED)
GONE = entry("gone", name="GONE", status={"state": "closed", "on": "2026-01-01"})
OLD = entry("old", name="OLD", confirmed={"on": "2020-01-01", "by": "team"})
HIDDEN = entry("hidden", name="HIDDEN", status={"state": "withdrawn"})


@pytest.mark.parametrize(
    ("status", "found"),
    [
        (
            {"on": "2026-10-01"},
            [
                "This stopped on 1 October 2026",
                "We do not know of anything that has taken its place. Find something else",
            ],
        ),
        ({}, ["This has stopped", "We do not know of anything that has taken its place. Find something else"]),
        ({"on": "2026-10-01", "see": ["cats"]}, ["This stopped on 1 October 2026", "Try this instead:", "Cat Cafe"]),
        # What is itself gone, out of date or withdrawn is no place to send anybody.
        ({"see": ["gone", "cats", "old", "hidden"]}, ["This has stopped", "Try this instead:", "Cat Cafe"]),
        (
            {"see": ["gone"]},
            ["This has stopped", "We do not know of anything that has taken its place. Find something else"],
        ),
    ],
)
def test_a_closed_entry_says_so_and_where_to_go(status: dict[str, Any], found: list[str]) -> None:
    made = entry(status={"state": "closed", **status}, **WEEKLY, availability={"status": "full", "on": "2026-11-20"})
    tree = shown(directory(made, OTHER, GONE, OLD, HIDDEN))
    assert stamps(tree) == [("closed", found)]
    assert not tree.css(".in, [data-next], .note")
    assert "HIDDEN" not in words(tree)


def test_an_old_closed_entry_is_not_called_doubtful() -> None:
    made = entry(status={"state": "closed", "on": "2026-10-01"}, confirmed={"on": "2020-01-01", "by": "team"})
    assert [state for state, _words in stamps(shown(made))] == ["closed"]


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ({}, ["Taking a break"]),
        ({"until": "2026-12-07"}, ["Taking a break until 7 December 2026"]),
        ({"until": "2026-12-07", "see": ["gone"]}, ["Taking a break until 7 December 2026"]),
        (
            {"until": "2026-12-07", "see": ["gone", "cats"]},
            ["Taking a break until 7 December 2026", "Until then, try:", "Cat Cafe"],
        ),
    ],
)
def test_a_paused_entry_says_so_and_what_to_do_until_then(status: dict[str, Any], found: list[str]) -> None:
    made = entry(status={"state": "paused", **status}, **WEEKLY, **CONFIRMED)
    tree = shown(directory(made, OTHER, GONE))
    first, *rest = found
    assert stamps(tree) == [("paused", [first, "The details below are right for when it starts again.", *rest])]
    dates = [node.attributes["datetime"] for node in tree.css("time")]
    assert dates == (["2026-12-08T09:30", "2026-12-15T09:30", "2026-12-22T09:30"] if "until" in status else [])


def test_a_break_that_is_over_is_not_told() -> None:
    made = entry(status={"state": "paused", "until": "2026-11-22"}, **WEEKLY, **CONFIRMED)
    assert stamps(shown(made)) == []
    assert stamps(shown(made, date(2026, 11, 21)))[0][0] == "paused"


@pytest.mark.parametrize("status", ["full", "waiting"])
def test_no_room_is_told_before_the_way_in(status: str) -> None:
    room = {"status": status, "on": "2026-11-20", "note": "Ask again in May."}
    tree = shown(entry(availability=room, **CONFIRMED))
    loud = {"full": "Full at the moment", "waiting": "There is a waiting list"}[status]
    assert in_order(tree)[2:4] == [loud, "They have not said how to get in"]
    assert all_words(tree, ".note") == [f"{loud} (20 November 2026). Ask again in May."]
    assert "Room for you?" not in facts(tree)


def test_old_news_of_room_is_not_told() -> None:
    room = {"status": "full", "on": "2026-10-24"}
    tree = shown(entry(availability=room))
    assert "Full" not in words(tree)
    assert all_words(shown(entry(availability=room), date(2026, 11, 21)), ".note") == [
        "Full at the moment (24 October 2026)."
    ]


# --- withdrawn, renamed ---

SECRETS = {
    **{name: value for name, value in WHOLE.items() if name != "formerly"},
    "name": "Xyzzy House",
    "summary": "Xyzzy summary.",
    "provider": "Xyzzy Friends",
    "keywords": ["xyzzy"],
    "translations": {"cy": {"name": "Xyzzy"}},
    "contact": {"phone": "01632 960999", "email": "xyzzy@shelter.example.org"},
}


def withdrawn() -> Directory:
    data = {**SECRETS, "formerly": ["old-name", "older-name"], "status": {"state": "withdrawn"}}
    points = entry("points", name="Pointer", status={"state": "closed", "see": ["dogs"]})
    return Directory(records.area(WHOLE_AREA, id="smallton"), (records.entry("dogs", data), points))


def test_a_withdrawn_entry_leaves_a_page_that_says_nothing_of_it() -> None:
    pages = pages_of(withdrawn())
    for address in (PAGE, "entries/old-name/", "entries/older-name/"):
        page = pages[address]
        assert page.title == "This entry is no longer here · Petunias: Smallton health directory"
        assert page.description == "This entry was taken out of the directory."
        assert page.head == '<meta name="robots" content="noindex">'
        assert not page.listed
        assert words(LexborHTMLParser(page.body)) == (
            "This entry is no longer here It was taken out of the directory. "
            "Are you looking for help? We will find something with you. Find something"
        )


def test_a_withdrawn_entry_is_nowhere_else() -> None:
    pages = pages_of(withdrawn())
    assert "providers/xyzzy-friends/" not in pages
    for address, page in pages.items():
        everything = f"{page.title} {page.description} {page.body} {page.head}".lower()
        # The form has the schema's own example of an address, which is the same.
        for secret in ("xyzzy", "960999", "" if address.startswith("register/") else "station lane"):
            if not secret:
                continue
            assert secret not in everything, address
        assert "entries/dogs/" not in everything, address


def test_an_old_name_leads_to_the_new_page() -> None:
    page = pages_of(whole())["entries/hound-walks/"]
    assert page.title == "This page has moved · Petunias: Smallton health directory"
    assert page.head == (
        '<meta http-equiv="refresh" content="0; url=../../entries/dogs/"><meta name="robots" content="noindex">'
    )
    assert not page.listed
    tree = LexborHTMLParser(page.body)
    assert words(tree) == "This page has moved It has a new name: Dog Walks"
    assert [node.attributes["href"] for node in tree.css("a")] == ["../../entries/dogs/"]


# --- beside it ---


def test_others_of_the_same_kind_near_by() -> None:
    north, south = ({"localities": [id]} for id in ("north", "south"))
    made = directory(
        entry(**north),
        entry("a", name="A", **north, access=["drop-in"], **CONFIRMED),
        entry("b", name="B", **south, **CONFIRMED),  # elsewhere
        entry("c", name="C", **CONFIRMED),  # serves the whole area
        entry("d", name="D", **north, domains=["befriending", "physical-activity"]),  # of another kind first of all
        entry(
            "e",
            name="E",
            localities=["south", "north"],
            **CONFIRMED,
            availability={"status": "full", "on": "2026-11-20"},
        ),
        entry("f", name="F", **north),  # nobody confirmed it, so it is the fourth
        entry("g", name="G", **north, status={"state": "closed"}),
        localities=[{"id": "north", "name": "N"}, {"id": "south", "name": "S"}],
    )
    assert all_words(shown(made), "aside .stack li") == [
        "A, Just turn up",
        "C, Ask how to get in",
        "E, Ask how to get in",
    ]


FORM = "../../register/#change=dogs"


def test_without_a_team_there_is_the_form_to_tell_it() -> None:
    assert words(shown(entry()).css_first("aside")) == "Is something wrong here? Tell us what has changed"


@pytest.mark.parametrize(
    ("team", "links"),
    [
        ({"phone": "01632 960000"}, ["tel:+441632960000", FORM]),
        ({"email": "t@a.example.org"}, ["mailto:t@a.example.org", FORM, *["mailto:t@a.example.org"] * 2]),
    ],
)
def test_the_team_is_told_by_what_it_has(team: dict[str, str], links: list[str]) -> None:
    found = [node.attributes["href"] or "" for node in shown(entry(), team=team).css("aside a")]
    assert [link.split("?")[0] for link in found] == links


def test_each_kind_of_help_leads_to_its_list() -> None:
    tree = shown(entry(domains=["volunteering", "befriending"]))
    assert all_words(tree, ".crumbs a") == ["Volunteering opportunities", "Befriending"]
    assert tree.css_first("header.frill").attributes["data-domain"] == "volunteering"  # type: ignore[union-attr]


def test_a_long_sentence_is_cut_for_search_engines_after_a_word() -> None:
    summary = "Walk our dogs, " * 20
    page = pages_of(directory(entry(summary=summary.strip())))[PAGE]
    assert page.description == "Walk our dogs, " * 10 + "Walk …"
    assert words(seen(page.body).css_first("p.lead")) == summary.strip()
