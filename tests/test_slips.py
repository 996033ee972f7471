"""The facts of a slip: what it says of an entry, in which words, and that no text of a stranger's gets out of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from petunias import records
from petunias.language import language
from petunias.model import Area, Directory, Entry
from petunias.search.corpus import Corpus
from petunias.site import slips
from petunias.site.listing import listing
from petunias.translating import translated
from support.directories import ENGLISH, FOUR, WHOLE, WHOLE_AREA, area, directory, edition, entry, pages_of
from support.site import TODAY

AREA: Area = records.area(WHOLE_AREA, id="smallton")
HOSTILE = [
    """</article><script>alert(1)</script>""",
    """' onclick='alert(1)" onclick="alert(1)""",
    """&quot;}]&#34; \\" \\u0022 {n} {name} $& %(name)s""",
    "<!-- ]]> \u2028 \u202e x",
]


def slip(made: Entry, today: date = TODAY, **more: Any) -> slips.Slip:
    return slips.slip(made, AREA, ENGLISH, today, **more)


def test_an_entry_of_four_fields() -> None:
    assert slip(entry()) == {
        "id": "dogs",
        "name": "Anytown Cat and Dog Shelter",
        "line": "Walk our dogs any weekday morning.",
        "call": "01632 960101",
        "where": "All of Smallton",
        "way": "They have not said how to get in",
        "fresh": ["Nobody has checked these details yet"],
    }


def test_an_entry_with_every_field() -> None:
    assert slip(records.entry("dogs", WHOLE)) == {
        "id": "dogs",
        "name": "Dog Walks",
        "line": "Walk our dogs.",
        "call": "01632 960101",
        "note": "mornings are best",
        "when": "Every Tuesday, 9:30am to 11am",
        "dates": ["2026-11-24T09:30", "2026-12-01T09:30", "2026-12-08T09:30", "2026-12-15T09:30", "2026-12-22T09:30"],
        "times": {"09:30": "9:30am"},
        "where": "The yard, 2 Station Lane, Smallton, AN1 2AB",
        "door": "Ring the bell twice. Step-free all the way. Near a bus stop.",
        "way": "You can just turn up. Another way: Your GP or link worker refers you.",
        "cost": "Free",
        "first": "Ask for Sam.",
        "fresh": ["Checked on 3 November 2026", "2027-11-03", "Nobody has checked this since November 2026"],
    }


@pytest.mark.parametrize(
    ("contact", "by", "call", "note"),
    [
        ({"text": "07700 900101", "email": "a@example.org"}, "sms", "07700 900101", None),
        ({"email": "a@example.org", "email_note": "on Fridays"}, "mail", "a@example.org", "on Fridays"),
        ({"website": "https://www.a.example.org/b/"}, "web", "a.example.org/b", None),
        ({"visit": "The green gate"}, "visit", "The green gate", None),
    ],
)
def test_how_to_get_in_touch_without_a_phone(contact: dict[str, str], by: str, call: str, note: str | None) -> None:
    made = slip(entry(contact=contact))
    assert (made["by"], made["call"], made.get("note")) == (by, call, note)


def test_a_secret_address_is_not_said() -> None:
    made = slip(entry(private_address=True, localities=["north"]))
    assert made["where"] == "The address is kept private. They will tell you where to come."


def test_the_place_is_that_of_the_first_session() -> None:
    places = [{"id": "a", "name": "Hall"}, {"id": "b", "name": "Park", "directions": "By the pond"}]
    sessions = [{"days": ["monday"], "place": "b"}, {"days": ["sunday"], "place": "a"}]
    made = slip(entry(places=places, sessions=sessions))
    assert (made["where"], made["door"]) == ("Park", "By the pond.")
    assert made["dates"][:2] == ["2026-11-22", "2026-11-23"]
    assert "times" not in made


def test_a_date_on_a_bank_holiday_says_so() -> None:
    made = slip(entry(sessions=[{"days": ["friday"], "start": "10:00"}]), date(2026, 12, 24))
    assert made["dates"][0] == "2026-12-25T10:00!"


@pytest.mark.parametrize(("status", "words"), [("full", "Full at the moment"), ("waiting", "There is a waiting list")])
def test_a_full_one_says_so_for_as_long_as_that_may_be_believed(status: str, words: str) -> None:
    found = slip(entry(availability={"status": status, "on": "2026-11-20", "note": "Ask again in May."}))["full"]
    assert found == [status, f"{words} (20 November 2026). Ask again in May.", "2026-12-18"]
    assert "full" not in slip(entry(availability={"status": status, "on": "2026-10-01"}))


def test_one_that_takes_a_break() -> None:
    made = slip(entry(status={"state": "paused", "until": "2027-02-01"}, sessions=[{"days": ["monday"]}]))
    assert made["pause"] == ["Taking a break until 1 February 2027", "2027-01-31"]
    assert made["dates"][0] == "2027-02-01"
    assert slip(entry(status={"state": "paused"}))["pause"] == ["Taking a break", ""]


def test_one_that_has_stopped_says_no_more_than_that() -> None:
    closed = entry(status={"state": "closed", "on": "2026-10-01"})
    made = slip(closed, see=["Cats", "Birds"])
    assert set(made) == {"id", "name", "line", "stop"}
    assert made["stop"] == "This stopped on 1 October 2026. Try this instead: Cats and Birds."
    assert slip(closed)["stop"] == "This stopped on 1 October 2026."


def test_one_that_is_out_of_date_says_so() -> None:
    old = slip(entry(confirmed={"on": "2024-01-01", "by": "team"}))
    assert old["fresh"] == ["Out of date: nobody has checked this since January 2024"]


def test_what_is_in_another_language_is_named() -> None:
    both = directory(
        entry(translations={"cy": {"name": "Cŵn"}}, cost="three pounds", first_visit="Ask."), languages=["en", "cy"]
    )
    welsh = translated(both, "cy")
    made = slips.slip(welsh.entries[0], welsh.area, language("cy"), TODAY)
    assert made["name"] == "Cŵn"
    assert {"line", "first"} <= set(made["foreign"]["en"].split())


def test_dates_in_words() -> None:
    found = slips.dates_in_words(ENGLISH)
    assert found["week"] == "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    assert found["months"].split("|")[8:] == ["Sep", "Oct", "Nov", "Dec"]
    assert found["whole"].split("|")[9] == "{d} October {y}"
    for code in ("cy", "bn", "ar", "pl", "ur"):
        whole = slips.dates_in_words(language(code))["whole"].split("|")
        assert len(whole) == 12
        assert all("{d}" in one and "{y}" in one for one in whole), code


@pytest.mark.parametrize("text", HOSTILE)
def test_strangers_text_stays_text_on_the_page(text: str) -> None:
    said = {"name": text, "summary": text, "first_visit": text, "cost": text, "contact": {"visit": text}}
    body = pages_of(directory(entry(**said)))["entries/dogs/"].body
    tree = LexborHTMLParser(body)
    article = tree.css_first("article")
    assert set(article.attributes) == {"class", "data-entry", "data-slip", "data-fields"}
    assert not tree.css("script")
    facts = json.loads(article.attributes["data-slip"] or "")
    assert [facts[name] for name in ("name", "line", "first", "cost", "call")] == [text] * 5


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_name_comes_through(name: str) -> None:
    body = pages_of(directory(entry(name=name)))["entries/dogs/"].body
    facts = json.loads(LexborHTMLParser(body).css_first("article").attributes["data-slip"] or "")
    assert facts["name"] == name


def test_a_result_brings_what_its_card_does_not_show() -> None:
    made = Directory(AREA, (records.entry("dogs", WHOLE),))
    own = edition(made)
    item = listing(made.entries[0], own, Corpus(made, ENGLISH), {}).item
    whole = slip(made.entries[0])
    assert item
    assert json.loads(item.slip) == {name: value for name, value in whole.items() if name not in ("id", "name", "line")}
    assert len(item.slip.encode()) < 800


def test_a_withdrawn_entry_says_nothing() -> None:
    gone = entry(status={"state": "withdrawn"}, formerly=["hounds"])
    found = pages_of(directory(gone))
    assert all("data-slip" not in found[f"entries/{id}/"].body for id in ("dogs", "hounds"))


def test_an_old_address_says_where_its_entry_is() -> None:
    found = LexborHTMLParser(pages_of(directory(entry(formerly=["hounds"])))["entries/hounds/"].body)
    assert found.css_first("[data-slip-moved]").attributes["data-slip-moved"] == "dogs"


def test_the_page_is_not_for_search_engines() -> None:
    page = pages_of(directory(entry(), url="https://smallton.example.org/"))["slip/"]
    assert (page.listed, "noindex" in page.head) == (False, True)
    assert 'data-url="https://smallton.example.org/"' in page.body
    assert 'data-url=""' in pages_of(directory(entry()))["slip/"].body


def test_the_area_of_four_lines_will_do() -> None:
    assert slips.slip(records.entry("dogs", FOUR), area(), ENGLISH, TODAY)["where"] == "All of Smallton"
