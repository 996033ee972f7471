"""The real service, as a program of its own: slow and large posts, proxies, what it writes down, and how it ends."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode, urlsplit

import pytest

from petunias.submissions.base import Base
from petunias.submissions.store import Store
from support.desk import SENT, free_port, wait_for
from support.directories import FOUR, WHOLE, WHOLE_AREA, write

FORWARDED = "203.0.113.77"


@dataclass
class Running:
    """A service that runs: where it is, where it keeps things, and what it has said."""

    url: str
    data: Path
    said: Path
    process: subprocess.Popen[str]

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], str]:
        """One request; gives the status, the headers and the text."""
        line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            line.request(method, path, body or None, names)
            answer = line.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode()
        finally:
            line.close()

    def post(self, name: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Sends the form for a group of that name."""
        fields = urlencode({**SENT, "name": name, "others": "yes"}).encode()
        return self.ask("POST", "/submit", fields, Content_Type="application/x-www-form-urlencoded", **headers)

    def line(self) -> socket.socket:
        """A bare line to it."""
        parts = urlsplit(self.url)
        return socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service behind a proxy that is on this machine."""
    top = tmp_path_factory.mktemp("running")
    directory = write(top, {"dogs": FOUR, "dog-walks": WHOLE}, WHOLE_AREA)
    port, said = free_port(), top / "said.txt"
    command = [sys.executable, "-m", "petunias", "inbox", "serve", "--directory", directory, "--data", top / "inbox"]
    command += ["--port", str(port), "--trusted-proxy", "127.0.0.1", "--per-hour", "20", "--all-per-hour", "5000"]
    with said.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, text=True)
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(url, process)
            yield Running(url, top / "inbox", said, process)
        finally:
            process.terminate()
            process.wait(20)


def test_slow_posts_hold_nobody_up(running: Running) -> None:
    lines = []
    for number in range(50):
        line = running.line()
        head = f"POST /submit HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.{number}\r\nContent-Length: 5000\r\n"
        line.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nname=".encode())
        lines.append(line)
    for line in lines:
        line.sendall(b"x")
    began = monotonic()
    assert running.post("Quick among the slow", X_Forwarded_For="198.51.100.200")[0] == 200
    assert running.ask("GET", "/register/")[0] == 200
    assert monotonic() - began < 5
    for line in lines:
        line.close()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /submit HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /submit HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nname=",
        b"POST /submit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n",
        b"POST /submit HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded: 1\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: \x00\r\n\r\n",
        b"POST /submit HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_broken_requests_end_there(running: Running, raw: bytes) -> None:
    with running.line() as line:
        with suppress(OSError):  # it may hang up before it has heard all
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
        line.settimeout(10)
        found = b""
        while part := _received(line):
            found += part
    status = re.match(rb"HTTP/1\.[01] ([0-9]{3})", found)
    assert not found or (status and int(status[1]) in {200, 400, 404, 411, 413, 417, 422, 431, 501, 505}), found[:200]
    assert b"Traceback" not in found
    assert running.ask("GET", "/register/")[0] == 200


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except ConnectionError:
        return b""


def test_ten_megabytes_are_turned_away_at_once(running: Running) -> None:
    with running.line() as line:
        head = "POST /submit HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        line.sendall(f"{head}Content-Length: {10 * 1024 * 1024}\r\n\r\nname=".encode())
        began = monotonic()
        try:
            for _ in range(160):
                line.sendall(b"x" * 65536)
        except ConnectionError:
            pass
        found = _received(line)
    assert not found or found.startswith(b"HTTP/1.1 413")
    assert monotonic() - began < 10
    status, headers, text = running.ask(
        "POST", "/submit", b"name=" + b"x" * 200_000, Content_Type="application/x-www-form-urlencoded"
    )
    assert status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "All of it together must be at most 64 KB. It was not kept." in text
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_proxys_word_counts_and_is_written_nowhere(running: Running) -> None:
    codes = [running.post(f"Group {number}", X_Forwarded_For=FORWARDED)[0] for number in range(25)]
    assert codes == [200] * 20 + [429] * 5
    status, headers, text = running.post("One more", X_Forwarded_For=FORWARDED)
    assert (status, headers["Retry-After"]) == (429, headers["Retry-After"])
    assert 0 < int(headers["Retry-After"]) <= 180
    assert "That was a lot at once" in text
    # What the client itself put before it does not help.
    assert running.post("Mine", X_Forwarded_For=f"192.0.2.4, {FORWARDED}")[0] == 429
    assert running.post("Another's", X_Forwarded_For="203.0.113.78")[0] == 200
    for file in [*running.data.rglob("*"), running.said]:
        if file.is_file() and "site" not in file.relative_to(running.said.parent).parts:
            assert FORWARDED.encode() not in file.read_bytes(), file
            assert b"203.0.113.78" not in file.read_bytes(), file


def test_it_says_little_and_keeps_it_to_itself(running: Running) -> None:
    running.ask("GET", "/nobody@example.org/?secret=hostile")
    said = running.said.read_text()
    assert said.startswith("Open http://127.0.0.1:")
    assert "hostile" not in said
    assert "nobody@example.org" not in said
    assert "Traceback" not in said
    for file in running.data.iterdir():
        if file.name.startswith("inbox.sqlite3"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_second_service_is_refused(running: Running) -> None:
    directory = running.said.parent / "directory"
    command = [sys.executable, "-m", "petunias", "inbox", "serve", "--directory", directory, "--data", running.data]
    told = subprocess.run(
        [*command, "--port", str(free_port())], capture_output=True, text=True, timeout=60, check=False
    )
    assert told.returncode == 1
    assert told.stderr == f"Error: {running.data}: the inbox service is running here. Fix: stop it first.\n"
    other = [*command[:-1], running.said.parent / "other", "--port", str(urlsplit(running.url).port)]
    told = subprocess.run(other, capture_output=True, text=True, timeout=90, check=False)
    assert told.returncode == 1
    assert told.stderr.endswith("cannot be used: Address already in use. Fix: choose another with --port.\n")
    inside = [*command[:-1], directory / "inbox", "--port", "1"]
    told = subprocess.run(inside, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 1
    assert told.stderr == (
        f"Error: {directory}/inbox: must not be where public files are. Fix: choose another folder with --data.\n"
    )
    assert not list((directory).rglob("*.sqlite3"))


def test_what_was_answered_is_there_after_a_kill(tmp_path: Path) -> None:
    directory = write(tmp_path, {"dogs": FOUR}, WHOLE_AREA)
    told: list[str] = []
    for turn in range(2):
        port = free_port()
        command = [sys.executable, "-m", "petunias", "inbox", "serve", "--directory", directory]
        command += ["--data", tmp_path / "inbox", "--port", str(port)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        try:
            wait_for(f"http://127.0.0.1:{port}", process)
            one = Running(f"http://127.0.0.1:{port}", tmp_path, tmp_path, process)
            stop = threading.Event()

            def send(one: Running = one, turn: int = turn, stop: threading.Event = stop) -> None:
                for number in range(40):
                    if stop.is_set():
                        return
                    try:
                        text = one.post(f"Group {turn} {number}")[2]
                    except (OSError, http.client.HTTPException):
                        return
                    told.extend(re.findall(r"data-reference>(PT-\w+)<", text))

            sender = threading.Thread(target=send)
            sender.start()
            sleep(0.5)
            os.kill(process.pid, signal.SIGKILL)
            stop.set()
            sender.join()
        finally:
            process.kill()
            process.wait()
    store = Store(Base(tmp_path / "inbox"))
    there = [one.reference for one in store.queue()]
    store.base.close()
    assert len(told) > 4
    assert set(told) <= set(there)
    assert len(set(there)) == len(there)
