"""Every page of the built site is sound: its head, its headings, the help on it, and what it may not hold."""

from __future__ import annotations

import json
import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser

from support.report import assert_none
from support.site import DIRECTORY, SitePage

Pages = dict[str, SitePage]

DATA_BLOCKS = {"application/json", "application/ld+json"}
# Prose is about the directory; what is in it is told on the others.
PROSE = ("/about/", "/handbook/", "/404.html")


def test_there_are_pages(anytown_pages: Pages) -> None:
    entries = {path.stem for path in (DIRECTORY / "entries").glob("*.yaml")}
    missing = [entry for entry in sorted(entries) if f"/entries/{entry}/" not in anytown_pages]
    assert entries
    assert not missing


def test_links_say_something(anytown_pages: Pages) -> None:
    problems = []
    for page in anytown_pages.values():
        for node in page.tree.css("a, button"):
            if node.tag == "a" and "href" not in node.attributes:
                problems.append(f"{page.address}: {node.html}: a link to nothing")
            named = (
                node.text(strip=True) or node.attributes.get("aria-label") or node.css_first("img[alt]:not([alt=''])")
            )
            if not named:
                problems.append(f"{page.address}: {node.html}: says nothing")
    assert_none(problems)


def test_ids_are_used_once(anytown_pages: Pages) -> None:
    problems = [
        f"{page.address}: id {name} is there {times} times"
        for page in anytown_pages.values()
        for name, times in Counter(page.ids).items()
        if times > 1
    ]
    assert_none(problems)


def test_heads_are_complete(anytown_pages: Pages, origin: str) -> None:
    problems = []
    for page in anytown_pages.values():
        tree = page.tree
        if not (tree.root.attributes.get("lang") if tree.root else None):
            problems.append(f"{page.address}: no lang")
        if len(tree.css("head title")) != 1:
            problems.append(f"{page.address}: {len(tree.css('head title'))} titles")
        if not tree.css_first('meta[name="viewport"]'):
            problems.append(f"{page.address}: no viewport")
        if page.address == "/404.html":
            continue
        if not _content(tree, 'meta[name="description"]'):
            problems.append(f"{page.address}: no description")
        canonical = [node.attributes.get("href") for node in tree.css('link[rel="canonical"]')]
        if canonical != [origin + page.address] and not page.kept_out:
            problems.append(f"{page.address}: canonical is {canonical}")
    assert_none(problems)


def _content(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get("content") or "").strip() if node else ""


def test_titles_tell_pages_apart(anytown_pages: Pages) -> None:
    titles: dict[str, list[str]] = {}
    for page in anytown_pages.values():
        if page.kept_out:
            continue
        node = page.tree.css_first("head title")
        titles.setdefault(node.text(strip=True) if node else "", []).append(page.address)
    assert "" not in titles
    problems = [f"{title!r} is the title of {', '.join(on)}" for title, on in titles.items() if len(on) > 1]
    assert_none(problems)


def test_headings_are_in_order(anytown_pages: Pages) -> None:
    problems = []
    for page in anytown_pages.values():
        headings = page.tree.css("h1, h2, h3, h4, h5, h6")
        levels = [int((node.tag or "h0")[1]) for node in headings]
        if levels.count(1) != 1:
            problems.append(f"{page.address}: {levels.count(1)} headings of level 1")
        for before, level, node in zip([0, *levels], levels, headings, strict=False):
            if level > before + 1:
                problems.append(f"{page.address}: <h{level}> {node.text(strip=True)!r} after <h{before}>")
            if not node.text(strip=True):
                problems.append(f"{page.address}: an empty <h{level}>")
    assert_none(problems)


def test_pictures_have_words(anytown_pages: Pages) -> None:
    problems = [
        f"{page.address}: {node.html}" for page in anytown_pages.values() for node in page.tree.css("img:not([alt])")
    ]
    assert_none(problems)


def test_pages_hold_no_code_or_style(anytown_pages: Pages) -> None:
    """The content policy refuses it, and a stranger's text could become it."""
    problems = []
    for page in anytown_pages.values():
        for node in page.tree.css("script:not([src])"):
            if node.attributes.get("type") not in DATA_BLOCKS:
                problems.append(f"{page.address}: an inline script")
        problems += [f"{page.address}: an inline style sheet" for _ in page.tree.css("style")]
        for node in page.tree.css("*"):
            for name, value in node.attributes.items():
                if name == "style" or name.startswith("on"):
                    problems.append(f"{page.address}: {name}={value!r} on <{node.tag}>")
                if name in {"href", "src", "action"} and (value or "").strip().lower().startswith("javascript:"):
                    problems.append(f"{page.address}: {value!r} on <{node.tag}>")
    assert_none(problems)


def test_data_blocks_are_json(anytown_pages: Pages) -> None:
    problems = []
    for page in anytown_pages.values():
        for node in page.tree.css('script[type="application/ld+json"], script[type="application/json"]'):
            try:
                json.loads(node.text())
            except ValueError as problem:
                problems.append(f"{page.address}: {problem}")
    assert_none(problems)


def test_help_is_on_every_page(anytown_pages: Pages, area: dict[str, object]) -> None:
    """Urgent numbers, and a person to ring."""
    helpers = [*area["urgent_help"], area["team"]]  # type: ignore[misc]
    numbers = {re.sub(r"\D", "", helper["phone"]) for helper in helpers}
    problems = []
    for page in anytown_pages.values():
        linked = {_national(node.attributes["href"] or "") for node in page.tree.css('a[href^="tel:"]')}
        problems += [f"{page.address}: no link to ring {number}" for number in sorted(numbers - linked)]
    assert_none(problems)


def _national(link: str) -> str:
    return re.sub(r"\D", "", re.sub(r"^tel:\+44", "0", link))


def test_listed_is_not_vetted(anytown_pages: Pages) -> None:
    """Every page of the directory says so."""
    problems = []
    for page in anytown_pages.values():
        if page.address.startswith(PROSE) or page.kept_out:
            continue
        node = page.tree.css_first("[data-not-vetted]")
        if not node or "listed" not in node.text().lower():
            problems.append(page.address)
    assert_none(problems, "do not say that being listed is not being vetted:")
