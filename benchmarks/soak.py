"""The inbox service through faults: `make soak`, or `python benchmarks/soak.py --seconds 60 --kills 5 --most 15`.

Posts come at a steady rate while the service is killed with `kill -9`, its disk is full for a while, and a backup is
taken. Whoever gets no answer sends the same again, as people do. Afterwards every submission that was answered with a
reference must be there, and none twice. Then it is measured how many a second the machine holds. Ends with 1 if
anything was lost.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from generate import generate
from petunias.submissions import keeping
from petunias.submissions.base import Base
from petunias.submissions.store import Store

ENTRIES = 100
RATE = 20  # posts a second
PAUSE = 0.2  # seconds before the same is sent again
PATIENCE = 90  # seconds after the end in which all must be answered
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Service:
    """The service as a program, which may be killed and started again."""

    directory: Path
    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self, pages: int = 0) -> None:
        """Starts it, with room for so many pages of 4 KiB (0: no limit), and waits until it answers."""
        command = [sys.executable, "-m", "petunias", "inbox", "serve", "--directory", str(self.directory)]
        command += ["--data", str(self.data), "--port", str(self.port), "--per-hour", "9999999"]
        command += ["--all-per-hour", "9999999"]
        environment = {**os.environ, "PETUNIAS_INBOX_PAGES": str(pages)}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                self.ask("GET", "/register/")
            except (OSError, http.client.HTTPException):
                if self.process.poll() is not None:
                    raise SystemExit(f"The service does not start: {' '.join(command)}") from None
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self.process and self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        """One request on a line of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method, path, body, FORM if body else {})
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def post(self, name: str) -> tuple[int, str]:
        """Sends the form with four fields; gives the status, and the reference if there is one."""
        fields = {"name": name, "domains": "volunteering", "summary": "Walk our dogs.", "contact.phone": "01632 960101"}
        status, text = self.ask("POST", "/submit", urlencode({**fields, "others": "yes"}))
        found = re.search(r"data-reference>(PT-\w+)<", text)
        return status, found[1] if found else ""


@dataclass
class Tally:
    """What was answered, by name; what was refused; how long answers took."""

    answered: dict[str, str] = field(default_factory=dict)
    again: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)


def send(service: Service, name: str, tally: Tally, until: float) -> None:
    """Sends one until it is answered with a reference."""
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            status, reference = service.post(name)
        except (OSError, http.client.HTTPException):
            status, reference = 0, ""
        if reference:
            tally.answered[name] = reference
            tally.took.append(time.monotonic() - began)
            return
        tally.again[str(status or "no answer")] += 1
        time.sleep(PAUSE)


def soak(service: Service, seconds: float, kills: int, copy: Path) -> tuple[Tally, int, dict[str, str], float]:
    """Everything at once; gives the tally, how many were sent, what was answered before the backup, and for how long
    the disk was full.
    """
    tally, count = Tally(), int(seconds * RATE)
    start = time.monotonic()
    until = start + seconds + PATIENCE
    before: dict[str, str] = {}
    full = 0.0

    def harm() -> None:
        nonlocal full
        for number in range(kills):
            time.sleep(max(0.0, start + seconds * (number + 0.5) / kills - time.monotonic()))
            service.kill()
            if number == kills // 2:
                # Hardly any room: what is there, and a little more.
                file = service.data / "inbox.sqlite3"
                service.start(pages=file.stat().st_size // 4096 + 2)
                began = time.monotonic()
                # At least until somebody has met it; on a slow machine that takes longer.
                while time.monotonic() < began + seconds / 10 or (
                    not tally.again["503"] and time.monotonic() < began + PATIENCE
                ):
                    time.sleep(0.05)
                full = time.monotonic() - began
                service.kill()
            service.start()
            if number == max(0, kills // 2 - 1):
                before.update(tally.answered)
                command = [sys.executable, "-m", "petunias", "inbox", "backup", str(copy), "--data", str(service.data)]
                subprocess.run(command, check=True, capture_output=True)

    harmer = threading.Thread(target=harm)
    harmer.start()
    with ThreadPoolExecutor(64) as people:
        for number in range(count):
            time.sleep(max(0.0, start + number / RATE - time.monotonic()))
            people.submit(send, service, f"Group {number}", tally, until)
    harmer.join()
    return tally, count, before, full


def lost(folder: Path, answered: dict[str, str]) -> list[str]:
    """What was answered and is not there, or is there twice."""
    store = Store(Base(folder))
    there = {one.reference: one.offer.name for one in store.queue()}
    store.base.close()
    names = Counter(there.values())
    wrong = [f"{name}: {ref} is not there" for name, ref in answered.items() if there.get(ref) != name]
    return wrong + [f"{name}: is there {count} times" for name, count in names.items() if count > 1]


def most(service: Service, seconds: float, senders: int = 8) -> tuple[float, Tally]:
    """How many posts a second are answered if so many people send one after the other."""
    tally = Tally()
    until = time.monotonic() + seconds

    def sending(own: int) -> None:
        number = 0
        while time.monotonic() < until:
            send(service, f"Sender {own} group {number}", tally, until + PATIENCE)
            number += 1

    began = time.monotonic()
    with ThreadPoolExecutor(senders) as people:
        list(people.map(sending, range(senders)))
    return len(tally.answered) / (time.monotonic() - began), tally


def part(took: list[float], share: float) -> str:
    """The time within which that share was answered, in milliseconds."""
    return f"{sorted(took)[min(len(took) - 1, int(len(took) * share))] * 1000:,.0f} ms"


def main() -> int:
    """Runs all of it, and prints the figures."""
    words = argparse.ArgumentParser()
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--kills", type=int, default=5)
    words.add_argument("--most", type=float, default=15, help="seconds to look for the highest rate; 0 for not at all")
    told = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="petunias-soak-") as place, socket.socket() as free:
        folder = Path(place)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        directory = folder / "directory"
        generate(ENTRIES, directory)
        service = Service(directory, folder / "inbox", port)
        copy = folder / "copy.sqlite3"
        try:
            service.start()
            tally, sent, before, full = soak(service, told.seconds, told.kills, copy)
            service.kill()
            wrong = lost(service.data, tally.answered)
            keeping.restore(folder / "restored", copy)
            bad = lost(folder / "restored", before)
            print(f"{sent:,} sent in {told.seconds:.0f} s, {told.kills} times kill -9, a full disk for {full:.0f} s.")
            print(f"{len(tally.answered):,} answered with a reference; the slowest tenth took {part(tally.took, 0.9)}.")
            print(
                f"Sent again: {', '.join(f'{what} {count:,}' for what, count in sorted(tally.again.items())) or 'none'}."
            )
            print(f"{len(wrong)} lost or there twice.")
            print(
                f"The backup held all {len(before):,} of before it."
                if not bad
                else f"{len(bad)} missing in the backup."
            )
            if told.most:
                service = Service(directory, folder / "second", port)
                service.start()
                rate, tally = most(service, told.most)
                print(
                    f"At most {rate:.0f} a second on {os.cpu_count()} cores; half within {part(tally.took, 0.5)}",
                    end="",
                )
                print(f", the slowest twentieth {part(tally.took, 0.95)}.")
        finally:
            service.kill()
    for line in wrong + bad:
        print(line)
    return 1 if wrong or bad or len(tally.answered) == 0 else 0


if __name__ == "__main__":
    raise SystemExit(main())
