"""Every kind of page passes axe's rules for WCAG 2.2 AA: on a phone and a desktop, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from support.browser import screen, visit
from support.report import assert_none
from support.site import KINDS, REPOSITORY, Kind

AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def axe() -> str:
    """axe's own source."""
    if not AXE.is_file():
        pytest.fail("axe-core is not here. `make test` installs it into node_modules.", pytrace=False)
    return AXE.read_text(encoding="utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds on an open page, a line for each element."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {_summary(node)}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _summary(node: dict[str, Any]) -> str:
    return " ".join(node["failureSummary"].split())


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(new_page: Callable[..., Page], axe: str, kind: Kind, width: int) -> None:
    page = new_page(color_scheme="light", **screen(width))
    visit(page, kind)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert_none(violations(page, axe), f"{kind.address} at {width} pixels, {scheme}:")


def test_axe_finds_what_is_wrong(new_page: Callable[..., Page], axe: str) -> None:
    page = new_page()
    page.set_content('<html lang="en"><title>x</title><p style="color:#999">pale</p><img src="data:,"></html>')
    found = {violation.split()[0] for violation in violations(page, axe)}
    assert found == {"color-contrast", "image-alt"}
