"""How a test that looks at many things reports what is wrong."""

from __future__ import annotations

import pytest

MOST = 40


def assert_none(problems: list[str], because: str = "") -> None:
    """Fail with one line for each problem, if there is any."""
    if not problems:
        return
    lines = [because] if because else []
    lines += problems[:MOST]
    if len(problems) > MOST:
        lines.append(f"... and {len(problems) - MOST} more")
    pytest.fail("\n".join(lines), pytrace=False)
