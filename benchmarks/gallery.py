"""Pictures of twelve pages at three widths, in light and dark, and as they print: `make gallery`, then look at each.

They land in the folder `gallery/`, with one sheet a page (`sheet-<page>.png`) that shows all its pictures side by side.
"""

from __future__ import annotations

import base64
import functools
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from chromium import ARGS

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "gallery"
TODAY = "2026-11-22"
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
PAGES = {
    "home": "",
    "find": "find/",
    "domain": "domains/volunteering/",
    "domain-locality": "domains/arts-for-health/north/",
    "locality": "localities/north/",
    "entry-full": "entries/tuesday-potting-shed/",
    "entry-minimal": "entries/anytown-cat-and-dog-shelter/",
    "entry-closed": "entries/station-quarter-joggers/",
    "entry-unconfirmed": "entries/hill-top-walking-netball/",
    "long-name": "entries/college-law-clinic/",
    "register": "register/",
    "practice": "practices/riverside/",
}


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def main() -> None:
    """Builds Anytown, takes every picture, puts them on sheets."""
    OUT.mkdir(exist_ok=True)
    site = OUT / "site"
    command = [sys.executable, "-m", "petunias", "build", "--directory", str(ROOT / "directory")]
    subprocess.run([*command, "--site-dir", str(site), "--today", TODAY], check=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGS))
        for name, address in PAGES.items():
            pictures = _take(browser, name, f"http://127.0.0.1:{server.server_port}/{address}")
            _sheet(browser, OUT / f"sheet-{name}.png", pictures)
        browser.close()
    server.shutdown()
    print(f"{len(PAGES)} sheets are in {OUT.relative_to(ROOT)}/")


def _take(browser: Browser, name: str, url: str) -> list[Path]:
    taken = []
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                color_scheme=scheme,
                is_mobile=width < 700,
            )
            page = context.new_page()
            page.clock.set_fixed_time(f"{TODAY}T09:00:00Z")
            page.goto(url)
            taken.append(OUT / f"{name}-{width}-{scheme}.png")
            page.screenshot(path=taken[-1], full_page=True)
            context.close()
    page = browser.new_page()
    page.goto(url)
    page.pdf(path=OUT / f"{name}.pdf", format="A4")
    page.close()
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(OUT / f"{name}.pdf"), str(OUT / f"{name}-print")], check=True)
    return taken + sorted(OUT.glob(f"{name}-print-*.png"))


def _sheet(browser: Browser, path: Path, pictures: list[Path]) -> None:
    images = "".join(
        f'<img style="height:1500px;margin:4px" src="data:image/png;base64,{base64.b64encode(p.read_bytes()).decode()}">'
        for p in pictures
    )
    page = browser.new_page(viewport={"width": 2400, "height": 1500})
    page.set_content(f'<div style="display:flex;align-items:flex-start">{images}</div>')
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": width, "height": 1510})
    page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    main()
