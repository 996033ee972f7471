"""Dates, times and lists in the reader's language; words out of a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest

from petunias import catalogue
from petunias.language import Language, language
from support.directories import directory, entry, pages_of, put, templates

EN, CY, FR, PL, UR, HANT = map(language, ("en", "cy", "fr", "pl", "ur", "zh-Hant"))
DAY = date(2026, 11, 24)


# --- dates ---


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        (EN, ("24 November 2026", "24 Nov 2026", "November 2026", ("Tue", "24", "Nov"))),
        (CY, ("24 Tachwedd 2026", "24 Tach 2026", "Tachwedd 2026", ("Maw", "24", "Tach"))),
        (FR, ("24 novembre 2026", "24 nov. 2026", "novembre 2026", ("mar.", "24", "nov."))),
        (PL, ("24 listopada 2026", "24 lis 2026", "listopada 2026", ("wt.", "24", "lis"))),
        (HANT, ("2026年11月24日", "2026年11月24日", "2026年11月", ("週二", "24", "11月"))),
        # A language that Babel has only heard of has English dates.
        (language("rom"), ("24 November 2026", "24 Nov 2026", "November 2026", ("Tue", "24", "Nov"))),
    ],
    ids=lambda value: value.code if isinstance(value, Language) else "",
)
def test_dates(spoken: Language, written: tuple[str, str, str, tuple[str, str, str]]) -> None:
    assert (spoken.date(DAY), spoken.short_date(DAY), spoken.month(DAY), spoken.leaf(DAY)) == written


def test_days_have_no_nought_before_them() -> None:
    day = date(2026, 9, 1)
    assert (EN.date(day), EN.short_date(day), EN.leaf(day)) == ("1 September 2026", "1 Sep 2026", ("Tue", "1", "Sep"))


def test_months_in_short_have_three_letters() -> None:
    months = [EN.leaf(date(2026, number, 1))[2] for number in range(1, 13)]
    assert months == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def test_weekdays_count_from_monday() -> None:
    assert [EN.weekday(number) for number in (0, 1, 2, 3, 4, 5, 6)] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    assert (CY.weekday(0), FR.weekday(6)) == ("Dydd Llun", "dimanche")


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("00:00", "midnight"),
        ("00:01", "12:01am"),
        ("00:30", "12:30am"),
        ("01:00", "1am"),
        ("09:05", "9:05am"),
        ("10:00", "10am"),
        ("11:59", "11:59am"),
        ("12:00", "noon"),
        ("12:01", "12:01pm"),
        ("13:00", "1pm"),
        ("19:30", "7:30pm"),
        ("23:59", "11:59pm"),
    ],
)
def test_times(moment: str, written: str) -> None:
    assert EN.time(time.fromisoformat(moment)) == written


def test_other_languages_have_their_own_times() -> None:
    assert [spoken.time(time(19, 30)) for spoken in (CY, FR, PL)] == ["19:30"] * 3


# --- lists, names, directions ---


@pytest.mark.parametrize(
    ("items", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_lists(items: list[str], written: str) -> None:
    assert EN.list(items) == written
    assert EN.list(tuple(items)) == written


def test_other_languages_have_their_own_lists() -> None:
    assert [spoken.list(["x", "y"]) for spoken in (FR, PL, UR)] == ["x et y", "x i y", "x اور y"]


def test_other_lists() -> None:
    assert (EN.commas(["a", "b", "c"]), EN.semicolons(["a, b", "c"]), EN.commas([])) == ("a, b, c", "a, b; c", "")


@pytest.mark.parametrize(
    ("texts", "written"),
    [((), ""), (("A.",), "A."), (("A.", "", "B."), "A. B."), (("", ""), "")],
)
def test_sentences_follow_one_another(texts: tuple[str, ...], written: str) -> None:
    assert EN.sentences(*texts) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Cake", "Cake."),
        ("(Cake)", "(Cake)."),
        *((text, text) for text in ("Cake.", "Cake!", "Cake?", "Cake…", "(Cake.)", "“Cake!”", "کیک۔")),
    ],
)
def test_a_sentence_ends_once(text: str, written: str) -> None:
    assert EN.sentence(text) == written


def test_names_of_languages() -> None:
    assert [EN.language_name(code) for code in ("en", "cy", "bn", "zh-Hant", "rom")] == [
        "English",
        "Welsh",
        "Bengali",
        "Chinese",
        "Romany",
    ]
    assert CY.language_name("en") == "Saesneg"
    assert [EN.own_name(code) for code in ("en", "cy", "fr", "ur", "rom")] == [
        "English",
        "Cymraeg",
        "français",
        "اردو",
        "Romany",
    ]


def test_directions() -> None:
    assert [spoken.direction for spoken in (EN, CY, UR, language("ar"), language("rom"))] == [
        "ltr",
        "ltr",
        "rtl",
        "rtl",
        "ltr",
    ]


def test_english_is_itself() -> None:
    assert EN.gettext("Next dates:") == "Next dates:"
    assert EN.gettext("Checked on %(day)s", day="1 May") == "Checked on 1 May"
    assert [EN.ngettext("%(num)s dog", "%(num)s dogs", number) for number in (0, 1, 2)] == ["0 dogs", "1 dog", "2 dogs"]
    assert EN.gettext("100%") == "100%"


# --- catalogues ---

HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;\n"

"""
GOOD = r"""msgid "Next dates:"
msgstr "Dyddiadau nesaf:"

msgid "Checked on %(day)s"
msgstr "Wedi’i wirio ar %(day)s"

msgid "%(num)s thing to do"
msgid_plural "%(num)s things to do"
msgstr[0] "%(num)s dim"
msgstr[1] "%(num)s un"
msgstr[2] "%(num)s dau"
msgstr[3] "%(num)s tri"
msgstr[4] "%(num)s chwech"
msgstr[5] "%(num)s llawer"

msgctxt "a list"
msgid "%(first)s, %(next)s"
msgstr "%(first)s a %(next)s"

#, fuzzy
msgid "Cost"
msgstr "Pris?"

msgid "Where"
msgstr ""

"""


@pytest.fixture
def welsh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Language]]:
    """Makes Welsh out of the messages of a catalogue."""

    def clear() -> None:
        for kept in (language, catalogue.translations, templates):
            kept.cache_clear()

    def made(messages: str) -> Language:
        put(tmp_path / "cy" / "petunias.po", HEAD + messages)
        clear()
        return language("cy")

    monkeypatch.setattr(catalogue, "folder", lambda: tmp_path)
    yield made
    monkeypatch.undo()
    clear()


def test_a_catalogue_is_read_from_its_po_file(welsh: Callable[[str], Language]) -> None:
    spoken = welsh(GOOD)
    assert spoken.gettext("Next dates:") == "Dyddiadau nesaf:"
    assert spoken.gettext("Checked on %(day)s", day="1 Mai") == "Wedi’i wirio ar 1 Mai"
    assert spoken.commas(["x", "y", "z"]) == "x a y a z"


def test_numbers_have_the_forms_of_the_language(welsh: Callable[[str], Language]) -> None:
    spoken = welsh(GOOD)
    said = [spoken.ngettext("%(num)s thing to do", "%(num)s things to do", number) for number in (0, 1, 2, 3, 6, 4, 50)]
    assert said == ["0 dim", "1 un", "2 dau", "3 tri", "6 chwech", "4 llawer", "50 llawer"]


@pytest.mark.parametrize("message", ["Cost", "Where", "Who runs it"], ids=["doubtful", "empty", "unknown"])
def test_what_a_catalogue_lacks_is_english_and_says_so(welsh: Callable[[str], Language], message: str) -> None:
    found = welsh(GOOD).gettext(message)
    assert found == message
    assert found.__html__() == f'<bdi lang="en" dir="auto">{message}</bdi>'  # type: ignore[attr-defined]


def test_a_language_without_a_catalogue_is_english_in_words(welsh: Callable[[str], Language]) -> None:
    spoken = language("gd")
    assert (spoken.gettext("Next dates:"), spoken.date(DAY)) == ("Next dates:", "24mh dhen t-Samhain 2026")


def test_a_page_is_in_the_words_of_the_catalogue(welsh: Callable[[str], Language]) -> None:
    welsh(GOOD)
    made = directory(entry(sessions=[{"days": ["tuesday"]}], confirmed={"on": "2026-11-03", "by": "team"}))
    body = pages_of(made, code="cy", folder="cy/")["entries/dogs/"].body
    assert "Dyddiadau nesaf:" in body
    assert "Wedi’i wirio ar 3 Tachwedd 2026" in body
    assert "Next dates:" not in body
    assert (
        '<bdi lang="en" dir="auto">Cost</bdi>' in pages_of(directory(entry(cost="£1")), code="cy")["entries/dogs/"].body
    )


BAD = {
    "<b>Dyddiadau</b>": 'must be plain words, got "<".',
    "Dyddiadau & mwy": 'must be plain words, got "&".',
    "Dyddiadau &amp; mwy": 'must be plain words, got "&".',
    "a > b": 'must be plain words, got ">".',
    "%(day)s": "must hold only the names of the English, got %(day)s.",
    "100%": 'must hold "%" only as part of a name such as %(day)s, with the brackets and the s.',
}


@pytest.mark.parametrize("words", BAD)
def test_a_message_that_would_break_a_page_is_refused_and_not_used(
    welsh: Callable[[str], Language], words: str
) -> None:
    """What is translated is trusted by the templates, so no markup may be in it."""
    spoken = welsh(f'msgid "Next dates:"\nmsgstr "{words}"\n')
    assert [fault.message for fault in catalogue.inspected("cy").faults] == [BAD[words]]
    assert spoken.gettext("Next dates:") == "Next dates:"
    body = pages_of(directory(entry(sessions=[{"days": ["tuesday"]}])), code="cy", folder="cy/")["entries/dogs/"].body
    assert words not in body
    assert "Next dates:" in body


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("%(num)s mwy", []),
        ("%(num)s <b>", ['must be plain words, got "<".']),
        ("llawer", []),  # a number may be left out where a word says it
        ("%(nifer)s", ["must hold only the names of the English, got %(nifer)s."]),
    ],
)
def test_every_form_of_a_number_is_looked_at(welsh: Callable[[str], Language], form: str, told: list[str]) -> None:
    """One bad form, and none is used."""
    good = GOOD[GOOD.index('msgid "%(num)s') : GOOD.index("msgctxt")]
    spoken = welsh(good.replace("%(num)s llawer", form))
    assert [fault.message for fault in catalogue.inspected("cy").faults] == told
    said = spoken.ngettext("%(num)s thing to do", "%(num)s things to do", 1)
    assert said == ("1 thing to do" if told else "1 un")


def test_a_good_catalogue_has_no_faults(welsh: Callable[[str], Language]) -> None:
    welsh(GOOD)
    found = catalogue.inspected("cy")
    assert (found.faults, found.missing, found.untranslated, found.messages) == ((), False, 2, 6)


def test_a_file_that_is_no_catalogue_is_told_and_left_alone(welsh: Callable[[str], Language]) -> None:
    spoken = welsh("msgid oops")
    assert spoken.gettext("Next dates:") == "Next dates:"
    (fault,) = catalogue.inspected("cy").faults
    assert fault.message.startswith("must be a catalogue that gettext reads: ")


def shipped() -> list[str]:
    """The languages that come with the program."""
    return sorted(path.parent.name for path in catalogue.folder().glob("*/petunias.po"))


def test_the_catalogues_that_come_with_the_program_are_sound() -> None:
    """There may be none; the tests above show that a fault would be found."""
    for code in shipped():
        assert catalogue.inspected(code).faults == (), code
        for message in catalogue.read(catalogue.file(code).read_bytes(), code):
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            assert not message.id or not any(set("<>&") & set(form or "") for form in forms), (code, message.id)
