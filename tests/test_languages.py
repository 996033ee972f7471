"""A site in several languages: each page in each, and what is not translated is marked as what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborNode

from petunias import reading
from petunias.translating import translated
from support import pseudo
from support.browser import Watch, screen
from support.directories import FOUR, WHOLE, WHOLE_AREA, build, put, words, write, write_prose
from support.everything import write_everything
from support.report import assert_none
from support.site import SitePage, read_pages, serving
from test_html import errors_in

Pages = dict[str, SitePage]

ORIGIN = "https://smallton.example.org"
FOLDERS = {"en": "/", "cy": "/cy/", "ur": "/ur/"}
# What a translator would have written; in letters that nobody takes for the original's.
NAME, SUMMARY, DESCRIPTION, PLACE, HOURS = "ĈŴN", "ŜŴM.", "ĐĤ **ŠŘ**", "ĜÒĜ", "9–5"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in English, Welsh and Urdu; both catalogues are made up, and little else is translated."""
    top = tmp_path_factory.mktemp("languages")
    north, south = WHOLE_AREA["localities"]
    area = {
        **WHOLE_AREA,
        "languages": ["en", "cy", "ur"],
        "localities": [{**north, "translations": {"cy": {"name": PLACE}}}, south],
        "team": {**WHOLE_AREA["team"], "translations": {"cy": {"hours": HOURS}}},
        "urgent_help": [{**WHOLE_AREA["urgent_help"][0], "translations": {"cy": {"when": "24/7", "for": "ŠĪ"}}}],
    }
    whole = {**WHOLE, "translations": {"cy": {"name": NAME, "summary": SUMMARY, "description": DESCRIPTION}}}
    gone = {**FOUR, "name": "Gone", "status": {"state": "withdrawn"}}
    more = {f"more-{number}": {**FOUR, "name": f"More {number}"} for number in range(60)}
    folder = write(top, {"dogs": whole, "cats": FOUR, "gone": gone, **more}, area)
    write_prose(top)
    put(top / "docs" / "cy" / "about" / "index.md", "# ÂÂ\n\nÔÔ. [ÊÊ](../find/)\n")
    pseudo.write(top / "locales", "cy", pseudo.change(pseudo.ACCENTED))
    pseudo.write(top / "locales", "ur", pseudo.change(pseudo.URDU))
    with pseudo.catalogues(top / "locales"):
        build(folder, top / "site", strict=True)
    return top / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return read_pages(site)


def code_of(address: str) -> str:
    """The language of a page by its address."""
    return address.split("/")[1] if address.startswith(("/cy/", "/ur/")) else "en"


def bare(address: str) -> str:
    """The address of a page below its language's folder."""
    return address.removeprefix(FOLDERS[code_of(address)].rstrip("/"))


def is_prose(page: SitePage) -> bool:
    return page.tree.css_first("article.prose") is not None


def switches(page: SitePage) -> dict[str, LexborNode]:
    """The links of the header to this page in other languages."""
    return {node.attributes["hreflang"] or "": node for node in page.tree.css("header.top a[hreflang]")}


def alternates(page: SitePage) -> dict[str, str]:
    found = page.tree.css('head link[rel="alternate"][hreflang]')
    return {node.attributes["hreflang"] or "": node.attributes["href"] or "" for node in found}


# --- each page in each language ---


def test_every_page_is_there_in_every_language(pages: Pages) -> None:
    prose = {"/about/", "/handbook/", "/404.html"}
    english = {address for address in pages if code_of(address) == "en"} - prose
    for code in ("cy", "ur"):
        mine = {bare(address) for address in pages if code_of(address) == code}
        assert mine - prose == english
    assert [address for address in sorted(pages) if bare(address) in prose and code_of(address) != "en"] == [
        "/cy/about/"
    ]


def test_pages_say_their_language_and_direction(pages: Pages) -> None:
    for page in pages.values():
        root = page.tree.root
        assert root is not None
        code = code_of(page.address)
        assert (root.attributes["lang"], root.attributes.get("dir")) == (code, "rtl" if code == "ur" else None)


def test_pages_name_their_other_languages(pages: Pages) -> None:
    problems = []
    for page in pages.values():
        expected = {}
        if not page.kept_out and page.address != "/404.html":
            versions = {code: folder + bare(page.address)[1:] for code, folder in FOLDERS.items()}
            there = {code: ORIGIN + address for code, address in versions.items() if address in pages}
            if len(there) > 1:
                expected = {**there, "x-default": there["en"]}
        if alternates(page) != expected:
            problems.append(f"{page.address}: {alternates(page)}")
    assert_none(problems)


def test_canonical_addresses_stay_in_the_language(pages: Pages) -> None:
    for page in pages.values():
        node = page.tree.css_first('link[rel="canonical"]')
        if page.address != "/404.html":
            assert node and node.attributes["href"] == ORIGIN + page.address


def test_the_sitemap_has_every_language(site: Path, pages: Pages) -> None:
    mapped = set(re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))
    assert mapped == {ORIGIN + a for a, page in pages.items() if not page.kept_out and a != "/404.html"}


def test_the_header_leads_to_this_page_in_other_languages(pages: Pages) -> None:
    names = {"en": "English", "cy": "Cymraeg", "ur": "اردو"}
    for page in pages.values():
        found = switches(page)
        assert set(found) == set(names) - {code_of(page.address)}, page.address
        for code, node in found.items():
            assert (words(node), node.attributes["lang"]) == (names[code], code)
            target = urljoin(page.address, node.attributes["href"] or "").removeprefix(ORIGIN)
            there = FOLDERS[code] + bare(page.address)[1:]
            assert target == (there if there in pages else FOLDERS[code]), page.address


def test_links_stay_inside_the_language(pages: Pages) -> None:
    """All but the switch, and links to prose that there is in one language only; those say so."""
    problems = []
    for page in pages.values():
        code = code_of(page.address)
        for node in page.tree.css("a[href]"):
            target = urljoin(f"{ORIGIN}{page.address}", node.attributes["href"] or "")
            if not target.startswith(f"{ORIGIN}/"):
                continue
            target = urlsplit(target).path
            if code_of(target) != code and node.attributes.get("hreflang") != code_of(target):
                problems.append(f"{page.address}: {node.html}")
            if code_of(target) == code and "hreflang" in node.attributes:
                problems.append(f"{page.address}: {node.html}: not in another language")
    assert_none(problems)


def test_prose_is_found_in_the_readers_language_or_in_the_only_one(pages: Pages) -> None:
    links = {
        bare(urljoin("/cy/find/", n.attributes["href"] or "")): n for n in pages["/cy/find/"].tree.css(".foot a[href]")
    }
    assert "hreflang" not in links["/about/"].attributes
    assert links["/handbook/"].attributes["hreflang"] == "en"
    for address, expected in (("/cy/", "/cy/about/"), ("/ur/", "/about/"), ("/", "/about/")):
        found = [urljoin(address, node.attributes["href"] or "") for node in pages[address].tree.css("main a[href]")]
        assert [link for link in found if link.endswith("/about/")] == [expected]


def test_prose_has_the_frame_of_its_language(pages: Pages) -> None:
    assert "ÔÔ. ÊÊ" in words(pages["/cy/about/"].tree.css_first("article.prose"))
    assert words(pages["/cy/about/"].tree.css_first(".nav a")) == "[Ƒîñđ]"
    assert words(pages["/about/"].tree.css_first(".nav a")) == "Find"


def test_an_old_address_leads_to_the_new_one_in_the_language(pages: Pages) -> None:
    tree = pages["/cy/entries/hound-walks/"].tree
    refresh = tree.css_first('meta[http-equiv="refresh"]')
    assert refresh and refresh.attributes["content"] == "0; url=../../entries/dogs/"
    assert words(tree.css_first("main .lead a")) == NAME


def test_a_withdrawn_entry_is_withdrawn_in_every_language(pages: Pages) -> None:
    for folder in FOLDERS.values():
        assert pages[f"{folder}entries/gone/"].kept_out
        assert "Gone" not in (pages[f"{folder}entries/gone/"].tree.html or "")


# --- what is translated, and what is not ---


def marked(node: LexborNode | None) -> list[tuple[str, str, str]]:
    """What in an element is marked as another language: its code, its direction, its words."""
    assert node is not None
    return [(n.attributes["lang"] or "", n.attributes.get("dir") or "", words(n)) for n in node.css("bdi[lang]")]


def test_a_translated_entry_is_read_in_the_language(pages: Pages) -> None:
    tree = pages["/cy/entries/dogs/"].tree
    assert (words(tree.css_first("h1")), marked(tree.css_first("h1"))) == (NAME, [])
    assert words(tree.css_first(".entry .lead")) == SUMMARY
    assert tree.css_first(".fact .prose strong").text() == "ŠŘ"
    assert "lang" not in tree.css_first(".fact .prose").attributes
    title = tree.css_first("title").text()
    assert NAME in title
    assert "Dog" not in title


def test_what_is_not_translated_is_marked_as_what_it_is(pages: Pages) -> None:
    tree = pages["/ur/entries/dogs/"].tree
    assert marked(tree.css_first("h1")) == [("en", "auto", "Dog Walks")]
    assert marked(tree.css_first(".entry .lead")) == [("en", "auto", "Walk our dogs.")]
    prose = tree.css_first(".fact .prose")
    assert (prose.attributes["lang"], prose.attributes["dir"]) == ("en", "auto")
    # A translation of the name does not make the rest Welsh.
    assert ("en", "auto", "mornings are best") in marked(pages["/cy/entries/dogs/"].tree.css_first(".reach"))


def test_lists_use_the_translation_or_mark_the_original(pages: Pages) -> None:
    card = '[data-entry="dogs"] h3'
    assert words(pages["/cy/domains/physical-activity/"].tree.css_first(card)) == NAME
    assert marked(pages["/ur/domains/physical-activity/"].tree.css_first(card)) == [("en", "auto", "Dog Walks")]
    places = pages["/cy/localities/"].tree.css(".names a")
    assert [(words(node), bool(marked(node))) for node in places] == [(PLACE, False), ("South Smallton", True)]
    names = [words(node) for node in pages["/cy/a-z/"].tree.css(".names a")]
    assert NAME in names
    where = pages["/cy/domains/physical-activity/"].tree.css_first('[data-entry="dogs"] .facts')
    assert f"{PLACE} a(c) South Smallton" in words(where)
    assert marked(where)[0] == ("en", "auto", "South Smallton")


def test_the_frame_is_translated_too(pages: Pages) -> None:
    foot = pages["/cy/find/"].tree.css_first("footer")
    assert HOURS in words(foot)
    assert "24/7" in words(foot)
    assert ("en", "auto", "Samaritans") in marked(foot)


def test_the_language_of_the_data_has_no_marks(pages: Pages) -> None:
    assert [a for a, page in pages.items() if code_of(a) == "en" and page.tree.css_first("bdi, main [lang]")] == []


def test_marks_stand_nowhere_but_in_texts(pages: Pages) -> None:
    problems = []
    for page in pages.values():
        for node in page.tree.css("*"):
            problems += [f"{page.address}: {k}={v}" for k, v in node.attributes.items() if v and "bdi" in v]
        problems += [page.address for node in page.tree.css("title") if "bdi" in node.text()]
    assert_none(problems)


def test_every_page_of_every_language_is_valid(site: Path) -> None:
    assert_none(errors_in(site))


def test_the_directory_of_the_first_language_is_left_alone(tmp_path: Path) -> None:
    directory = reading.read_or_raise(write(tmp_path, {"dogs": WHOLE}, WHOLE_AREA))
    assert translated(directory, "en") is directory


# --- a language without a catalogue ---


def texts(node: LexborNode, code: str) -> Iterator[tuple[str, str]]:
    """Every text in an element with the language in which it is said."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield code, child.text()
        elif child.tag not in ("script", "svg"):
            yield from texts(child, child.attributes.get("lang") or code)


@pytest.fixture(scope="module")
def untranslated(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Everything that the site can say, in a language of which there is not one word yet."""
    top = tmp_path_factory.mktemp("untranslated")
    folder = write_everything(top, ["en", "ur"])
    with pseudo.catalogues(top / "locales"):
        build(folder, top / "site")
    return {address: page for address, page in read_pages(top / "site").items() if address.startswith("/ur/")}


def test_what_is_not_translated_is_marked_as_english(untranslated: Pages) -> None:
    """A voice that reads Urdu must not try to read English."""
    same = re.compile(r"\S*example\.org\S*|\b[A-Z]{2}\d \d[A-Z]{2}\b|\b[AP]M\b|directory/entries")
    problems = set()
    for page in untranslated.values():
        assert page.tree.body is not None
        for code, text in texts(page.tree.body, "ur"):
            if code != "en" and re.search(r"[A-Za-z]{2}", same.sub("", text)):
                problems.add(f"{page.address}: {text.strip()[:80]}")
    assert_none(sorted(problems))


def test_no_attribute_has_marks_in_it(untranslated: Pages) -> None:
    problems = {
        f"{page.address}: {node.tag} {name}={value}"
        for page in untranslated.values()
        for node in page.tree.css("*")
        for name, value in node.attributes.items()
        if value and "bdi" in value
    }
    assert_none(sorted(problems))


# --- from right to left, in a browser ---


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_scrolls_sideways_from_right_to_left(site: Path, browser: Browser, width: int) -> None:
    with serving(site) as url:
        watch = Watch(browser, url)
        try:
            page = watch.new_page(**screen(width))
            for address in ("/ur/", "/ur/entries/dogs/", "/ur/domains/physical-activity/", "/ur/register/", "/ur/a-z/"):
                page.goto(address)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address
                assert page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") in ("start", "right")
        finally:
            watch.close()


def test_numbers_keep_their_order_from_right_to_left(site: Path, browser: Browser) -> None:
    """01632 960101, and never 960101 01632."""
    order = """() => [0, 6].map(at => {
        const text = document.querySelector(".reach a.tel").firstChild;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
    })"""
    with serving(site) as url:
        watch = Watch(browser, url)
        try:
            page = watch.new_page(**screen(360))
            page.goto("/ur/entries/dogs/")
            first, second = page.evaluate(order)
            assert first < second
        finally:
            watch.close()
