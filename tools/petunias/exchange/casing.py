"""TEXT IN CAPITALS to text as people read it.

What is a name cannot be known from capitals. So there is a short list of spellings that hold everywhere in the UK,
and a mapping adds its own: places, people, short forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

_SHORT_FORMS = """
    UK GB EU USA NHS GP GPs CIO CIC PTA PTFA RSPCA NSPCC RSPB RNIB RNID RNLI BBC BSL ESOL SEN SEND BME BAME HIV AIDS
    ADHD LGBT LGBTQ LGBT+ LGBTQ+ PIP ESA CAB DWP RAF MS ME YMCA YWCA WI MP TV IT ICT CV AGM WW1 WW2 DofE CofE URC RC
    SVP U3A BACP CBT IAPT PE FC RFC RUFC RLFC CC RDA VCS VCFSE VCSE NCT ME/CFS A&E PhD BA AA NA GPS PC
"""
_NAMES = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February April June July August September October
    November December Christmas Easter Ramadan Eid Diwali Hanukkah Shabbat England Scotland Wales Ireland Britain London
    British English Welsh Scottish Irish European African Caribbean Afro-Caribbean Asian Indian Pakistani Bangladeshi
    Bengali Chinese Polish Somali Arabic Urdu Hindi Punjabi French German Italian Spanish Portuguese Greek Turkish
    Iranian Kurdish Ukrainian Romanian Yemeni Bosnian Dutch Finnish Christian Christianity Catholic Anglican Methodist
    Baptist Protestant Jewish Jew Jews Judaism Muslim Muslims Islam Islamic Hindu Sikh Sikhs Buddhist Quaker Jain God
    Jesus Christ Bible Gospel Quran Qur'an
"""
_LONG_NAMES = ("Church of England", "Northern Ireland", "Holy Spirit", "Red Cross", "Salvation Army", "Citizens Advice")
_SMALL_WORDS = "a an and as at by de for from in into la le nor of on or over the to under upon with"
_ROMAN = re.compile(r"(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3})")
_NO_VOWEL = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ&]{2,}")
_SHOUTED = re.compile(r"\b[A-Z]{4,}(?:[ ,&'-]+[A-Z]{3,})+\b")
_TITLES = {
    "MR": "Mr",
    "MRS": "Mrs",
    "MS": "Ms",
    "DR": "Dr",
    "ST": "St",
    "STS": "Sts",
    "LTD": "Ltd",
    "MT": "Mt",
    "PLC": "plc",
}
_WORD = re.compile(r"[^\W\d_][\w]*(?:['’][^\W\d_]+)*|\d+[^\W\d_]+", re.UNICODE)


def mostly_capitals(text: str) -> bool:
    """Whether the text is written in capitals, but for a few letters."""
    letters = [letter for letter in text if letter.isalpha() and letter.upper() != letter.lower()]
    small = [word for word in text.split() if word.islower()]
    return (
        len(letters) > 3 and sum(map(str.isupper, letters)) > 0.6 * len(letters) and len(small) < len(text.split()) / 6
    )


def sentence_case(text: str, spellings: Iterable[str] = ()) -> str:
    """Text in capitals with a capital at each sentence and in each known name only.

    In other text a NAME OF SEVERAL WORDS in capitals becomes one as names are written; the rest stays as it is.
    """
    if not mostly_capitals(text):
        return _SHOUTED.sub(lambda found: title_case(found[0], spellings), text)
    text = re.sub(r"(?<=[a-z]{3})(?=[A-Z]{3})", ". ", text)  # "synagogueHOUSE OF PRAYER"
    text = re.sub(r"\b([EI])\. ?([GE])\. ?", lambda m: f"{m[1]}.{m[2]}. ".lower(), text)
    known, pattern = _known(tuple(spellings))
    text = pattern.sub(lambda found: known[found[0].lower()], text.lower())
    text = re.sub(r"\bi\b(?!\.e)", "I", text)
    return re.sub(
        r"(^|(?<!\be\.g)(?<!\bi\.e)[.!?]\s+|\n\s*)([\"'“‘(]*)([a-zà-ÿ])(?!\.[a-z]\.)",
        lambda m: f"{m[1]}{m[2]}{m[3].upper()}",
        text,
    )


def title_case(text: str, spellings: Iterable[str] = ()) -> str:
    """A name in capitals as names are written: Friends of St Peter's (UK). Other text stays as it is."""
    if not mostly_capitals(text):
        return text
    known, pattern = _known(tuple(spellings))
    text = re.sub(r"\bST\. ?(?=[A-Z])", "ST ", text)
    done: list[str] = []
    at = 0
    for found in pattern.finditer(text):
        done += [_words(text[at : found.start()], first=at == 0), known[found[0].lower()]]
        at = found.end()
    return "".join([*done, _words(text[at:], first=at == 0)])


@cache
def _known(spellings: tuple[str, ...]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Each known spelling by its small letters, and a pattern that finds any of them, longest first."""
    several = [*_SHORT_FORMS.split(), *_NAMES.split(), *_LONG_NAMES, *spellings]
    known = {name.lower(): name for name in several}
    for word in ("it", "me", "ms", "pip", "na", "aa", "ba", "cc", "pe"):  # as often a plain word
        if word not in {spelling.lower() for spelling in spellings}:
            known.pop(word, None)
    longest_first = sorted(known, key=len, reverse=True)
    joined = "|".join(map(re.escape, longest_first))
    return known, re.compile(rf"(?<![\w'’])(?:{joined})(?![\w])", re.IGNORECASE)


def _words(text: str, *, first: bool) -> str:
    position = 0

    def cased(found: re.Match[str]) -> str:
        nonlocal position
        position += 1
        start = (first and position == 1) or text[: found.start()].rstrip(" ").endswith(("(", ":", "-", "–", "/", '"'))
        inside = text[found.start() - 1 : found.start()] == "-"
        return _word(found[0], start and not inside, text[found.end() : found.end() + 1])

    return _WORD.sub(cased, text)


def _word(word: str, start: bool, follows: str) -> str:
    upper = word.upper()
    if upper in _TITLES:
        return _TITLES[upper]
    if word.lower() in _SMALL_WORDS.split() and not start and follows != ".":
        return word.lower()
    if len(word) == 1 or _ROMAN.fullmatch(upper) or _NO_VOWEL.fullmatch(upper):
        return upper
    if word[0].isdigit():  # 3rd and 14th; 4CT
        return word.lower() if re.fullmatch(r"\d+(ST|ND|RD|TH|AM|PM)", upper) else upper
    head, *tails = re.split(r"(['’])", word)
    cased = head.upper() if _ROMAN.fullmatch(head.upper()) else head.capitalize()
    for mark, tail in zip(tails[::2], tails[1::2], strict=True):
        ending = tail.upper() in ("S", "T", "RE", "LL", "VE", "D", "M")
        cased += mark + (tail.lower() if ending else tail.capitalize())
    return cased
