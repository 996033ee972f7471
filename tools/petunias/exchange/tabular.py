"""A spreadsheet saved as CSV or TSV to rows of cells. Nothing is guessed that could be guessed wrongly."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from petunias.exchange import text as texts

LARGEST = 100_000_000  # bytes
LONGEST_CELL = 20_000  # signs; the longest field of an entry has 3,000
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
# By law of Unicode these cannot be mistaken for each other; the longer marks come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_END = "\x1e petunias: end of file \x1e"


class Unreadable(Exception):
    """The file cannot be used. Says what must be, and how to mend it."""

    def __init__(self, message: str, fix: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.fix, self.line = message, fix, line


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts, its line in the file, its cells by column (tidied).

    `trouble` says, as (column, message, fix), why the row cannot be used.
    """

    number: int
    line: int
    cells: dict[str, str]
    trouble: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file. `blank` counts the rows with nothing in them, which are no rows at all."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    blank: int
    encoding: str
    repeated: tuple[str, ...] = ()  # headers that stand there more than once: the column cannot be named


@lru_cache(maxsize=4096)
def same(name: str) -> str:
    """A column's name without the differences that nobody sees: case, blanks."""
    return re.sub(r"\s+", " ", texts.tidy(name)).casefold()


def read(path: Path, *, encoding: str = "", delimiter: str = "", header_row: int = 1) -> Table:
    """Reads the file; Unreadable if it cannot be."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable("must be smaller than 100 MB.", "split it into several files.")
        content = path.read_bytes()
    except OSError as trouble:
        fix = "check its name, and close it in other programs."
        raise Unreadable(f"cannot be read ({trouble.strerror or trouble}).", fix) from trouble
    return parse(content, encoding=encoding, delimiter=delimiter, header_row=header_row)


def parse(content: bytes, *, encoding: str = "", delimiter: str = "", header_row: int = 1) -> Table:
    """The table in the bytes; Unreadable if there is none."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            "must be a CSV file, but this is a spreadsheet program's own file.",
            'open it there, choose "Save as" or "Download", and choose CSV (UTF-8).',
        )
    text, used = _decode(content, encoding)
    mark = DELIMITERS.get(delimiter, "")
    if named := re.match(r"sep=([,;\t|])\r?\n", text):  # how Excel tells itself
        text, mark = "\n" + text[named.end() :], mark or named[1]
        header_row += 1
    records = list(_records(text, mark or _sniff(text, header_row)))
    before = [record for record in records if record[0] <= header_row]
    if not before or before[-1][0] != header_row or not any(map(str.strip, before[-1][2])):
        message = "must hold a row with the names of the columns, and rows under it."
        raise Unreadable(message, "check that it is the right file, and its header_row in the mapping.")
    names = [texts.one_line(texts.tidy(name)) for name in before[-1][2]]
    while names and not names[-1]:
        names.pop()
    data = records[len(before) :]
    full = [record for record in data if any(cell.strip() for cell in record[2])]
    folded = [same(name) for name in names]
    return Table(
        columns=tuple(names),
        rows=tuple(_row(names, *record) for record in full),
        blank=len(data) - len(full),
        encoding=used,
        repeated=tuple(dict.fromkeys(name for name in names if name and folded.count(same(name)) > 1)),
    )


def _row(names: list[str], number: int, line: int, cells: list[str]) -> Row:
    while len(cells) > len(names) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != len(names):
        many = (
            "a comma or a quotation mark is missing or too many" if len(cells) < 50 else "a quotation mark is missing"
        )
        message = f"must have {len(names)} cells, as the first row has, but has {len(cells)}."
        return Row(number, line, {}, ("", message, f"look at this row in the spreadsheet; often {many}."))
    for name, cell in zip(names, cells, strict=True):
        if len(cell) > LONGEST_CELL:
            message = f"must not hold more than {LONGEST_CELL:,} letters, but holds {len(cell):,}."
            return Row(number, line, {}, (name, message, "shorten the text in the cell."))
        if texts.has_control_characters(cell):
            message = "must not hold unseen control characters, but one is there."
            return Row(number, line, {}, (name, message, "delete the cell's text and type it again."))
    return Row(number, line, {same(name): texts.tidy(cell) for name, cell in zip(names, cells, strict=True)})


def _decode(content: bytes, encoding: str) -> tuple[str, str]:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if not marked and not encoding and content[:4000].count(0) > len(content[:4000]) // 5:
        # UTF-16 without its mark: in Latin text every other byte is zero, the second of each pair in little-endian.
        marked = "utf-16-le" if content[1:4000:2].count(0) > content[0:4000:2].count(0) else "utf-16-be"
    tried = [marked or encoding] if marked or encoding else ["utf-8", "cp1252"]
    for name in tried:
        try:
            return content.decode(name), name
        except UnicodeDecodeError:
            continue
        except LookupError as trouble:
            message = f'must be read with an encoding that exists, but the mapping says "{encoding}".'
            raise Unreadable(message, "use utf-8, utf-16 or cp1252, or leave it out.") from trouble
    line = 0
    raise Unreadable(
        f"must be saved as UTF-8, but holds bytes that are not {' or '.join(tried)}.",
        'save it again as "CSV UTF-8".',
        line,
    )


def _sniff(text: str, header_row: int) -> str:
    """The sign that parts the header into the most cells. A header has no sentences, so it cannot deceive."""
    counts = {}
    for mark in DELIMITERS.values():
        head = next((cells for number, _, cells in _records(text, mark) if number >= header_row), [])
        counts[mark] = len([cell for cell in head if cell.strip()])
    return max(counts, key=lambda mark: counts[mark])


def _records(text: str, mark: str) -> Iterator[tuple[int, int, list[str]]]:
    """Every record as (number, line, cells), blank ones too. Unreadable if a quotation mark is never closed."""
    csv.field_size_limit(LARGEST)
    # What follows the end tells whether the last quotation mark was closed: else it is swallowed.
    source = text if text.endswith(("\n", "\r")) else f"{text}\n"
    reader = csv.reader(io.StringIO(source + _END, newline=""), delimiter=mark, strict=False)
    line = 1
    try:
        for number, cells in enumerate(reader, 1):
            if cells and cells[-1].endswith(_END):
                if cells != [_END]:
                    raise Unreadable(
                        "must close every quotation mark, but one that opens here is never closed.",
                        'look at the cell that starts with " in this row, and put a " at its end.',
                        line,
                    )
                return
            yield number, line, cells
            line = reader.line_num + 1
    except csv.Error as trouble:
        fix = "open it in a spreadsheet program and save it again as CSV (UTF-8)."
        raise Unreadable(f"is not written as CSV ({trouble}).", fix, line) from trouble
