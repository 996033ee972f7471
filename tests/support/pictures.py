"""Take the handbook's pictures again, after the look has changed: `.venv/bin/python tests/support/pictures.py`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image, ImageDraw
from playwright.sync_api import Page

from support.browser import Watch, chromium
from support.paper import Pdf
from support.png import lean
from support.site import DIRECTORY, REPOSITORY, TODAY, build_site, serving

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


@dataclass(frozen=True)
class Sheet:
    """One page of a PDF that `petunias print` makes. `more` is what stands behind that; `number` counts from 1."""

    name: str
    more: tuple[str, ...]
    file: str
    number: int = 1
    width: int = 420


SHEETS = (
    Sheet("poster", ("poster", "knit-and-natter"), "poster-knit-and-natter.pdf"),
    Sheet("booklet", ("booklet", "--locality", "north"), "booklet-north.pdf", 4),
    Sheet("whats-on", ("sheet", "--locality", "north", "--week", "2026-12-07"), "whats-on-north-2026-12-07.pdf"),
    Sheet("forms", ("forms",), "forms.pdf"),
)


def printed(sheet: Sheet, folder: Path) -> bytes:
    """The page as PNG, with a thin line around it."""
    command = [sys.executable, "-m", "petunias", "print", *sheet.more, "--directory", str(DIRECTORY)]
    command += ["--out", str(folder), "--today", TODAY.isoformat()]
    subprocess.run(command, check=True, capture_output=True)
    picture = Pdf(folder / sheet.file).picture(sheet.number, 120).convert("RGB")
    picture = picture.resize(
        (sheet.width, round(picture.height * sheet.width / picture.width)), Image.Resampling.LANCZOS
    )
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline="#cdbfd6")
    # Sixteen greys and the one colour of the line are enough for print.
    written = BytesIO()
    picture.quantize(24).convert("RGB").save(written, "PNG")
    return written.getvalue()


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
        for sheet in SHEETS:
            png = lean(printed(sheet, Path(place)))
            (folder / f"{sheet.name}.png").write_bytes(png)
            print(f"{sheet.name}.png: {len(png):,} bytes")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    take_all(FOLDER)
