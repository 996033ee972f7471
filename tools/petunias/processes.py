"""A second process for long work: the same function over many items, in a forked copy of this one.

Forking shares what has been read without copying it, which is why a large directory needs no more than one read.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH = 500  # items; below that a second process costs more than it saves
BATCH = 25  # items sent back at a time


def can_help(count: int) -> bool:
    """Whether a second process would help: much to do, a second core, and nothing running that a fork would break."""
    return (
        count >= WORTH
        and "fork" in multiprocessing.get_all_start_methods()
        and len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)) > 1
        and threading.active_count() == 1
    )


class Helper(Generic[Item, Result]):
    """Works through `items` in a process of its own, from the moment it is made. Its results come in order.

    An exception in `work` comes out here, as a RuntimeError with its words unless it can be sent as it is.
    """

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> None:
        context: Any = multiprocessing.get_context("fork")
        self._here, there = context.Pipe(duplex=False)
        self._left = len(items)
        # What is there already stays where it is: the collector would only copy it page by page.
        gc.freeze()
        self._process = context.Process(target=_work, args=(work, items, there), daemon=True)
        self._process.start()
        there.close()

    def ready(self) -> Iterator[Result]:
        """The results that are there by now."""
        while self._left and self._here.poll():
            yield from self._take()

    def rest(self) -> Iterator[Result]:
        """All results that have not come out yet; waits for them."""
        while self._left:
            yield from self._take()
        self.stop()

    def stop(self) -> None:
        """Ends the process, finished or not."""
        self._left = 0
        self._here.close()
        if self._process.is_alive():
            self._process.join(timeout=1)
            self._process.terminate()
        self._process.join()

    def _take(self) -> list[Result]:
        try:
            trouble, results = self._here.recv()
        except EOFError:
            raise RuntimeError("a second process of the build was stopped from outside") from None
        if trouble is not None:
            raise trouble
        self._left -= len(results)
        return list(results)


def _work(work: Callable[[Item], Result], items: Sequence[Item], there: Connection) -> None:
    gc.disable()
    try:
        for start in range(0, len(items), BATCH):
            there.send((None, [work(item) for item in items[start : start + BATCH]]))
    except BrokenPipeError:
        pass  # nobody listens any more
    except Exception as trouble:  # noqa: BLE001 - it is raised again in the process that waits
        try:
            there.send((trouble, []))
        except Exception:  # noqa: BLE001 - what cannot be sent is sent as words
            there.send((RuntimeError(f"{type(trouble).__name__}: {trouble}"), []))
    there.close()
