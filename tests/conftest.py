"""Fixtures that more than one test file uses.

What a test needs and does not find makes it fail, with a sentence. Nothing is ever skipped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
import yaml
from playwright.sync_api import Browser, Page

from support.browser import Watch, chromium
from support.chromium import NoBrowserError
from support.site import DIRECTORY, BuildFailedError, SitePage, build_site, read_pages, serving

os.environ["NO_MKDOCS_2_WARNING"] = "1"

# Machines that share their cores are slow now and then, and that is no fault.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: the quick ones report first, and playwright's event loop is in nobody's way."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def anytown_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anytown's site, built once."""
    site = tmp_path_factory.mktemp("anytown") / "site"
    try:
        build_site(DIRECTORY, site)
    except BuildFailedError as problem:
        raise pytest.fail.Exception(str(problem), pytrace=False) from None
    return site


@pytest.fixture(scope="session")
def anytown_pages(anytown_site: Path) -> dict[str, SitePage]:
    """Every page of Anytown's site, by its address."""
    return read_pages(anytown_site)


@pytest.fixture(scope="session")
def area() -> dict[str, object]:
    """Anytown's own settings, all scalars as text."""
    return yaml.load((DIRECTORY / "area.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.fixture(scope="session")
def origin(area: dict[str, object]) -> str:
    """Where Anytown says that its site is, without a slash at the end."""
    return str(area["url"]).rstrip("/")


@pytest.fixture(scope="session")
def site_url(anytown_site: Path) -> Iterator[str]:
    """Where Anytown's site is served, without a slash at the end."""
    with serving(anytown_site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    try:
        with chromium() as running:
            yield running
    except NoBrowserError as problem:
        raise pytest.fail.Exception(str(problem), pytrace=False) from None


@pytest.fixture
def new_page(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Opens pages of Anytown's site. Whatever the test is about, none may ask elsewhere or complain."""
    watch = Watch(browser, site_url)
    yield watch.new_page
    watch.close()
    assert watch.outside == [], "the page asked for something outside the site"
    assert watch.console == [], "the page wrote to the console"
