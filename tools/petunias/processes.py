"""A second process for long work, forked from this one, and the line over which the two talk."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

WORTH = 500  # items; below that a second process costs more than it saves


def can_help(count: int) -> bool:
    """Whether a second process would help: much to do, a second core, and nothing running that a fork would break."""
    return (
        count >= WORTH
        and hasattr(os, "fork")
        and len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)) > 1
        and threading.active_count() == 1
    )


@contextmanager
def asked(question: Callable[[], bool], count: int) -> Iterator[Callable[[], bool]]:
    """Puts a question about `count` items to a second process, which looks into it meanwhile; gives the answer.

    No answer, as that process was stopped from outside, is a no. Where it would not help, this one looks when asked.
    """
    if not can_help(count):
        yield question
        return
    here, there = os.pipe()
    child = os.fork()
    if not child:
        _answer(question, there)
    os.close(there)

    @cache
    def answer() -> bool:
        return os.read(here, 1) == b"y"

    try:
        yield answer
    finally:
        os.close(here)
        os.waitpid(child, 0)


def _answer(question: Callable[[], bool], line: int) -> NoReturn:
    """Writes the answer, and ends this process at once: the rest of the program is not for it."""
    with suppress(BaseException):
        os.write(line, b"y" if question() else b"n")
    os._exit(0)


@contextmanager
def uncollected(*, ending: bool = False) -> Iterator[None]:
    """Without the collector of garbage: where much is made that is kept, it would walk it all again and again.

    Where the program is `ending` it does not walk what is there afterwards, either.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ending:
            gc.freeze()
        if collects:
            gc.enable()


class Line:
    """One end of the line between two processes. What goes wrong at the other end comes out of `receive`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def send(self, value: object) -> None:
        """Sends anything that can be pickled."""
        self._connection.send((None, value))

    def receive(self) -> Any:
        """What the other end has sent; waits for it."""
        try:
            trouble, value = self._connection.recv()
        except (EOFError, ConnectionError):
            raise RuntimeError("a second process of the build was stopped from outside") from None
        if trouble is not None:
            raise trouble
        return value

    def waiting(self) -> bool:
        """Whether something is there to be received."""
        return self._connection.poll()

    def fail(self, trouble: Exception) -> None:
        """Sends an exception, which is raised at the other end: as it is, or as a RuntimeError with its words."""
        try:
            self._connection.send((trouble, None))
        except Exception:  # noqa: BLE001 - what cannot be sent is sent as words
            self._connection.send((RuntimeError(f"{type(trouble).__name__}: {trouble}"), None))

    def close(self) -> None:
        """Hangs up."""
        self._connection.close()


class Helper:
    """A second process, which does `work` from the moment it is made. The two talk over a line."""

    def __init__(self, work: Callable[[Line], None]) -> None:
        import multiprocessing  # noqa: PLC0415

        context: Any = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        self.line = Line(here)
        # What is there already stays where it is: the collector would only copy it page by page.
        gc.freeze()
        self._process = context.Process(target=_work, args=(work, Line(there), self.line), daemon=True)
        self._process.start()
        there.close()

    def stop(self) -> None:
        """Ends the process, finished or not."""
        self.line.close()
        if self._process.is_alive():
            self._process.join(timeout=1)
            self._process.terminate()
        self._process.join()


def _work(work: Callable[[Line], None], line: Line, others: Line) -> None:
    others.close()  # else nobody would notice that the other process has gone
    gc.disable()
    with suppress(ConnectionError):  # nobody listens any more
        try:
            work(line)
        except ConnectionError:
            raise
        except Exception as trouble:  # noqa: BLE001 - it is raised again in the process that waits
            line.fail(trouble)
    line.close()
