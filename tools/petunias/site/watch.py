"""Watching folders without eating a core: a thread stamps them once a second and rings a bell, which is one small file.

MkDocs looks at every watched file twice a second; with 10,000 entries that is a quarter of a core. It watches the bell.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path


def stamp(places: Sequence[Path], but: str = "") -> str:
    """A digest over name, time and size of every file in the places, `but` for one folder. Hidden ones do not count."""
    digest = hashlib.sha256()
    waiting = [str(place) for place in places if place.exists()]
    while waiting:
        place = waiting.pop()
        try:
            if Path(place).is_dir():
                with os.scandir(place) as found:
                    inside = sorted(found, key=lambda item: item.name)
                for item in inside:
                    if item.name.startswith(".") or item.name == "__pycache__":
                        continue
                    if item.is_dir():
                        if item.path != but:
                            waiting.append(item.path)
                    else:
                        known = item.stat()
                        digest.update(f"{item.path}\0{known.st_mtime_ns}\0{known.st_size}\n".encode())
            else:
                known = Path(place).stat()
                digest.update(f"{place}\0{known.st_mtime_ns}\0{known.st_size}\n".encode())
        except OSError:
            digest.update(f"{place}\0gone\n".encode())  # removed while we looked; the next stamp will differ
    return digest.hexdigest()


class Bell:
    """Writes to its file whenever something in the places is no longer as it was when `look` was last called."""

    def __init__(self, places: Sequence[Path], file: Path, seconds: float = 1.0) -> None:
        self.places, self.file, self.seconds = tuple(places), file, seconds
        self.look()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="petunias-bell")
        file.write_text("0", encoding="ascii")

    def look(self) -> None:
        """Remembers how things are now: a build is about to read them.

        What it reads may be gone again before the next round, which then would see no change at all.
        """
        self._last = stamp(self.places)

    def start(self) -> None:
        """Begins to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the watching; waits for the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self.seconds):
            found = stamp(self.places)
            if found != self._last:
                self._last = found
                self.file.write_text(found, encoding="ascii")


def hung(places: Sequence[Path]) -> Bell:
    """A bell for the places, in a temporary folder of its own."""
    return Bell(places, Path(tempfile.mkdtemp(prefix="petunias-bell-")) / "bell")


def taken_down(bell: Bell) -> None:
    """Ends the watching of a bell that was hung, and removes its folder."""
    bell.stop()
    shutil.rmtree(bell.file.parent, ignore_errors=True)
