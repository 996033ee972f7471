"""How much goes over the wire. Budgets in bytes, compressed as a web server does it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from support.site import ENTRY_FULL, ENTRY_MINIMAL, Kind

FIRST_VISIT = 30_000
NEXT_VISIT = 7_000
ANY_PAGE = 30_000


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def needed(page: Path) -> set[Path]:
    """Every file that a browser fetches for the page: style sheet, script, icons."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    links = [node.attributes["href"] for node in tree.css('link[rel="stylesheet"], link[rel="icon"], use')]
    links += [node.attributes["src"] for node in tree.css("script[src], img[src]")]
    return {(page.parent / str(link).split("#")[0]).resolve() for link in links}


@pytest.mark.parametrize("kind", [ENTRY_FULL, ENTRY_MINIMAL], ids=str)
def test_an_entry_is_light(anytown_site: Path, kind: Kind) -> None:
    page = anytown_site / kind.address.strip("/") / "index.html"
    parts = {path.name: compressed(path) for path in needed(page)}
    assert len(parts) == 4, f"expected one style sheet, one script, one sprite and one icon, got {sorted(parts)}"
    own = compressed(page)
    assert own <= NEXT_VISIT, f"{kind.address} weighs {own} bytes on the next visit"
    assert own + sum(parts.values()) <= FIRST_VISIT, f"{kind.address}: {own} bytes and {parts}"


def test_no_page_is_heavy(anytown_site: Path) -> None:
    heavy = {
        path.relative_to(anytown_site).as_posix(): weight
        for path in anytown_site.rglob("*.html")
        if (weight := compressed(path)) > ANY_PAGE
    }
    assert heavy == {}
