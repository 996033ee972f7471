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
_EMAIL = re.compile(r"[^\s,;<>()\[\]:\"“”]*@[^\s,;<>()\[\]\"“”]+")
_WEB = re.compile(r"https?://[^\s<>\"“”]+|\bwww[.,][^\s<>\"“”]+", re.IGNORECASE)
_BARE_WEB = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?:[/?#]\S*)?", re.IGNORECASE)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)


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
    return [one for found in _PHONE.finditer(text) for one in _phones(found[0].rstrip(" ./–-"))]


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
    trouble = f'must be a phone number, but "{raw}" has {len(digits)} digits, which no number here has.'
    if len(digits) in (10, 11):
        trouble = f'must be a phone number, but "{raw}" cannot be one.'
    return [Found(raw, "", trouble, "write it as 01632 960101, with all its digits and no more.")]


def _written(raw: str) -> str:
    return "" if numbers.judge(raw) == "impossible" else numbers.spaced(raw)


def emails(text: str) -> list[Found]:
    """Every e-mail address in the text, good and bad."""
    found = []
    for match in _EMAIL.finditer(text):
        raw = match[0].strip(".'/|")
        address = raw.removeprefix("mailto:")
        name, _, host = address.rpartition("@")
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
    """What is left of the text without those, and without the words that only joined them."""
    for raw in raws:
        text = text.replace(raw, " / ", 1)
    text = re.sub(
        r"(?i)\b(?:tel|telephone|phone|e-?mail|website|web|or|and|call|ring)\b[.: ]*(?=\s*(?:/|$))", " ", text
    )
    text = re.sub(r"(?i)/\s*(?:or|and|e-?mail)\b(?=\s*(?:/|$))", "/", text)
    text = re.sub(r"\s*(?:[/,;|&]\s*)+", " / ", text)
    return re.sub(r"\s+", " ", text).strip(" /,;|&-–:")
