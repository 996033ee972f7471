"""One line on the terminal that says how far the work is, if it takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0  # seconds; who waits no longer need not be told


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Gives a function to be told how much is done, of how much; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    told = False

    def watch(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - started >= PATIENCE:
            told = True
            sys.stderr.write(f"\r{what}: {done:,} of {total:,} files ")
            sys.stderr.flush()

    try:
        yield watch
    finally:
        if told:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
