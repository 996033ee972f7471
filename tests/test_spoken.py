"""Text that knows its language, and words with a capital, a full stop or a date of their own."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from markupsafe import Markup, escape

from petunias.language import Language, language
from petunias.spoken import Foreign, Mixed, capital, fill, plain


@pytest.mark.parametrize(
    ("code", "long", "short", "month"),
    [
        ("el", "8 Σεπτεμβρίου 2026", "8 Σεπ 2026", "Σεπτεμβρίου 2026"),
        ("hu", "2026. szeptember 8.", "2026. szept. 8.", "2026. szeptember"),
        ("ur", "8 ستمبر، 2026", "8 ستمبر، 2026", "ستمبر 2026"),
    ],
)
def test_dates_have_the_order_of_the_language(code: str, long: str, short: str, month: str) -> None:
    spoken, day = language(code), date(2026, 9, 8)
    assert (spoken.date(day), spoken.short_date(day), spoken.month(day)) == (long, short, month)


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [("en", "any time", "Any time"), ("tr", "istanbul", "İstanbul"), ("ur", "کتاب", "کتاب"), ("en", "", "")],
)
def test_capitals(code: str, text: str, said: str) -> None:
    assert language(code).capital(text) == said


# --- text that knows its language ---

WELSH = Foreign("dŵr", "cy")


def test_foreign_text_is_plain_text_until_it_is_printed() -> None:
    assert WELSH == "dŵr"
    assert f"{WELSH}" == "dŵr"
    assert type(str(WELSH)) is str
    assert escape(WELSH) == '<bdi lang="cy" dir="auto">dŵr</bdi>'
    assert plain(WELSH) == "dŵr"


def test_what_is_known_of_a_language_reaches_another_process() -> None:
    for text in (WELSH, fill("In %(place)s", {"place": WELSH})):
        there = pickle.loads(pickle.dumps(text))
        assert (there, escape(there), type(there)) == (text, escape(text), type(text))


def test_a_stranger_cannot_leave_the_marks() -> None:
    text = Foreign('</bdi><script>"', "cy")
    assert escape(text) == '<bdi lang="cy" dir="auto">&lt;/bdi&gt;&lt;script&gt;&#34;</bdi>'
    assert escape(fill("<%(x)s>", {"x": text})).count("<") == 2


def test_messages_keep_the_marks_of_their_values() -> None:
    said = fill("In %(place)s on %(day)s", {"place": WELSH, "day": "<Monday>"})
    assert said == "In dŵr on <Monday>"
    assert escape(said) == f"In {escape(WELSH)} on &lt;Monday&gt;"


def test_messages_keep_links() -> None:
    said = fill("Ring %(phone)s.", {"phone": Markup('<a href="tel:1">1 &amp; 2</a>')})
    assert said == "Ring 1 & 2."
    assert escape(said) == 'Ring <a href="tel:1">1 &amp; 2</a>.'
    assert plain(said) == "Ring 1 & 2."


def test_plain_messages_stay_plain() -> None:
    assert type(fill("a %(b)s", {"b": "c"})) is str
    assert fill("100%", {}) == "100%"


def test_lists_keep_marks() -> None:
    said = language("en").list(["<a>", WELSH])
    assert (said, escape(said)) == ("<a> and dŵr", f"&lt;a&gt; and {escape(WELSH)}")
    assert type(language("en").list(["a", "b"])) is str


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (WELSH, '<bdi lang="cy" dir="auto">Dŵr</bdi>'),
        (fill("%(a)s b", {"a": WELSH}), '<bdi lang="cy" dir="auto">Dŵr</bdi> b'),
        (fill("%(a)s b", {"a": Foreign("<", "cy")}), '<bdi lang="cy" dir="auto">&lt;</bdi> b'),
    ],
)
def test_capitals_go_where_the_letters_are(text: str, html: str) -> None:
    assert escape(capital(text)) == html


def test_mixed_text_is_text() -> None:
    assert Mixed("a", Markup("<b>a</b>")) == "a"
    assert f"{Mixed('a', Markup('<b>a</b>'))}" == "a"


# --- messages without a catalogue ---


@pytest.fixture
def nobodys() -> Language:
    """A language that has no catalogue."""
    return language("gv")


def test_messages_without_a_catalogue_are_english_and_say_so(nobodys: Language) -> None:
    assert escape(nobodys.gettext("Find")) == '<bdi lang="en" dir="auto">Find</bdi>'
    many = nobodys.ngettext("%(num)s thing", "%(num)s things", 2)
    assert (many, escape(many)) == ("2 things", '<bdi lang="en" dir="auto">2 things</bdi>')
    assert nobodys.ngettext("%(num)s thing", "%(num)s things", 1) == "1 thing"
    assert escape(nobodys.pgettext("cost", "Free")).startswith('<bdi lang="en"')


def test_marks_of_punctuation_have_no_language(nobodys: Language) -> None:
    assert nobodys.gettext("%(a)s: %(b)s", a="x", b="y") == "x: y"
    assert type(nobodys.gettext("%(a)s: %(b)s", a="x", b="y")) is str


@pytest.mark.parametrize("code", ["en", "en-GB", "en-US"])
def test_english_of_any_country_is_english(code: str) -> None:
    assert escape(language(code).gettext("Find")) == "Find"
