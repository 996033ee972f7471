"""Smaller PNG files: a screenshot has few colours, and a file that lists them is half as large."""

from __future__ import annotations

import struct
import zlib
from collections import Counter

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTE = 256
_LISTED = 3  # each pixel is the number of a colour
_BYTES = {2: 3, 6: 4, _LISTED: 1}  # bytes a pixel: RGB, RGBA, a number


def lean(png: bytes) -> bytes:
    """The same picture with at most 256 colours: the most frequent as they are, the others as the nearest of those."""
    width, height, colours = pixels(png)
    kept = [colour for colour, _ in Counter(colours).most_common(_PALETTE)]
    place = {colour: number for number, colour in enumerate(kept)}
    for colour in set(colours) - place.keys():
        place[colour] = min(range(len(kept)), key=lambda number: _apart(kept[number], colour))
    numbers = bytes(place[colour] for colour in colours)
    rows = b"".join(b"\0" + numbers[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, _LISTED, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", b"".join(kept)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in parts)


def size(png: bytes) -> tuple[int, int]:
    """The width and the height in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and every pixel as three bytes, of what Chromium or `lean` has written."""
    (width, height, depth, kind, *rest) = struct.unpack(">IIBBBBB", png[16:29])
    if png[:8] != _SIGNATURE or depth != 8 or kind not in _BYTES or rest != [0, 0, 0]:
        raise ValueError("not a PNG of the kind that Chromium writes")
    chunks = _chunks(png)
    palette = b"".join(data for name, data in chunks if name == b"PLTE")
    data = zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT"))
    step = _BYTES[kind]
    before = bytearray(width * step)
    found: list[bytes] = []
    for row in range(height):
        start = row * (width * step + 1)
        line = bytearray(data[start + 1 : start + 1 + width * step])
        _unfilter(data[start], line, before, step)
        if kind == _LISTED:
            found += [palette[number * 3 : number * 3 + 3] for number in line]
        else:
            found += [bytes(line[at : at + 3]) for at in range(0, len(line), step)]
        before = line
    return width, height, found


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    """PNG keeps each byte as its difference from a neighbour: none, left, above, their middle, or Paeth's choice."""
    for at in range(len(line)):
        left = line[at - step] if at >= step else 0
        if kind == 1:
            line[at] = (line[at] + left) & 255
        elif kind == 2:
            line[at] = (line[at] + above[at]) & 255
        elif kind == 3:
            line[at] = (line[at] + (left + above[at]) // 2) & 255
        elif kind == 4:
            line[at] = (line[at] + _paeth(left, above[at], above[at - step] if at >= step else 0)) & 255


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def _apart(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += length + 12
    return found


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
