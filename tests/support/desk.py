"""A service on a small directory, for tests: in the same process, or as the real program."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from petunias.submissions.rebuild import Builder
from petunias.submissions.web.app import application
from petunias.submissions.web.limits import Limits
from petunias.submissions.web.service import Service
from petunias.submissions.web.serving import Place, opened

EDITOR = "editor@example.org"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENT = {
    "name": "Brand New Dog Walks",
    "domains": "physical-activity",
    "summary": "Walk our dogs any weekday morning.",
    "contact.phone": "01632 960999",
}
ALL_TICKED = {"real": "yes", "safe": "yes", "kind": "yes"}


@dataclass
class Inbox:
    """A service with what tests need of it."""

    service: Service
    client: FlaskClient

    @property
    def directory(self) -> Path:
        """The directory's folder."""
        return self.service.directory

    def get(self, address: str) -> Any:
        """The whole answer."""
        return self.client.get(address, buffered=True)

    def send(self, **more: Any) -> str:
        """Sends the form with four fields and more; gives the reference."""
        fields = {**SENT, **{name.replace("__", "."): value for name, value in more.items()}}
        answer = self.client.post("/submit", data={name: value for name, value in fields.items() if value})
        found = re.search(r"data-reference>(PT-[A-Z]{6})<", answer.text)
        assert found, (answer.status_code, answer.text[:3000])
        return found[1]

    def sign_in(self, email: str = EDITOR) -> str:
        """Comes in by a link, as an editor does; gives the token that forms carry."""
        self.service.doors.invite(email, NOW)
        key = self.service.doors.key(email, datetime.now(UTC))
        assert self.client.post(f"/desk/enter/{key}/").status_code == 303
        return self.token()

    def token(self) -> str:
        """The token that stands in the forms of the desk."""
        node = self.page("/desk/").css_first("input[name=csrf]")
        assert node
        return str(node.attributes["value"])

    def page(self, address: str) -> LexborHTMLParser:
        """A page, as a tree."""
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return LexborHTMLParser(answer.text)

    def hidden(self, reference: str, action: str) -> dict[str, str]:
        """What the form of an action on the page of a submission carries along."""
        form = self.page(f"/desk/{reference}/").css_first(f'form[action$="{reference}/{action}"]')
        assert form, action
        return {
            str(node.attributes["name"]): str(node.attributes.get("value") or "")
            for node in form.css("input[type=hidden]")
        }

    def act(self, reference: str, action: str, **fields: str) -> Any:
        """Presses a button on the page of a submission."""
        data = {**self.hidden(reference, action), **fields}
        return self.client.post(f"/desk/{reference}/{action}", data=data)

    def state(self, reference: str) -> str:
        """The state of a submission."""
        found = self.service.store.get(reference)
        assert found
        return found.state


class NoBuilder(Builder):
    """A builder that leaves the site as it is."""

    def build(self) -> None:
        """Does nothing, and at once."""


def inbox(place: Path, site: Path, *, builds: bool = False) -> Inbox:
    """A service for the directory in `place/directory`. `site` is a built one of it, which is copied."""
    shutil.copytree(site, place / "site")
    shutil.copy(site.with_name(f"{site.name}.cache"), place / "site.cache")
    where = Place(place / "directory", place / "data", place / "site")
    builder = (Builder if builds else NoBuilder)(where.directory, where.site)
    service = opened(where, Limits(10_000, 10_000, 10_000, 10_000), builder)
    app = application(service)
    client = app.test_client()
    client.environ_base = {"REMOTE_ADDR": "192.0.2.1", "wsgi.url_scheme": "https", "HTTP_HOST": "inbox.example.org"}
    return Inbox(service, client)


def git(folder: Path, *words: str) -> str:
    """What git prints there."""
    own = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    return subprocess.run(["git", "-C", folder, *own, *words], check=True, capture_output=True, text=True).stdout


def repository(folder: Path) -> None:
    """Makes a git repository of a folder, with all that is in it."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=Start")


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(directory: Path, data: Path, *words: str, environment: dict[str, str] | None = None) -> Iterator[str]:
    """The real service, as a program of its own; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "petunias", "inbox", "serve", "--directory", str(directory), "--data", str(data)]
    process = subprocess.Popen(
        [*command, "--port", str(port), *words],
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def wait_for(url: str, process: subprocess.Popen[str]) -> None:
    """Waits until the service answers."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(process.stdout.read() if process.stdout else "it ended")
        try:
            urllib.request.urlopen(f"{url}/register/", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("The service does not answer.")
