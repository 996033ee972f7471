"""What people answer to a few questions, judged by the rules that judge the files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from petunias import checks, phones, schema, yamlfile
from petunias.checks.saying import listed, quoted
from petunias.problems import Problem, errors
from petunias.schema import Choice, Kind
from petunias.yamlfile import Key, dotted

Data = Mapping[str, Any]


class Wrong(Exception):
    """An answer that cannot be taken; the message says what it must be and how to mend it."""


def line(kind: Kind, key: Key, answer: str) -> str:
    """The answer as one line of text for the field at `key`; Wrong if a rule forbids it."""
    text = " ".join(answer.split())
    if not text:
        raise Wrong("must not be empty.")
    refuse(kind, nested(key, text), key)
    return text


def phone(kind: Kind, key: Key, answer: str) -> str:
    """The answer as a phone number, spaced as people write it."""
    return phones.spaced(line(kind, key, answer))


def nation(answer: str) -> str:
    """England, wales or the number of one of the four, as the schema has it."""
    return choice(schema.choices("area", ("nation",)), answer)


def domains(answer: str) -> list[str]:
    """Kinds of help, by number, name or id, with commas between them; the best fit first."""
    parts = [part for part in re.split(r"\s*,\s*|\s+(?=[0-9])", answer.strip()) if part]
    if not parts:
        raise Wrong(f"must be a number from 1 to {len(schema.domains())}.")
    return list(dict.fromkeys(choice(schema.domains(), part) for part in parts))


def choice(options: Sequence[Choice], answer: str) -> str:
    """The option that the answer means: its number from 1, its id, its title or the start of it."""
    text = " ".join(answer.lower().split())
    if text.isdecimal() and 1 <= int(text) <= len(options):
        return options[int(text) - 1].value
    means = [option.value for option in options if text in (option.value, option.title.lower())]
    if not means and len(text) > 1:
        means = [option.value for option in options if option.title.lower().startswith(text)]
    if len(means) != 1:
        names = listed(option.title for option in options)
        raise Wrong(f"must be a number from 1 to {len(options)}, or one of {names}, got {quoted(answer.strip())}.")
    return means[0]


def contact(answer: str) -> dict[str, str]:
    """One way to get in touch: a phone number, an e-mail address or a web address, whichever it looks like."""
    text = answer.strip()
    if not text:
        raise Wrong("must be a phone number, an e-mail address or a web address.")
    if "@" in text and "/" not in text:
        return {"email": line("entry", ("contact", "email"), text.removeprefix("mailto:"))}
    number = text.removeprefix("tel:")
    if phones.judge(number) != "impossible" or re.fullmatch(r"[+0-9(][-0-9 ()./]*", number):
        return {"phone": phone("entry", ("contact", "phone"), number)}
    if re.match("https?://", text, re.IGNORECASE) or re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?", text.lower()):
        web = text if "://" in text else f"https://{text}"
        return {"website": line("entry", ("contact", "website"), web)}
    raise Wrong(f"must be a phone number, an e-mail address or a web address, got {quoted(text)}.")


def nested(key: Key, value: Any) -> Data:
    """("team", "phone") and a number as {"team": {"phone": ...}}."""
    for part in reversed(key):
        value = {part: value}
    return {str(name): item for name, item in value.items()}


def found(kind: Kind, data: Data, name: str = "") -> list[Problem]:
    """What the rules find in a file that holds the data, errors and hints."""
    file = yamlfile.parse(yamlfile.dump(data).encode("utf-8"), name)
    return [*file.problems, *checks.shape(kind, file), *checks.values(kind, file)]


def refuse(kind: Kind, data: Data, key: Key) -> None:
    """Raises Wrong for the first error that the rules find at `key` or in the file's form."""
    field = dotted(key)
    for problem in errors(found(kind, data, "answer.yaml")):
        if problem.field in ("", field) or problem.field.startswith(f"{field}."):
            mend = f" {problem.fix[:1].upper()}{problem.fix[1:]}" if problem.fix else ""
            raise Wrong(f"{problem.message}{mend}")
