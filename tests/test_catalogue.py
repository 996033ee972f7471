"""Catalogues of translators: read, refused in sentences, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape

from petunias import catalogue, reading
from petunias.language import language
from petunias.reports import catalogue as making
from support import pseudo
from support.directories import AREA, write

HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
DAY = 'msgid "Until %(day)s"\nmsgstr "{}"\n'
THINGS = (
    'msgid "%(num)s thing in %(area)s"\nmsgid_plural "%(num)s things in %(area)s"\nmsgstr[0] "{}"\nmsgstr[1] "{}"\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder of catalogues."""
    with pseudo.catalogues(tmp_path / "locales"):
        yield tmp_path / "locales"


def put(folder: Path, text: str, code: str = "cy", head: str = HEAD) -> Path:
    """Writes a catalogue."""
    path = folder / code / catalogue.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (DAY.format("Tan %(day)s"), None),
        (DAY.format(""), None),
        ("#, fuzzy\n" + DAY.format("<b>"), None),
        (DAY.format("Tan"), "must hold %(day)s, as the English does. Fix: put %(day)s where it belongs."),
        (
            DAY.format("%(day)s %(dydd)s"),
            "must hold only the names of the English, got %(dydd)s. "
            "Fix: the English has %(day)s; names in brackets are not translated.",
        ),
        (
            DAY.format("%(day) s %(day)s"),
            'must hold "%" only as part of a name such as %(day)s, with the brackets and the s. '
            "Fix: copy the name from the English once more.",
        ),
        (
            DAY.format("<b>%(day)s</b>"),
            'must be plain words, got "<". '
            'Fix: take the mark out; for "&" write the word. The program sets links and bold letters itself.',
        ),
        (
            DAY.format("a & %(day)s"),
            'must be plain words, got "&". '
            'Fix: take the mark out; for "&" write the word. The program sets links and bold letters itself.',
        ),
        (THINGS.format("Un peth, %(area)s", "%(num)s %(area)s"), None),
        (
            THINGS.format("%(area)s", "%(num)s"),
            "must hold %(area)s, as the English does. Fix: put %(area)s where it belongs.",
        ),
        (THINGS.replace('msgstr[1] "{}"\n', "").format("%(num)s %(area)s"), None),  # not ready, so not used
    ],
)
def test_what_would_break_a_page_is_refused_in_a_sentence(folder: Path, text: str, told: str | None) -> None:
    put(folder, text)
    found = catalogue.inspected("cy").faults
    assert [f"{fault.message} Fix: {fault.fix}" for fault in found] == ([told] if told else [])


@pytest.mark.parametrize("said", ["Tan", "%(dydd)s", "%", "<b>%(day)s</b>"])
def test_a_faulty_message_is_not_used(folder: Path, said: str) -> None:
    put(folder, DAY.format(said) + '\nmsgid "Find"\nmsgstr "Chwilio"\n')
    assert escape(language("cy").gettext("Until %(day)s", day="x")) == '<bdi lang="en" dir="auto">Until x</bdi>'
    assert language("cy").gettext("Find") == "Chwilio"


def test_a_file_that_is_no_catalogue_is_refused(folder: Path) -> None:
    put(folder, 'msgid "Find"\nChwilio\n')
    (fault,) = catalogue.inspected("cy").faults
    assert fault.message.startswith("must be a catalogue that gettext reads: ")
    assert escape(language("cy").gettext("Find")).startswith('<bdi lang="en"')


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    put(folder, "").write_bytes((HEAD + 'msgid "Find"\nmsgstr "dŵr"\n').encode("utf-16"))
    (fault,) = catalogue.inspected("cy").faults
    assert fault.message.startswith("must be ")


def test_the_check_tells_what_is_wrong_and_what_is_missing(folder: Path, tmp_path: Path) -> None:
    put(folder, DAY.format("Tan") + '\nmsgid "Find"\nmsgstr ""\n')
    put(folder, '\nmsgid "Find"\nmsgstr "Szukaj"\n', "pl")
    directory = write(tmp_path, area={**AREA, "languages": ["en", "cy", "pl", "ur"]})
    found = reading.read(directory)
    assert found.directory is None
    told = [
        str(problem).split("locales/")[-1]
        for problem in found.problems
        if "hint" not in str(problem) or "translated" in str(problem)
    ]
    assert [line.split("area.yaml")[-1] for line in told] == [
        ':6: (hint) languages.3: should be a language into which the words of the site are translated; "ur" has no '
        "catalogue yet, so they stand there in English. Fix: see the page Languages in the handbook.",
        "cy/petunias.po: (hint) should have every message in its language; 1 of 2 are not translated or in doubt, and "
        "stand on the pages in English. Fix: ask a translator to go through the rest.",
        'cy/petunias.po:6: "Until %(day)s" must hold %(day)s, as the English does. Fix: put %(day)s where it belongs.',
    ]


# --- bringing a catalogue up to date ---


def updated(text: str, code: str = "cy") -> str:
    return making.updated(text, code, making.words())


def test_a_copy_of_the_template_becomes_a_catalogue() -> None:
    made = updated(making.template())
    assert '"Language: cy\\n"' in made
    assert '"Plural-Forms: nplurals=5; ' in made
    assert made.count("\nmsgstr[4]") == made.count("\nmsgid_plural") > 0
    assert not made.startswith("# The words of Petunias")


def test_bringing_up_to_date_twice_changes_nothing_more() -> None:
    once = updated(making.template())
    assert updated(once) == once


def test_what_a_translator_wrote_is_kept() -> None:
    text = (
        "# By somebody.\n"
        + HEAD.replace('"Content', '"Last-Translator: Ann <ann@example.org>\\n"\n"X-Generator: Poedit\\n"\n"Content')
        + '# Not sure.\nmsgid "A to Z"\nmsgstr "A i Y"\n\nmsgid "Quite another thing"\nmsgstr "Peth"\n'
    )
    made = updated(text)
    assert made.startswith("# By somebody.\nmsgid")
    assert '"Last-Translator: Ann <ann@example.org>\\n"' in made
    assert '"X-Generator: Poedit\\n"' in made
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in made
    assert 'msgid "A to Z"\nmsgstr "A i Y"\n' in made
    assert "# Not sure.\n" in made
    assert '#~ msgid "Quite another thing"\n#~ msgstr "Peth"' in made
    assert updated(made) == made


def test_a_message_whose_english_has_changed_is_in_doubt_and_not_used(folder: Path) -> None:
    text = HEAD + 'msgid "We cannot find this page"\nmsgstr "Ni allwn"\n'
    made = updated(text)
    path = put(folder, made, head="")
    assert '#| msgid "We cannot find this page"' in made
    assert "fuzzy" in path.read_text(encoding="utf-8")
    assert escape(language("cy").gettext("We cannot find that page")).startswith('<bdi lang="en"')
