"""What the tests of the search share."""

from __future__ import annotations

import pytest

from support.searching import Scripts


@pytest.fixture(scope="package")
def scripts() -> Scripts:
    """The scripts of the search, once for all."""
    return Scripts()
