"""What each part of the search is worth: `python benchmarks/ablation.py`, part of `make bench-search`.

Three sets of labelled questions: of two made-up towns with entries of their own, and of Anytown as it stands. For the whole
search, and with each part left out: nDCG@10 (gain 2^grade - 1), the share of questions that have an answer and got
none, and the share of questions that have no answer and got one.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generate import TODAY
from petunias import reading
from petunias.model import Confirmed, Contact, Directory, Entry
from petunias.search.engine import Engine
from petunias.site.finding import ready

ROOT = Path(__file__).resolve().parents[1]
SETS = ROOT / "tests" / "search"
PARTS = {
    "words": "the thesaurus",
    "attributes": "attributes (day, cost, language and such)",
    "spelling": "mended spelling and begun words",
    "hints": "hints of the thesaurus",
    "names": "names in full",
    "cutoff": "the cut-off",
}
# The made-up town says `self-referral`, which here is to ring first.
ACCESS = {"self-referral": "contact-first"}


@dataclass(frozen=True)
class Marks:
    """How well one set of questions was answered."""

    gain: float
    nothing: float
    false: float


def main() -> None:
    """Prints the table, in Markdown."""
    options = argparse.ArgumentParser(description="What each part of the search is worth.")
    options.add_argument(
        "--dev", type=Path, default=SETS / "dev", help="folder with the entries.json and queries.json of a town"
    )
    options.add_argument("--second", type=Path, default=SETS / "second", help="the same of another town")
    options.add_argument(
        "--anytown", type=Path, default=SETS / "anytown-queries.json", help="questions about Anytown, as queries.json"
    )
    given = options.parse_args()
    anytown = reading.read_or_raise(ROOT / "directory")

    def town(folder: Path) -> tuple[Directory, Any]:
        entries = tuple(_entries(_load(folder / "entries.json")))
        return replace(anytown, entries=entries), _load(folder / "queries.json")

    sets = {
        "dev": town(given.dev),
        "second": town(given.second),
        "Anytown": (anytown, _load(given.anytown)),
    }
    for name, (directory, questions) in sets.items():
        bad = sum(not question["relevant"] for question in questions)
        print(
            f"{name}: {len(directory.entries)} entries, {len(questions) - bad} questions with an answer, {bad} without"
        )
    head = [f"{name} {measure}" for name in sets for measure in ("nDCG@10", "no answer", "false hits")]
    print(f"\n| | {' | '.join(head)} |\n|---|{'---:|' * len(head)}")
    whole = {name: _marks(*one) for name, one in sets.items()}
    print(_row("the whole search", whole.values()))
    for part, what in PARTS.items():
        print(_row(f"without {what}", (_marks(*one, part) for one in sets.values()), whole.values()))


def _load(path: Path) -> Any:
    if not path.is_file():
        raise SystemExit(f"{path} is not there. Name the questions with --dev FOLDER and --anytown FILE.")
    return json.loads(path.read_text(encoding="utf-8"))


def _entries(data: Iterable[dict[str, Any]]) -> Iterable[Entry]:
    for one in sorted(data, key=lambda one: str(one["id"])):
        yield Entry(
            id=one["id"],
            name=one["name"],
            domains=tuple(one["domains"]),
            summary=one["summary"],
            contact=Contact(phone="01632 960000"),
            description=one["description"] or None,
            localities=(one["locality"],),
            cost=one["cost"],
            access=(ACCESS.get(one["access"], one["access"]),),
            confirmed=Confirmed(TODAY, "provider"),
            keywords=tuple(one.get("tags") or ()),
        )


def _marks(directory: Directory, questions: Sequence[Mapping[str, Any]], without: str = "") -> Marks:
    # Without its words the index has no concepts at all; every other part is left out by the engine alone.
    found = ready(directory, ROOT / "directory", TODAY, words=without != "words")
    engine = Engine(found.script, found.index, found.ids, [without] if without else [])
    gains, nothing, false = [], [], []
    for question in questions:
        hits = [hit.id for hit in engine.ask(question["query"]).hits]
        if question["relevant"]:
            gains.append(_gain(hits, question["relevant"]))
            nothing.append(not hits)
        else:
            false.append(bool(hits))
    return Marks(_mean(gains), _mean(nothing), _mean(false))


def _gain(hits: Sequence[str], grades: Mapping[str, int]) -> float:
    best = _discounted(sorted(grades.values(), reverse=True))
    return _discounted([grades.get(id, 0) for id in hits]) / best


def _discounted(grades: Sequence[int]) -> float:
    return math.fsum(((1 << grade) - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _row(name: str, found: Iterable[Marks], beside: Iterable[Marks] = ()) -> str:
    cells = []
    others = list(beside)
    for number, marks in enumerate(found):
        change = f" ({marks.gain - others[number].gain:+.3f})" if others else ""
        cells += [f"{marks.gain:.3f}{change}", f"{marks.nothing:.0%}", f"{marks.false:.0%}"]
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
