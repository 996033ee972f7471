"""The built site: how it is made and served, its pages as trees, and one page of each kind."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

REPOSITORY = Path(__file__).resolve().parents[2]
DIRECTORY = REPOSITORY / "directory"

# The day on which the tests look at Anytown. Real time would change pages under them.
TODAY = date(2026, 11, 22)

MISSING = "/no-such-page/"


@dataclass(frozen=True)
class Kind:
    """One page that stands for all pages of its kind."""

    name: str
    address: str
    ready: str | None = None  # what must be there before a script-made page is looked at

    def __str__(self) -> str:
        return self.name


ENTRY_FULL = Kind("entry-full", "/entries/anytown-advice-bureau/")
ENTRY_MINIMAL = Kind("entry-minimal", "/entries/anytown-cat-and-dog-shelter/")

# What /find/ shows once it has answered.
READY = "[data-ready]"

KINDS = (
    Kind("home", "/"),
    Kind("find", "/find/"),
    Kind("find-results", "/find/#q=choir", READY),
    Kind("find-chips", "/find/#q=free+lunch+on+a+saturday&near=AN1", READY),
    Kind("find-filters", "/find/#q=walking&day=monday&locality=north", READY),
    Kind("find-nothing", "/find/#q=cheap+car+hire", READY),
    Kind("find-danger", "/find/#q=he+hits+me", READY),
    Kind("slip", "/slip/"),
    Kind("slip-of-two", "/slip/#e=anytown-health-walks,knit-and-natter", ready='[data-slip-ready="2"]'),
    Kind("domain", "/domains/physical-activity/"),
    Kind("domain-locality", "/domains/physical-activity/north/"),
    Kind("localities", "/localities/"),
    Kind("locality", "/localities/north/"),
    ENTRY_FULL,
    ENTRY_MINIMAL,
    Kind("entry-closed", "/entries/station-quarter-joggers/"),
    Kind("entry-unlisted", "/entries/dockers-breakfast/"),
    Kind("entry-withdrawn", "/entries/anytown-pen-pals/"),
    Kind("entry-paused", "/entries/hill-top-lunch-club/"),
    Kind("entry-private", "/entries/harbour-womens-group/"),
    Kind("a-z", "/a-z/"),
    Kind("a-z-next", "/a-z/page/2/"),
    Kind("register", "/register/", "form[data-ready]"),
    Kind("register-change", "/register/#change=anytown-advice-bureau", "form[data-loaded]"),
    Kind("register-paper", "/register/paper/"),
    Kind("providers", "/providers/"),
    Kind("provider", "/providers/harbour-refuge/"),
    Kind("practices", "/practices/"),
    Kind("practice", "/practices/riverside/"),
    Kind("professionals", "/professionals/"),
    Kind("support", "/professionals/support/high/"),
    Kind("referrals", "/professionals/referrals/"),
    Kind("assurance", "/professionals/assurance/"),
    Kind("contacts", "/professionals/contacts/"),
    Kind("contacts-place", "/professionals/contacts/north/"),
    Kind("topics", "/topics/"),
    Kind("topic", "/topics/mental-wellbeing/"),
    Kind("prompt-card", "/topics/alcohol/prompt-card/"),
    Kind("benefit-card", "/topics/be-active/benefit-card/"),
    Kind("leaflet", "/topics/alcohol/leaflet/north/"),
    Kind("whats-on", "/localities/north/whats-on/next-week/"),
    Kind("forms", "/professionals/forms/"),
    Kind("checklist", "/professionals/checklist/"),
    Kind("topic-none", "/topics/immunisation/"),
    Kind("messages", "/messages/"),
    Kind("partner", "/messages/partners/welsh-ambulance-services-trust/"),
    Kind("partner-to-confirm", "/messages/partners/hywel-dda-university-health-board/"),
    Kind("aide-memoire", "/messages/partners/anytown-libraries/aide-memoire/"),
    Kind("steering", "/messages/steering/"),
    Kind("out-of-hours", "/out-of-hours/"),
    Kind("evenings", "/out-of-hours/evenings/"),
    Kind("urgent", "/urgent/"),
    Kind("not-vetted", "/about/listed-not-vetted/"),
    Kind("kept-true", "/about/keeping-it-true/"),
    Kind("about", "/about/"),
    Kind("accessibility", "/about/accessibility/"),
    Kind("handbook", "/handbook/"),
    Kind("handbook-rules", "/handbook/rules/"),
    Kind("404", MISSING),
)


class BuildFailedError(Exception):
    """The program could not build the site, and said why."""


def build_site(directory: Path, site: Path, *more: str) -> None:
    """Build `directory` into `site` as a person would: by the command."""
    command = [sys.executable, "-m", "petunias", "build"]
    command += ["--directory", str(directory), "--site-dir", str(site), "--today", TODAY.isoformat(), *more]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY, env=environment)
    if run.returncode != 0:
        raise BuildFailedError(
            f"{' '.join(command[1:])} ended with {run.returncode}:\n{run.stdout[-6000:]}\n{run.stderr[-6000:]}"
        )


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a static host would: no lists of folders, and 404.html for what is missing."""

    def __init__(self, *args: Any, extra: Callable[[str], Mapping[str, str]] | None = None, **more: Any) -> None:
        self._extra = extra
        super().__init__(*args, **more)

    def end_headers(self) -> None:
        for name, value in (self._extra(self.path.split("?")[0].lstrip("/")) if self._extra else {}).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes a page half-way is no error; anything else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(site: Path, extra: Callable[[str], Mapping[str, str]] | None = None) -> Iterator[str]:
    """Serve a folder on this machine, with extra headers by path; gives the address, without a slash at the end."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site), extra=extra))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class SitePage:
    """One HTML page of the built site."""

    address: str
    tree: LexborHTMLParser

    @functools.cached_property
    def ids(self) -> list[str]:
        return [node.attributes["id"] or "" for node in self.tree.css("[id]")]

    @property
    def kept_out(self) -> bool:
        """Whether search engines are asked to leave it out: it moved, or was withdrawn. Nothing links to it."""
        return self.tree.css_first('meta[name="robots"][content~="noindex"]') is not None


def read_pages(site: Path) -> dict[str, SitePage]:
    """Every page of the site by its address, as /a/b/."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        pages[address] = SitePage(address, LexborHTMLParser(path.read_text(encoding="utf-8")))
    return pages
