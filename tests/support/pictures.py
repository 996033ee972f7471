"""Take the handbook's pictures again, after the look has changed: `.venv/bin/python tests/support/pictures.py`."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Page

from support.browser import Watch, chromium
from support.png import lean
from support.site import DIRECTORY, REPOSITORY, build_site, serving

FOLDER = REPOSITORY / "docs" / "handbook" / "pictures"
MOST_BYTES = 60_000
EDGE = 12  # pixels kept below the last thing shown

# A thin line around the picture, as the paper of the page that shows it has the same colour.
BORDER = "body::before { content: ''; position: fixed; inset: 0; z-index: 9; border: 1px solid #cdbfd6; }"


@dataclass(frozen=True)
class Picture:
    """One page, from the top of the first element to the bottom of the last."""

    name: str
    address: str
    first: str
    last: str
    width: int = 360
    ready: str | None = None  # what must be there before the picture is taken


PICTURES = (
    Picture("home", "/", "header.top", ".six", 800),
    Picture("four-fields", "/entries/anytown-cat-and-dog-shelter/", ".frill", ".reach"),
    Picture("more-fields", "/entries/tuesday-potting-shed/", ".frill", ".leaves"),
    Picture("confirmed", "/entries/tuesday-potting-shed/", ".stamp[data-freshness]", ".stamp[data-freshness]"),
    Picture("unconfirmed", "/entries/hill-top-walking-netball/", ".frill", ".stamp.top"),
    Picture("paused", "/entries/hill-top-lunch-club/", ".frill", ".stamp.top"),
    Picture("closed", "/entries/station-quarter-joggers/", ".frill", ".stamp.top"),
    Picture("messages", "/messages/", ".frill", ".sayings", 800),
    Picture(
        "aide-memoire", "/messages/partners/anytown-libraries/aide-memoire/", ".frill", "section + section dl", 600
    ),
    Picture("professionals", "/professionals/", ".frill", "#practices tbody tr:nth-child(3)", 1000),
    Picture("reception", "/practices/eastfield/", "#reception", "#reception .listed >> nth=0", 640),
    Picture("withdrawn", "/entries/anytown-pen-pals/", ".frill", "main .btn"),
    Picture(
        "slip",
        "/slip/#e=knit-and-natter,tuesday-potting-shed",
        "[data-sheet]",
        ".slip-item",
        700,
        '[data-slip-ready="2"]',
    ),
    Picture("prompt-card", "/topics/alcohol/prompt-card/", ".paper", ".p-side", 480),
    Picture("benefit-card", "/topics/be-active/benefit-card/", ".paper", ".p-side", 480),
    Picture(
        "leaflet",
        "/topics/be-active/leaflet/north/",
        ".p-side + .p-side",
        ".p-side + .p-side .p-service:nth-of-type(2)",
        480,
    ),
)


def take(page: Page, picture: Picture) -> bytes:
    """The picture as PNG. The window is made as high as the page first, so that the border fits what is kept."""
    page.goto(picture.address)
    if picture.ready:
        page.wait_for_selector(picture.ready, state="attached")
    first, last = page.locator(picture.first).first, page.locator(picture.last).first
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": picture.width, "height": whole})
    top, bottom = first.bounding_box(), last.bounding_box()
    if top is None or bottom is None:
        raise ValueError(f"{picture.address}: {picture.first} or {picture.last} is not seen")
    start = max(0, top["y"] - (0 if picture.first in (".frill", "header.top") else EDGE))
    height = round(bottom["y"] + bottom["height"] + EDGE - start)
    page.evaluate(
        "([top, height, css]) => {"
        " const sheet = new CSSStyleSheet();"
        " sheet.replaceSync(css.replace('inset: 0', `left: 0; right: 0; top: ${top}px; height: ${height}px`));"
        " document.adoptedStyleSheets = [sheet]; }",
        [start, height, BORDER],
    )
    return page.screenshot(clip={"x": 0, "y": start, "width": picture.width, "height": height})


def take_all(folder: Path) -> None:
    """Every picture into the folder."""
    with tempfile.TemporaryDirectory() as place:
        site = Path(place) / "site"
        build_site(DIRECTORY, site)
        with serving(site) as url, chromium() as browser:
            watch = Watch(browser, url)
            for picture in PICTURES:
                page = watch.new_page(viewport={"width": picture.width, "height": 800})
                png = lean(take(page, picture))
                (folder / f"{picture.name}.png").write_bytes(png)
                print(f"{picture.name}.png: {len(png):,} bytes")
            watch.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    take_all(FOLDER)
