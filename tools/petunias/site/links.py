"""Links that leave the page: text messages, e-mail, web addresses; and texts cut to fit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup, escape

from petunias import phones
from petunias.spoken import Foreign, Mixed

DESCRIPTION_LENGTH = 155  # characters; what search engines show of a description


def phone(number: str) -> Markup:
    """A number as a link that rings it."""
    return Markup('<a href="{}">{}</a>').format(phones.tel_link(number), number)


def rung(text: str, numbers: Iterable[str]) -> str:
    """A text in which those of the numbers that stand in it can be rung."""
    known = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True)))
    parts = re.split(rf"(?<!\d)({known})(?!\d)", str(text)) if known else [text]
    if len(parts) == 1:
        return text
    # Every second part is a number, as the pattern has one group.
    html = Markup().join(phone(part) if place % 2 else escape(part) for place, part in enumerate(parts))
    if isinstance(text, Foreign):
        html = Markup('<bdi lang="{}" dir="auto">{}</bdi>').format(text.lang, html)
    return Mixed(text, html)


def email(address: str) -> Markup:
    """An e-mail address as a link that writes to it."""
    return Markup('<a href="mailto:{0}">{0}</a>').format(address)


def reach(kind: str, way: str) -> str:
    """A way to get in touch as a link, where it can be one: tel, sms, mail, web; else its words."""
    if kind == "tel":
        return phone(way)
    if kind == "mail":
        return email(way)
    if kind == "sms":
        return Markup('<a href="{}">{}</a>').format(sms(way), way)
    if kind == "web":
        return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(way, bare(way))
    return way


def sms(number: str) -> str:
    """An sms: link for a number."""
    return phones.tel_link(number).replace("tel:", "sms:", 1)


def bare(url: str) -> str:
    """A web address as people say it: without https:// and the last slash."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def mail(address: str, subject: str, body: str) -> str:
    """A mailto: link with its subject and body. Line ends as RFC 6068 wants them."""
    lines = body.replace("\n", "\r\n")
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(lines)}"


def shortened(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """The text on one line, cut after a whole word if it is longer than `length` characters."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(".,;:") + " …"
