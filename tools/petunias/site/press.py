"""Sets pages into shells: a shell is split once at its slots, and a page is made by joining.

A shell is the theme's frame rendered once for each language and depth, with `[[petunias:name]]` where a page differs.
Only shells are split, never the values that go in: a stranger who writes a slot's name changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import escape

from petunias.site import addresses
from petunias.site.maker import Page

_SLOT = re.compile(r"\[\[petunias:([a-z-]+)\]\]")
NEEDED = frozenset({"title", "description", "body"})


def slot(name: str) -> str:
    """The text that stands for a value in a shell."""
    return f"[[petunias:{name}]]"


@dataclass(frozen=True, slots=True)
class Shell:
    """A frame: literals and slot names in turn, a literal first and last."""

    parts: tuple[str, ...]

    @classmethod
    def split(cls, html: str) -> Shell:
        """The shell in `html`. ValueError if it lacks a slot that every page needs."""
        lean = re.sub(r"\n\s*\n+", "\n", html).strip() + "\n"
        parts = _SLOT.split(lean)
        missing = NEEDED - set(parts[1::2])
        if missing:
            raise ValueError(f"base.html must print the page's {', '.join(sorted(missing))}.")
        return cls(tuple(parts))

    def fill(self, page: Page, site_url: str | None, twin: str | None = None) -> str:
        """The whole page as HTML. `twin` is where it is in another language, if not at the same address."""
        values = {
            # What knows its language has marks, which have no place in an attribute.
            "title": str(escape(str(page.title))),
            "description": str(escape(str(page.description))),
            "body": page.body,
            "head": str(page.head),
            "top": page.spot.site,
            "address": str(escape(page.spot.address if twin is None else twin)),
            "finder": " hidden" if page.own_search else "",
            "canonical": str(escape(f"{site_url}{page.spot.path}")) if site_url else "",
            f"nav-{page.section}": f' aria-current="{_current(page)}"' if page.section else "",
        }
        parts = list(self.parts)
        parts[1::2] = [values.get(name, "") for name in parts[1::2]]
        return "".join(parts)


def _current(page: Page) -> str:
    """What the link of the page's section is to the page: its own address, or only the part of the site it is in."""
    return "page" if page.spot.address == addresses.SECTIONS.get(page.section) else "true"


def press(page: Page, shell: Shell, site_url: str | None) -> tuple[str, bytes]:
    """A page in its frame, as (path of its file, content)."""
    return f"{page.spot.path}index.html", shell.fill(page, site_url).encode("utf-8")
