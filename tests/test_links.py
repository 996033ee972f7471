"""Every link of the built site leads somewhere, every page can be reached, and nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from support.report import assert_none
from support.site import DIRECTORY, SitePage

Pages = dict[str, SitePage]

# Kept after the # by pages that remember what a person picked; no server sees it.
STATE = re.compile(r"(?:q|near|domain|locality|day|time|cost|access|group|language|accessible|way|page|e|change)=[^#]*")
FETCHED_LINKS = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch", "manifest"}
FETCHED = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
    "input": ("src",),
}


def is_file(site: Path, address: str) -> bool:
    path = site / unquote(address).lstrip("/")
    return (path / "index.html").is_file() if address.endswith("/") else path.is_file()


def is_on(page: SitePage, fragment: str) -> bool:
    """Whether a page has what the part of a link after the # names."""
    return not fragment or STATE.fullmatch(fragment) is not None or unquote(fragment) in page.ids


def hrefs(page: SitePage, origin: str) -> Iterator[tuple[str, str]]:
    """Each link of a page that stays on the site: as it is written, and in full from /."""
    for node in page.tree.css("a[href], area[href]"):
        written = node.attributes["href"] or ""
        target = urljoin(f"{origin}{page.address}", written)
        if target == origin or target.startswith(f"{origin}/"):
            yield written, target.removeprefix(origin) or "/"


def test_only_a_link_to_the_page_itself_is_called_the_page(anytown_pages: Pages) -> None:
    """A link that leads only to the part of the site the page is in is current too, but is not the page."""
    problems, told = [], set()
    for page in anytown_pages.values():
        for node in page.tree.css("a[aria-current]"):
            current = node.attributes["aria-current"] or ""
            told.add(current)
            itself = urljoin(page.address, node.attributes["href"] or "") == page.address
            if current != ("page" if itself else "true"):
                problems.append(f"{page.address}: {node.html}")
    assert told == {"page", "true"}
    assert_none(problems)


def test_links_lead_somewhere(anytown_site: Path, anytown_pages: Pages, origin: str) -> None:
    problems = []
    for page in anytown_pages.values():
        for written, target in hrefs(page, origin):
            parts = urlsplit(target)
            if not is_file(anytown_site, parts.path):
                problems.append(f"{page.address}: {written} leads nowhere")
            elif parts.path in anytown_pages and not is_on(anytown_pages[parts.path], parts.fragment):
                problems.append(f"{page.address}: {written}: no such id on {parts.path}")
    assert_none(problems)


def test_links_are_of_known_kinds(anytown_pages: Pages) -> None:
    known = {"", "http", "https", "mailto", "tel", "sms"}
    problems = [
        f"{page.address}: {node.attributes['href']}"
        for page in anytown_pages.values()
        for node in page.tree.css("a[href]")
        if urlsplit(node.attributes["href"] or "").scheme not in known
        or re.fullmatch(r"tel:(?!\+?\d+$).*", node.attributes["href"] or "")
    ]
    assert_none(problems)


def test_nothing_comes_from_elsewhere(anytown_site: Path, anytown_pages: Pages, origin: str) -> None:
    """What a page fetches is on the site, and is there."""
    problems = []
    for page in anytown_pages.values():
        for written in fetched(page.tree):
            target = urljoin(f"{origin}{page.address}", written)
            if not target.startswith(f"{origin}/"):
                problems.append(f"{page.address}: {written} is outside")
            elif not is_file(anytown_site, urlsplit(target.removeprefix(origin)).path):
                problems.append(f"{page.address}: {written} is not there")
    assert_none(problems)


def fetched(tree: LexborHTMLParser) -> Iterator[str]:
    """Every address that a browser fetches by itself when it opens the page."""
    for node in tree.css("link[href]"):
        if FETCHED_LINKS & set((node.attributes.get("rel") or "").split()):
            yield node.attributes["href"] or ""
    for tag, names in FETCHED.items():
        for node in tree.css(tag):
            for name in names:
                yield from _addresses(node, name)


def _addresses(node: LexborNode, name: str) -> Iterator[str]:
    value = node.attributes.get(name)
    if not value or value.startswith("data:"):
        return
    if name == "srcset":
        yield from (part.split()[0] for part in value.split(","))
    else:
        yield value


def test_style_sheets_fetch_nothing_from_elsewhere(anytown_site: Path) -> None:
    problems = []
    sheets = sorted(anytown_site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for found in re.finditer(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""", text):
            target = found[1] or found[2]
            if target.startswith(("data:", "#")):
                continue
            if urlsplit(target).netloc or not (sheet.parent / urlsplit(target).path).is_file():
                problems.append(f"{sheet.relative_to(anytown_site)}: {target}")
    assert_none(problems)


def test_the_sitemap_lists_what_there_is(anytown_site: Path, anytown_pages: Pages, origin: str) -> None:
    text = (anytown_site / "sitemap.xml").read_text(encoding="utf-8")
    mapped = re.findall(r"<loc>\s*(.*?)\s*</loc>", text)
    there = {origin + page.address for page in anytown_pages.values() if not page.kept_out} - {f"{origin}/404.html"}
    problems = [f"{address} is there twice" for address, times in Counter(mapped).items() if times > 1]
    problems += [f"{address} is not in the sitemap" for address in sorted(there - set(mapped))]
    problems += [f"{address} is in the sitemap, and there is no such page" for address in sorted(set(mapped) - there)]
    assert_none(problems)


def test_every_page_can_be_reached(anytown_pages: Pages, origin: str) -> None:
    """By links alone, from the first page. What has closed or is out of date keeps its page, but is in no list."""
    reached = {"/"}
    to_do = ["/"]
    while to_do:
        for _, target in hrefs(anytown_pages[to_do.pop()], origin):
            path = urlsplit(target).path
            if path in anytown_pages and path not in reached:
                reached.add(path)
                to_do.append(path)
    gone = {f"/entries/{entry}/" for entry in closed_entries()} | {"/404.html"}
    assert_none(
        [
            page.address
            for page in anytown_pages.values()
            if page.address not in reached | gone
            and not page.kept_out
            and not page.tree.css_first('[data-freshness="unlisted"]')
        ],
        "nothing leads to:",
    )


def closed_entries() -> list[str]:
    """The ids of Anytown's entries that have closed."""
    files = sorted((DIRECTORY / "entries").glob("*.yaml"))
    data = {file.stem: yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in files}
    return [id for id, entry in data.items() if entry.get("status", {}).get("state") == "closed"]
