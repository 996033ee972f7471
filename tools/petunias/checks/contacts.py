"""Rules about phone numbers, e-mail addresses and places on the map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from petunias import model, phones
from petunias.checks.collection import Collection, FileView, Record
from petunias.checks.saying import listed, quoted, slug
from petunias.model import Point
from petunias.problems import Problem
from petunias.yamlfile import Key

_FAR = 60.0  # km
_EXAMPLE = "01632 960101"
# Addresses that anybody can have. Somebody may use one without thinking of it as public.
_CONSUMER = re.compile(
    r"(gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|aol|icloud|me|mac|btinternet|sky|talktalk|virginmedia|"
    r"ntlworld|tiscali|protonmail|proton|gmx|mail)\.(com|co\.uk|net|me|org|uk)"
)


def phones_can_ring(view: FileView) -> Iterator[Problem]:
    """A phone number must be one that can exist: all the digits of a UK number, or + and one from abroad."""
    for key, text in _numbers(view):
        if phones.judge(text) == "impossible" and not (key[-1] == "text" and phones.is_text_code(text)):
            yield view.error(key, f"must be one UK phone number, got {quoted(text)}.", _ring_fix(key, text))


def phones_are_in_use(view: FileView) -> Iterator[Problem]:
    """A phone number should be in a range that is in use; one digit wrong is enough to leave it."""
    for key, text in _numbers(view):
        if phones.judge(text) == "possible":
            message = f"should be a number that is in use, but {phones.spaced(text)} is in no range that we know."
            yield view.hint(key, message, "ring it, or compare it with the group's own leaflet.")


def phones_start_with_nought(view: FileView) -> Iterator[Problem]:
    """A phone number should be written with its first 0, which spreadsheets take away."""
    for key, text in _numbers(view):
        if phones.lacks_zero(text):
            yield view.hint(key, f"should start with 0, got {quoted(text)}.", f"write it as {phones.spaced(text)}.")


def texts_go_to_mobiles(view: FileView) -> Iterator[Problem]:
    """The number for text messages should be a mobile number; few people read texts to a landline."""
    for key, text in _numbers(view):
        if key[-1] == "text" and phones.judge(text) == "valid" and not phones.is_mobile(text):
            message = f"should be a mobile number, which starts with 07, got {quoted(text)}."
            yield view.hint(key, message, "move it to phone if people should ring it.")


def public_emails(collection: Collection) -> Iterator[Problem]:
    """An e-mail address that looks like somebody's own should be there only if that person is happy with it."""
    for record in collection.entries:
        email = record.item.contact.email
        if not email:
            continue
        local, _, host = email.lower().rpartition("@")
        if _CONSUMER.fullmatch(host) and not _names_the_group(local, record.item):
            message = (
                f"should be an address that its owner is glad to see in public; {quoted(email)} looks like a person's."
            )
            fix = "ask them, or use an address of the group. If they have agreed, all is well."
            yield record.hint(("contact", "email"), message, fix)


def postcodes_in_the_area(collection: Collection) -> Iterator[Problem]:
    """A postcode should lie in a locality's postcode areas, where area.yaml gives any."""
    if not collection.area:
        return
    areas = {code for locality in collection.area.item.localities for code in locality.postcodes}
    if not areas:
        return
    shown = listed(sorted(areas)) if len(areas) <= 12 else "the postcode areas in area.yaml"
    for record, key, postcode in _postcodes(collection):
        if not (postcode.split()[0] in areas or postcode[:-2] in areas):
            message = f"should lie in the area, in {shown}, got {postcode}."
            yield record.hint(key, message, "check it, or add its first part to a locality in area.yaml.")


def places_near_the_area(collection: Collection) -> Iterator[Problem]:
    """A point on the map should lie within 60 km of a locality, where area.yaml says where those are."""
    if not collection.area:
        return
    middles = [locality.at for locality in collection.area.item.localities if locality.at]
    if not middles:
        return
    for record in collection.entries:
        for index, place in enumerate(record.item.places):
            if place.at and (away := min(_kilometres(place.at, middle) for middle in middles)) > _FAR:
                message = f"should be near the area, but it is {away:,.1f} km from the nearest locality."
                yield record.hint(("places", index, "at"), message, "check lat and lon, and the minus sign of lon.")


def _numbers(view: FileView) -> Iterator[tuple[Key, str]]:
    if view.kind == "entry":
        for key in (("contact", "phone"), ("contact", "text")):
            if (text := view.at(*key)).strip():
                yield key, text
    elif view.kind in ("area", "partner"):
        yield from ((key, text) for key, text in view.texts if key and key[-1] == "phone" and text.strip())


def _ring_fix(key: Key, text: str) -> str:
    note = "; put words into phone_note" if key == ("contact", "phone") else ""
    digits = re.sub(r"[^0-9]", "", text)
    if re.search(r"[^0-9+() ./-]", text) or len(digits) > 15:
        return f"write one number in digits, such as {_EXAMPLE}{note}."
    if text.strip().startswith(("+", "00")):
        return "compare it with the group's own leaflet, digit by digit."
    if 5 <= len(digits) <= 8 and not digits.startswith("0"):
        return f"put the area code before it, such as {_EXAMPLE}."
    return f"write all its digits, 10 or 11 that start with 0, such as {_EXAMPLE}."


def _names_the_group(local: str, entry: model.Entry) -> bool:
    """Whether the address has a word of the group's own name in it, as most addresses of small groups do."""
    words = slug(f"{entry.name} {entry.provider or ''}").split("-")
    plain = re.sub(r"[^a-z]", "", local)
    initials = "".join(word[0] for word in slug(entry.name).split("-") if word)
    return any(len(word) >= 4 and word[:6] in plain for word in words) or (len(initials) >= 3 and initials in plain)


def _postcodes(collection: Collection) -> Iterator[tuple[Record[object], Key, str]]:
    for record in collection.entries:
        for index, place in enumerate(record.item.places):
            if place.postcode:
                yield record, ("places", index, "postcode"), place.postcode
    if collection.area:
        for index, practice in enumerate(collection.area.item.practices):
            if practice.postcode:
                yield collection.area, ("practices", index, "postcode"), practice.postcode


def _kilometres(here: Point, there: Point) -> float:
    """The way over the ground between two points (haversine)."""
    south, north = radians(here.lat), radians(there.lat)
    bend = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(there.lon - here.lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(bend)))
