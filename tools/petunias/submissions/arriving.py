"""What comes by e-mail, on paper or by phone, as a submission: an entry's file, a filled-in text, either in an e-mail.

What is understood becomes fields; all the rest is kept beside them, for an editor to read. Nothing is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from petunias import schema, yamlfile
from petunias.checks.texts import UNSEEN
from petunias.model import Entry
from petunias.problems import Problem
from petunias.submissions import envelope, plain_form
from petunias.submissions import offer as offers
from petunias.submissions.offer import Offer, Way
from petunias.submissions.shapes import fitted

LARGEST = 10 * 1024 * 1024  # bytes of an e-mail with all that is attached
LONGEST = 100_000  # characters of what was not understood
EMAIL = "submitter.email"
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
# Some programs write each address twice: sam@example.org<mailto:sam@example.org>
_TWICE = re.compile(r"(?<=\S) ?<(?:mailto:|tel:|https?://)[^<>\s]*>")
# What may tell where a secret address is.
_WHERE = re.compile(
    r"\b[a-z]{1,2}[0-9][0-9a-z]?\s*[0-9][a-z]{2}\b"
    r"|\b[0-9]+[a-z]?,?\s+(?:[\w'’-]+\s+){1,4}(?:street|st|road|rd|lane|ln|avenue|ave|close|drive|way|place|court|terrace"
    r"|crescent|gardens|square|grove|row|hill|park|green|mews)\b",
    re.IGNORECASE,
)


class Known(Protocol):
    """The entries that are there."""

    def get(self, id: str) -> Entry | None:
        """The entry of that id."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What was in a file. `problems` are those of its form. Nothing is to answer one that `is_automatic`."""

    offer: Offer
    problems: tuple[Problem, ...] = ()
    is_automatic: bool = False

    @property
    def is_understood(self) -> bool:
        """Whether there was any field in it."""
        return self.offer.kind != "report"


def read(content: bytes, name: str, today: date, known: Known, ours: Collection[str] = ()) -> Arrival:
    """What the bytes of a file of that name say. `ours` are addresses of the team, which are no sender's."""
    small = name.lower()
    if small.endswith(".eml") or (not small.endswith((".yaml", ".yml", ".txt")) and envelope.is_envelope(content)):
        return _from_envelope(envelope.opened(content), today, known, ours)
    if small.endswith((".yaml", ".yml")):
        return _made("", [(name, content)], today, known, "file")
    text = envelope.decoded(content, "utf-8")
    as_yaml = not small.endswith(".txt") and _is_entry(content)
    return _made("", [(name, content)], today, known, "file") if as_yaml else _made(text, [], today, known, "file")


def _from_envelope(mail: envelope.Envelope, today: date, known: Known, ours: Collection[str]) -> Arrival:
    found = _made(mail.text, mail.files, today, known, "e-mail")
    offer = found.offer
    if EMAIL not in offer.private and mail.sender and mail.sender.lower() not in ours:
        offer = replace(offer, private={EMAIL: mail.sender, **offer.private})
    head = [f"Subject: {_clean(mail.subject)}"] if mail.subject else []
    foot = [f"Attached, and not kept: {_clean(name)}" for name in mail.left_out]
    rest = "\n\n".join(part for part in ("\n".join(head), offer.rest, "\n".join(foot)) if part)
    offer = replace(offer, rest=without_where(rest) if offers.is_hidden(offer.data) else rest)
    return replace(found, offer=offer, is_automatic=mail.is_automatic)


def _made(text: str, files: Sequence[tuple[str, bytes]], today: date, known: Known, way: Way) -> Arrival:
    """The offer in a text and files of YAML. Where both say something, a file counts more: it is whole."""
    body, mark, signature = _parted(_clean(text))
    form = plain_form.read(body)
    id = re.sub(r"[^a-z0-9-]", "", form.change.strip().lower())
    entry = known.get(id) if id else None
    form = replace(form, change=entry.id if entry else id)
    data: dict[str, Any] = {}
    problems: list[Problem] = []
    rest = [form.rest, f"reference: {form.reference}" if form.reference else "", f"{mark}\n{signature}" if mark else ""]
    for name, content in files:
        file = yamlfile.parse(content, name)
        problems += file.problems
        if data or id or not isinstance(file.data, dict):
            rest.append(f"File {_clean(name)}:\n{_clean(envelope.decoded(content, 'utf-8'))}")
            continue
        data, strange = fitted(file.data)
        rest.append("\n".join(strange))
    if not data and not form.answers and not form.taken_out and not id:
        private = {path: said for path, said in form.private.items() if said}
        return Arrival(Offer("report", private=private, rest=_cut(rest), way=way), tuple(problems))
    offer = offers.from_plain(form, today, entry, way)
    if data:
        file_offer = offers.from_file(data, way)
        rest.append("\n".join(f"{path}: {said}" for path, said in form.answers if path.split(".")[0] in data))
        hidden = offers.is_hidden({**offer.data, **data})
        both = {**offer.data, **file_offer.data}
        secret = {offers.PRIVATE_ADDRESS: True} if hidden else {}
        offer = replace(offer, data=offers.without_secrets({**both, **secret}))
    whole = _cut(rest)
    hidden = offers.is_hidden(offer.data) or bool(
        entry and entry.private_address and offers.PRIVATE_ADDRESS not in offer.taken_out
    )
    return Arrival(replace(offer, rest=without_where(whole) if hidden else whole), tuple(problems))


def _is_entry(content: bytes) -> bool:
    """Whether it is an entry's file, and not a text with a line for each answer, which may look like one."""
    data = yamlfile.parse(content, "").data
    known = {path for path, _node, _needed in schema.all_fields("entry")}
    return (
        isinstance(data, Mapping) and set(data) <= known and any(not isinstance(value, str) for value in data.values())
    )


def _parted(text: str) -> tuple[str, str, str]:
    found = _SIGNATURE.search(text)
    return (text[: found.start()], found[0], text[found.end() :].strip()) if found else (text, "", "")


def _clean(text: str) -> str:
    """The text without what cannot be seen, or cannot be kept."""
    whole = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return _TWICE.sub("", UNSEEN.sub("", whole)).strip()


def _cut(parts: Sequence[str]) -> str:
    whole = re.sub(r"\n{3,}", "\n\n", "\n\n".join(part.strip() for part in parts if part.strip()))
    if len(whole) <= LONGEST:
        return whole
    return f"{whole[:LONGEST]}\n\nThere was more, which is not kept: {len(whole) - LONGEST} characters."


def without_where(text: str) -> str:
    """The text without lines that may tell where a secret address is."""
    return "\n".join(line for line in text.split("\n") if not _WHERE.search(line)).strip()
