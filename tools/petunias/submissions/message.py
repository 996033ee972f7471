"""A submission as it is kept: what was offered, where it stands, what was done with it."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from petunias.submissions.offer import Offer
from petunias.submissions.states import Action, State

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so that no reference is a word
REFERENCE = rf"PT-[{LETTERS}]{{6}}"


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission. `version` rises with each action; an action on an older one is refused.

    `file` is the id under which it was published. `reason` is what was said last of why it stands where it does.
    """

    reference: str
    state: State
    version: int
    offer: Offer
    received: datetime
    ended: datetime | None = None
    reason: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done with a submission, for its history."""

    at: datetime
    who: str
    action: Action | str
    note: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An e-mail to one address. In its subject and its body, {reference} is filled in by the store; see `literal`."""

    to: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers for an entry, for reminders: kept while it is listed, and removed when they ask."""

    entry: str
    name: str
    email: str
    phone: str
    consented: datetime
    reference: str


def new_reference() -> str:
    """A reference that nobody can guess from another."""
    return "PT-" + "".join(secrets.choice(LETTERS) for _ in range(6))


def literal(text: str) -> str:
    """The text as it has to stand in a draft, so that its own braces stay as they are."""
    return text.replace("{", "{{").replace("}", "}}")


def filled(text: str, reference: str) -> str:
    """A draft's text with the reference in it."""
    meant = {"{{": "{", "}}": "}", "{reference}": reference}
    return re.sub(r"\{\{|\}\}|\{reference\}", lambda found: meant[found[0]], text)


def digest(offer: Offer) -> str:
    """The same for a repeated post of the same thing."""
    # What is published now may have changed between two posts; what was asked for has not.
    return hashlib.blake2b(replace(offer, was={}).as_json().encode(), digest_size=16).hexdigest()
