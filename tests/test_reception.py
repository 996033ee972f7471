"""The sheet for the reception of a practice: what is new, what has gone, and which slips to throw away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from petunias.model import Directory
from petunias.site import reception
from support.directories import all_words, directory, entry, pages_of, seen, words
from support.site import TODAY, SitePage

PRACTICE = "practices/riverside/"
AREA: dict[str, Any] = {
    "localities": [{"id": "north", "name": "North End"}, {"id": "south", "name": "South End"}],
    "practices": [
        {"id": "riverside", "name": "Riverside", "locality": "north"},
        {"id": "anywhere", "name": "Anywhere"},
    ],
}
GONE, NEW, FULL, CHECKED = (
    "Throw these slips away",
    "New in the directory",
    "Full, or with a waiting list",
    "Checked since then",
)
SECRET = "Zzyzx House"


def sheet(made: Directory, address: str = PRACTICE, today: date = TODAY) -> LexborNode:
    found = seen(pages_of(made, today)[address].body).css_first("#reception")
    assert found
    return found


def parts(made: Directory, address: str = PRACTICE, today: date = TODAY) -> dict[str, list[str]]:
    """What stands in the list under each heading; headings without a list have an empty one."""
    found: dict[str, list[str]] = {}
    at = ""
    for node in sheet(made, address, today).css("h3, li"):
        if node.tag == "h3":
            at = words(node)
            found[at] = []
        else:
            found[at].append(words(node))
    return found


def of(*entries: Any, **fields: Any) -> Directory:
    return directory(*entries, **{**AREA, **fields})


@pytest.mark.parametrize(
    ("today", "since"),
    [
        ((2026, 11, 22), (2026, 10, 1)),
        ((2026, 11, 1), (2026, 10, 1)),
        ((2026, 11, 30), (2026, 10, 1)),
        ((2026, 12, 1), (2026, 11, 1)),
        ((2027, 1, 31), (2026, 12, 1)),
        ((2027, 3, 31), (2027, 2, 1)),
    ],
)
def test_a_sheet_looks_back_to_the_first_of_last_month(today: tuple[int, ...], since: tuple[int, ...]) -> None:
    assert reception.since(date(*today)) == date(*since)


def test_who_prints_once_in_each_month_misses_no_day() -> None:
    """However early in one month and late in the next."""
    for number in range(24):
        year, month = divmod(number, 12)
        printed = date(2026 + year, month + 1, 1)
        after = date(2026 + (number + 1) // 12, (number + 1) % 12 + 1, 1)
        last = date(2026 + (number + 2) // 12, (number + 2) % 12 + 1, 1) - timedelta(days=1)
        assert reception.since(after) <= printed
        assert reception.since(last) <= printed


def test_the_sheet_says_of_which_days_it_knows() -> None:
    text = words(sheet(of(entry())))
    assert (
        "As it stood on 22 November 2026. It looks back to 1 October 2026. "
        "Print it once in each month, and no day is left out."
    ) in text
    assert "Is a slip older than this page? Scan its code. The page that opens says whether it still runs." in text


def test_where_nothing_has_changed_it_says_so() -> None:
    assert parts(of(entry())) == {GONE: [], NEW: []}
    text = words(sheet(of(entry())))
    assert "We know of nothing here that has stopped since then." in text
    assert "Nothing has joined since then." in text


NAME = "Anytown Cat and Dog Shelter"
DATED = {"confirmed": {"on": "2026-09-30", "by": "team"}}


@pytest.mark.parametrize(
    ("fields", "heading", "said"),
    [
        # What has gone.
        ({"status": {"state": "closed", "on": "2026-11-02"}}, GONE, "Closed from 2 November 2026."),
        ({"status": {"state": "closed", "on": "2026-10-01"}}, GONE, "Closed from 1 October 2026."),
        ({"status": {"state": "closed", "on": "2026-12-24"}}, GONE, "Closed from 24 December 2026."),
        ({"status": {"state": "closed", "on": "2026-09-30"}}, None, ""),
        ({"status": {"state": "closed"}}, GONE, "Closed."),
        # It closed in summer, and somebody found out in October.
        (
            {
                "status": {"state": "closed", "on": "2026-07-01"},
                "confirmed": {"on": "2026-10-05", "by": "link-worker"},
            },
            GONE,
            "Closed from 1 July 2026.",
        ),
        (
            {"status": {"state": "paused", "on": "2026-08-01", "until": "2027-01-11"}},
            GONE,
            "Taking a break until 11 January 2027.",
        ),
        ({"status": {"state": "paused"}}, GONE, "Taking a break."),
        (
            {"confirmed": {"on": "2025-05-22", "by": "team"}},
            GONE,
            "Out of date: it left our lists on 22 November 2026.",
        ),
        ({"confirmed": {"on": "2025-04-01", "by": "team"}}, GONE, "Out of date: it left our lists on 1 October 2026."),
        ({"confirmed": {"on": "2025-03-31", "by": "team"}}, None, ""),
        ({"confirmed": None, "added": "2025-05-01"}, GONE, "Out of date: it left our lists on 1 November 2026."),
        # What is new.
        ({"added": "2026-11-22"}, NEW, "Walk our dogs any weekday morning. 01632 960101 Since 22 November 2026."),
        ({"added": "2026-10-01"}, NEW, "Walk our dogs any weekday morning. 01632 960101 Since 1 October 2026."),
        ({"added": "2026-09-30"}, None, ""),
        ({"added": "2026-11-23"}, None, ""),
        # What has been checked, and what runs again.
        ({"confirmed": {"on": "2026-11-20", "by": "provider"}}, CHECKED, "20 Nov 2026"),
        ({"confirmed": {"on": "2026-10-01", "by": "provider"}}, CHECKED, "1 Oct 2026"),
        ({"confirmed": {"on": "2026-11-20", "by": "import"}}, None, ""),
        (
            {"status": {"state": "paused", "on": "2026-08-01", "until": "2026-11-22"}},
            CHECKED,
            "Running again from 22 Nov 2026",
        ),
        ({"status": {"state": "paused", "on": "2026-08-01", "until": "2026-09-30"}}, None, ""),
        # Where there is no room.
        (
            {"availability": {"status": "full", "on": "2026-11-20", "note": "Try in May"}},
            FULL,
            "Full at the moment (20 November 2026). Try in May",
        ),
        (
            {"availability": {"status": "waiting", "on": "2026-10-25"}},
            FULL,
            "There is a waiting list (25 October 2026).",
        ),
        ({"availability": {"status": "waiting", "on": "2026-10-24"}}, None, ""),
        ({"availability": {"status": "open", "on": "2026-11-20"}}, None, ""),
        ({"status": {"state": "withdrawn", "on": "2026-11-01"}}, None, ""),
    ],
    ids=str,
)
def test_what_the_days_of_an_entry_tell(fields: dict[str, Any], heading: str | None, said: str) -> None:
    data = {name: value for name, value in {**DATED, **fields}.items() if value is not None}
    found = {title: lines for title, lines in parts(of(entry(**data))).items() if lines}
    assert found == ({heading: [f"{NAME}: {said}"]} if heading else {})


def test_new_counts_before_checked_and_a_break_before_both() -> None:
    both = {"added": "2026-11-01", "confirmed": {"on": "2026-11-02", "by": "team"}}
    full = {"availability": {"status": "full", "on": "2026-11-20"}}
    made = of(entry("a", name="A", **both, **full), entry("b", name="B", **both, **full, status={"state": "paused"}))
    assert {title: [line.split(":")[0] for line in lines] for title, lines in parts(made).items()} == {
        GONE: ["B"],
        NEW: ["A"],
        FULL: ["A"],
    }


def test_a_closed_one_leads_to_what_runs() -> None:
    see = {"state": "closed", "on": "2026-11-02", "see": ["b", "c", "d"]}
    made = of(
        entry("a", name="A", status=see),
        entry("b", name="B", **DATED),
        entry("c", name="C", status={"state": "closed", "on": "2020-01-01"}),
        entry("d", name="D", **DATED),
    )
    assert parts(made)[GONE] == ["A: Closed from 2 November 2026. Try this instead: B, D"]
    links = [node.attributes["href"] for node in sheet(made).css("li a")]
    assert links == ["../../entries/a/", "../../entries/b/", "../../entries/d/"]


def test_the_newest_comes_first_then_the_name_and_what_has_no_day_last() -> None:
    days = {"a": "2026-10-05", "b": "2026-11-05", "c": "2026-10-05", "d": None, "e": "2026-11-05"}
    names = {"a": "Zoo", "b": "été", "c": "apple", "d": "First", "e": "Fig"}
    made = of(
        *(
            entry(id, name=names[id], status={"state": "closed", **({"on": day} if day else {})})
            for id, day in days.items()
        )
    )
    assert [line.split(":")[0] for line in parts(made)[GONE]] == ["été", "Fig", "apple", "Zoo", "First"]


def test_a_practice_hears_of_its_own_place_and_of_what_serves_all() -> None:
    made = of(
        entry("a", name="All", added="2026-11-01"),
        entry("n", name="North", added="2026-11-02", localities=["north"]),
        entry("s", name="South", added="2026-11-03", localities=["south"]),
    )
    assert [line.split(":")[0] for line in parts(made)[NEW]] == ["North", "All"]
    assert [line.split(":")[0] for line in parts(made, "practices/anywhere/")[NEW]] == ["South", "North", "All"]
    for address, there in ((PRACTICE, "contacts/north/"), ("practices/anywhere/", "contacts/")):
        link = sheet(made, address).css_first("p > a[href*=contacts]")
        assert link and link.attributes["href"] == f"../../professionals/{there}"


def test_of_many_the_newest_are_named_and_the_others_counted() -> None:
    day = date(2026, 10, 1)
    fields: dict[str, Any] = {
        "g": lambda on: {"status": {"state": "closed", "on": on}},
        "n": lambda on: {"added": on},
        "f": lambda on: {"availability": {"status": "full", "on": "2026-11-01"}},
        "c": lambda on: {"confirmed": {"on": on, "by": "team"}},
    }
    made = of(
        *(
            entry(f"{kind}{n:02}", name=f"{kind.upper()} {n:02}", **make((day + timedelta(days=n)).isoformat()))
            for kind, make in fields.items()
            for n in range(40)
        )
    )
    found = parts(made)
    assert {title: len(lines) for title, lines in found.items()} == {
        GONE: reception.GONE,
        NEW: reception.NEW,
        FULL: reception.FULL,
        CHECKED: reception.CHECKED,
    }
    assert found[GONE][0] == "G 39: Closed from 9 November 2026."
    more = [text for text in all_words(sheet(made), "p") if text.startswith("And ")]
    most = (reception.GONE, reception.NEW, reception.FULL, reception.CHECKED)
    assert more == [f"And {40 - count} more." for count in most]
    assert "What has stopped is no longer among our names and numbers." in words(sheet(made))


# --- what was taken out for somebody's safety ---


def hidden(id: str, on: str | None, **fields: Any) -> Any:
    status = {"state": "withdrawn", **({"on": on} if on else {})}
    return entry(id, name=SECRET, summary=SECRET, status=status, contact={"phone": "01632 960999"}, **fields)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (
            ["2026-11-05"],
            "1 entry was taken out of the directory, for somebody’s safety. We do not say which. "
            "Throw away every slip that was printed before 5 November 2026.",
        ),
        (
            ["2026-11-05", "2026-11-09", "2026-09-30"],
            "2 entries were taken out of the directory, for somebody’s safety. We do not say which. "
            "Throw away every slip that was printed before 9 November 2026.",
        ),
        # It is out at once, whatever day somebody wrote.
        (
            ["2027-01-01"],
            "1 entry was taken out of the directory, for somebody’s safety. We do not say which. "
            "Throw away every slip that was printed before 22 November 2026.",
        ),
        (["2026-09-30"], None),
        ([None], None),
    ],
)
def test_what_was_taken_out_is_told_without_its_name(days: list[str | None], said: str | None) -> None:
    """And the same to every practice: to say in which place it was would help to find it."""
    made = of(entry(), *(hidden(f"hidden-{n}", day, localities=["south"]) for n, day in enumerate(days)))
    for address in (PRACTICE, "practices/anywhere/"):
        notes = all_words(sheet(made, address), ".note")
        assert notes == ([said] if said else [])
    for address, page in pages_of(made).items():
        for secret in (SECRET, "960999"):
            assert secret not in page.body, address
        assert "hidden-" not in page.body, address


# --- the page ---


def test_the_link_worker_comes_first_and_the_rest_stays() -> None:
    made = of(entry(), link_workers=[{"role": "Worker", "phone": "01632 960003", "practices": ["riverside"]}])
    page = LexborHTMLParser(pages_of(made)[PRACTICE].body)
    assert all_words(page, "h2") == [
        "Your link worker",
        "What there is in North End",
        "For reception: what has changed",
    ]
    assert len(page.css(".six a")) == 6
    assert page.css_first('a[href="#reception"]')


@pytest.mark.parametrize(
    "change",
    [
        {"status": {"state": "closed", "on": "2026-11-02"}},
        {"status": {"state": "paused"}},
        {"added": "2026-11-02"},
        {"confirmed": {"on": "2026-11-02", "by": "team"}},
        {"confirmed": {"on": "2025-05-20", "by": "team"}},
        {"availability": {"status": "full", "on": "2026-11-02"}},
    ],
    ids=str,
)
def test_what_changes_a_sheet_changes_its_print(change: dict[str, Any]) -> None:
    first = pages_of(of(entry(**DATED)))[PRACTICE]
    assert pages_of(of(entry(**DATED)))[PRACTICE].print == first.print
    after = pages_of(of(entry(**{**DATED, **change})))[PRACTICE]
    assert (after.print != first.print, after.body != first.body) == (True, True)


def test_strangers_words_are_words() -> None:
    name = "<script>alert(1)</script>"
    made = of(
        entry("a", name=name, summary=name, contact={"visit": name}, added="2026-11-01"),
        entry("b", name=name, availability={"status": "full", "on": "2026-11-20", "note": name}),
        entry("c", name=name, status={"state": "closed", "see": ["a"]}),
    )
    page = pages_of(made)[PRACTICE].body
    assert "<script" not in page
    assert words(sheet(made)).count(name) == 7


def test_anytowns_practices_know_what_stopped_near_them(anytown_pages: dict[str, SitePage]) -> None:
    east = words(anytown_pages["/practices/eastfield/"].tree.css_first("#reception"))
    west = words(anytown_pages["/practices/orchard/"].tree.css_first("#reception"))
    joggers = "Station Quarter Joggers: Closed from 1 October 2026."
    assert (joggers in east, joggers in west) == (True, False)
