"""The day for which a site is built."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from petunias.dates import local_today


def build_day(given: str | None = None) -> date:
    """The given day, else that of SOURCE_DATE_EPOCH, else today in the United Kingdom. ValueError if it is no day."""
    if given:
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise ValueError(f"--today must be a day such as 2026-11-22, got {given!r}.") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return local_today()
    try:
        return local_today(datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"SOURCE_DATE_EPOCH must be a number of seconds, got {epoch!r}.") from None
