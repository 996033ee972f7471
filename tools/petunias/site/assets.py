"""Style sheet, script and pictures: put together once, named by their content so that they can be kept for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

STYLES = ("tokens.css", "look.css", "prose.css")
PAPER = "paper.css"  # what is printed, for browsers and for PDFs
SCRIPTS = ("petunias.js", "list.js", "keys.js")
# All that ranks, for browser and command, in the order in which it is read.
SEARCH = ("search-words.js", "search-spelling.js", "search-files.js", "search-meaning.js", "search-rank.js")
FIND = "find.js"  # what /find/ does with it
SLIP = ("slip-qr.js", "slip-text.js", "slip.js")  # what /slip/ is made with


@dataclass(frozen=True, slots=True)
class Assets:
    """Addresses from the top of the site, and every file to write."""

    style: str
    script: str
    search: str  # the script of the search, which is loaded when somebody searches
    slip: str  # the script of /slip/
    paper: str  # the style sheet of what is printed
    sprite: str
    icon: str
    picture: str  # what other sites show beside a link to ours
    files: tuple[tuple[str, bytes], ...]


def assets(folders: Sequence[Path]) -> Assets:
    """Everything in the `assets` folders; a file in an earlier folder wins. FileNotFoundError if one is missing."""
    style = _named("petunias.css", _lean_css("".join(_text(folders, name) for name in STYLES)))
    script = _named("petunias.js", "".join(_text(folders, name) for name in SCRIPTS))
    search = _named("search.js", _lean_script("".join(_text(folders, name) for name in (*SEARCH, FIND))))
    slip = _named("slip.js", _lean_script("".join(_text(folders, name) for name in SLIP)))
    paper = _named(PAPER, paper_style(folders))
    sprite = _named("icons.svg", _sprite(folders))
    icon = _named("favicon.svg", _text(folders, "favicon.svg"))
    picture = _named("social.png", find(folders, "social.png").read_bytes())
    files = (style, script, search, slip, paper, sprite, icon, picture)
    return Assets(style[0], script[0], search[0], slip[0], paper[0], sprite[0], icon[0], picture[0], files)


def search_script(folders: Sequence[Path]) -> str:
    """The script that ranks, without what a page does with it."""
    return "".join(_text(folders, name) for name in SEARCH)


def paper_style(folders: Sequence[Path]) -> str:
    """The style sheet of what is printed."""
    return _lean_css(_text(folders, PAPER))


def find(folders: Sequence[Path], name: str) -> Path:
    """The file `name` in the first folder that has it."""
    for folder in folders:
        if (folder / "assets" / name).is_file():
            return folder / "assets" / name
    raise FileNotFoundError(f"assets/{name}")


def _text(folders: Sequence[Path], name: str) -> str:
    return find(folders, name).read_text(encoding="utf-8")


def _named(name: str, what: str | bytes) -> tuple[str, bytes]:
    content = what if isinstance(what, bytes) else what.encode("utf-8")
    stem, ending = name.rsplit(".", 1)
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content


def _lean_css(text: str) -> str:
    """Without comments and needless blanks. Strings in our style sheets hold neither."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,>]) ?", r"\1", text).replace(";}", "}").strip() + "\n"


def _lean_script(text: str) -> str:
    """Without indents, blank lines and lines that are only a comment. Our scripts have no text over several lines."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def _sprite(folders: Sequence[Path]) -> str:
    """All icons as symbols of one file, which the browser fetches once."""
    icons: dict[str, Path] = {}
    for folder in reversed(folders):
        icons.update({path.stem: path for path in sorted((folder / "assets" / "icons").glob("*.svg"))})
    symbols = []
    for name, path in sorted(icons.items()):
        drawing = re.search(r"<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", path.read_text("utf-8"), re.DOTALL)
        if drawing is None:
            raise ValueError(f"assets/icons/{path.name} must be one <svg> with a viewBox.")
        symbols.append(f'<symbol id="{name}" viewBox="{drawing[1]}">{drawing[2].strip()}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'
