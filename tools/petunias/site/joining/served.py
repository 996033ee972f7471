"""Where the inbox service is for the public, if the area has one."""

from __future__ import annotations

from urllib.parse import urlsplit

from petunias.model import Area

ENDPOINT = "submit"


def base_address(area: Area) -> str | None:
    """The service's own address, from the endpoint in area.yaml; None if that is another program's."""
    parts = urlsplit(area.register.endpoint or "")
    if not parts.netloc or not parts.path.endswith(f"/{ENDPOINT}") or parts.query:
        return None
    return f"{parts.scheme}://{parts.netloc}{parts.path.removesuffix(ENDPOINT)}"


def endpoint(area: Area, folder: str) -> str | None:
    """Where the form of a language goes: our service answers in that language."""
    base = base_address(area)
    return f"{base}{folder}{ENDPOINT}" if base else area.register.endpoint
