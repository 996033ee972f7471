"""What's-on sheets: every date of a week, what a row says, how they print, and how they age."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from petunias import reading
from petunias.dates import occasions
from petunias.model import Directory, Entry
from petunias.resources import surroundings
from petunias.site import assets, lists
from petunias.site.maker import Maker
from petunias.site.making import Plan
from petunias.site.meetings import two_weeks
from petunias.site.paper import whats_on
from petunias.site.paper.handouts import Handout
from petunias.site.paper.pdf import document
from petunias.spoken import Foreign
from support.browser import DESKTOP
from support.directories import WHOLE_AREA, all_words, area, edition, entry, pages_of, seen, words
from support.paper import Pdf
from support.printing import bookmarks, smallest
from support.report import assert_none
from support.site import DIRECTORY, TODAY, SitePage

# TODAY is a Sunday: the last day of its week.
MONDAY, NEXT_SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
MONDAYS: dict[str, Any] = {"days": ["monday"], "start": "10:00", "end": "12:00"}


def maker(*entries: Entry, today: date = TODAY, **fields: Any) -> Maker:
    whole = {name: value for name, value in WHOLE_AREA.items() if name != "id"}
    ordered = tuple(sorted(entries, key=lambda one: one.id))
    return Maker(edition(Directory(area(**{**whole, **fields}), ordered), today))


def both(of: Maker, place: int | None = 0) -> list[Handout]:
    return list(whats_on.sheets(of, None if place is None else of.area.localities[place]))


def rows(handout: Handout) -> list[tuple[str, str]]:
    """What stands on a sheet: the day and the id of each row, in order."""
    return [(day.iso, row.id) for day in handout.values["days"] for row in day.rows]


def row(**fields: Any) -> whats_on.Row:
    """The one row that an entry with one session has in the coming week."""
    data = {"sessions": [MONDAYS], "confirmed": {"on": "2026-11-03", "by": "team"}, **fields}
    ((day,),) = [both(maker(entry(**data)))[1].values["days"]]
    (found,) = day.rows
    return found  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def anytown() -> Maker:
    around = surroundings(DIRECTORY)
    return Maker(Plan(reading.read_or_raise(DIRECTORY), around.overrides, TODAY).editions[0])


# --- which dates ---


@pytest.mark.parametrize(
    ("today", "this", "following"),
    [
        (date(2026, 11, 23), ("2026-11-23", "2026-11-29"), ("2026-11-30", "2026-12-06")),
        (date(2026, 11, 25), ("2026-11-25", "2026-11-29"), ("2026-11-30", "2026-12-06")),
        (date(2026, 11, 29), ("2026-11-29", "2026-11-29"), ("2026-11-30", "2026-12-06")),
        (date(2026, 12, 31), ("2026-12-31", "2027-01-03"), ("2027-01-04", "2027-01-10")),
    ],
)
def test_a_week_begins_with_its_monday(today: date, this: Sequence[str], following: Sequence[str]) -> None:
    found = tuple(tuple(day.isoformat() for day in week) for week in two_weeks(today))
    assert found == (this, following)


def test_a_group_that_meets_many_times_is_complete() -> None:
    """An entry's page shows its next twelve dates; a sheet has all."""
    daily = [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]}]
    of = maker(entry(sessions=[*daily, {**daily[0], "start": "09:00"}, {**daily[0], "start": "19:00"}]))
    this, following = both(of)
    assert rows(this) == [("2026-11-22", "dogs")] * 3
    assert rows(following) == [(f"2026-11-{day}", "dogs") for day in range(23, 30) for _time in range(3)]
    assert [item.time for item in following.values["days"][0].rows] == ["from 9am", "from 7pm", ""]


def test_only_what_serves_the_place_is_there() -> None:
    of = maker(
        entry("a", sessions=[MONDAYS], localities=["north"]),
        entry("b", sessions=[MONDAYS], localities=["south"]),
        entry("c", sessions=[MONDAYS]),
        entry("d"),
    )
    assert [id for _day, id in rows(both(of, 0)[1])] == ["a", "c"]
    assert [id for _day, id in rows(both(of, 1)[1])] == ["b", "c"]


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"status": {"state": "paused", "until": "2026-11-25"}}, ["2026-11-27"]),
        ({"status": {"state": "paused", "until": "2026-11-23"}}, ["2026-11-23", "2026-11-27"]),
        ({"status": {"state": "paused", "until": "2027-01-01"}}, []),
        ({"status": {"state": "paused"}}, []),
        ({"status": {"state": "closed"}}, []),
        ({"status": {"state": "withdrawn"}}, []),
        ({"added": "2020-01-01"}, []),
    ],
)
def test_what_does_not_run_then_is_left_out(fields: dict[str, Any], days: list[str]) -> None:
    of = maker(entry(sessions=[{"days": ["monday", "friday"]}], **fields))
    assert [day for day, _id in rows(both(of)[1])] == days
    assert [day for day, _id in rows(whats_on.sheet(of, of.area.localities[0], MONDAY))] == days


def test_terms_and_bank_holidays() -> None:
    daily: dict[str, Any] = {"days": ["monday", "friday"]}
    of = maker(
        entry("closes", sessions=[{**daily, "bank_holidays": "closed"}]),
        entry("runs", sessions=[{**daily, "bank_holidays": "runs"}]),
        entry("says-nothing", sessions=[daily]),
        entry("school", sessions=[{**daily, "term_time": True}]),
    )
    christmas = whats_on.sheet(of, None, date(2026, 12, 24))
    assert rows(christmas) == [
        *(("2026-12-21", id) for id in ("closes", "runs", "says-nothing")),
        *(("2026-12-25", id) for id in ("runs", "says-nothing")),
    ]
    told = [(day.iso, item.id) for day in christmas.values["days"] for item in day.rows if item.check_first]
    assert told == [("2026-12-25", "says-nothing")]
    assert "Bank holiday: check first" in str(of.fill(christmas.template, of.spot(""), **filled(christmas)))
    assert ("2026-11-27", "school") in rows(both(of)[1])


def lines(handout: Handout) -> list[tuple[object, ...]]:
    return [(day.iso, day.title, day.word, day.more, *day.rows) for day in handout.values["days"]]


def filled(handout: Handout, **more: Any) -> dict[str, Any]:
    return {"handout": handout, "large": False, "linked": True, **handout.values, **more}


def test_the_sheet_of_any_week_is_that_of_the_page(anytown: Maker) -> None:
    """One is made from listings, the other from entries."""
    for place in anytown.area.localities:
        this, following = whats_on.sheets(anytown, place)
        for handout, day in ((this, TODAY), (following, MONDAY), (following, date(2026, 11, 26))):
            other = whats_on.sheet(anytown, place, day)
            assert lines(other) == lines(handout)
            assert other.title == handout.title
    assert (other.name, other.address) == ("whats-on-west-2026-11-23", "")


def test_every_date_of_anytown_stands_on_its_sheet_once(anytown: Maker) -> None:
    everything = {one.id: one for one in anytown.edition.directory.entries}
    for place in anytown.area.localities:
        _this, following = whats_on.sheets(anytown, place)
        expected = sorted(
            (occasion.day.isoformat(), id)
            for id, one in anytown.by_id.items()
            if lists.serves(one, place.id) and everything[id].status.state == "active"
            for occasion in occasions(
                everything[id].sessions,
                first=MONDAY,
                until=NEXT_SUNDAY,
                nation=anytown.area.nation,
                terms=anytown.area.terms,
            )
        )
        paused = {id for id, one in everything.items() if one.status.state == "paused"}
        assert [found for found in sorted(rows(following)) if found[1] not in paused] == expected
        assert len(expected) > 20


# --- what a row says ---


def test_a_row_says_what_decides() -> None:
    found = row(
        places=[{"id": "yard", "name": "The yard", "address": "2 Station Lane"}],
        sessions=[{**MONDAYS, "place": "yard"}],
        access=["drop-in"],
        cost="free",
        contact={"phone": "01632 960101", "email": "a@example.org"},
    )
    assert found == whats_on.Row(
        id="dogs",
        name="Anytown Cat and Dog Shelter",
        time="10am to noon",
        place="The yard",
        check_first=False,
        way="drop-in",
        badge="Just turn up",
        by="tel",
        call="01632 960101",
        cost="Free",
        full="",
        doubt="",
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"cost": "£3, or what you can afford"}, {"cost": "£3, or what you can afford"}),
        ({"cost": "£3, or what you can afford, whatever that is"}, {"cost": ""}),
        ({"places": [{"address": "2 Station Lane"}]}, {"place": "2 Station Lane"}),
        ({"places": [{"address": "2 Station Lane, " * 9, "postcode": "AN1 2AB"}]}, {"place": "AN1 2AB"}),
        ({"places": [{"directions": "Ring."}], "localities": ["north"]}, {"place": "North Smallton"}),
        # Which of the two is not said.
        ({"places": [{"name": "Here"}, {"name": "There"}]}, {"place": "All of Smallton"}),
        ({"ways": ["online"]}, {"place": "Online"}),
        ({"private_address": True}, {"place": "They will tell you where"}),
        ({"contact": {"text": "07700 900101"}}, {"by": "sms", "call": "07700 900101"}),
        (
            {"contact": {"website": "https://www.dogs.example.org/"}},
            {"by": "web", "call": "https://www.dogs.example.org/"},
        ),
        ({"access": ["professional-referral"]}, {"way": "professional-referral", "badge": "Referral needed"}),
        ({"availability": {"status": "full", "on": "2026-11-01"}}, {"full": "Full at the moment"}),
        # Nobody may believe it for more than four weeks.
        ({"availability": {"status": "full", "on": "2026-10-25"}}, {"full": ""}),
        ({"availability": {"status": "open", "on": "2026-11-20"}}, {"full": ""}),
        (
            {"confirmed": {"on": "2025-10-01", "by": "team"}},
            {"doubt": "Nobody has checked this since October 2025"},
        ),
        ({"confirmed": None}, {"doubt": "Not checked yet"}),
    ],
)
def test_a_row_says_no_more_than_is_known(fields: dict[str, Any], expected: dict[str, str]) -> None:
    found = row(**fields)
    assert {name: getattr(found, name) for name in expected} == expected


def test_rows_stand_by_time_and_then_by_name() -> None:
    of = maker(
        entry("a", name="Ants", sessions=[{"days": ["monday"]}]),
        entry("b", name="bees", sessions=[{"days": ["monday"], "start": "14:00"}]),
        entry("c", name="Cats", sessions=[{"days": ["monday"], "start": "09:30"}]),
        entry("d", name="Apes", sessions=[{"days": ["monday"], "start": "14:00"}]),
    )
    tree = seen(pages_of(of.edition.directory)["localities/north/whats-on/next-week/"].body)
    assert all_words(tree, ".p-row b") == ["Cats", "Apes", "bees", "Ants"]
    assert all_words(tree, ".p-time") == ["from 9:30am", "from 2pm", "from 2pm", "Ask what time"]


def test_strangers_words_are_words() -> None:
    of = maker(entry(name="<script>1</script>", sessions=[MONDAYS], places=[{"name": "<b>here</b>"}]))
    body = pages_of(of.edition.directory)["localities/north/whats-on/next-week/"].body
    assert "&lt;script&gt;1&lt;/script&gt;" in body
    assert "&lt;b&gt;here&lt;/b&gt;" in body


def test_what_is_in_another_language_says_so() -> None:
    found = Foreign("Cŵn", "cy")
    one = entry(sessions=[MONDAYS], places=[{"name": "x"}])
    object.__setattr__(one, "name", found)
    object.__setattr__(one.places[0], "name", Foreign("Neuadd", "cy"))
    body = pages_of(maker(one).edition.directory)["localities/north/whats-on/next-week/"].body
    assert '<bdi lang="cy" dir="auto">Cŵn</bdi>' in body
    assert '<bdi lang="cy" dir="auto">Neuadd</bdi>' in body


# --- more than there is room for ---


@pytest.fixture(scope="module")
def crowd() -> Maker:
    """Three hundred things a day, each with another name; on each day thirty where one can turn up."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return maker(
        *(
            entry(
                f"e{number:04}",
                name=f"Club {number * 7919 % 2100} of the {number * 104729 % 9973}",
                sessions=[{"days": [days[number % 7]], "start": f"{8 + number % 12:02}:30"}],
                access=["drop-in"] if number % 70 < 7 else ["contact-first"],
                confirmed={"on": "2026-11-03", "by": "team"},
                contact={"phone": f"01632 960{number % 1000:03}"},
            )
            for number in range(2100)
        )
    )


def test_a_crowded_week_shows_first_where_one_can_turn_up(crowd: Maker) -> None:
    _this, following = both(crowd)
    days = following.values["days"]
    assert [len(day.rows) for day in days] == [21] * 7
    assert {row.way for day in days for row in day.rows} == {"drop-in"}
    assert [day.more for day in days] == [279] * 7
    for day in days:
        times = [row.time for row in day.rows]
        assert len(times) == len({row.id for row in day.rows})
        clock = [
            int(time.removeprefix("from ").split(":")[0]) + 12 * ("pm" in time and "12" not in time) for time in times
        ]
        assert clock == sorted(clock)


def test_a_crowded_week_says_how_many_more_there_are_and_where(crowd: Maker) -> None:
    _this, following = both(crowd)
    tree = seen(str(crowd.fill(following.template, crowd.spot(following.address), **filled(following))))
    told = words(tree)
    assert (
        "There is more on than fits on this sheet. Where you can just turn up comes first. "
        "Look for the rest on smallton.example.org/find. Ring the directory team on 01632 960000."
    ) in told
    assert told.count("And 279 more on this day.") == 7
    assert [node.attributes["href"] for node in tree.css(".p-day + p a")][1] == (
        "../../../../find/#day=tuesday&locality=north"
    )


def test_a_crowded_page_stays_light(crowd: Maker) -> None:
    for handout in both(crowd):
        body = str(crowd.fill(handout.template, crowd.spot(handout.address), **filled(handout)))
        assert len(gzip.compress(body.encode(), 6)) < 20_000


def test_a_quiet_day_leaves_its_room_to_nobody_and_all_that_fits_is_shown() -> None:
    few = maker(*(entry(f"e{n:03}", name=f"Club {n}", sessions=[MONDAYS]) for n in range(whats_on.MOST)))
    ((day,),) = [both(few)[1].values["days"]]
    assert (len(day.rows), day.more) == (whats_on.MOST, 0)
    many = maker(*(entry(f"e{n:03}", name=f"Club {n}", sessions=[MONDAYS]) for n in range(whats_on.MOST + 1)))
    ((day,),) = [both(many)[1].values["days"]]
    assert (len(day.rows), day.more) == (whats_on.MOST, 1)


# --- the pages ---


def test_places_lead_to_their_sheets_and_back(anytown_pages: dict[str, SitePage]) -> None:
    for id in ("north", "south", "east", "west"):
        links = [node.attributes["href"] for node in anytown_pages[f"/localities/{id}/"].tree.css("main a[href]")]
        assert f"../../localities/{id}/whats-on/" in links
        assert f"../../localities/{id}/whats-on/next-week/" in links
        this = anytown_pages[f"/localities/{id}/whats-on/"].tree
        assert this.css_first(".crumbs a").attributes["href"] == f"../../../localities/{id}/"
        assert this.css_first(".p-lead + p a").attributes["href"] == f"../../../localities/{id}/whats-on/next-week/"
        following = anytown_pages[f"/localities/{id}/whats-on/next-week/"].tree
        assert following.css_first(".p-lead + p a").attributes["href"] == f"../../../../localities/{id}/whats-on/"


def test_an_area_without_places_has_one_sheet_for_all() -> None:
    pages = pages_of(Directory(area(), (entry(sessions=[MONDAYS]),)))
    assert [address for address in pages if "whats-on" in address] == ["whats-on/", "whats-on/next-week/"]
    links = [node.attributes["href"] for node in seen(pages["localities/"].body).css("a[href]")]
    assert links[1:] == ["../whats-on/", "../whats-on/next-week/"]
    following = seen(pages["whats-on/next-week/"].body)
    assert words(following.css_first("h1")) == "What’s on in Smallton"
    assert words(following.css_first(".p-lead")) == "From Monday 23 November 2026 to Sunday 29 November 2026"
    assert all_words(following, ".p-row b") == ["Anytown Cat and Dog Shelter"]
    empty = words(seen(pages["whats-on/"].body))
    assert "Sunday 22 November 2026" in empty
    assert "We know of nothing with a date in this week." in empty


def test_a_sheet_tells_what_it_shows() -> None:
    """Each change of a row makes the page anew."""
    address = "localities/north/whats-on/next-week/"

    def of(**fields: Any) -> bytes:
        return pages_of(maker(entry(**{"sessions": [MONDAYS], **fields})).edition.directory)[address].print

    first = of()
    assert of() == first
    assert of(summary="Other.", description="Other.") == first
    for changed in (
        {"name": "Cats"},
        {"cost": "free"},
        {"sessions": [{**MONDAYS, "start": "09:00"}]},
        {"ways": ["online"]},
    ):
        assert of(**changed) != first, changed


# --- in a browser ---


def test_days_that_are_over_are_hidden_where_the_sheet_is_read(new_page: Callable[..., Page]) -> None:
    page = new_page(on=date(2026, 11, 26), **DESKTOP)
    page.goto("/localities/north/whats-on/next-week/")
    assert page.locator(".p-day h2:visible").all_inner_texts() == [
        "Thursday 26 November 2026",
        "Friday 27 November 2026",
        "Sunday 29 November 2026",
    ]
    expect(page.locator(".p-lead")).to_have_text("From Monday 23 November 2026 to Sunday 29 November 2026")
    expect(page.get_by_text("This week is over.")).to_be_hidden()
    later = new_page(on=date(2026, 11, 30), **DESKTOP)
    later.goto("/localities/north/whats-on/next-week/")
    assert later.locator(".p-day:visible").count() == 0
    expect(later.get_by_text("This week is over.")).to_be_visible()


def test_a_sheet_prints_from_a_browser(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = new_page(**DESKTOP)
    page.goto("/localities/north/whats-on/next-week/")
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    pdf = Pdf(tmp_path / "sheet.pdf")
    assert pdf.sizes == ["a4", "a4"]
    # A day that goes on says so on the next page.
    assert pdf.page_words(1).count("Tuesday 24 November 2026") == 1
    assert pdf.page_words(2).startswith("Tuesday 24 November 2026")
    assert "Urgent help" not in pdf.words
    page.get_by_label("Large print").check(force=True)
    page.pdf(path=tmp_path / "large.pdf", prefer_css_page_size=True)
    assert len(Pdf(tmp_path / "large.pdf").sizes) in (4, 5)


# --- as a PDF ---


@pytest.fixture
def printed(anytown: Maker, tmp_path: Path) -> Callable[..., Pdf]:
    style = assets.paper_style(surroundings(DIRECTORY).overrides)

    def make(handout: Handout, *, large: bool = False) -> Pdf:
        path = tmp_path / f"{handout.name}{large}.pdf"
        path.write_bytes(document(anytown, handout, style, large=large).pdf())
        return Pdf(path)

    return make


def test_a_sheet_as_a_pdf_has_every_row(anytown: Maker, printed: Callable[..., Pdf]) -> None:
    for place in anytown.area.localities:
        _this, following = whats_on.sheets(anytown, place)
        pdf = printed(following)
        assert set(pdf.sizes) == {"a4"}
        assert pdf.faults(following.title) == []
        said = pdf.words
        names = [item.name for day in following.values["days"] for item in day.rows]
        assert_none([f"{place.id}: {name}" for name in names if said.count(name) < names.count(name)])
        assert_none([f"{place.id}: {day.title}" for day in following.values["days"] if day.title not in said])
        assert pdf.codes == [f"https://anytown.example.org/localities/{place.id}/whats-on/"]


def test_a_sheet_as_a_pdf_has_its_days_as_bookmarks(anytown: Maker, printed: Callable[..., Pdf]) -> None:
    _this, following = whats_on.sheets(anytown, anytown.area.localities[0])
    assert bookmarks(printed(following)) == [
        (0, "What’s on in North Anytown"),
        *((1, day.title) for day in following.values["days"]),
    ]


def test_links_of_a_pdf_are_whole_or_none(printed: Callable[..., Pdf], tmp_path: Path) -> None:
    for url in ("https://smallton.example.org/", None):
        of = maker(entry(sessions=[MONDAYS]), url=url)
        style = assets.paper_style(surroundings(DIRECTORY).overrides)
        path = tmp_path / "x.pdf"
        path.write_bytes(document(of, both(of)[1], style).pdf())
        links = [link for link in Pdf(path).links if not link.startswith("tel:")]
        if url:
            assert set(links) == {f"{url}entries/dogs/", f"{url}localities/north/whats-on/"}
        else:
            assert links == []


def test_a_sheet_in_large_print_is_large(anytown: Maker, printed: Callable[..., Pdf]) -> None:
    _this, following = whats_on.sheets(anytown, anytown.area.localities[0])
    pdf = printed(following, large=True)
    assert set(pdf.sizes) == {"a4"}
    assert smallest(pdf) >= 15.9
    assert "Anytown Health Walks" in pdf.words
