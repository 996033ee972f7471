"""What MkDocs says while it runs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def mkdocs_speaks() -> Iterator[None]:
    """Warnings of MkDocs go to stderr while it runs, as its own command shows them."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    before = list(logger.handlers)
    logger.addHandler(handler)
    try:
        yield
    finally:
        # MkDocs leaves one behind that counts warnings, and the next build would count for two.
        for left in [found for found in logger.handlers if found not in before]:
            logger.removeHandler(left)
