"""The site that search.py measures: generated entries, ours and the peers' files, and a server that packs as servers do."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

import yaml

from generate import TODAY, generate

HERE = Path(__file__).resolve().parent
# What a usual server packs; all else goes as it is.
PACKED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".webmanifest"}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a page that is closed drops what it has asked for."""


class Site:
    """A folder on a server that notes what it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[Path] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

            def do_GET(self) -> None:
                site.answer(self)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Ends the server."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One file, packed if it is text; `blank` is a page with nothing on it."""
        name = request.path.split("?")[0].lstrip("/")
        path = self.folder / name
        path = path / "index.html" if path.is_dir() else path
        if name != "blank" and not path.is_file():
            request.send_error(404)
            return
        content = b"<!doctype html><title>.</title>" if name == "blank" else sent(path)
        if name != "blank":
            self.asked.append(path)
        request.send_response(200)
        kind = "text/html" if path.suffix in ("", ".html") else guess_type(path.name)[0]
        request.send_header("Content-Type", kind or "application/octet-stream")
        request.send_header("Content-Length", str(len(content)))
        if name != "blank" and path.suffix in PACKED:
            request.send_header("Content-Encoding", "gzip")
        # Without these two, browsers round their clocks to a tenth of a millisecond.
        request.send_header("Cross-Origin-Opener-Policy", "same-origin")
        request.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        request.end_headers()
        request.wfile.write(content)


@cache
def sent(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6) if path.suffix in PACKED else content


@cache
def least(path: Path) -> int:
    return min(len(sent(path)), len(gzip.compress(path.read_bytes(), 6)))


def build(size: int, place: Path) -> Path:
    """A site of `size` entries, with the peers' files in its folder `peers`."""
    directory, site = place / "directory", place / "site"
    generate(size, directory)
    command = [sys.executable, "-m", "petunias", "build", "--directory", str(directory), "--site-dir", str(site)]
    subprocess.run([*command, "--today", TODAY.isoformat()], check=True, stdout=subprocess.DEVNULL)
    records = place / "records.jsonl"
    records.write_text("".join(_records(directory)), encoding="utf-8")
    command = ["node", str(HERE / "search-peers.mjs"), str(records), str(site / "peers")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return site


def _records(directory: Path) -> Iterator[str]:
    """An entry a line, as the peers take it: its name, its summary and all its other words."""
    for path in sorted((directory / "entries").glob("*.yaml")):
        data = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)
        places = [place.get(key, "") for place in data.get("places", ()) for key in ("name", "address", "postcode")]
        days = [day for session in data.get("sessions", ()) for day in session["days"]]
        kinds = [kind.replace("-", " ") for kind in (*data["domains"], *data.get("access", ()))]
        told = [data.get(key, "") for key in ("provider", "description", "first_visit", "cost")]
        text = " ".join(" ".join([*told, *places, *days, *kinds, *data.get("localities", ())]).split())
        record = {"id": path.stem, "url": f"/entries/{path.stem}/", "name": data["name"], "summary": data["summary"]}
        yield json.dumps({**record, "text": text}, ensure_ascii=False) + "\n"
