"""QR codes: what a phone's camera opens from paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Code:
    """The QR code of an address; none, and false, where that is empty. It is drawn when it is printed."""

    address: str

    def __bool__(self) -> bool:
        return bool(self.address)

    def __str__(self) -> str:
        return _drawn(self.address)


@cache
def _drawn(address: str) -> str:
    """A picture of the address as a data: address. A lens finds it by its quiet border of four modules (ISO 18004)."""
    import segno  # noqa: PLC0415 - slow to import, and often not needed

    return segno.make(address, error="m", micro=False).svg_data_uri(border=4, omitsize=True)
