"""What a booklet of 1,000 entries costs: `make bench-booklet`, or `python benchmarks/booklet.py 1000`.

Seconds on the clock, seconds of the processor, and the most memory that the process held.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from generate import TODAY, generate
from petunias import reading
from petunias.resources import surroundings
from petunias.site.assets import paper_style
from petunias.site.maker import Maker
from petunias.site.making import Plan
from petunias.site.paper.booklet import booklet
from petunias.site.paper.pdf import document


def main(count: int) -> None:
    """Makes the booklet of a made-up area that is not divided, and prints what it took."""
    with tempfile.TemporaryDirectory(prefix="petunias-bench-") as place:
        folder = Path(place)
        generate(count, folder)
        clock, work = time.perf_counter(), time.process_time()
        around = surroundings(folder)
        plan = Plan(reading.read_or_raise(folder), around.overrides, TODAY)
        maker = Maker(plan.editions[0])
        made = booklet(maker, None)
        pdf = document(maker, made, paper_style(around.overrides)).pdf()
        clock, work = time.perf_counter() - clock, time.process_time() - work
    # macOS counts in bytes, Linux in KiB.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    print(f"{made.values['count']:,} entries listed, {len(pdf) / 2**20:.1f} MiB: ", end="")
    print(f"{clock:.0f} s on the clock, {work:.0f} s of work, {memory:.0f} MiB of memory")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
