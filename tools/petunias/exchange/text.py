"""Small, careful mending of text that came out of a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

SUMMARY = 300  # characters; the longest that one sentence may be

# Unseen signs that spreadsheets and web pages leave behind. The two joiners stay: some scripts need them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
# Where a full stop ends no sentence.
_ABBREVIATIONS = "e.g i.e st mr mrs ms dr rev prof nos tel approx inc ltd vs cf dept est a.m p.m"
_SENTENCE_END = re.compile(r"[.!?…]{1,9}[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9£•-]|\s*$)|\n+")
_ADDRESS = re.compile(r"@|://|\bwww\.|\.(?:org|com|net|co|uk|gov|info|eu|wales|cymru|scot|ac|nhs)\b", re.IGNORECASE)
_ELLIPSIS = " …"


def tidy(text: str) -> str:
    """The text with plain blanks, plain line ends and nothing unseen in it."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    text = _BLANKS.sub(" ", _UNSEEN.sub("", text))
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def has_control_characters(text: str) -> bool:
    """Whether there is anything in it that no keyboard types, such as a NUL."""
    return _CONTROL.search(text) is not None


def looks_garbled(text: str) -> bool:
    """Whether letters were lost when somebody saved the file in the wrong encoding."""
    return re.search("\ufffd|[ÃÂ][\u0080-\u00bf€™œžŸ‚„…†‡‰]|â€|ï»¿", text) is not None


def one_line(text: str) -> str:
    """The text on one line."""
    return re.sub(r"\s*\n\s*", " ", text).strip()


def separate_sentences(text: str) -> str:
    """Puts back the blanks and full stops between sentences that an export has run together. Addresses stay whole."""
    text = re.sub(r"^\(?[aA1]\) *", "", text)  # a list of one sentence needs no letters
    if re.match(r"[-–•] ?\w", text):
        text = re.sub(r"(?<=\w)[-–•] (?=\w)", "; ", text.lstrip("-–• "))
    text = re.sub(r"(?<=\w) +(?=[.,;!?](?:\s|$))", "", text)
    return re.sub(r"\S+", lambda found: found[0] if _ADDRESS.search(found[0]) else _apart(found[0]), text)


def _apart(word: str) -> str:
    word = re.sub(
        r"([a-z]{3}|[A-Z]{2}|\))([.!?])([A-Za-z])(?=[A-Za-z ])", lambda m: f"{m[1]}{m[2]} {m[3].upper()}", word
    )
    word = re.sub(r"(?<=[a-z])([,;:])-?(?=[a-z]|[A-Z][a-z])", r"\1 ", word)
    word = re.sub(r"(?<=[.,;:])(?=\([a-z0-9])|(?<=\))(?=[a-z]{2})|(?<=[a-z]{3})(?=\([a-z]{4})", " ", word)
    # "their dependentsTo make grants": a small word that runs into a capital. "MacFest" and "GreaterSport" stay.
    word = re.sub(r"(?<![A-Za-z])([a-z]{3,})(?=[A-Z][a-z]+)", r"\1. ", word)
    return re.sub(
        r"(?<![A-Za-z])([A-Z]?[a-z]{3,})(?=(?:To|The|We|Our|And|In|By|For|With|Provi[ds]\w+|Alleviat\w+)\b)",
        r"\1. ",
        word,
    )


def first_sentence(text: str, most: int = SUMMARY) -> str:
    """The first sentence, shortened at a word if it is longer than `most`."""
    return _split(text, most)[0]


def after_first_sentence(text: str, most: int = SUMMARY) -> str:
    """What `first_sentence` left over. If it had to break off within the sentence, this goes on from there."""
    return _split(text, most)[1]


def shorten(text: str, most: int) -> str:
    """The text, broken off at a word with an ellipsis if it is longer than `most`."""
    if len(text) <= most:
        return text
    head = text[: most - len(_ELLIPSIS) + 1]
    cut = max(head.rfind(" "), head.rfind("\n"))
    return (head[:cut] if cut > most // 2 else head[:-1]).rstrip(" ,;:–-\n") + _ELLIPSIS


def mend_cut(text: str, length: int) -> str:
    """The text with an ellipsis for its last, broken word, if an export seems to have cut it off at `length` signs."""
    if len(text) < length - 15 or re.search(r"[.!?…)\]\"'”’]$", text):
        return text
    # How many signs the export really counted is not known, so only a text at its very limit loses its last word.
    whole = text if len(text) < length - 1 else text.rsplit(None, 1)[0]
    return whole.rstrip(" ,;:–-") + _ELLIPSIS


def full_stop(text: str) -> str:
    """The text with a full stop, unless it ends with a sign of its own."""
    text = text.rstrip(" ,;:–-")
    ends = re.search(r"[.!?…][\"'”’)\]]*$|(?:https?://|www\.)\S+$", text)
    return text if not text or ends else f"{text}."


def plain_markdown(text: str) -> str:
    """The text so that Markdown shows it as it stands. Lines that start with a dash or a number stay a list."""
    text = re.sub(r"(\\(?=[^\w\s])|`|\*(?=\S)|(?<=\S)\*|<(?=[A-Za-z/!?]))", r"\\\1", text)
    text = re.sub(r"((?<![A-Za-z0-9])_(?=\S)|(?<=\S)_(?![A-Za-z0-9])|\](?=[(\[:]))", r"\\\1", text)
    text = re.sub(r"&(?=#?\w+;)", r"\\&", text)
    return re.sub(r"(?m)^(#|>|\+(?= )|=+$|-{2,}$|~{3,}|\|)", r"\\\1", text)


def _split(text: str, most: int) -> tuple[str, str]:
    end = next((found.end() for found in _SENTENCE_END.finditer(text) if _is_end(text, found)), len(text))
    first, rest = text[:end].strip(), text[end:].strip()
    if len(first) <= most:
        return one_line(first), rest
    short = shorten(one_line(first), most)
    # Better after a comma than in the middle of a thought.
    clause = max(short.rfind(mark, most // 2) for mark in (", ", "; ", ": ", " - ", " ("))
    if clause > 0:
        short = short[:clause] + _ELLIPSIS
    kept = len(short) - len(_ELLIPSIS)
    return short, f"… {one_line(first)[kept:].lstrip(' ,;:–-')} {rest}".strip()


def _is_end(text: str, found: re.Match[str]) -> bool:
    if not found[0].startswith("."):
        return True
    before = re.search(r"[\w.&'’]{1,40}$", text[: found.start()])
    word = before[0].lower() if before else ""
    return word not in _ABBREVIATIONS.split() and not (len(word) == 1 and word.isalpha())
