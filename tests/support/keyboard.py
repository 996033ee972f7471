"""Walk through a page with the Tab key, and look at each stop as a person would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# How each element that can be focused looks before it is: a ring is only a ring if it was not there.
REMEMBER = """() => {
    window.atRest = new WeakMap();
    for (const one of document.querySelectorAll("a, button, input, select, textarea, summary, label, [tabindex]"))
        window.atRest.set(one, getComputedStyle(one).boxShadow);
}"""

# A control may be hidden behind its label, which then is what people see.
LOOK = """() => {
    const at = document.activeElement;
    if (!at || at === document.body || at === document.documentElement) return null;
    const ringed = one => {
        const style = getComputedStyle(one);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        return outlined || (style.boxShadow !== "none" && style.boxShadow !== window.atRest.get(one));
    };
    const onScreen = one => [...one.getClientRects()].some(box =>
        box.width > 1 && box.height > 1 &&
        box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight);
    const uncovered = one => [...one.getClientRects()].some(box => {
        const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
        const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return top && (one.contains(top) || top.contains(one));
    });
    const shown = one => one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
    const faces = [at, ...(at.labels || [])];
    window.stops = window.stops || [];
    const seen = window.stops.includes(at);
    window.stops.push(at);
    return {
        seen,
        href: at.getAttribute("href"),
        name: at.outerHTML.replace(/\\s+/g, " ").slice(0, 140),
        inMain: at.closest("main") !== null,
        ring: faces.some(ringed),
        visible: faces.some(shown),
        onScreen: faces.some(onScreen),
        uncovered: faces.some(uncovered),
    };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is after a press of Tab."""

    name: str
    href: str | None
    in_main: bool
    faults: tuple[str, ...]


def start(page: Page) -> None:
    """Put the focus at the top of the page, as when it was just opened."""
    page.evaluate(REMEMBER)


def tab(page: Page) -> Stop | None:
    """Press Tab once; None when the walk has left the page or come round."""
    page.keyboard.press("Tab")
    found: dict[str, Any] | None = page.evaluate(LOOK)
    if found is None or found["seen"]:
        return None
    faults = {
        "has no focus ring": not found["ring"],
        "is not visible": not found["visible"],
        "is off the screen": not found["onScreen"],
        "is covered by something": found["onScreen"] and not found["uncovered"],
    }
    return Stop(found["name"], found["href"], found["inMain"], tuple(name for name, is_so in faults.items() if is_so))


def walk(page: Page, most: int) -> list[Stop]:
    """The stops from the top of the page, `most` at most."""
    start(page)
    stops: list[Stop] = []
    while len(stops) < most and (stop := tab(page)):
        stops.append(stop)
    return stops
