"""The template of all words for translators, and catalogues brought up to it.

Words are found where they are used: in our modules, in the templates, and in the schemas, whose titles pages print.
What is written is the same whenever it is made: no dates, and no lines that move at every edit.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import denormalize, write_po
from jinja2.ext import babel_extract

from petunias import catalogue, schema
from petunias.questions import questions
from petunias.resources import shipped

TEMPLATE = "petunias.pot"
_KEYWORDS: Mapping[str, object] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_COMMENTS = ("Translators:",)
_HEAD = """\
# The words of Petunias. To begin a language, copy this file to <its code>/petunias.po, for instance cy/petunias.po.
# Names such as %(day)s stand for something that the program puts in: keep them, and put them where they belong.
# The file is made by `petunias docs` and by nobody's hand.
"""
_FIELDS = {
    "Project-Id-Version": "Petunias",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_DATES = ("POT-Creation-Date", "Generated-By")  # what would change at every run

# One use of a message: its id (or ids), context, comments for translators, the file.
Found = tuple[str | tuple[str, ...], str | None, list[str], str]


def files() -> dict[Path, str]:
    """What should stand in the folder of catalogues: the template, and every catalogue brought up to it."""
    template = words()
    made = {catalogue.folder() / TEMPLATE: _HEAD + _headed(_FIELDS) + body(template)}
    for path in sorted(catalogue.folder().glob(f"*/{catalogue.FILE}")):
        made[path] = updated(path.read_text(encoding="utf-8"), path.parent.name, template)
    return made


def stale() -> dict[Path, str]:
    """The catalogues that are not as they would be made now, with what should stand in them."""
    return {path: text for path, text in files().items() if not path.is_file() or path.read_text("utf-8") != text}


def template() -> str:
    """What should stand in petunias.pot."""
    return files()[catalogue.folder() / TEMPLATE]


def words() -> Catalog:
    """Every message of the program, with comments and the files that use it."""
    made = Catalog(charset="utf-8")
    for ids, context, comments, file in _found():
        made.add(ids, locations=[(file, 1)], auto_comments=comments, context=context)
    return made


def updated(text: str, code: str, template: Catalog) -> str:
    """A catalogue with the messages of the template: new ones are empty, those that nobody uses go to its end.

    A message whose English has changed keeps its words, is marked fuzzy, and is not used until somebody has looked.
    """
    head, fields, messages = _parts(text)
    fields = {**_FIELDS, **fields}
    fields["Language"] = fields["Language"] or code.replace("-", "_")
    if not fields.get("Plural-Forms", "").strip("; ") or "INTEGER" in fields["Plural-Forms"]:
        fields["Plural-Forms"] = _plural_forms(code)
    found = catalogue.read((_headed(fields) + "\n" + messages).encode(), code)
    before = _previous(found)
    found.update(template)
    for message in found:
        if message.fuzzy and (message.id, message.context) in before:
            message.previous_id = before[message.id, message.context]
    return ("" if head == _HEAD else head) + _headed(fields) + body(found)


def _previous(found: Catalog) -> dict[object, list[str]]:
    """What the English of messages in doubt was before. Babel writes it, but reads it as a translator's comment."""
    before: dict[object, list[str]] = {}
    for message in found:
        said = [comment[2:] for comment in message.user_comments if comment.startswith("| ")]
        if said:
            message.user_comments = [comment for comment in message.user_comments if not comment.startswith("| ")]
            before[message.id, message.context] = list(
                map(denormalize, re.split(r"msgid(?:_plural)? ", "\n".join(said))[1:])
            )
    return before


def _found() -> Iterator[Found]:
    for folder, pattern, name, how in (
        (shipped("site_overrides"), "*.html", "site_overrides", babel_extract),
        (Path(schema.__file__).parent, "*.py", "tools/petunias", "python"),
    ):
        for path in sorted(folder.rglob(pattern)):
            place = f"{name}/{path.relative_to(folder).as_posix()}"
            with path.open("rb") as source:
                options = {"newstyle_gettext": "true", "silent": "false", "encoding": "utf-8"}
                for _line, ids, comments, context in extract(how, source, _KEYWORDS, _COMMENTS, options, True):  # type: ignore[arg-type]
                    yield (ids, context, comments, place)
    yield from _of_schema()


def _of_schema() -> Iterator[Found]:
    """What pages print of the schema: words of the required fields, of every choice, and of what the form asks."""
    for path, node, needed in schema.all_fields("entry"):
        use = partial(_use, f"The field “{path}” of an entry.")
        if needed and "." not in path:
            yield from use(node["title"], node["description"])
        key = tuple(int(part) if part.isdigit() else part for part in path.split("."))
        for choice in schema.choices("entry", key):
            yield from use(choice.title, choice.description)
    for one in questions():
        yield from _use(f"The form asks for the field “{one.path}” of an entry.", one.title, one.hint, one.example)


def _use(comment: str, *texts: str) -> Iterator[Found]:
    yield from ((text, None, [comment], "schema/entry.schema.json") for text in texts if text)


def _parts(text: str) -> tuple[str, dict[str, str], str]:
    """The comments before a catalogue's head, the lines of the head by name, and all that comes after."""
    match = re.match(r'((?:#[^\n]*\n|\s*\n)*)(?:msgctxt "[^"]*"\n)?msgid ""\nmsgstr ((?:"[^\n]*"\n?)+)', text)
    if match is None:
        return "", {}, text
    comments = "".join(line for line in match[1].splitlines(keepends=True) if not line.startswith("#, fuzzy"))
    said = "".join(re.findall(r'"([^\n]*)"', match[2])).replace("\\n", "\n").replace('\\"', '"')
    pairs = (line.split(":", 1) for line in said.splitlines() if ":" in line)
    fields = {name.strip(): value.strip() for name, value in pairs if name.strip() not in _DATES}
    return comments, fields, text[match.end() :]


def _plural_forms(code: str) -> str:
    try:
        plural = get_plural(Locale.parse(code.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        plural = get_plural("en")
    return str(plural.plural_forms)


def _headed(fields: Mapping[str, str]) -> str:
    lines: Iterable[str] = (f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return 'msgid ""\nmsgstr ""\n' + "".join(lines)


def body(made: Catalog) -> str:
    """The messages of a catalogue, as they stand in its file below the head."""
    written = io.BytesIO()
    write_po(written, made, omit_header=True, include_lineno=False, include_previous=True)
    return "\n" + written.getvalue().decode("utf-8").strip() + "\n"
