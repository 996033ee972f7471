"""UK phone numbers: what can ring, how it is written, how it is dialled."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from petunias import phones


@pytest.mark.parametrize(
    ("text", "verdict", "spaced", "link"),
    [
        ("01632 960101", "valid", "01632 960101", "tel:+441632960101"),
        ("01632960101", "valid", "01632 960101", "tel:+441632960101"),
        ("(01632) 960-101", "valid", "01632 960101", "tel:+441632960101"),
        ("+44 1632 960101", "valid", "01632 960101", "tel:+441632960101"),
        ("+44 (0)1632 960101", "valid", "01632 960101", "tel:+441632960101"),
        ("+44 01632 960101", "valid", "01632 960101", "tel:+441632960101"),
        ("0044 1632 960101", "valid", "01632 960101", "tel:+441632960101"),
        ("1632 960101", "valid", "01632 960101", "tel:+441632960101"),
        ("01632 960101 ext. 23", "valid", "01632 960101 ext 23", "tel:+441632960101;ext=23"),
        ("01632 960101 x23", "valid", "01632 960101 ext 23", "tel:+441632960101;ext=23"),
        ("01632 960101, extension 23", "valid", "01632 960101 ext 23", "tel:+441632960101;ext=23"),
        ("02079460123", "valid", "020 7946 0123", "tel:+442079460123"),
        ("0115 912 3456", "valid", "0115 912 3456", "tel:+441159123456"),
        ("0800 123456", "valid", "0800 123456", "tel:+44800123456"),
        ("07911 123456", "valid", "07911 123456", "tel:+447911123456"),
        ("01534 123456", "valid", "01534 123456", "tel:+441534123456"),
        ("01632 961000", "possible", "01632 961000", "tel:+441632961000"),
        ("0163296010", "possible", "01632 96010", "tel:+44163296010"),
        ("999", "valid", "999", "tel:999"),
        ("116 123", "valid", "116 123", "tel:116123"),
        ("116123", "valid", "116 123", "tel:116123"),
        ("0800 1111", "valid", "0800 1111", "tel:08001111"),
        ("18000", "valid", "18000", "tel:18000"),
        ("+353 1 234 5678", "valid", "+353 1 234 5678", "tel:+35312345678"),
        ("00 33 6 12 34 56 78", "valid", "+33 6 12 34 56 78", "tel:+33612345678"),
        ("0163", "impossible", "0163", ""),
        ("960101", "impossible", "960101", ""),
        ("01632 9601011 2", "impossible", "01632 9601011 2", ""),
        ("01632 960101 or 960102", "impossible", "01632 960101 or 960102", ""),
        ("01632 960101 ring Jo", "impossible", "01632 960101 ring Jo", ""),
        ("()", "impossible", "()", ""),
        ("0800 CALL NOW", "impossible", "0800 CALL NOW", ""),
        ("0845 46 47", "impossible", "0845 46 47", ""),
        ("1000", "impossible", "1000", ""),
        ("85258", "impossible", "85258", ""),
        ("+", "impossible", "+", ""),
        ("", "impossible", "", ""),
        ("+999 123", "impossible", "+999 123", "tel:+999123"),
        ("٠١٦٣٢ ٩٦٠١٠١", "impossible", "٠١٦٣٢ ٩٦٠١٠١", ""),
        ("01632 960101\n", "valid", "01632 960101", "tel:+441632960101"),
    ],
)
def test_a_number_is_judged_written_and_dialled(text: str, verdict: str, spaced: str, link: str) -> None:
    assert (phones.judge(text), phones.spaced(text), phones.tel_link(text)) == (verdict, spaced, link)


@pytest.mark.parametrize(
    "start",
    [
        "01632960",
        "07700900",
        "01134960",
        "01144960",
        "01154960",
        "01164960",
        "01174960",
        "01184960",
        "01214960",
        "01314960",
        "01414960",
        "01514960",
        "01614960",
        "02079460",
        "01914980",
        "02896496",
        "02920180",
        "08081570",
        "09098790",
        "03069990",
    ],
)
def test_the_ranges_for_drama_are_valid_to_their_ends(start: str) -> None:
    assert phones.judge(f"{start}000") == phones.judge(f"{start}999") == "valid"
    assert phones._DRAMA.fullmatch(f"{int(start) - 1:08}999".zfill(11)) is None
    assert phones._DRAMA.fullmatch(f"{int(start) + 1:08}000".zfill(11)) is None


def test_mobiles_and_text_codes() -> None:
    assert [
        number
        for number in ("07700 900101", "+44 7700 900101", "07624 123456", "+33 6 12 34 56 78")
        if not phones.is_mobile(number)
    ] == []
    assert [
        number
        for number in ("01632 960101", "07000 123456", "07600 123456", "0800 1111", "999", "no")
        if phones.is_mobile(number)
    ] == []
    assert phones.is_text_code("85258")
    assert phones.is_text_code("60 163")
    assert [code for code in ("8525", "852588", "55258", "95258", "85 25a") if phones.is_text_code(code)] == []


def test_a_lost_nought_is_seen() -> None:
    assert phones.lacks_zero("1632 960101")
    assert [
        number for number in ("01632 960101", "+44 1632 960101", "999", "960101") if phones.lacks_zero(number)
    ] == []


def test_one_number_in_two_forms_has_the_same_digits() -> None:
    forms = ("01632 960101", "+44 (0)1632-960101", "1632960101", "00441632960101", "01632 960101 ext 4")
    assert {phones.same_digits(form) for form in forms} == {"01632960101"}
    assert phones.same_digits("ring Jo") == ""


@given(st.from_regex(r"0[1-9][0-9]{8,9}", fullmatch=True))
def test_the_verdict_is_the_librarys(digits: str) -> None:
    """But for short numbers and those kept for drama, which the library does not know."""
    if phones._DRAMA.fullmatch(digits) or phones._SHORT.fullmatch(digits):
        assert phones.judge(digits) == "valid"
        return
    number = phonenumbers.parse(digits, "GB")
    expected = "valid" if phonenumbers.is_valid_number(number) else "possible"
    assert phones.judge(digits) == (expected if phonenumbers.is_possible_number(number) else "impossible")
    assert phones.tel_link(digits) == f"tel:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"


@given(st.text(max_size=20) | st.text("+0123456789 ()-x", max_size=20))
def test_any_text_is_judged(text: str) -> None:
    assert phones.judge(text) in ("valid", "possible", "impossible")
    assert phones.spaced(text) is not None
    link = phones.tel_link(text)
    assert link == "" or link.isascii()
    assert phones.judge(phones.spaced(text)) == phones.judge(text)
    if link:
        assert phones.tel_link(phones.spaced(text)) == link
