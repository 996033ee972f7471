"""UK phone numbers: whether one can be right, how it is spaced, how a telephone dials it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

Verdict = Literal["valid", "possible", "impossible"]

# Dialled as they stand, and only inside the UK. The library calls most of them impossible.
_SHORT = re.compile(r"999|112|111|101|105|119|159|18000|116[0-9]{3}|08001111")
# Five digits that take text messages and cannot be rung.
_TEXT_CODE = re.compile(r"[6-8][0-9]{4}")
_NATIONAL = "0[1-9][0-9]{8,9}"
# What the bare digits may be, as far as their number tells, written so that a browser reads it as well.
SHAPE = rf"\+[0-9]{{7,15}}|{_NATIONAL}|[1-9][0-9]{{9}}|{_SHORT.pattern}"
TEXT_SHAPE = rf"{SHAPE}|{_TEXT_CODE.pattern}"
# Ofcom keeps these for drama: they ring nowhere, so made-up data may use them. The library refuses some.
_DRAMA = re.compile(
    r"(01632960|07700900|01(1[345678]|[23456]1)4960|02079460|01914980|02896496|02920180|08081570|09098790|03069990)"
    r"[0-9]{3}"
)
_MOBILE = re.compile(r"07([1-57-9][0-9]{8}|624[0-9]{6})")
_EXTENSION = re.compile(r"[ ,;]*(?<![a-z])(?:extension|extn?|x)[.:]?\s*([0-9]{1,6})\s*$", re.IGNORECASE)
_DIALLED = re.compile(r"\+?[0-9 ().\-/\u00a0\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class _Number:
    """`digits` are as dialled in the UK, or start with + and a country; `extension` is asked for after that."""

    digits: str
    extension: str = ""
    lacks_zero: bool = False


def judge(text: str) -> Verdict:
    """Valid: in use, or kept for drama, or a short number. Possible: only the length is right. Else impossible."""
    return _judge(text)


def is_text_code(text: str) -> bool:
    """Whether it is a five-digit code such as 85258, which takes text messages and cannot be rung."""
    return _TEXT_CODE.fullmatch(re.sub(r"[ -]", "", text)) is not None


def is_mobile(text: str) -> bool:
    """Whether it is a UK mobile number, or one from abroad, which nobody here can tell."""
    number = _read(text)
    return number is not None and (number.digits[0] == "+" or _MOBILE.fullmatch(number.digits) is not None)


def lacks_zero(text: str) -> bool:
    """Whether the first 0 is lost, as spreadsheets do: 1632 960101."""
    number = _read(text)
    return number is not None and number.lacks_zero


def same_digits(text: str) -> str:
    """The bare digits, by which one number written in two ways is found. Empty if it is no number."""
    number = _read(text)
    return number.digits if number else ""


def spaced(text: str) -> str:
    """The number as people write it: 01632 960101. What is no number comes back as it is."""
    return _spaced(text)


def tel_link(text: str) -> str:
    """The link that rings it: tel:+441632960101, or tel:999 for what only the UK knows. Empty if it is no number."""
    number = _read(text)
    if number is None:
        return ""
    if _SHORT.fullmatch(number.digits):
        return f"tel:{number.digits}"
    full = number.digits if number.digits[0] == "+" else f"+44{number.digits[1:]}"
    return f"tel:{full};ext={number.extension}" if number.extension else f"tel:{full}"


@lru_cache(maxsize=32768)
def _read(text: str) -> _Number | None:
    """The parts of the text; None if it is not one number that can be dialled from anywhere in the UK."""
    extension = ""
    if found := _EXTENSION.search(text):
        extension, text = found[1], text[: found.start()]
    text = text.strip()
    if not _DIALLED.fullmatch(text):
        return None
    text = re.sub(r"^(\+|00)44\s*(\(0\)|0)?", "0", text)
    digits = re.sub("[^0-9]", "", text)
    if text.startswith("+") or re.match("00[1-9]", digits):
        return _Number("+" + digits.lstrip("0"), extension)
    if _SHORT.fullmatch(digits):
        return _Number(digits)
    if re.fullmatch("[1-9][0-9]{9}", digits):
        return _Number(f"0{digits}", extension, lacks_zero=True)
    return _Number(digits, extension) if re.fullmatch(_NATIONAL, digits) else None


@lru_cache(maxsize=32768)
def _judge(text: str) -> Verdict:
    number = _read(text)
    if number is None:
        return "impossible"
    if _SHORT.fullmatch(number.digits) or _DRAMA.fullmatch(number.digits):
        return "valid"
    import phonenumbers  # noqa: PLC0415 - takes 50 ms to import, and Anytown does without

    parsed = _parsed(number)
    if parsed is None or not phonenumbers.is_possible_number(parsed):
        return "impossible"
    return "valid" if phonenumbers.is_valid_number(parsed) else "possible"


@lru_cache(maxsize=32768)
def _spaced(text: str) -> str:
    number = _read(text)
    if number is None:
        return text
    if number.digits.startswith("116"):
        return f"116 {number.digits[3:]}"
    if _SHORT.fullmatch(number.digits):
        return "0800 1111" if number.digits == "08001111" else number.digits
    import phonenumbers  # noqa: PLC0415

    parsed = _parsed(number)
    if parsed is None:
        return text
    form = phonenumbers.PhoneNumberFormat
    style = form.INTERNATIONAL if number.digits[0] == "+" else form.NATIONAL
    written = phonenumbers.format_number(parsed, style)
    if not written.startswith(number.digits[0]):
        return text.strip()  # a number of an odd length, which the library would write without its first 0
    return f"{written} ext {number.extension}" if number.extension else written


def _parsed(number: _Number) -> PhoneNumber | None:
    import phonenumbers  # noqa: PLC0415

    if number.digits[0] != "+":
        # Made by hand: the library's parser takes ten times longer and finds the same.
        return phonenumbers.PhoneNumber(country_code=44, national_number=int(number.digits))
    try:
        return phonenumbers.parse(number.digits, None)
    except phonenumbers.NumberParseException:
        return None
