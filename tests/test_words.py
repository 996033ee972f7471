"""Every word of the site can be translated, and the template of all words is current."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from petunias import catalogue
from petunias.reports import catalogue as making
from support import pseudo
from support.directories import build
from support.everything import write_everything
from support.report import assert_none
from support.site import REPOSITORY, SitePage, read_pages

Pages = dict[str, SitePage]

SAID_BY = ("title", "aria-label", "aria-description", "aria-roledescription", "placeholder", "alt", "label")
SAID_IN_HEAD = ", ".join(
    ['meta[name="description"]', *(f'meta[property="og:{name}"]' for name in ("title", "description", "site_name"))]
)
# What is the same in every language: addresses of all kinds, postcodes, the licence and the list of a source.
SAME = re.compile(r"\S*example\.org\S*|\b[A-Z]{2}\d \d[A-Z]{2}\b|OGL-UK-3\.0|old-list|directory/entries")
LATIN = re.compile(r"[A-Za-z]+")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A site of which every message is in accented letters, and all that people wrote in Greek ones."""
    top = tmp_path_factory.mktemp("words")
    folder = write_everything(top, ["el"])
    pseudo.write(top / "locales", "el", pseudo.change(pseudo.ACCENTED))
    with pseudo.catalogues(top / "locales"):
        build(folder, top / "site")
    return read_pages(top / "site")


def told(page: SitePage) -> Iterator[str]:
    """Everything on a page that is seen or read aloud, but for prose and samples of files."""
    tree = LexborHTMLParser(page.tree.html or "")
    prose = tree.css_first("article.prose") is not None
    for node in tree.css("article.prose, pre, script"):
        node.decompose()
    for node in tree.css("body *" if prose else "title, body *"):
        yield node.text(deep=False, separator=" ")
        yield from (node.attributes.get(name) or "" for name in SAID_BY)
        if (node.attributes.get("href") or "").startswith("mailto:"):
            yield from (value for _, value in parse_qsl(urlsplit(node.attributes["href"] or "").query))
        if node.tag == "input" and node.attributes.get("type") in ("submit", "button", "reset"):
            yield node.attributes.get("value") or ""
    for node in [] if prose else tree.css(SAID_IN_HEAD):
        yield node.attributes.get("content") or ""


def english(page: SitePage) -> list[str]:
    """Words in Latin letters that nobody has translated."""
    found = (" ".join(SAME.sub(" ", text).split()) for text in told(page))
    return [f"{page.address}: {text[:100]}" for text in found if LATIN.search(text)]


def test_every_kind_of_page_is_there(pages: Pages) -> None:
    """Or the next test would say little."""
    kinds = {address.strip("/").split("/")[0] for address in pages}
    assert kinds >= {"", "find", "domains", "localities", "entries", "providers", "a-z", "practices", "register"}
    assert kinds >= {"urgent", "out-of-hours", "about", "handbook", "404.html"}
    assert "/a-z/page/2/" in pages
    assert len(pages) > 150


def test_no_word_of_the_program_stays_english(pages: Pages) -> None:
    assert_none(sorted({line for page in pages.values() for line in english(page)}))


def test_english_is_found_wherever_it_hides() -> None:
    html = """<title>Α</title><meta name="description" content="one"><body><p>Α <b aria-label="two">Β</b> three</p>
        <img alt="four"><input placeholder="five"><input type="submit" value="six">
        <a href="mailto:a@example.org?subject=seven">8</a><pre>code</pre><p>https://x.example.org/y AN1 2AB àƀçđ</p>"""
    found = {line.removeprefix("/: Α ").removeprefix("/: ") for line in english(page(html))}
    assert found == {"one", "two", "three", "four", "five", "six", "seven"}


def test_prose_has_a_language_of_its_own() -> None:
    html = "<title>About</title><body><h2>one</h2><article class='prose'>Prose</article></body>"
    assert english(page(html)) == ["/: one"]


def page(html: str) -> SitePage:
    """A page of its own."""
    return SitePage("/", LexborHTMLParser(html))


def test_no_word_is_changed_by_the_program(pages: Pages) -> None:
    """Each message comes out as the translator wrote it: whole, in its brackets."""
    problems = []
    for page in pages.values():
        text = page.tree.body.text(separator=" ") if page.tree.body else ""
        if text.count("[") != text.count("]"):
            problems.append(f"{page.address}: {text.count('[')} begin and {text.count(']')} end")
    assert_none(problems)


# --- the template ---


def test_the_template_is_the_same_every_time() -> None:
    text = making.template()
    assert text == making.template()
    assert not re.search(r"POT-Creation-Date|[\w/]+\.\w+:\d+", text), "a date or a line would move at every edit"
    assert str(REPOSITORY) not in text


def test_messages_are_plain_words() -> None:
    """What is put round words is the program's, and a bare % would be taken for a name."""
    problems = []
    for message in making.words():
        for id in [message.id] if isinstance(message.id, str) else message.id:
            bare = re.sub(r"%\(\w+\)s", "", id)
            if found := re.search(r"[<>&%{}]", bare):
                problems.append(f"{id!r} holds {found[0]}")
            if id != id.strip() and not id.endswith("\n"):
                problems.append(f"{id!r} begins or ends with a blank")
    assert_none(problems)


def test_numbers_have_their_plural() -> None:
    """A message that counts things must let a language have as many forms as it needs."""
    counting = [m.id for m in making.words() if isinstance(m.id, str) and "%(num)s" in m.id]
    assert_none(counting)


def test_messages_of_templates_in_attributes_are_plain() -> None:
    """What is not translated yet is marked as English with an element, and no element can stand in an attribute."""
    problems = []
    for path in sorted((REPOSITORY / "site_overrides").rglob("*.html")):
        for found in re.finditer(r"=\"[^\"<>]*\{\{([^}]*\b(?:_|n?p?gettext)\([^}]*)\}\}", path.read_text("utf-8")):
            if not re.search(r"\|\s*plain\s*$", found[1]):
                problems.append(f"{path.name}: {found[1].strip()}: needs | plain")
    assert_none(problems)


def test_words_of_the_schema_are_there() -> None:
    ids = {message.id for message in making.words()}
    entry = json.loads((REPOSITORY / "schema" / "entry.schema.json").read_text("utf-8"))
    for domain in entry["$defs"]["domain"]["oneOf"]:
        assert {domain["title"], domain["description"]} <= ids
    for name in entry["required"]:
        assert {entry["properties"][name]["title"], entry["properties"][name]["description"]} <= ids
    assert {"Step-free all the way", "Carers", "Somebody works with you closely"} <= ids


# --- catalogues ---

CODES = sorted(path.parent.name for path in catalogue.folder().glob(f"*/{catalogue.FILE}"))


@pytest.mark.parametrize("code", [*CODES, "en"])
def test_our_own_catalogues_have_no_faults(code: str) -> None:
    assert_none([f"{code}: {fault.english!r} {fault.message}" for fault in catalogue.inspected(code).faults])


def test_the_template_and_our_own_catalogues_are_current() -> None:
    assert list(making.stale()) == [], "run `petunias docs`"


def test_english_needs_no_catalogue() -> None:
    assert not (catalogue.folder() / "en").exists()
