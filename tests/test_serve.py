"""`petunias serve` shows the site, follows every change, and keeps the last good pages while something is wrong."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.directories import FOUR, dump, names, put, run, write, write_prose

PATIENCE = 60  # seconds; a change shows after two or three on an idle machine
# A shell that starts tests in the background makes them deaf to Ctrl+C, and this would inherit it.
START = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from petunias.cli import main; main()"


class Served:
    """A running `petunias serve` for the folder `top`."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.url = f"http://127.0.0.1:{free_port()}/"
        (top.parent / "tmp").mkdir()
        environment = os.environ | {"TMPDIR": str(top.parent / "tmp")}
        command = [sys.executable, "-c", START, "serve", "--port", self.url.strip("/").rsplit(":", 1)[1]]
        self.program = subprocess.Popen(
            [*command, "--today", "2026-11-22"],
            cwd=top,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.out: list[str] = []
        self.err: list[str] = []
        self.listeners = [
            threading.Thread(target=into.extend, args=(stream,), daemon=True)
            for into, stream in ((self.out, self.program.stdout), (self.err, self.program.stderr))
        ]
        for listener in self.listeners:
            listener.start()

    def fetch(self, address: str = "entries/dogs/") -> tuple[int, str]:
        """The page at an address, and its status."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=PATIENCE) as answer:
                return answer.status, _without_moment(answer.read())
        except urllib.error.HTTPError as answer:
            return answer.code, _without_moment(answer.read())

    def entry(self, **fields: object) -> None:
        """Writes the entry anew."""
        put(self.top / "directory" / "entries" / "dogs.yaml", dump({**FOUR, **fields}))

    def told(self) -> str:
        """What it has said of troubles."""
        return "".join(self.err)


def _without_moment(page: bytes) -> str:
    """The page without the moment of its fetching, which live reload keeps in it."""
    return re.sub(r"livereload\(\d+, \d+\)", "livereload()", page.decode("utf-8"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(true: Callable[[], object], what: str) -> None:
    """Waits for it."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A folder with prose and a look of its own, served."""
    top = tmp_path_factory.mktemp("served") / "top"
    write_prose(top)
    put(top / "site_overrides" / "petunias" / "moved.html", "<h1>Moved</h1>")
    write(top)
    made = Served(top)
    try:
        until(lambda: made.out or made.program.poll() is not None, "it starts")
        yield made
    finally:
        made.program.kill()
        made.program.communicate()  # closes its ends, too


# One after the other, on the one server: each leaves it as it found it, or better.


def test_it_says_where_to_look(served: Served) -> None:
    assert served.out == [f"Open {served.url} in a browser. Press Ctrl+C to stop.\n"]
    assert served.told() == ""


def test_it_serves_every_kind_of_file(served: Served) -> None:
    for address in ("", "entries/dogs/", "about/", "handbook/"):
        status, page = served.fetch(address)
        assert (status, page.count("<h1")) == (200, 1), address
    style = served.fetch()[1].split('rel="stylesheet" href="../../')[1].split('"')[0]
    assert served.fetch(style)[0] == 200
    status, page = served.fetch("nowhere/")
    assert status == 404
    assert "We cannot find that page" in page


def test_pages_may_load_themselves_again(served: Served) -> None:
    """Live reload has a script within the page, which the page policy would forbid."""
    page = served.fetch()[1]
    assert "livereload(" in page
    assert "Content-Security-Policy" not in page
    assert 'rel="canonical"' not in page


def test_a_changed_entry_shows(served: Served) -> None:
    served.entry(summary="Walk our cats.")
    until(lambda: "Walk our cats." in served.fetch()[1], "the new sentence")
    assert FOUR["summary"] not in served.fetch()[1]


def test_a_new_entry_shows_and_one_that_goes_is_gone(served: Served) -> None:
    file = served.top / "directory" / "entries" / "cats.yaml"
    put(file, dump({**FOUR, "name": "Cat Cafe", "contact": {"phone": "01632 960102"}}))
    until(lambda: served.fetch("entries/cats/")[0] == 200, "the new page")
    assert "Cat Cafe" in served.fetch("a-z/")[1]
    file.unlink()
    until(lambda: served.fetch("entries/cats/")[0] == 404, "the page is gone")
    assert "Cat Cafe" not in served.fetch("a-z/")[1]


def test_a_changed_template_shows(served: Served) -> None:
    put(served.top / "site_overrides" / "petunias" / "home.html", "<h1>Our own home</h1>")
    until(lambda: "<h1>Our own home</h1>" in served.fetch("")[1], "our own home")
    (served.top / "site_overrides" / "petunias" / "home.html").unlink()
    until(lambda: "What would help?" in served.fetch("")[1], "the home that came with the program")


def test_changed_prose_shows(served: Served) -> None:
    put(served.top / "docs" / "about" / "index.md", "# About\n\nWe have moved.\n")
    until(lambda: "We have moved." in served.fetch("about/")[1], "the new prose")


def test_broken_data_leaves_the_last_good_pages(served: Served) -> None:
    good = served.fetch()
    served.entry(contact={"phone": "0163"})
    until(lambda: "contact.phone: must be" in served.told(), "the problem is told")
    assert "The last good pages stay, until this is mended:" in served.told()
    assert served.fetch() == good
    served.entry(summary="Mended.")
    until(lambda: "Mended." in served.fetch()[1], "the mended page")


def test_a_broken_template_leaves_the_last_good_pages(served: Served) -> None:
    good = served.fetch()
    put(served.top / "site_overrides" / "petunias" / "entry.html", "{{ 1 / 0 }}")
    until(lambda: "entry.html:1: ZeroDivisionError: division by zero" in served.told(), "the slip is told")
    until(lambda: "The last good pages stay, until this is mended." in served.told(), "it goes on")
    assert served.fetch() == good
    put(served.top / "site_overrides" / "petunias" / "entry.html", "<h1>{{ entry.summary }}</h1>")
    until(lambda: "<h1>Mended.</h1>" in served.fetch()[1], "the mended template")


def test_broken_settings_leave_the_last_good_pages(served: Served) -> None:
    good, settings = served.fetch(), served.top / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    put(settings, "site_name: [x\n")
    until(lambda: "parsing the configuration file" in served.told(), "the slip is told")
    assert served.fetch() == good
    put(settings, text)
    served.entry(summary="Mended again.")
    until(lambda: "<h1>Mended again.</h1>" in served.fetch()[1], "the mended page")


def test_no_trouble_was_a_crash(served: Served) -> None:
    assert "Traceback" not in served.told()
    assert served.program.poll() is None


def test_it_stops_when_asked_and_leaves_nothing(served: Served) -> None:
    served.program.send_signal(signal.SIGINT)
    assert served.program.wait(PATIENCE) == 0
    for listener in served.listeners:
        listener.join(PATIENCE)
    assert "Traceback" not in served.told()
    assert names(served.top.parent / "tmp") == []
    assert names(served.top) == ["directory", "docs", "mkdocs.yml", "site_overrides"]
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(("127.0.0.1", int(served.url.strip("/").rsplit(":", 1)[1])))


def test_bad_data_from_the_start_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    write(tmp_path, {"dogs": {**FOUR, "contact": {"phone": "0163"}}})
    done = run("petunias", "serve", "--port", str(free_port()), cwd=tmp_path)
    assert done.returncode == 1
    assert "directory/entries/dogs.yaml:" in done.stdout
    assert "contact.phone: must be" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    write_prose(tmp_path)
    write(tmp_path)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        port = one.getsockname()[1]
        done = run("petunias", "serve", "--port", str(port), "--today", "2026-11-22", cwd=tmp_path)
    assert done.returncode == 1
    assert str(port) in done.stderr or "in use" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
