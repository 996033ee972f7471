"""Where things are: the point of an entry, and the places of an area that somebody may write."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from petunias.model import Area, Entry
from petunias.search.index import Place, Point

EARTH = 6371.0088  # km, the mean radius
REACH = 25.0  # km: postcodes farther than this from everything are of no use to an area
_SIDES = frozenset({"north", "south", "east", "west"})  # people say "on the south side"
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9])[A-Z]{2}")


@cache
def uk() -> dict[str, Point]:
    """Every postcode sector (`CT19 4`) and district (`CT19`) with its middle, in degrees."""
    found: dict[str, Point] = {}
    for name in ("uk-outcodes.csv", "uk-postcode-sectors.csv"):
        with (Path(__file__).with_name("data") / name).open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            found.update({code: (float(lat), float(lon)) for code, lat, lon in rows})
    return found


def kilometres(one: Point, other: Point) -> float:
    """The way from one point to another on the ground, by the haversine formula."""
    (lat, lon), (lat2, lon2) = map(radians, one), map(radians, other)
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


class Gazetteer:
    """The places of one area."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._own = {
            code.upper().replace(" ", ""): locality for locality in area.localities for code in locality.postcodes
        }

    def point(self, entry: Entry) -> Point | None:
        """Where an entry is: its first place, else its only locality; None for a secret or the whole area."""
        if entry.private_address:
            return None
        for place in entry.places:
            if place.at:
                return place.at.lat, place.at.lon
            if place.postcode and (point := self.postcode(place.postcode)):
                return point
        if len(entry.localities) == 1:
            at = self._area.locality(entry.localities[0]).at
            return (at.lat, at.lon) if at else None
        return None

    def postcode(self, text: str) -> Point | None:
        """The middle of a postcode's sector, or of its district; the area's own districts may be placed by locality."""
        match = _POSTCODE.fullmatch(text.strip().upper())
        district, sector = (match[1], f"{match[1]} {match[2]}") if match else (text.strip().upper(), "")
        known = uk().get(sector) or uk().get(district)
        if known:
            return known
        locality = self._own.get(district.replace(" ", ""))
        return (locality.at.lat, locality.at.lon) if locality and locality.at else None

    def places(self, points: Iterable[Point | None]) -> list[Place]:
        """What somebody may write for a place: localities and their other names, and the postcodes near by.

        `points` are those of the entries.
        """
        made: dict[str, Place] = {}
        for locality in self._area.localities:
            at = (locality.at.lat, locality.at.lon) if locality.at else None
            short = locality.name.removesuffix(f" {self._area.name}")
            sides = (f"{short} side", f"{short}side") if short.casefold() in _SIDES else ()
            for name in (locality.name, *locality.also, short, *sides):
                made.setdefault(name, Place(name, locality.id, at))
            for code in locality.postcodes:
                made.setdefault(code, Place(code, locality.id, uk().get(code.upper()) or at))
        for place in self._near(points):
            made.setdefault(place.name, place)
        return list(made.values())

    def _near(self, where: Iterable[Point | None]) -> Iterator[Place]:
        """Sectors and districts within reach of the area's points."""
        points = {(round(p[0], 2), round(p[1], 2)) for p in where if p}
        points |= {(round(o.at.lat, 2), round(o.at.lon, 2)) for o in self._area.localities if o.at}
        points |= {uk()[code] for code in self._own if code in uk()}
        if not points:
            return
        south, north = min(p[0] for p in points) - REACH / 111, max(p[0] for p in points) + REACH / 111
        west, east = min(p[1] for p in points) - REACH / 60, max(p[1] for p in points) + REACH / 60
        for code, (lat, lon) in uk().items():
            if (
                south <= lat <= north
                and west <= lon <= east
                and any(kilometres((lat, lon), p) <= REACH for p in points)
            ):
                locality = self._own.get(code.split(" ")[0])
                yield Place(code, locality.id if locality else None, (lat, lon))
