"""Rules about every text in every file: no markup, nothing unseen, nothing empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from petunias.checks.collection import FileView
from petunias.checks.saying import listed, quoted
from petunias.problems import Problem
from petunias.yamlfile import Key

MARKUP = re.compile(
    r"(?P<tag><[a-z/!?][^>\n]{0,200}>?)|(?P<script>\b(?:java|vb)script:(?=\S)|\bdata:[a-z]+/[a-z])"
    r"|(?P<template>\{\{|\{%|\[\[petunias:)",
    re.IGNORECASE,
)
# One of these is in whatever MARKUP can find.
_SIGNS = ("<", "script:", "data:", "{{", "{%", "[[petunias:")
_ALLOWED_LINK = re.compile(r"https?://[^\s/]|mailto:\S|tel:\+?[0-9]", re.IGNORECASE)
_LINK = re.compile(r"\]\(\s*<?(?P<inline>[^)\s>]*)|^ {0,3}\[[^\]\n]+\]:\s*<?(?P<named>[^\s>]*)", re.MULTILINE)
_IMAGE = re.compile(r"!\[")
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# The flags of England, Scotland and Wales are a black flag with unseen letters behind it.
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f")
# Arabic and Urdu set these beside brackets and digits.
_MARKS = "\u200e\u200f\u061c"
_BLANKS = " \t\r\n\v\f\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\u2800\u3000\ufeff"
_DAMAGED = re.compile(
    "[\u00c2\u00c3\u00c5\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+"
)
_LONGEST_NAME = 200
_IN_NAME = re.compile(
    r"(?P<email>\S+@\S+\.\S+)|(?P<web>https?://\S+|www\.\S+)|(?P<phone>(?:\+44|0)[0-9](?:[ -]?[0-9]){8,9})"
)


def no_markup(view: FileView) -> Iterator[Problem]:
    """A text must not hold HTML, scripts or template code: no <tag>, javascript:, data:, {{ or {%."""
    everything = view.everything.lower()
    if not any(sign in everything for sign in _SIGNS):
        return
    for key, text in view.texts:
        if found := MARKUP.search(text):
            bad = found[0] if found.lastgroup != "tag" else found[0][:30]
            yield view.error(key, f"must be plain text, got {quoted(bad)}.", _markup_fix(key, found.lastgroup or ""))


def links_lead_out(view: FileView) -> Iterator[Problem]:
    """A link in a description must start with https://, http://, mailto: or tel:."""
    for key, text in _descriptions(view):
        for found in _LINK.finditer(text):
            target = found["inline"] if found["named"] is None else found["named"]
            # Scripts and their like are told by no_markup.
            if not _ALLOWED_LINK.match(target) and not MARKUP.search(target):
                message = f"must have links that start with https://, http://, mailto: or tel:, got {quoted(target)}."
                yield view.error(
                    key, message, "write the whole address, such as [our page](https://shelter.example.org)."
                )


def no_pictures(view: FileView) -> Iterator[Problem]:
    """A description must not hold a picture."""
    for key, text in _descriptions(view):
        if _IMAGE.search(text):
            message = "must not hold a picture, which starts with ![."
            yield view.error(key, message, "say in words what it shows, or link to the page that has it.")


def nothing_unseen(view: FileView) -> Iterator[Problem]:
    """A text must not hold characters that cannot be seen and change what others look like."""
    if not UNSEEN.search(view.everything):
        return
    for key, text in view.texts:
        found = set(UNSEEN.findall(_FLAG.sub("", text)))
        if "translations" in key:
            found -= set(_MARKS)
        if found:
            names = listed([f"U+{ord(letter):04X}" for letter in sorted(found)], "and")
            message = f"must not hold characters that cannot be seen ({names})."
            yield view.error(key, message, "delete the text and type it again; do not paste it.")


def texts_say_something(view: FileView) -> Iterator[Problem]:
    """A text must not be made of characters that cannot be seen."""
    if all(text.strip(_BLANKS) or not text for text in view.plain_texts):
        return
    for key, text in view.texts:
        # A text without any characters is told with the shape.
        if text and not text.strip(_BLANKS):
            yield view.error(key, "must not be empty.", "fill it in, or delete the line.")


def letters_are_whole(view: FileView) -> Iterator[Problem]:
    """Letters should not be damaged, as in cafÃ©, which comes of a wrong encoding."""
    if not _DAMAGED.search(view.everything):
        return
    for key, text in view.texts:
        for found in _DAMAGED.finditer(text):
            if meant := _repaired(found[0]):
                message = f"should not have damaged letters, got {quoted(_around(text, found.start(), found.end()))}."
                yield view.hint(key, message, f"write {meant} instead of {found[0]}.")
                break


def names_are_names(view: FileView) -> Iterator[Problem]:
    """A name should not hold an e-mail address, a web address or a phone number; those have fields of their own."""
    # A name of 60,000 signs is told with the shape; to look through it would take hours.
    if found := _IN_NAME.search(view.at("name")[:_LONGEST_NAME]):
        what = {"email": "an e-mail address", "web": "a web address", "phone": "a phone number"}[str(found.lastgroup)]
        fix = f"move {quoted(found[0])} to the field made for it."
        yield view.hint(("name",), f"should be a name only, but it holds {what}.", fix)


def _descriptions(view: FileView) -> Iterator[tuple[Key, str]]:
    if view.kind == "entry" and "[" in view.everything:
        for key, text in view.texts:
            if key and key[-1] == "description":
                yield key, text


def _markup_fix(key: Key, what: str) -> str:
    if what == "tag":
        if key and key[-1] == "description":
            return "use **bold**, *italics*, lists and [links](https://shelter.example.org), and no HTML."
        return "take the code out; for less than, write the words."
    return "take it out, or put a blank between the signs." if what == "template" else "take it out."


def _repaired(damaged: str) -> str | None:
    for end in range(len(damaged), 1, -1):
        raw = b"".join(
            letter.encode("latin-1") if ord(letter) < 0xA0 else letter.encode("cp1252", "replace")
            for letter in damaged[:end]
        )
        try:
            return raw.decode("utf-8") + damaged[end:]
        except UnicodeDecodeError:
            continue
    return None


def _around(text: str, start: int, end: int) -> str:
    """The word that the place is in."""
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end)
    return text[left : right if right >= 0 else len(text)]
