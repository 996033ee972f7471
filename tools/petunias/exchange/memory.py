"""What the import wrote last time, kept beside the data, so that a person's own changes are never overwritten."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from petunias import yamlfile
from petunias.exchange.identity import digest

FOLDER = "imports"
_ID = re.compile(r"\w[\w .-]*")  # no slashes: people may have named a file untidily, but not outside the folder
_ABOUT = (
    "What `petunias import` wrote, so that the next import knows what people changed since. Keep it with the entries."
)


@dataclass(frozen=True, slots=True)
class Memo:
    """One row of last time: its entry, the sum of the file as it was left, the sum of what the row made.

    `ours` is false if a person changed the file and had that accepted; then no row may overwrite it. `file` is empty
    if the entry was deleted and that was accepted.
    """

    entry: str
    file: str
    made: str
    added: str
    ours: bool = True


class Damaged(Exception):
    """The memory cannot be read. Going on would overwrite what people wrote."""


def path(folder: Path, scheme: str) -> Path:
    """Where the memory of that list is kept in a directory folder."""
    return folder / FOLDER / f"{scheme}.json"


def read(folder: Path, scheme: str) -> dict[str, Memo]:
    """By source id, what is remembered; empty if nothing was imported before."""
    try:
        text = path(folder, scheme).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as trouble:
        raise Damaged(str(trouble)) from trouble
    try:
        rows = json.loads(text)["rows"]
        memos = {
            id: Memo(row["entry"], row["file"], row["made"], row["added"], row.get("ours", True))
            for id, row in rows.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise Damaged("it is not in the form in which it was written") from trouble
    # An id becomes a path, so a file that somebody sent in must not choose where the import writes.
    if not all(isinstance(memo.entry, str) and _ID.fullmatch(memo.entry) for memo in memos.values()):
        raise Damaged("it names entries that cannot be ids")
    return memos


def write(folder: Path, scheme: str, memos: Mapping[str, Memo], terms: Mapping[str, str | None]) -> bool:
    """Keeps what is to be remembered; writes nothing if that is there already. Whether it wrote.

    `terms` are the list's title, licence, attribution and address: who uses the data has to know them.
    """
    head = {"about": _ABOUT, "scheme": scheme, **{name: value for name, value in terms.items() if value}}
    # A row a line: so a change of one row is one line to look at.
    rows = [f"  {_json(id)}: {_json(_plain(memo))}" for id, memo in sorted(memos.items())]
    lines = [f"{_json(name)}: {_json(value)},\n" for name, value in head.items()]
    text = "{" + "".join(lines) + '"rows": {\n' + ",\n".join(rows) + "\n}}\n"
    place = path(folder, scheme)
    if place.is_file() and place.read_bytes() == text.encode("utf-8"):
        return False
    yamlfile.write(place, text)
    return True


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _plain(memo: Memo) -> dict[str, str | bool]:
    plain: dict[str, str | bool] = {"entry": memo.entry, "file": memo.file, "made": memo.made, "added": memo.added}
    return plain if memo.ours else {**plain, "ours": False}


def file_sum(content: bytes) -> str:
    """The sum of a file. Line ends do not count: some tools change them on the way."""
    return digest(content.replace(b"\r\n", b"\n"))
