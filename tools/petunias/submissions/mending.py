"""A submission's content, mended by an editor: field by field, or as the text of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from petunias import schema, yamlfile
from petunias.problems import ProblemsFound, errors
from petunias.questions import MADE
from petunias.submissions import answers
from petunias.submissions.base import Trouble
from petunias.submissions.offer import Offer
from petunias.submissions.plain_form import general, nested


def with_pairs(offer: Offer, pairs: Iterable[str]) -> Offer:
    """The offer with each `field=text` in it; without text, the field is taken out. Trouble for what is no field."""
    known = answers.asked()
    tops = {path.split(".")[0] for path in known}
    unasked = {name: value for name, value in offer.data.items() if name not in tops}
    said = {path: text for path, text in answers.flat(offer.data).items() if general(path) in (*known, *MADE)}
    gone = list(offer.taken_out)
    for pair in pairs:
        path, is_there, text = pair.partition("=")
        if not is_there or general(path.strip()) not in known:
            raise Trouble(f"{pair}: must be a field, = and a text. Fix: write it like this: contact.phone=01632 960101")
        tidied = answers.tidy(path.strip(), text)
        said.pop(path.strip(), None)
        gone = [one for one in gone if one != path.strip()]
        if tidied:
            said[path.strip()] = tidied
        elif offer.entry:
            gone.append(path.strip())
    made = schema.typed("entry", {**nested(said.items()), **unasked})
    return replace(offer, data=made, taken_out=tuple(gone))


def with_text(offer: Offer, text: str) -> Offer:
    """The offer with the YAML in place of its fields. ProblemsFound if it cannot be read."""
    file = yamlfile.parse(text.encode(), "edited.yaml")
    if errors(file.problems) or not isinstance(file.data, dict):
        raise ProblemsFound(file.problems)
    return replace(offer, data=schema.typed("entry", file.data))
