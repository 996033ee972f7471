"""An e-mail, opened: who sent it, what it says, which files of text are in it. Whatever it is, something comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import InvalidBase64CharactersDefect, MessageError
from email.message import Message
from email.policy import default
from html.parser import HTMLParser
from typing import Any, TypeVar

from petunias import schema

DEEPEST = 5  # messages within messages
MOST_PARTS = 100
_TEXT = (".txt", ".text")
_YAML = (".yaml", ".yml")
_CHARSETS = re.compile(
    r"(us-?)?ascii|utf[-_]?(7|8|16|32)([-_]?[bl]e)?|(iso[-_]?)?8859[-_]?\d+|latin[-_]?\d|(windows|cp)[-_]?\d+"
    r"|koi8[-_][rtu]|gb(2312|k|18030)|big5(hkscs)?|shift[-_]jis|euc[-_](jp|kr)|iso[-_]?2022[-_]\w+|mac[-_]?roman"
)
_LINE = {"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "blockquote", "hr", "pre"}
_SILENT = {"script", "style", "head", "title", "template"}
# What the email package raises at headers that nobody should write.
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, MessageError, RecursionError, AssertionError)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was in an e-mail. `files` are those with YAML, by name; `left_out` the names of all others.

    `is_automatic` is what a program sent: nothing may answer it, or two programs write to each other for ever.
    """

    sender: str
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...] = ()
    left_out: tuple[str, ...] = ()
    is_automatic: bool = False


def is_envelope(content: bytes) -> bool:
    """Whether it begins as an e-mail does: with headers, From among them."""
    head = content[:65536].replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("latin-1")
    lines = [line for line in head.split("\n") if line[:1] not in (" ", "\t")]
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    names = {line.partition(":")[0].lower() for line in lines}
    # A header has no blank in its name; a form in plain text begins with other words.
    whole = all(re.fullmatch(r"[!-9;-~]+:.*", line) for line in lines)
    return whole and "from" in names and bool(names & {"to", "date", "received", "message-id", "subject"})


def opened(content: bytes) -> Envelope:
    """The e-mail that the bytes are."""
    message = _tried(lambda: message_from_bytes(content, policy=default), None)
    if message is None:  # deeper than Python goes
        return Envelope("", "", decoded(content, "utf-8"), left_out=("what was nested too deeply",))
    parts = list(_parts(message, 0))
    files = tuple((name, _bytes(part)) for kind, name, part in parts if kind == "yaml")
    texts = [decoded(_bytes(part), _charset(part)) for kind, _name, part in parts if kind == "text"]
    texts += [_without_tags(decoded(_bytes(part), _charset(part))) for kind, _name, part in parts if kind == "html"]
    return Envelope(
        sender=_tried(lambda: _sender(message), ""),
        subject=_header(message, "subject"),
        text="\n\n".join(text.strip() for text in texts if text.strip()),
        files=files,
        left_out=tuple(name for kind, name, _part in parts if kind == "other"),
        is_automatic=_is_automatic(message),
    )


def _parts(message: Message[Any, Any], depth: int) -> Iterator[tuple[str, str, Message[Any, Any]]]:
    """Each part as its kind, its name and itself: of the ways to say one thing, the plainest."""
    inside = message.get_payload() if message.is_multipart() else None
    if not isinstance(inside, list):
        yield from _leaf(message)
        return
    within = [one for one in inside if isinstance(one, Message)]
    if depth >= DEEPEST:
        yield "other", "a message in a message", message
        return
    found = [part for one in within[:MOST_PARTS] for part in _parts(one, depth + 1)][:MOST_PARTS]
    if len(within) > MOST_PARTS:
        found.append(("other", f"{len(within) - MOST_PARTS} more parts", message))
    if _tried(message.get_content_type, "") == "multipart/alternative" and any(kind == "text" for kind, _, _ in found):
        found = [one for one in found if one[0] != "html"]
    yield from found


def _leaf(part: Message[Any, Any]) -> Iterator[tuple[str, str, Message[Any, Any]]]:
    kind = _tried(part.get_content_type, "text/plain")
    name = " ".join(str(_tried(part.get_filename, None) or "").split())[:200]
    is_file = bool(name) or _tried(part.get_content_disposition, None) == "attachment"
    if name.lower().endswith(_YAML) or kind in ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"):
        yield "yaml", name or "a file", part
    elif name.lower().endswith(_TEXT) or (kind == "text/plain" and not is_file):
        yield "text", name, part
    elif kind == "text/html" and not is_file:
        yield "html", name, part
    else:
        yield "other", name or kind, part


def _sender(message: Message[Any, Any]) -> str:
    found = message["from"]
    addresses = getattr(found, "addresses", ())
    address = str(addresses[0].addr_spec) if addresses else ""
    return address if len(address) <= 254 and address and schema.is_email(address) else ""


def _is_automatic(message: Message[Any, Any]) -> bool:
    submitted = _header(message, "auto-submitted").lower()
    precedence = _header(message, "precedence").lower()
    return (
        (bool(submitted) and not submitted.startswith("no"))
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or _header(message, "return-path").strip() == "<>"
        or _tried(message.get_content_type, "") == "multipart/report"
        or bool(_header(message, "list-id"))
    )


def _header(message: Message[Any, Any], name: str) -> str:
    return " ".join(_tried(lambda: str(message[name] or ""), "").split())


def _bytes(part: Message[Any, Any]) -> bytes:
    found: object = _tried(lambda: part.get_payload(decode=True), None)
    if any(isinstance(one, InvalidBase64CharactersDefect) for one in part.defects):
        found = str(part.get_payload()).encode("utf-8", "surrogateescape")  # it only says that it is base64
    return found if isinstance(found, bytes) else b""


def _charset(part: Message[Any, Any]) -> str:
    return _tried(lambda: part.get_content_charset("utf-8"), "utf-8") or "utf-8"


def decoded(content: bytes, charset: str) -> str:
    """The text. An encoding that does not fit, or is none for texts, is not used."""
    for name in (charset, "utf-8-sig", "cp1252"):
        if _CHARSETS.fullmatch(name.lower()) or name == "utf-8-sig":
            try:
                return content.decode("utf-8-sig" if name.lower() == "utf-8" else name)
            except (LookupError, UnicodeError):
                continue
    return content.decode("latin-1")


def _tried(read: Callable[[], Value], otherwise: Value) -> Value:
    try:
        return read()
    except _BROKEN:
        return otherwise


class _Words(HTMLParser):
    """The words of a page, with its lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent += tag in _SILENT
        if tag in _LINE:
            self.said.append("\n")
        elif tag in ("td", "th"):
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _LINE and tag != "br":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(re.sub(r"\s+", " ", data))


def _without_tags(html: str) -> str:
    words = _Words()
    with suppress(*_BROKEN):
        words.feed(html)
        words.close()
    lines = [" ".join(line.split()) for line in "".join(words.said).split("\n")]
    said = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return said or re.sub(r"<[^>]*>", " ", html).strip()  # rather too much than nothing
