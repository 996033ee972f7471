"""Pages go into shells, and a stranger's text stays text wherever it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from petunias import records, render, resources, schema
from petunias.model import Directory
from petunias.render import description_html
from petunias.site import plugin
from petunias.site.addresses import Spot, provider_id
from petunias.site.maker import Page
from petunias.site.press import Shell, press, slot
from support.directories import WHOLE, WHOLE_AREA, Data, write
from support.site import TODAY, SitePage, read_pages

FRAME = (
    "<title>[[petunias:title]]</title><meta content=\"[[petunias:description]]\"><link href='[[petunias:canonical]]'>"
    "[[petunias:head]]<a[[petunias:nav-find]]>F</a><a[[petunias:nav-a-z]]>A</a><main>[[petunias:body]]</main>"
)


def page(address: str = "find/", folder: str = "", **values: Any) -> Page:
    """A page with one word in each part."""
    return Page(**{"spot": Spot(address, folder), "title": "T", "description": "D", "said": "<p>B</p>", **values})


# --- shells ---


def test_a_slot_is_plain_text() -> None:
    assert slot("nav-a-z") == "[[petunias:nav-a-z]]"


def test_a_shell_is_split_at_its_slots() -> None:
    html = f"a{slot('title')}b{slot('nav-a-z')}c{slot('description')}{slot('body')}"
    assert Shell.split(html).parts == ("a", "title", "b", "nav-a-z", "c", "description", "", "body", "\n")


def test_blank_lines_of_a_shell_go() -> None:
    html = f"\n\n<a>\n  \n\n<b>{slot('title')} {slot('description')} {slot('body')}\n\n"
    assert Shell.split(html).parts[0] == "<a>\n<b>"
    assert Shell.split(html).parts[-1] == "\n"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), "base.html must print the page's body, description, title."),
        (("title",), "base.html must print the page's body, description."),
        (("title", "description", "head"), "base.html must print the page's body."),
        (("body", "description"), "base.html must print the page's title."),
    ],
)
def test_a_shell_that_lacks_a_slot_is_refused(names: tuple[str, ...], told: str) -> None:
    with pytest.raises(ValueError) as trouble:
        Shell.split("<p>" + " ".join(map(slot, names)))
    assert str(trouble.value) == told


@pytest.mark.parametrize("near", ["[petunias:body]", "[[petunias:Body]]", "[[petunias:body]", "[[ petunias:body]]"])
def test_only_a_whole_slot_is_one(near: str) -> None:
    with pytest.raises(ValueError, match="print the page's body"):
        Shell.split(f"{slot('title')}{slot('description')}{near}")


def test_a_page_fills_a_shell() -> None:
    filled = Shell.split(FRAME).fill(page(section="a-z", head=Markup("<meta>")), "https://x.example.org/")
    assert filled == (
        "<title>T</title><meta content=\"D\"><link href='https://x.example.org/find/'><meta><a>F</a>"
        '<a aria-current="true">A</a><main><p>B</p></main>\n'
    )


@pytest.mark.parametrize(
    ("address", "folder", "section", "current"),
    [
        ("find/", "", "find", "page"),
        ("find/", "cy/", "find", "page"),
        ("a-z/", "", "a-z", "page"),
        ("a-z/page/2/", "", "a-z", "true"),
        ("domains/volunteering/", "", "find", "true"),
        ("localities/", "", "places", "page"),
        ("localities/north/", "", "places", "true"),
        ("register/", "", "register", "page"),
    ],
)
def test_a_link_is_the_page_itself_or_the_part_of_the_site_it_is_in(
    address: str, folder: str, section: str, current: str
) -> None:
    frame = f"{slot('title')}{slot('description')}{slot('body')}<a{slot(f'nav-{section}')}>"
    filled = Shell.split(frame).fill(page(address, folder, section=section), None)
    assert filled.endswith(f'<a aria-current="{current}">\n')


def test_without_an_address_of_the_site_there_is_no_canonical_one() -> None:
    assert "<link href=''>" in Shell.split(FRAME).fill(page(), None)


def test_a_language_has_its_folder_in_the_canonical_address() -> None:
    filled = Shell.split(FRAME).fill(page("", "cy/"), "https://x.example.org/health/")
    assert "<link href='https://x.example.org/health/cy/'>" in filled


def test_a_page_of_no_section_marks_no_link() -> None:
    assert "aria-current" not in Shell.split(FRAME).fill(page(), None)


def test_title_and_description_are_escaped() -> None:
    text = "</title><script>\"' & &amp; [[petunias:body]]"
    filled = Shell.split(FRAME).fill(page(title=text, description=text), None)
    safe = "&lt;/title&gt;&lt;script&gt;&#34;&#39; &amp; &amp;amp; [[petunias:body]]"
    assert filled.startswith(f'<title>{safe}</title><meta content="{safe}"><link')
    assert filled.count("<p>B</p>") == 1


@pytest.mark.parametrize("name", ["title", "description", "said", "head"])
def test_a_slot_in_a_value_stays_as_it_is(name: str) -> None:
    text = "[[petunias:body]] [[petunias:title]] \\1 %s {0}"
    filled = Shell.split(FRAME).fill(page(**{name: Markup(text) if name == "head" else text}), None)
    assert filled.count(text) == 1


def test_a_page_is_pressed_into_its_file() -> None:
    shell = Shell.split(f"{slot('title')}{slot('description')}{slot('body')}")
    assert press(page("", said="é"), shell, None) == ("index.html", "TDé\n".encode())
    assert press(page("entries/x/"), shell, None) == ("entries/x/index.html", b"TD<p>B</p>\n")


# --- strangers ---

PLAIN = "Plain words, more than a row has room for"
# What would become a slot, a tag, a template, an attribute, a comment; but for Markdown, in which &lt; means <.
BAD_MARKDOWN = "[[petunias:body]]</title><script>x()</script>{{ 7*7 }}{% x %}<img src=x onerror=x()>\"'><!--"
BAD = f"{BAD_MARKDOWN}&lt;b"
# The area's own text is the team's, and is part of the shell: only a slot could do anything there.
BAD_AREA = BAD.removeprefix("[[petunias:body]]").replace("</title>", "P</title>")
NUMBERS_AND_IDS = (".phone", "contact.text", ".scheme", ".postcodes.0")


def free_texts(kind: schema.Kind) -> set[str]:
    """The fields that take any words at all, as the schema has them; a text in a list as `keywords.0`."""
    nodes = {path: node for path, node, _ in schema.all_fields(kind)}
    nodes |= {f"{path}.0": schema.resolved(kind, node["items"]) for path, node in nodes.items() if "items" in node}
    return {
        path
        for path, node in nodes.items()
        if node.get("type") == "string"
        and not {"format", "oneOf"} & node.keys()
        and "be an id" not in node.get("x-must", "")
        if not path.endswith(NUMBERS_AND_IDS)
    }


def with_text(data: Any, text: str, free: set[str], path: str = "") -> Any:
    """The data with the text in every field that takes any words."""
    if isinstance(data, Mapping):
        return {name: with_text(value, text, free, f"{path}.{name}".lstrip(".")) for name, value in data.items()}
    if isinstance(data, list):
        return [with_text(value, text, free, f"{path}.0") for value in data]
    return text if path in free else data


ALL_OF_IT: Data = {
    **WHOLE,
    "sessions": [WHOLE["sessions"][0], {"days": ["sunday"], "note": "x", "start": "18:00"}],
    "status": {"state": "paused", "until": "2026-12-24", "see": ["cats"]},
}
ALL_OF_THE_AREA: Data = {
    **WHOLE_AREA,
    "lead_providers": [{**WHOLE_AREA["lead_providers"][0], "address": "x", "hours": "x", "email": "a@b.example.org"}],
    "localities": [{**WHOLE_AREA["localities"][0], "also": ["x", "y"]}, WHOLE_AREA["localities"][1]],
    "link_workers": [{"role": "x", "practices": ["riverside"], "name": "x", "name_consent": "2026-01-05"}],
    "lifestyle_access": {"name": "x", "hours": "x"},
}


def built(top: Path, text: str, markdown: str, of_area: str) -> dict[str, SitePage]:
    """The site of an entry, and of a second like it, with the text in every field; made past all checks."""
    free = free_texts("entry")
    data = with_text(ALL_OF_IT, text, free) | {"description": markdown}
    area = records.area(with_text(ALL_OF_THE_AREA, of_area, free_texts("area")), id="x")
    active = {name: value for name, value in data.items() if name not in ("status", "formerly")}
    made = Directory(area, (records.entry("cats", active), records.entry("dogs", data)))
    plugin.build(resources.surroundings(write(top)), made, top / "site", today=TODAY)
    return read_pages(top / "site")


def parts(tree: LexborHTMLParser) -> Iterator[tuple[str, ...]]:
    """Every element with its attributes, every text, in order; data blocks as their values."""
    assert tree.root
    for node in tree.root.traverse(include_text=True):
        if node.tag != "-text":
            yield (str(node.tag), *(f"{name}={value}" for name, value in sorted(node.attributes.items())))
        elif node.parent and node.parent.attributes.get("type") in ("application/ld+json", "application/json"):
            yield ("data", repr(json.loads(node.text())))
        else:
            yield ("text", " ".join(node.text().split()))


def tamed(text: str) -> str:
    """The text as it would be if nobody had written anything bad."""
    for bad in (BAD, BAD_MARKDOWN, BAD_AREA):
        for written, plain in ((str, str), (quote, quote), (provider_id, provider_id), (repr, repr)):
            text = text.replace(written(bad), plain(PLAIN))
    return text


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, SitePage], dict[str, SitePage]]:
    """The site with plain words in every field, and with bad ones."""
    top = tmp_path_factory.mktemp("strangers")
    return built(top / "plain", PLAIN, PLAIN, PLAIN), built(top / "bad", BAD, BAD_MARKDOWN, BAD_AREA)


def test_every_field_that_takes_words_is_tried() -> None:
    """A field that is new in the schema has to be added to the entry or the area above."""
    for kind, data in (("entry", ALL_OF_IT), ("area", ALL_OF_THE_AREA)):
        free = free_texts(kind)  # type: ignore[arg-type]
        tried = {path for path in free if "MARK" in repr(with_text(data, "MARK", {path}))}
        assert free - tried == set()
    assert {"name", "description", "places.0.address", "sessions.0.note", "keywords.0"} <= free_texts("entry")
    assert {"name", "team.hours", "urgent_help.0.for", "localities.0.also.0"} <= free_texts("area")


def test_the_bad_site_has_the_same_pages(sites: tuple[dict[str, SitePage], dict[str, SitePage]]) -> None:
    plain, bad = sites
    assert sorted(map(tamed, bad)) == sorted(plain)
    assert "/entries/dogs/" in plain
    assert f"/providers/{provider_id(PLAIN)}/" in plain


def _nameless(text: str) -> str:
    """Without the digest of a search index, and the JSON of slip and form, which has escapes of its own."""
    text = re.sub(r"^data-(slip|fields)=.*", r"data-\1", text, flags=re.DOTALL)
    return re.sub(r"manifest\.[0-9a-f]{8}\.", "manifest.", text)


def test_bad_words_are_words(sites: tuple[dict[str, SitePage], dict[str, SitePage]]) -> None:
    """Page for page the same elements with the same attributes and texts, but for the words themselves."""
    plain, bad = sites
    for address, page in bad.items():
        found = list(parts(page.tree))
        wanted = list(parts(plain[tamed(address)].tree))
        assert [tuple(map(_nameless, map(tamed, part))) for part in found] == [
            tuple(map(_nameless, part)) for part in wanted
        ], address


def test_bad_words_are_all_there(sites: tuple[dict[str, SitePage], dict[str, SitePage]]) -> None:
    """The comparison says nothing of a word that is on no page."""
    text = sites[1]["/entries/dogs/"].tree.html or ""
    tree = sites[1]["/entries/dogs/"].tree
    assert tree.css_first("h1").text() == BAD  # type: ignore[union-attr]
    assert tree.css_first("article p.lead").text() == BAD  # type: ignore[union-attr]
    assert tree.css_first(".fact .prose").text().strip() == BAD_MARKDOWN  # type: ignore[union-attr]
    assert tree.css_first("title").text().startswith(f"{BAD}, {BAD_AREA}")  # type: ignore[union-attr]
    assert tree.css_first("meta[name=description]").attributes["content"] == BAD  # type: ignore[union-attr]
    assert text.count("[[petunias:body]]") >= 15
    assert "49" not in "".join(node.text() for node in tree.css("h1, .lead, .fact"))


# --- a description's Markdown ---


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.", "<p>One.</p>\n"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
        ("One\nline.", "<p>One\nline.</p>\n"),
        ("One  \nline.", "<p>One<br>\nline.</p>\n"),
        ("**Bold** and *soft*.", "<p><strong>Bold</strong> and <em>soft</em>.</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("\\*not soft\\*", "<p>*not soft*</p>\n"),
        ("Fish &amp; chips & peas", "<p>Fish &amp; chips &amp; peas</p>\n"),
        (
            "[us](https://a.example.org/?x=1&y=2)",
            '<p><a href="https://a.example.org/?x=1&amp;y=2" rel="noopener nofollow">us</a></p>\n',
        ),
        ("[ring](tel:01632960101)", '<p><a href="tel:01632960101" rel="noopener nofollow">ring</a></p>\n'),
        ("[write](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener nofollow">write</a></p>\n'),
        # What is more than that stays as it was typed, or loses what it could do.
        ("# Big", "<p># Big</p>\n"),
        ("    code", "<p>code</p>\n"),
        ("`code`", "<p>`code`</p>\n"),
        ("> said", "<p>&gt; said</p>\n"),
        ("a | b\n--|--\n1 | 2", "<p>a | b\n--|--\n1 | 2</p>\n"),
        ("---", "<p>---</p>\n"),
        ("https://a.example.org", "<p>https://a.example.org</p>\n"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>\n"),
        ("<!-- gone? -->", "<p>&lt;!-- gone? --&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](JaVaScRiPt&#58;alert(1))", "<p>[x](JaVaScRiPt:alert(1))</p>\n"),
        ("[x](data:text/html,hi)", "<p>[x](data:text/html,hi)</p>\n"),
        ("[x](ftp://a.example.org)", '<p><a rel="noopener nofollow">x</a></p>\n'),
        (
            "![x](https://a.example.org/x.png)",
            '<p>!<a href="https://a.example.org/x.png" rel="noopener nofollow">x</a></p>\n',
        ),
        (
            '[x](https://a.example.org "t&quot; onclick=alert(1)")',
            '<p><a href="https://a.example.org" rel="noopener nofollow">x</a></p>\n',
        ),
    ],
)
def test_a_description_is_a_little_markdown(text: str, html: str) -> None:
    assert str(description_html(text)) == html


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p onclick=x() style=color:red id=a class=b title=c lang=cy>a</p>", "<p>a</p>"),
        ("<a href=javascript:x()>a</a>", '<a rel="noopener nofollow">a</a>'),
        (
            "<a href=https://a.example.org target=_blank>a</a>",
            '<a href="https://a.example.org" rel="noopener nofollow">a</a>',
        ),
        ("<img src=x onerror=x()>a", "a"),
        ("<script>x()</script>a", "a"),
        ("<style>p{}</style>a", "a"),
        ("<iframe src=x></iframe><form><input></form><svg><use href=x></svg>a", "a"),
        ("<h1>a</h1>", "a"),
    ],
)
def test_the_sanitiser_holds_by_itself(monkeypatch: pytest.MonkeyPatch, html: str, kept: str) -> None:
    """Even if the Markdown parser let everything through."""
    monkeypatch.setattr(render, "_markdown", lambda: lambda text: text)
    assert str(description_html(html)) == kept
