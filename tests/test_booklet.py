"""The printed directory: every entry once, page numbers that are right, and words that can be taken out again."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from petunias import reading
from petunias.model import Directory, Entry
from petunias.resources import surroundings
from petunias.site import assets, list_pages, lists
from petunias.site.maker import Maker
from petunias.site.making import Plan
from petunias.site.paper.booklet import Chapter, booklet, of_places
from petunias.site.paper.handouts import Handout
from petunias.site.paper.pdf import document
from petunias.site.paper.shelf import printed
from petunias.spoken import Foreign
from support.directories import WHOLE_AREA, area, edition, entry
from support.paper import Pdf
from support.printing import bookmark_pages, bookmarks, smallest
from support.report import assert_none
from support.site import DIRECTORY, TODAY

# WeasyPrint tells of links that lead nowhere, and of rules that it does not know.
TOLD = "weasyprint"


@pytest.fixture(scope="module")
def anytown() -> Maker:
    around = surroundings(DIRECTORY)
    return Maker(Plan(reading.read_or_raise(DIRECTORY), around.overrides, TODAY).editions[0])


def made(maker: Maker, handout: Handout, path: Path, *, large: bool = False) -> Pdf:
    style = assets.paper_style(surroundings(DIRECTORY).overrides)
    path.write_bytes(document(maker, handout, style, large=large).pdf())
    return Pdf(path)


@pytest.fixture(scope="module")
def north(anytown: Maker, tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    """The booklet of North Anytown."""
    return made(anytown, booklet(anytown, anytown.area.localities[0]), tmp_path_factory.mktemp("booklet") / "north.pdf")


def maker(*entries: Entry, **fields: Any) -> Maker:
    whole = {name: value for name, value in WHOLE_AREA.items() if name != "id"}
    ordered = tuple(sorted(entries, key=lambda one: one.id))
    return Maker(edition(Directory(area(**{**whole, **fields}), ordered)))


def chapters(of: Maker, place: int | None = 0) -> tuple[Chapter, ...]:
    handout = booklet(of, None if place is None else of.area.localities[place])
    return handout.values["chapters"]  # type: ignore[no-any-return]


def flat(text: str) -> str:
    """Without blanks and hyphens, as lines may break at either."""
    return re.sub(r"[\s-]+", "", text)


def inside(pdf: Pdf, first: int, last: int = 0) -> str:
    """The words of some pages, without what is printed at the top and at the foot of each."""
    heads = re.compile(r"^Health directory for North Anytown (?:[A-Z][a-z ]+? )?|(?<= )\d+$")
    return " ".join(heads.sub("", pdf.page_words(number)) for number in range(first, (last or first) + 1))


# --- what stands in it ---


def test_every_entry_of_a_place_stands_in_it_once(anytown: Maker) -> None:
    for handout, place in zip(of_places(anytown), anytown.area.localities, strict=True):
        found = [facts.id for chapter in handout.values["chapters"] for facts in chapter.entries]
        expected = {one.id for one in anytown.listed if lists.serves(one, place.id)}
        assert set(found) == expected
        assert max(Counter(found).values()) == 1
        assert sorted(one.id for letter in handout.values["letters"] for one in letter.entries) == sorted(expected)
        assert handout.values["count"] == len(expected) > 30


def test_it_is_in_order_of_name_within_its_first_domain() -> None:
    of = maker(
        entry("a", name="Zebras", domains=["befriending"]),
        entry("b", name="Élan", domains=["befriending", "physical-activity"]),
        entry("c", name="Dogs", domains=["befriending"]),
        entry("d", name="Birds", domains=["physical-activity", "volunteering"]),
    )
    found = [
        (chapter.id, [facts.name for facts in chapter.entries], [one.name for one in chapter.elsewhere])
        for chapter in chapters(of)
    ]
    assert found == [
        ("physical-activity", ["Birds"], ["Élan"]),
        ("befriending", ["Dogs", "Élan", "Zebras"], []),
        ("volunteering", [], ["Birds"]),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": {"state": "closed"}},
        {"status": {"state": "withdrawn"}},
        {"added": "2020-01-01"},
        {"localities": ["south"]},
    ],
)
def test_what_is_gone_or_elsewhere_is_left_out(fields: dict[str, Any]) -> None:
    assert chapters(maker(entry(**fields))) == ()


def test_the_whole_area_has_one_where_it_is_not_divided() -> None:
    of = maker(entry(), localities=[], practices=[])
    (handout,) = of_places(of)
    assert (handout.name, handout.address, handout.paper) == ("booklet", "", "a5")
    assert handout.title == "Health directory for Smallton"
    assert handout.values["more"] == "https://smallton.example.org/"
    divided = maker(entry("a", localities=["north"]), entry("b", localities=["south"]))
    assert [handout.name for handout in of_places(divided)] == ["booklet-north", "booklet-south"]
    assert [facts.id for chapter in chapters(divided, None) for facts in chapter.entries] == ["a", "b"]


def test_who_helps_in_a_place_is_named(anytown: Maker, north: Pdf) -> None:
    said = north.page_words(2)
    for words in (
        "999 Life in danger",
        "Anytown Healthy Living 01632 960001",
        "Better Services Enterprise The Old Library",
        "Link worker for Riverside and Hill Top 01632 960003",
        "Riverside Surgery, AN1 1AA",
    ):
        assert words in said, said
    assert "Mill Street" not in said


def test_a_link_worker_is_named_only_with_consent(tmp_path: Path) -> None:
    worker = {"role": "Link worker", "practices": ["riverside"], "name": "Ann Example"}
    for consent, named in ({}, False), ({"name_consent": "2026-01-05"}, True):
        of = maker(entry(), link_workers=[{**worker, **consent}])
        said = made(of, booklet(of, of.area.localities[0]), tmp_path / "x.pdf").words
        assert ("Ann Example" in said) == named


# --- as a PDF ---


def test_a_booklet_can_be_read_by_everybody(anytown: Maker, north: Pdf) -> None:
    assert set(north.sizes) == {"a5"}
    assert north.faults("Health directory for North Anytown") == []


def test_nothing_in_it_leads_nowhere(anytown: Maker, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger=TOLD):
        made(anytown, booklet(anytown, anytown.area.localities[2]), tmp_path / "x.pdf")
    assert [record.getMessage() for record in caplog.records if record.name.startswith(TOLD)] == []


def test_bookmarks_are_its_parts_and_every_entry_once(anytown: Maker, north: Pdf) -> None:
    handout = booklet(anytown, anytown.area.localities[0])
    marks = bookmarks(north)
    assert [title for depth, title in marks if depth == 0] == ["Health directory for North Anytown"]
    parts = [title for depth, title in marks if depth == 1]
    titles = [chapter.title for chapter in handout.values["chapters"]]
    assert parts == ["How to use this booklet", "Contents", *titles, "Index"]
    names = [facts.name for chapter in handout.values["chapters"] for facts in chapter.entries]
    entries = [title for depth, title in marks if depth == 2]
    assert [title for title in entries if title in names] == names


def test_every_fact_can_be_taken_out_again(anytown: Maker, north: Pdf) -> None:
    """Once for each entry; names stand in the index as well."""
    handout = booklet(anytown, anytown.area.localities[0])
    said = flat(inside(north, 1, len(north.sizes)))
    problems = []
    for chapter in handout.values["chapters"]:
        for facts in chapter.entries:
            for name in ("line", "call", "note", "when", "where", "door", "way", "cost", "first", "fresh"):
                if flat(getattr(facts, name)) not in said:
                    problems.append(f"{facts.id}: {name}: {getattr(facts, name)}")
            if (count := said.count(flat(facts.line))) != 1:
                problems.append(f"{facts.id} stands {count} times")
    assert_none(problems)


def numbers(text: str, name: str) -> set[int]:
    """The page numbers that stand behind a name and its dots."""
    return {int(found) for found in re.findall(re.escape(flat(name)) + r"\.*(\d{1,3})(?!\d)", flat(text))}


def test_contents_index_and_pointers_say_the_right_page(anytown: Maker, north: Pdf) -> None:
    handout = booklet(anytown, anytown.area.localities[0])
    at = bookmark_pages(north)
    contents = inside(north, at["Contents"])
    for chapter in handout.values["chapters"]:
        assert numbers(contents, chapter.title) == {at[chapter.title]}, chapter.title
    assert numbers(contents, "Index") == {at["Index"]}
    index = inside(north, at["Index"], len(north.sizes))
    names = [one.name for letter in handout.values["letters"] for one in letter.entries]
    assert_none([f"{name}: {numbers(index, name)}" for name in names if at[name] not in numbers(index, name)])
    pointers = [(chapter, one) for chapter in handout.values["chapters"] for one in chapter.elsewhere]
    assert pointers
    for chapter, one in pointers:
        part = inside(north, at[chapter.title], at["Index"] - 1)
        assert at[one.name] in numbers(part, one.name), one.name


def test_each_page_says_where_it_is(anytown: Maker, north: Pdf) -> None:
    at = bookmark_pages(north)
    assert not north.page_words(1).endswith(" 1")
    for number in range(at["Contents"] + 1, len(north.sizes) + 1):
        said = north.page_words(number)
        part = max(
            (title for depth, title in bookmarks(north) if depth == 1 and at[title] <= number),
            key=lambda title: at[title],
        )
        assert said.startswith(f"Health directory for North Anytown {part}")
        assert said.endswith(f" {number}")


def test_the_cover_says_what_it_is_and_how_old(north: Pdf) -> None:
    said = north.page_words(1)
    for words in (
        "Anytown Health directory for North Anytown",
        "As it stood on 22 November 2026.",
        "Directory team: 01632 960000.",
        "Being listed here does not mean that we have checked or approve of a group.",
    ):
        assert words in said
    assert north.codes == ["https://anytown.example.org/localities/north/"]


def test_large_print_is_large(anytown: Maker, tmp_path: Path) -> None:
    pdf = made(anytown, booklet(anytown, anytown.area.localities[1]), tmp_path / "x.pdf", large=True)
    assert set(pdf.sizes) == {"a4"}
    assert smallest(pdf) >= 15.9
    assert pdf.faults("Health directory for South Anytown") == []


def test_what_is_private_or_strange_is_no_more_than_words(tmp_path: Path) -> None:
    found = entry(
        name='<script>alert(1)</script> & "co"',
        summary="</style><b>x</b>",
        private_address=True,
        sessions=[{"days": ["monday"]}],
    )
    of = maker(found)
    said = made(of, booklet(of, None), tmp_path / "x.pdf").words
    assert '<script>alert(1)</script> & "co"' in said
    assert "</style><b>x</b>" in said
    assert "The address is kept private. They will tell you where to come." in said


def test_what_is_in_another_language_says_so() -> None:
    one = entry()
    object.__setattr__(one, "name", Foreign("Cŵn", "cy"))
    of = maker(one)
    handout = booklet(of, None)
    html = str(of.fill(handout.template, of.spot(""), handout=handout, large=False, linked=False, **handout.values))
    assert html.count('<bdi lang="cy" dir="auto">Cŵn</bdi>') == 2  # its heading, and the index


def test_an_area_of_a_name_and_one_entry_has_a_booklet(tmp_path: Path) -> None:
    of = Maker(edition(Directory(area(), (entry(),))))
    pdf = made(of, booklet(of, None), tmp_path / "x.pdf")
    assert pdf.faults("Health directory for Smallton") == []
    assert "Anytown Cat and Dog Shelter" in pdf.words
    assert pdf.links == ["tel:+441632960101"]


def test_nothing_listed_is_no_trouble(tmp_path: Path, make: Callable[[], Maker] = maker) -> None:
    of = make()
    assert "Index" in made(of, booklet(of, None), tmp_path / "x.pdf").words


@pytest.mark.parametrize(
    ("fields", "page", "pdf"),
    [
        ({}, "localities/north/", "booklet-north.pdf"),
        ({"localities": [], "practices": []}, "localities/", "booklet.pdf"),
    ],
)
def test_places_lead_to_their_booklet_where_the_site_has_pdfs(fields: dict[str, Any], page: str, pdf: str) -> None:
    plain = maker(entry(), **fields).edition
    with_pdfs = replace(plain, pdf=True)
    told = [
        next(str(made.body) for made in list_pages.localities(Maker(each)) if made.spot.address == page)
        for each in (plain, with_pdfs)
    ]
    assert [f'/print/{pdf}"' in body for body in told] == [False, True]
    assert pdf in [f"{handout.name}.pdf" for handout in printed(Maker(with_pdfs))]
