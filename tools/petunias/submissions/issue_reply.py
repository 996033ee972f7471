"""What is answered on an issue, in the Markdown of GitHub.

Strangers' words come back in it, as checks quote them. Nothing in them may call a person, link, close another issue,
show a picture or change how the answer looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from petunias import questions, schema
from petunias.checks.saying import plain as one_line
from petunias.checks.saying import shortened
from petunias.model import Area
from petunias.problems import Problem, errors
from petunias.site import addresses
from petunias.submissions.issue_entry import Made
from petunias.submissions.issue_form import FORMS
from petunias.submissions.plain_form import general

MARK = "<!-- petunias: the one answer to this issue -->"
MOST = 25
_LONGEST = 400
_MISSING = "and is missing"
# Words in which GitHub reads nothing. All others are set as code, where it looks for nothing, and can be copied.
_TAME = re.compile(r"(?!.*(?:www\.|gh-[0-9]))(?:[^\W_]|[.,;:!?\"'()£%+…–—‘’“”-])+", re.IGNORECASE)
_INNER = re.compile(r"""([\"'(]*)(.*?)([.,;:!?\"')]*)""")


def plain(text: str) -> str:
    """The text so that GitHub shows it as it stands, on one line, and reads nothing into it."""
    words = shortened(" ".join(one_line(text).split()), _LONGEST).split(" ")
    return " ".join(
        " ".join(group) if tame else _code(" ".join(group))
        for tame, group in groupby(words, lambda word: _TAME.fullmatch(word) is not None)
    )


def _code(text: str) -> str:
    """The text as code; quotation marks and full stops round it stay outside, as nobody wants to copy those."""
    before, inner, after = _INNER.fullmatch(text).groups()  # type: ignore[union-attr]
    longest = max((len(run) for run in re.findall("`+", inner)), default=0)
    fence, blank = "`" * (longest + 1), " " if longest else ""
    return f"{before}{fence}{blank}{inner}{blank}{fence}{after}"


def reply(made: Made, area: Area) -> str:
    """The whole answer but for its last line, which says where the pull request is."""
    return "\n\n".join(_parts(made, area))


def _parts(made: Made, area: Area) -> Iterator[str]:
    yield MARK
    wrong = errors(made.problems)
    if made.path:
        yield "**Thank you. We could read it.** A person looks at it next. Nothing is published before that."
    else:
        yield "**Thank you. Something is not right yet.**"
    yield from made.words
    if wrong:
        yield _listed(wrong)
    if not made.path and made.mendable:
        yield (
            "To mend it, press the three dots at the top right of your own text, then *Edit*. Each time that you save "
            "it, we look again, and change this answer."
        )
    yield from _hints(made, area)
    if made.rest:
        yield "Some of what you wrote belongs to no field of an entry. It is not in the file. The editor reads it here."
    ring = f" Or ring {area.team.phone}." if area.team.phone else ""
    yield f"Do you need help? Write below, and a person answers.{ring}"


def _hints(made: Made, area: Area) -> Iterator[str]:
    if made.twins:
        change = next(form.title for form in FORMS if form.change)
        where = ", ".join(_page(id, area) for id in made.twins[:5])
        yield (
            f"**Is this you?** This is in the directory already: {where}. If it is you, close this issue, and use the "
            f"form “{change}”. If not, leave it as it is."
        )
    # That two entries may be one is said above, for people.
    hints = [one for one in made.problems if one.level == "hint" and not (made.twins and "listed once" in one.message)]
    if hints and made.path:
        yield f"You could make it better still. You need not.\n\n{_listed(hints)}"


def _page(id: str, area: Area) -> str:
    return f"[{id}]({area.url}{addresses.entry(id)})" if area.url else f"`{id}`"


def _listed(problems: list[Problem] | tuple[Problem, ...]) -> str:
    lines = [f"- {_sentence(one)}" for one in problems[:MOST]]
    if len(problems) > MOST:
        lines.append(f"- And {len(problems) - MOST} more.")
    return "\n".join(lines)


def _sentence(problem: Problem) -> str:
    """What is wrong, in the words of the form: whoever fills it in has never seen a file."""
    path = re.sub(r"\.[0-9]+$", "", general(problem.field))
    title, hint = _asked(path)
    if _MISSING in problem.message:
        said = f"must not be empty. {hint}"
    elif problem.fix.startswith("add a line"):
        said = problem.message
    else:
        said, got, theirs = problem.message.partition(" got ")
        fix = f" {problem.fix[:1].upper()}{problem.fix[1:]}" if problem.fix else ""
        said = f"{_in_words(said, path)}{got}{theirs}{_in_words(fix, path)}"
    return f"**{title or 'It'}** {plain(said)}"


def _in_words(text: str, path: str) -> str:
    """The text with the titles of a field's choices, and the labels of other fields, for their names in a file."""
    titles = next((one.options for one in questions.questions() if one.path == path), ())
    asked = ((one.path.rpartition(".")[2], one.title) for one in questions.questions())
    # Only what nobody would take for a word.
    named = {name: f"“{title}”" for name, title in asked if "_" in name}
    named |= {choice.value: choice.title for choice in titles}
    return re.sub(r"(?<![\w@.-])[a-z]+(?:[_-][a-z]+)*(?![\w@-])", lambda word: named.get(word[0], word[0]), text)


def _asked(path: str) -> tuple[str, str]:
    """The label and the hint of a field as they stand on the form; the schema's own for a group of fields."""
    if one := next((one for one in questions.questions() if one.path == path), None):
        return one.title, one.hint
    node = schema.field("entry", tuple(0 if part == "0" else part for part in path.split("."))) if path else {}
    return str(node.get("title", "")), str(node.get("description", ""))
