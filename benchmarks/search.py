"""What a search costs, beside Pagefind and MiniSearch on the same entries in one run: `make bench-search`.

For each size: the bytes of a cold search of one word with ten results, the words of five people, over a server that packs
as servers do; then the time of fifty questions in Chromium, its processor slowed down four times. Engines take turns, so
that a busy machine is unfair to all alike. `python benchmarks/search.py 300` is quick.
"""

from __future__ import annotations

import json
import math
import re
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from chromium import ARGS
from search_questions import BEGUN, COLD, SENTENCES, SLIPPED, WORDS, questions, slip
from search_site import Site, build, least, sent

HERE = Path(__file__).resolve().parent
IN_PAGE = f"() => {{ {(HERE / 'search-page.js').read_text(encoding='utf-8')} }}"
SLOWER = 4
ROUNDS = 5
PAGE_ROUNDS = 2
KINDS = ("manifest", "words", "spelling", "cards", "other")  # of our files
BYTES_BUDGET = 0.6  # of Pagefind's
FIRST_BUDGET = 300.0  # milliseconds, at 1,000 entries


@dataclass(frozen=True)
class Cold:
    """What one cold search loaded, in bytes; `hits` is how many answers it had."""

    hits: int
    requests: int
    script: int
    files: int
    page: int
    packed: int  # of script and files, if the server packed every file
    kinds: dict[str, int]  # files, by what they are

    @property
    def whole(self) -> int:
        """Script and files."""
        return self.script + self.files


@dataclass(frozen=True)
class Times:
    """Milliseconds. `first` one a round; the others one a question."""

    first: list[float]
    later: list[float]
    again: list[float]
    found: dict[str, int]


def main(sizes: list[int]) -> None:
    """Prints the tables, in Markdown."""
    if not (HERE / "node_modules" / "pagefind").is_dir():
        raise SystemExit("The peers are not installed. Run: make bench-search")
    with tempfile.TemporaryDirectory(prefix="petunias-search-") as place, sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGS))
        peers = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
        said = ", ".join(f"{name} {version}" for name, version in sorted(peers.items()))
        print(f"Chromium {browser.version}, processor slowed down {SLOWER} times for the times; {said}")
        for size in sizes:
            _bench(size, Path(place) / str(size), browser)
        browser.close()


def _bench(size: int, place: Path, browser: Browser) -> None:
    folder = build(size, place)
    site = Site(folder)
    try:
        _bytes_table(size, site, browser)
        _times_table(size, site, browser)
    finally:
        site.close()
        shutil.rmtree(place)


# ---- Bytes


def _bytes_table(size: int, site: Site, browser: Browser) -> None:
    ours = [_cold(site, browser, word, _our_search) for word in COLD]
    theirs = [_cold(site, browser, word, _pagefind_search) for word in COLD]
    print(f"\n## {size:,} entries\n\nCold search of one word with ten results, bytes sent\n")
    print(f"| | {' | '.join(COLD)} | median | largest |\n|---|{'---:|' * (len(COLD) + 2)}")

    def row(name: str, found: list[Cold], read: Callable[[Cold], int]) -> list[float]:
        values = [read(one) for one in found]
        numbers = [*values, round(statistics.median(values)), max(values)]
        print(f"| {name} | {' | '.join(f'{number:,}' for number in numbers)} |")
        return [float(number) for number in numbers]

    mine = row("**Petunias**", ours, lambda one: one.whole)
    row("- its scripts", ours, lambda one: one.script)
    row("- its files", ours, lambda one: one.files)
    for kind in KINDS:
        row(f"- - {kind}", ours, partial(_of_kind, kind))
    row("- if .bin were packed too", ours, lambda one: one.packed)
    row("- apart: page, style, pictures", ours, lambda one: one.page)
    row("- requests", ours, lambda one: one.requests)
    row("- answers", ours, lambda one: one.hits)
    other = row("**Pagefind**", theirs, lambda one: one.whole)
    row("- its scripts", theirs, lambda one: one.script)
    row("- its wasm, index, fragments", theirs, lambda one: one.files)
    row("- requests", theirs, lambda one: one.requests)
    row("- answers", theirs, lambda one: one.hits)
    ratios = [one / two for one, two in zip(mine, other, strict=True)]
    print(f"| **Petunias : Pagefind** | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    whole = sum(len(sent(site.folder / "peers" / name)) for name in ("minisearch.js", "minisearch.json"))
    print(f"\nMiniSearch loads all that it has before the first search: {whole:,} bytes.")
    _judge("median of the bytes", ratios[-2], BYTES_BUDGET, "times Pagefind's")


def _cold(site: Site, browser: Browser, word: str, search: Callable[[Page, Site, str], int]) -> Cold:
    context = browser.new_context()
    page = context.new_page()
    site.asked.clear()
    hits = search(page, site, word)
    page.wait_for_load_state("networkidle")
    asked = list(site.asked)
    context.close()
    scripts = [path for path in asked if path.suffix == ".js"]
    inside = [
        path for path in asked if path.suffix != ".js" and path.relative_to(site.folder).parts[0] in ("search", "peers")
    ]
    rest = [path for path in asked if path not in scripts and path not in inside]
    return Cold(
        hits=hits,
        requests=len(scripts) + len(inside),
        script=sum(len(sent(path)) for path in scripts),
        files=sum(len(sent(path)) for path in inside),
        page=sum(len(sent(path)) for path in rest),
        packed=sum(least(path) for path in scripts + inside),
        kinds={kind: sum(len(sent(path)) for path in inside if _kind(path) == kind) for kind in KINDS},
    )


def _kind(path: Path) -> str:
    name = path.name.split(".")[0]
    if re.fullmatch(r"c\d+", name):
        return "cards"
    return "words" if re.fullmatch(r"w\d+", name) else name if name in KINDS else "other"


def _of_kind(kind: str, one: Cold) -> int:
    return one.kinds[kind]


def _our_search(page: Page, site: Site, word: str) -> int:
    page.goto(f"{site.url}find/#q={word}")
    page.wait_for_selector(f'[data-answers][data-ready="{word}"]')
    told = re.match(r"[\d,]+", page.inner_text("[data-status]"))
    return int(told[0].replace(",", "")) if told else 0


def _pagefind_search(page: Page, site: Site, word: str) -> int:
    page.goto(f"{site.url}blank")
    page.evaluate(IN_PAGE)
    return int(page.evaluate("word => pagefindTen('/peers/pagefind/pagefind.js', word)", word))


# ---- Times


def _times_table(size: int, site: Site, browser: Browser) -> None:
    asked = questions()
    page = (site.folder / "find" / "index.html").read_text(encoding="utf-8")
    script = _attribute(page, "data-search-script", site.folder / "find")
    manifest = Path(_attribute(page, "data-search", site.folder / "find")).name
    names = [path.name for path in (site.folder / "search").iterdir() if _kind(path) != "cards"]
    engines: dict[str, tuple[str, str, list[Any]]] = {
        "Petunias": (script, "([queries, ...more]) => petuniasTimes(...more, queries)", ["/search/", manifest, names]),
        "MiniSearch": (
            "/peers/minisearch.js",
            "([queries, ...more]) => miniTimes(...more, queries)",
            ["/peers/minisearch.json", "OR"],
        ),
        "MiniSearch, every word must fit": (
            "/peers/minisearch.js",
            "([queries, ...more]) => miniTimes(...more, queries)",
            ["/peers/minisearch.json", "AND"],
        ),
    }
    rounds: dict[str, list[tuple[list[str], dict[str, Any]]]] = {name: [] for name in engines}
    # A round begins with another kind of question each: the first answer is not alike for all.
    starts = [asked.index(one) for one in (WORDS[0], SENTENCES[0], slip(SLIPPED[0], 0), BEGUN[0], WORDS[1])]
    for number in range(ROUNDS):
        turned = asked[starts[number] :] + asked[: starts[number]]
        for name, (address, call, more) in engines.items():
            with _slow(browser, site.url + "blank") as slow:
                slow.add_script_tag(url=address)
                rounds[name].append((turned, slow.evaluate(call, [turned, *more])))
    typed: list[list[float]] = []
    for number in range(PAGE_ROUNDS):
        turned = asked[starts[number] :] + asked[: starts[number]]
        with _slow(browser, site.url + "find/") as slow:
            typed.append(slow.evaluate("pageTimes", turned))
    print("\nFifty questions, milliseconds: median, and 19 of 20 within\n")
    print("| | first, from the data's arrival | worst first | later, median | later, p95 | asked again, median | p95 |")
    print(f"|---|{'---:|' * 6}")
    found = {name: _gathered(rounds[name]) for name in engines}
    for name, times in found.items():
        numbers = [statistics.median(times.first), max(times.first)]
        numbers += [
            statistics.median(times.later),
            _p95(times.later),
            statistics.median(times.again),
            _p95(times.again),
        ]
        print(f"| {name} | {' | '.join(f'{number:,.1f}' for number in numbers)} |")
    first, later = [one[0] for one in typed], [time for one in typed for time in one[1:]]
    print(
        f"\nOn /find/, from the last key to the answer on the page, of which 200 ms wait for the next key: first {statistics.median(first):,.0f}, later {statistics.median(later):,.0f}, p95 {_p95(later):,.0f}."
    )
    empty = {name: sum(not number for number in times.found.values()) for name, times in found.items()}
    print(f"Questions without an answer: {', '.join(f'{name} {number}' for name, number in empty.items())}.")
    begun = ", ".join(f"“{turned[0]}” {told['first']:,.0f}" for turned, told in rounds["Petunias"])
    print(f"Our first answers: {begun}.")
    worst = Counter(dict(zip(asked, found["Petunias"].later, strict=True))).most_common(3)
    print(f"Our slowest: {', '.join(f'“{question}” {time:,.1f}' for question, time in worst)}.")
    _judge("p95", _p95(found["Petunias"].later), _p95(found["MiniSearch"].later), "ms, MiniSearch's")
    if size == 1000:
        _judge("worst first answer", max(found["Petunias"].first), FIRST_BUDGET, "ms")


def _attribute(page: str, name: str, folder: Path) -> str:
    """The address in an attribute of a page in `folder`, from the top of the site."""
    found = re.search(rf'{name}="([^"]+)"', page)
    assert found, name
    return "/" + (folder / found[1]).resolve().relative_to(folder.parent.resolve()).as_posix()


@contextmanager
def _slow(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(0)
    page.goto(url)
    page.evaluate(IN_PAGE)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def _gathered(rounds: Sequence[tuple[list[str], dict[str, Any]]]) -> Times:
    """The median of each question over the rounds in which it was not the first."""
    later: dict[str, list[float]] = {}
    again: dict[str, list[float]] = {}
    found: dict[str, int] = {}
    for turned, told in rounds:
        found.update(zip(turned, told["found"], strict=True))
        for question, time in zip(turned[1:], told["later"], strict=True):
            later.setdefault(question, []).append(time)
        for question, time in zip(turned, told["again"], strict=True):
            again.setdefault(question, []).append(time)
    order = questions()
    return Times(
        first=[told["first"] for _, told in rounds],
        later=[statistics.median(later[question]) for question in order],
        again=[statistics.median(again[question]) for question in order],
        found=found,
    )


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def _judge(what: str, value: float, budget: float, unit: str) -> None:
    print(
        f"\n{'Holds' if value <= budget else '**Does not hold**'}: {what} {value:,.2f}, at most {budget:,.2f} {unit}."
    )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 10000])
