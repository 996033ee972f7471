"""Phone numbers, e-mail and web addresses and postcodes, picked out of a cell that holds other things too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from petunias import phones as numbers
from petunias import schema

# What a stretch of digits has to look like to be meant as a phone number. The letter O is often typed for a zero, and
# spreadsheets take the first zero away.
_PHONE = re.compile(
    r"(?<![\w@/=.,:£-])(?:[(]?(?:\+ ?|00|[0O](?=[ \d(]))[\dO() ./–-]*\d|[1-9]\d{9}(?!\d))"
    r"(?: *(?:extension|extn?|x)\b[.:]? *\d{1,6})?"
)
_SHORT = re.compile(r"999|112|111|101|105|119|159|116 ?\d{3}|18000")
_WORD = re.compile(r"[^\s,;<>()\[\]:\"“”]+")
_WEB = re.compile(r"https?://[^\s<>\"“”]+|\bwww[.,][^\s<>\"“”]+", re.IGNORECASE)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)
_GAP = "\x00"  # no cell holds one
_JOINS = " \n,;/|&–-:"
_JOINING_WORDS = ("or", "and")
_LABELS = (*_JOINING_WORDS, "tel", "telephone", "phone", "call", "ring", "email", "e-mail", "website", "web")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in a cell: as it stands there, as it must be written (empty if it cannot be), and what is wrong."""

    raw: str
    value: str
    trouble: str = ""
    fix: str = ""


def phones(text: str) -> list[Found]:
    """Every phone number in the text, good and bad."""
    if _SHORT.fullmatch(text.strip()):
        return [Found(text, text.strip())]
    found = [one for match in _PHONE.finditer(text) for one in _phones(match[0].rstrip(" ./–-"))]
    if not found and re.fullmatch(r"[\dO()+ ./–-]*\d[\dO()+ ./–-]*", text):
        found = [_no_phone(text)]
    return found


def _phones(raw: str) -> list[Found]:
    digits = re.sub(r"\D", "", raw.replace("O", "0"))
    if len(digits) < 7:
        return []  # a year, a price, a house number
    if len(digits) in (21, 22) and (second := re.search(r"(?<=\d)\s+(?=\(?0\d{2,4}.{5,9}$)", raw)):
        return [*_phones(raw[: second.start()]), *_phones(raw[second.end() :])]
    if "O" in raw:
        mended = _written(raw.replace("O", "0"))
        trouble = f'must be a phone number, but "{raw}" has the letter O where a zero is meant.'
        return [Found(raw, "", trouble, f"write {mended} in the spreadsheet." if mended else "type the number again.")]
    written = _written(raw)
    if written:
        return [Found(raw, written)]
    return [_no_phone(raw)]


def _no_phone(raw: str) -> Found:
    digits = len(re.sub(r"\D", "", raw))
    why = "cannot be one" if digits in (10, 11) else f"has {digits} digits, which no number here has"
    fix = "write it as 01632 960101, with all its digits and no more."
    return Found(raw, "", f'must be a phone number, but "{raw}" {why}.', fix)


def _written(raw: str) -> str:
    return "" if numbers.judge(raw) == "impossible" else numbers.spaced(raw)


def emails(text: str) -> list[Found]:
    """Every e-mail address in the text, good and bad."""
    found = []
    for word in _WORD.findall(text):
        if "@" not in word.strip("@"):
            continue
        raw = word.strip(".'/|")
        name, _, host = raw.rpartition("@")
        address = f"{name}@{host.lower()}"
        if schema.is_email(address):
            found.append(Found(raw, address))
        else:
            trouble = f'must be an e-mail address, but "{raw}" is not one.'
            found.append(Found(raw, "", trouble, "write it like this: hello@example.org"))
    return found


def webs(text: str, *, whole: bool = True, cut_at: int = 0, places: Iterable[str] = ()) -> list[Found]:
    """Every web address in the text, good and bad; `whole`: the cell is for one, so that it may lack the http://.

    An address that an export cut off after `cut_at` signs leads nowhere: its first page stands in. A host that
    ends in the name of a place is a postal address in the wrong column.
    """
    raws = [found[0].rstrip(".,;:!?)'\"") for found in _WEB.finditer(text)]
    if not raws and whole and text and "@" not in text:
        raws = [text.strip()]
    return [_web(raw, cut_at, {re.sub(r"\W", "", place).lower() for place in places}) for raw in raws]


def _web(raw: str, cut_at: int, places: set[str]) -> Found:
    trouble, fix = f'must be a web address, but "{raw}" is not one.', "write it like this: https://www.example.org"
    address = raw if re.match(r"https?://", raw, re.IGNORECASE) else f"https://{raw}"
    scheme, _, rest = address.partition("://")
    host = re.split(r"[/?#]", rest)[0]
    ending = host.split(":")[0].rpartition(".")[2].lower()
    address = f"{scheme.lower()}://{host.lower()}{rest[len(host) :]}"
    plain = re.fullmatch(r"[a-z]{2,24}|xn--[a-z0-9-]+", ending) is not None
    known = plain and ending not in places and re.fullmatch(r"[\w.-]+(?::\d+)?", host)
    if not known or " " in raw or not schema.is_web_address(address):
        return Found(raw, "", trouble, fix)
    if cut_at and len(raw) >= cut_at:
        short = f"{scheme.lower()}://{host.lower()}/"
        return Found(raw, short, f'seems to be cut off: "{raw}". {short} stands in.', "give the whole address.")
    return Found(raw, address)


def postcodes(text: str) -> list[Found]:
    """Every full postcode in the text."""
    return [Found(match[0], f"{match[1]} {match[2]}".upper()) for match in _POSTCODE.finditer(text)]


def without(text: str, raws: Iterable[str]) -> str:
    """What is left of the text without those, and without the signs and words that only joined them."""
    for raw in raws:
        text = text.replace(raw, _GAP, 1)
    parts = text.split(_GAP)
    last = len(parts) - 1
    kept = [_trimmed(part, is_first=place == 0, is_last=place == last) for place, part in enumerate(parts)]
    return re.sub(r"\s+", " ", " / ".join(part for part in kept if part)).strip(_JOINS)


def _trimmed(part: str, *, is_first: bool, is_last: bool) -> str:
    """The part without "or" at its start and "or tel:" at its end, if something was taken out there."""
    part = part.strip(_JOINS)
    words = part.split(" ")
    while words and not is_first and words[0].lower().strip(_JOINS) in ("", *_JOINING_WORDS):
        words.pop(0)
    while words and not is_last and words[-1].lower().strip(f"{_JOINS}.") in ("", *_LABELS):
        words.pop()
    return " ".join(words).strip(_JOINS)
