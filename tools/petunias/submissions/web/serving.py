"""Opens everything that the service needs, and runs it with Waitress."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import waitress

from petunias.resources import surroundings
from petunias.submissions import keeping, sending
from petunias.submissions.accept import Publisher
from petunias.submissions.base import Base, Trouble
from petunias.submissions.doors import Doors
from petunias.submissions.neighbours import Neighbours
from petunias.submissions.rebuild import Builder, NotBuilt
from petunias.submissions.settings import Settings
from petunias.submissions.store import Store
from petunias.submissions.web.app import application
from petunias.submissions.web.limits import Limits
from petunias.submissions.web.look import Look
from petunias.submissions.web.service import Service, today

THREADS = 6
HOUR = 3600.0
IDLE = 30  # seconds in which something must come, or the line is cut
LINES = 1000  # open at a time: a slow one costs little
log = logging.getLogger("petunias.inbox")


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of a service: the directory's, the submissions', the site's."""

    directory: Path
    data: Path
    site: Path


def opened(place: Place, limits: Limits, builder: Builder | None = None) -> Service:
    """A service in its place, with a site to show. Trouble if there is none and none can be built."""
    inside = [place.directory, place.directory.parent / "docs", place.directory.parent / "site_overrides"]
    if any(place.data == folder or folder in place.data.parents for folder in inside):
        raise Trouble(f"{place.data}: must not be where public files are. Fix: choose another folder with --data.")
    # A test may ask for another disk's size.
    store = Store(Base(place.data, int(os.environ.get("PETUNIAS_INBOX_PAGES", "0"))))
    settings = Settings.read(place.data, os.environ)
    builder = builder or Builder(place.directory, place.site, pdf=settings.pdf)
    try:
        builder.build()
    except NotBuilt as trouble:
        if not (place.site / "index.html").is_file():
            raise Trouble(f"The site cannot be built.\n{trouble}") from None
        log.error("The site was not built again, and the last good one stands: %s", trouble)
    look = Look(surroundings(place.directory), place.site, today)
    look.dress  # noqa: B018 - told now, if there is something wrong with it
    publisher = Publisher(place.directory, store, Neighbours(place.directory), builder, settings.publish)
    for reference in publisher.mend(datetime.now(UTC)):
        log.warning("%s was being published when the service was stopped. It is back in the queue.", reference)
    doors = Doors(store.base, settings.editors)
    return Service(place.directory, place.site, store, look, publisher.neighbours, publisher, doors, settings, limits)


def serve(
    place: Place, host: str, port: int, trusted_proxy: str | None, limits: Limits, told: Callable[[str], object]
) -> None:
    """Runs the service until it is stopped. One at a time in a folder: Trouble if there is another."""
    place.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with keeping.held(place.data):
        service = opened(place, limits)
        trust = {"trusted_proxy": trusted_proxy, "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
        try:
            server = waitress.create_server(
                application(service),
                host=host,
                port=port,
                threads=THREADS,
                channel_timeout=IDLE,
                connection_limit=LINES,
                max_request_body_size=1024 * 1024,
                max_request_header_size=16 * 1024,
                ident=None,
                clear_untrusted_proxy_headers=True,
                **(trust if trusted_proxy else {}),
            )
        except OSError as trouble:
            raise Trouble(f"Port {port} cannot be used: {trouble.strerror}. Fix: choose another with --port.") from None
        told(f"Open http://{host}:{port}/ in a browser. Press Ctrl+C to stop.")
        try:
            name = service.area.team.name or service.area.name
            with sending.running(service.store.base, service.settings.mail, name), _tidied(service):
                server.run()
        finally:
            server.close()
            service.store.base.close()


@contextmanager
def _tidied(service: Service) -> Iterator[None]:
    """Removes each hour what need not be kept, so that nobody has to remember it."""
    stop = Event()

    def tidy() -> None:
        wait = 0.0
        while not stop.wait(wait):
            wait = HOUR
            try:
                keeping.purge(service.store.base, service.clock(), service.neighbours.standing)
            except Trouble as trouble:
                log.error("%s", trouble)
        service.store.base.close()

    thread = Thread(target=tidy, name="tidy", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)
