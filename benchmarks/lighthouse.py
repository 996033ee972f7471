"""Lighthouse's four marks for three kinds of page, on a phone, median of three: part of `make bench`."""

from __future__ import annotations

import functools
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = "12.8.2"  # the last that runs on Node 20
ROUNDS = 3
PAGES = {
    "home": "",
    "domain": "domains/physical-activity/",
    "entry": "entries/tuesday-potting-shed/",
}
MARKS = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


class Packed(SimpleHTTPRequestHandler):
    """Serves as web servers do: text compressed, and kept by the browser."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """One file, compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000" if "/assets/" in self.path else "max-age=300")
        self.end_headers()
        self.wfile.write(content)


def main() -> None:
    """Builds Anytown, marks the pages, prints a table."""
    with tempfile.TemporaryDirectory(prefix="petunias-lighthouse-") as place:
        folder = Path(place)
        environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1", "CHROME_PATH": "/usr/bin/chromium"}
        install = ["npm", "install", "--prefix", place, "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*install, f"lighthouse@{VERSION}"], check=True, env=environment, stdout=subprocess.DEVNULL)
        build = [sys.executable, "-m", "petunias", "build", "--directory", str(ROOT / "directory")]
        subprocess.run([*build, "--site-dir", str(folder / "site")], check=True, stdout=subprocess.DEVNULL)
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Packed, directory=str(folder / "site")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(
            f"\nLighthouse {VERSION}, mobile, median of {ROUNDS}\n\n{'':8}" + "".join(f"{mark:>16}" for mark in MARKS)
        )
        for name, address in PAGES.items():
            url = f"http://127.0.0.1:{server.server_port}/{address}"
            found = [_marks(folder, url, environment) for _ in range(ROUNDS)]
            middle = [statistics.median(marks[number] for marks in found) for number in range(len(MARKS))]
            print(f"{name:8}" + "".join(f"{mark:16.0f}" for mark in middle))
        server.shutdown()


def _marks(folder: Path, url: str, environment: dict[str, str]) -> list[float]:
    command = [str(folder / "node_modules" / ".bin" / "lighthouse"), url, "--quiet", "--output=json"]
    run = subprocess.run(
        [*command, f"--chrome-flags={FLAGS}"], check=True, env=environment, capture_output=True, text=True
    )
    categories = json.loads(run.stdout)["categories"]
    return [100 * categories[mark]["score"] for mark in MARKS]


if __name__ == "__main__":
    main()
