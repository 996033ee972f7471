"""Cards, leaflets, slips and forms: what they say, as pages and as PDFs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page

from petunias import reading, records
from petunias.model import Directory, Entry
from petunias.resources import surroundings
from petunias.site import addresses, assets
from petunias.site.maker import Maker
from petunias.site.paper.facts import facts
from petunias.site.paper.handouts import Handout, of_topics
from petunias.site.paper.pdf import document
from petunias.site.paper.shelf import Shelf, printed
from petunias.site.paper.workshop import Workshop
from petunias.site.topic_pages import in_order
from support.directories import FOUR, WHOLE_AREA, area, dump, edition, entry, put, run, write
from support.paper import Pdf
from support.report import assert_none
from support.site import DIRECTORY, TODAY

TOPIC: dict[str, Any] = {
    "title": "Dogs",
    "about": "Be with dogs.",
    "danger": ["Bitten? Ring 999."],
    "not_now": ["They fear dogs."],
    "ask": ["May I ask?"],
    "assist": ["Shall we ring?"],
    "benefits": [{"text": "Dogs help.", "source": 1}],
    "self_care": ["Stroke one."],
    "sources": [{"title": "Guidance", "checked": "2026-11-01"}],
}


@pytest.fixture(scope="module")
def shop() -> Workshop:
    return Workshop(reading.read_or_raise(DIRECTORY), surroundings(DIRECTORY), TODAY)


@pytest.fixture
def made(shop: Workshop, tmp_path: Path) -> Callable[..., Pdf]:
    """Makes the PDF of a handout of Anytown's."""

    def make(handout: Handout, *, large: bool = False) -> Pdf:
        ((name, found),) = shop.documents([handout], large=large)
        (tmp_path / name).write_bytes(found.pdf())
        return Pdf(tmp_path / name)

    return make


def maker(*entries: Entry, **more: Any) -> Maker:
    """The pages' maker of an area with these entries, and one topic that names all of them."""
    topic = {**TOPIC, "services": {"entries": [one.id for one in entries]}}
    whole = area(**{**WHOLE_AREA, **more})
    return Maker(edition(Directory(whole, entries, topics=(records.topic("dogs", topic),))))


def leaflet(of: Maker, locality: str = "north") -> str:
    handout = next(item for item in of_topics(of) if item.name == f"leaflet-dogs-{locality}")
    return str(of.fill(handout.template, of.spot(handout.address), handout=handout, large=False, **handout.values))


# --- what a leaflet says ---


def test_a_leaflet_names_what_is_there_for_its_place_alone() -> None:
    said = leaflet(
        maker(
            entry("a", name="Hound Walks", localities=["north"]),
            entry("b", name="Puppy Hour", localities=["south"]),
            entry("c", name="All Dogs"),
        )
    )
    assert "Hound Walks" in said
    assert "All Dogs" in said
    assert "Puppy Hour" not in said


def test_what_is_full_or_not_checked_comes_after_what_has_room() -> None:
    said = leaflet(
        maker(
            entry("a", name="Full Dogs", availability={"status": "full", "on": "2026-11-20"}, confirmed=_checked()),
            entry("b", name="Unknown Dogs"),
            entry("c", name="Good Dogs", confirmed=_checked()),
        )
    )
    assert sorted(["Good Dogs", "Unknown Dogs", "Full Dogs"], key=said.index) == [
        "Good Dogs",
        "Unknown Dogs",
        "Full Dogs",
    ]
    assert "Full at the moment (20 November 2026)." in said


def test_what_has_stopped_gives_way_to_what_it_leads_to() -> None:
    said = leaflet(
        maker(
            entry("a", name="Old Dogs", status={"state": "closed", "on": "2026-01-01", "see": ["c"]}),
            entry("b", name="Secret Dogs", status={"state": "withdrawn"}),
            entry("c", name="New Dogs"),
        )
    )
    assert "New Dogs" in said
    assert "Old Dogs" not in said
    assert "Secret Dogs" not in said


def test_a_leaflet_without_services_says_so_and_whom_to_ask() -> None:
    said = leaflet(maker(lifestyle_access={"name": "Healthy Living", "phone": "01632 960001"}))
    assert "No group for this has joined yet in North Smallton. Ring Healthy Living on 01632 960001 and ask" in said


def test_strangers_words_are_words(tmp_path: Path) -> None:
    of = maker(entry("a", name='<script>alert(1)</script> & "co"', summary="</style><b>x</b>"))
    said = leaflet(of)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;co&#34;" in said
    assert "<b>x</b>" not in said
    handout = next(item for item in of_topics(of) if item.name == "leaflet-dogs-north")
    (tmp_path / "x.pdf").write_bytes(document(of, handout, _style()).pdf())
    assert '<script>alert(1)</script> & "co"' in Pdf(tmp_path / "x.pdf").words


def test_paper_says_dates_that_are_still_to_come() -> None:
    slip = {
        "id": "a",
        "name": "Dogs",
        "line": "Walks.",
        "dates": ["2026-11-20T10:00", "2026-11-24T10:00", "2026-12-25T10:00!"],
        "times": {"10:00": "10am"},
    }
    found = facts(slip, edition(Directory(area(), ())).language, today=TODAY)
    assert [(date.words, date.check_first) for date in found.dates] == [
        ("Tue 24 Nov, 10am", False),
        ("Fri 25 Dec, 10am", True),
    ]


def test_each_place_of_anytown_has_two_services_on_its_leaflets_or_says_that_there_is_none(shop: Workshop) -> None:
    problems = []
    for handout in shop.leaflets((), ()):
        found = handout.values["services"]
        if len(found) == 1:
            problems.append(f"{handout.name}: {[one.name for one in found]}")
        problems += [f"{handout.name}: {one.name} has nobody to ring" for one in found if not one.call]
    assert_none(problems)


# --- as PDFs ---


def test_prompt_card_fits_a_pocket(made: Callable[..., Pdf], shop: Workshop) -> None:
    for handout in shop.cards(()):
        pdf = made(handout)
        assert pdf.sizes == ["a6", "a6"], handout.name
        assert pdf.faults(handout.title) == []


def test_prompt_card_says_when_not_to_raise_it(made: Callable[..., Pdf], shop: Workshop) -> None:
    card, _benefits = shop.cards(["alcohol"])
    said = made(card).page_words(2)
    assert said.startswith("Leave it for another day if • They have been drinking.")
    assert "Anytown Healthy Living 01632 960001" in said


def test_leaflets_fit_one_sheet(made: Callable[..., Pdf], shop: Workshop) -> None:
    for handout in shop.leaflets((), ["north"]):
        pdf = made(handout)
        assert pdf.sizes == ["a5", "a5"], handout.name
        assert pdf.faults(handout.title) == []
        said = pdf.words
        assert_none(
            [
                f"{handout.name} lacks {text}"
                for one in handout.values["services"]
                for text in (one.name, one.call, one.fresh)
                if " ".join(text.split()) not in said
            ]
        )


def test_its_code_and_its_links_lead_to_the_topic(made: Callable[..., Pdf], shop: Workshop) -> None:
    (handout,) = shop.leaflets(["alcohol"], ["north"])
    pdf = made(handout)
    assert pdf.codes == ["https://anytown.example.org/topics/alcohol/"]
    assert set(pdf.links) >= {"https://anytown.example.org/topics/alcohol/", "tel:+441632960001", "tel:999"}
    assert all(link.startswith(("https://anytown.example.org/", "tel:")) for link in pdf.links)


def test_large_print_is_large(made: Callable[..., Pdf], shop: Workshop) -> None:
    (handout,) = shop.leaflets(["alcohol"], ["north"])
    pdf = made(handout, large=True)
    assert set(pdf.sizes) == {"a4"}
    assert_none([f"{size} points: {text}" for size, text in _letters(pdf) if size < 15.9])
    for card in shop.cards(["alcohol"]):
        assert set(made(card, large=True).sizes) == {"a5"}


def test_a_pdf_is_the_same_each_time(shop: Workshop) -> None:
    (handout,) = shop.leaflets(["alcohol"], ["north"])
    (first,), (second,) = (list(shop.documents([handout], large=False)) for _turn in range(2))
    assert first[1].pdf() == second[1].pdf()


def test_a_slip_has_what_somebody_needs(made: Callable[..., Pdf], shop: Workshop) -> None:
    pdf = made(shop.slip(["knit-and-natter", "station-quarter-joggers", "harbour-womens-group"]))
    said = pdf.words
    assert pdf.faults("For you to keep") == []
    assert "Knit and Natter" in said
    assert "Next dates Thu 26 Nov, 10am; Thu 3 Dec, 10am; Thu 10 Dec, 10am" in said
    assert "This stopped on" in said
    assert "The address is kept private. They will tell you where to come." in said
    assert pdf.codes[0] == "https://anytown.example.org/entries/knit-and-natter/"
    assert said.index("Knit and Natter") < said.index("Station Quarter Joggers") < said.index("Harbour Women")


def test_forms_have_room_for_counts_and_for_no_name(made: Callable[..., Pdf], shop: Workshop) -> None:
    forms, checklist = shop.forms()
    pdf = made(forms)
    assert pdf.sizes == ["a4"] * 4
    assert pdf.faults(forms.title) == []
    assert [pdf.page_words(number).split(".")[0] for number in (1, 2, 3, 4)] == [
        "My week One stroke for each talk",
        "Our month Whoever looks after the counts adds up the weeks",
        "What was missing Somebody needed a thing, and there was none",
        "A story Numbers do not say why it matters",
    ]
    assert all(topic.title in pdf.page_words(1) for topic in in_order(shop.maker))
    assert "Name:" not in pdf.words
    assert made(checklist).sizes == ["a4"]


def test_all_of_a_topic_has_every_place(made: Callable[..., Pdf], shop: Workshop) -> None:
    (handout,) = shop.topics(["housing"])
    said = made(handout).words
    assert all(place.name in said for place in shop.maker.area.localities)
    assert made(handout).faults(handout.title) == []


# --- the site ---


def test_a_site_has_pdfs_of_all_that_is_to_print(shop: Workshop) -> None:
    names = [handout.name for handout in printed(shop.maker)]
    assert len(names) == len(set(names))
    topics, places = len(in_order(shop.maker)), len(shop.maker.area.localities)
    assert sum(name.startswith("leaflet-") for name in names) == topics * places
    assert {"prompt-card-alcohol", "benefit-card-alcohol", "topic-alcohol", "forms", "checklist"} <= set(names)


def test_a_pdf_that_says_the_same_is_not_made_again(tmp_path: Path) -> None:
    of = maker(entry("a"))
    folders = surroundings(DIRECTORY).overrides
    first = Shelf(tmp_path, {})
    for path, content in first.files(of, folders):
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / path).write_bytes(content)
    mark = addresses.pdf("leaflet-dogs-north")
    (tmp_path / mark).write_bytes(b"the one of before")
    again = dict(Shelf(tmp_path, first.digests).files(of, folders))
    assert again[mark] == b"the one of before"
    other = dict(Shelf(tmp_path, {**first.digests, mark: "another"}).files(of, folders))
    assert other[mark].startswith(b"%PDF")


def test_build_links_to_the_pdfs_that_it_makes(tmp_path: Path) -> None:
    out = tmp_path / "site"
    command = ("petunias", "build", "--directory", _folder(tmp_path), "--site-dir", out, "--today", "2026-11-22")
    assert run(*command, "--pdf").returncode == 0
    page = (out / "topics/dogs/leaflet/north/index.html").read_text("utf-8")
    assert 'href="../../../../print/leaflet-dogs-north.pdf"' in page
    assert 'href="../../../../print/leaflet-dogs-north-large-print.pdf"' in page
    assert (out / "print/leaflet-dogs-north-large-print.pdf").read_bytes().startswith(b"%PDF")
    assert "0 files written" in run(*command, "--pdf").stdout
    run(*command)
    assert not (out / "print").exists()
    assert ".pdf" not in (out / "topics/dogs/leaflet/north/index.html").read_text("utf-8")


def test_an_edit_renews_the_pdfs(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    out = tmp_path / "site"
    command = ("petunias", "build", "--directory", folder, "--site-dir", out, "--today", "2026-11-22", "--pdf")
    run(*command)
    file = folder / "entries/a.yaml"
    file.write_text(file.read_text("utf-8").replace("Hound Walks", "Spaniel Walks"), "utf-8")
    run(*command)
    assert "Spaniel Walks" in Pdf(out / "print/leaflet-dogs-north.pdf").words


# --- the command ---


def test_print_says_where_things_are(tmp_path: Path) -> None:
    told = run("petunias", "print", "card", "alcohol", "--directory", DIRECTORY, "--out", tmp_path / "out")
    assert [Path(line).name for line in told.stdout.splitlines()] == [
        "prompt-card-alcohol.pdf",
        "benefit-card-alcohol.pdf",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "benefit-card-alcohol.pdf",
        "prompt-card-alcohol.pdf",
    ]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("topic", "alcohool"), 'There is no topic "alcohool". Do you mean alcohol?'),
        (("leaflet", "--locality", "nort"), 'There is no locality "nort". Do you mean north?'),
        (("slip", "anytown-pen-pals"), 'There is no entry "anytown-pen-pals".'),
        (("forms", "--language", "xx"), 'There is no language "xx". There is: en.'),
    ],
)
def test_print_knows_what_it_has_not(command: tuple[str, ...], said: str, tmp_path: Path) -> None:
    told = run("petunias", "print", *command, "--directory", DIRECTORY, "--out", tmp_path / "out")
    assert told.returncode == 2
    assert said in told.stderr
    assert not (tmp_path / "out").exists()


def test_print_says_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')\n")
    told = run("petunias", "print", "forms", "--directory", DIRECTORY, "--out", tmp_path, PYTHONPATH=str(tmp_path))
    assert told.returncode == 1
    assert told.stderr == (
        "Error: PDFs need WeasyPrint and the library Pango, and this machine lacks them. "
        "Fix: pip install 'petunias[pdf]', and apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0.\n"
    )


# --- in a browser ---


def test_a_card_prints_from_a_browser_as_it_is_in_the_pdf(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = new_page()
    for address, sizes in (("alcohol/prompt-card/", ["a6", "a6"]), ("alcohol/leaflet/north/", ["a5", "a5"])):
        page.goto(f"/topics/{address}")
        page.pdf(path=tmp_path / "card.pdf", prefer_css_page_size=True)
        assert Pdf(tmp_path / "card.pdf").sizes == sizes, address


def test_large_print_needs_no_script(new_page: Callable[..., Page], tmp_path: Path) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/topics/alcohol/prompt-card/")
    page.keyboard.press("Tab")
    page.get_by_label("Large print").focus()
    page.keyboard.press("Space")
    page.pdf(path=tmp_path / "card.pdf", prefer_css_page_size=True)
    assert set(Pdf(tmp_path / "card.pdf").sizes) == {"a5"}


def _checked() -> dict[str, str]:
    return {"on": "2026-11-01", "by": "team"}


def _style() -> str:
    return assets.paper_style(surroundings(DIRECTORY).overrides)


def _letters(pdf: Pdf) -> list[tuple[float, str]]:
    """The sizes of letters that are set, in points, each with a bit of what is set in it."""
    found = []
    with pikepdf.open(pdf.path) as opened:
        for page in opened.pages:
            size, scale = 0.0, 1.0
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    size = float(operands[1])
                elif str(operator) == "Tm":
                    scale = abs(float(operands[3]))
                elif str(operator) in ("Tj", "TJ"):
                    found.append((size * scale, str(operands[0])[:20]))
    return found


def _folder(top: Path) -> Path:
    """A folder with one entry and one topic that names it."""
    folder = write(top, {"a": {**FOUR, "name": "Hound Walks"}}, WHOLE_AREA)
    put(folder / "topics/dogs.yaml", dump({**TOPIC, "services": {"entries": ["a"]}}))
    return folder
