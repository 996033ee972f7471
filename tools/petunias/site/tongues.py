"""Which page there is in which language, and how pages lead from one to another.

Every directory page is there in every language of the site, at the same address below the language's own folder.
Prose has one language, that of the top of docs/, except for the pages that stand in docs/cy/ as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from petunias.language import Language


@dataclass(frozen=True)
class Tongues:
    """The languages of the site, the default first; the addresses of the prose pages, and the language of most.

    `url` is where the site is, for links that must be whole.
    """

    languages: tuple[Language, ...]
    prose: frozenset[str] = frozenset()
    prose_code: str = "en"
    url: str | None = None

    def folder(self, spoken: Language) -> str:
        """The language's own folder: none for the default, `cy/` for another."""
        return "" if spoken == self.languages[0] else f"{spoken.code}/"

    def head(self, address: str, site: str) -> Markup:
        """Links to a directory page in each language, for its head. `site` leads from it to the top of the site."""
        if len(self.languages) == 1:
            return Markup()
        versions = {spoken.code: self.folder(spoken) + address for spoken in self.languages}
        return _alternates(versions, versions[self.languages[0].code], self.url or site)

    def prose_link(self, spoken: Language, address: str) -> tuple[str, str]:
        """Where a prose page is for readers of a language: its address from the top, its language if another."""
        own = self.folder(spoken) + address
        if own in self.prose and self.folder(spoken):
            return own, ""
        return address, "" if self.prose_code == spoken.code else self.prose_code

    def prose_frame(self, address: str) -> tuple[Language, dict[str, Any]]:
        """For the prose page at an address: the language of its frame, and what the frame says of languages."""
        first, *others = self.languages
        inside = next((spoken for spoken in others if address.startswith(self.folder(spoken))), None)
        # Prose in a language that the site does not have is framed in the default one.
        spoken = inside or next((one for one in self.languages if one.code == self.prose_code), first)
        bare = address.removeprefix(self.folder(inside)) if inside else address
        versions = {self.prose_code: bare} if bare in self.prose else {}
        versions |= {one.code: found for one in others if (found := self.folder(one) + bare) in self.prose}
        return spoken, {
            "others": self.others(spoken, versions),
            "prose_code": "" if inside or spoken.code == self.prose_code else self.prose_code,
            "alternates": _alternates(versions, versions.get(self.prose_code), self.url or "") if self.url else "",
        }

    def others(self, spoken: Language, versions: Mapping[str, str] | None = None) -> list[dict[str, str]]:
        """The other languages by their own names, for a switch; `versions` are the addresses of this page in them."""
        known = versions or {}
        return [
            {
                "code": other.code,
                "name": other.own_name(other.code),
                "direction": other.direction,
                "folder": self.folder(other),
                "address": known.get(other.code, self.folder(other) or "."),
            }
            for other in self.languages
            if other != spoken
        ]


def _alternates(versions: Mapping[str, str], default: str | None, top: str) -> Markup:
    if len(versions) < 2:
        return Markup()
    links = [*versions.items(), *([("x-default", default)] if default is not None else [])]
    line = Markup('<link rel="alternate" hreflang="{}" href="{}">')
    return Markup("\n").join(line.format(code, f"{top}{address}") for code, address in links)
