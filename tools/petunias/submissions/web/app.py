"""The service as one WSGI application: the site itself, the form's server, and the desk."""

from __future__ import annotations

import logging
import math
import os
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Request, request, send_from_directory
from flask.wrappers import Response
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge, TooManyRequests

from petunias.site import headers
from petunias.submissions.base import Full, Trouble
from petunias.submissions.web.desk import desk
from petunias.submissions.web.entrance import entrance, guard
from petunias.submissions.web.joining import joining
from petunias.submissions.web.service import Service

LARGEST = 64 * 1024  # bytes of one submission
MOST_FIELDS = 2000
_HIDDEN = (".petunias", "_headers", ".htaccess")
log = logging.getLogger("petunias.inbox")


class _Request(Request):
    max_content_length = LARGEST
    max_form_memory_size = LARGEST
    max_form_parts = MOST_FIELDS


def application(service: Service) -> Flask:
    """The application. It tells nobody more of a failure than that there was one."""
    app = Flask("petunias.inbox", static_folder=None)
    app.request_class = _Request
    guard(app, service)
    app.register_blueprint(joining(service))
    app.register_blueprint(entrance(service))
    app.register_blueprint(desk(service))

    @app.before_request
    def slowly() -> None:
        if request.method == "POST":
            wait = service.limits.wait(request.remote_addr or "", service.ticks())
            if wait:
                raise TooManyRequests(retry_after=math.ceil(wait))

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def site(path: str) -> Response:
        name = f"{path}index.html" if not path or path.endswith("/") else path
        if any(not part or part.startswith(".") or part in _HIDDEN for part in name.split("/")):
            raise NotFound
        if not _is_file(service.site / name) and _is_file(service.site / name / "index.html"):
            return Response(status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": f"/{name.lstrip('/')}/"})
        answer = send_from_directory(service.site, name, conditional=True, etag=True, max_age=None)
        for header, value in headers.of(service.area, path).items():
            answer.headers[header] = value
        return answer

    @app.after_request
    def guarded(answer: Response) -> Response:
        for header, value in headers.of(service.area, "").items():
            answer.headers.setdefault(header, value)
        asks = request.method in ("GET", "HEAD")
        if not asks or request.endpoint != "site":
            # Of a form that is asked for anew each time, a browser that goes back still knows what was typed.
            is_form = asks and (request.endpoint or "").startswith("joining.")
            answer.headers["Cache-Control"] = "no-cache" if is_form else "no-store"
        if answer.status_code == HTTPStatus.PERMANENT_REDIRECT:
            # Never to another host, whatever the request said of its own.
            answer.headers["Location"] = f"/{urlsplit(answer.headers['Location']).path.lstrip('/')}"
            answer.set_data("")
        return answer

    @app.errorhandler(HTTPException)
    def refused(trouble: HTTPException) -> Response:
        code = trouble.code or 500
        missing = service.site / "404.html"
        if isinstance(trouble, NotFound) and missing.is_file():
            return Response(missing.read_bytes(), status=code, mimetype="text/html")
        heading, lines = _told(trouble)
        answer = Response(_sorry(service, heading, lines), status=code, mimetype="text/html")
        if isinstance(trouble, TooManyRequests) and trouble.retry_after:
            answer.headers["Retry-After"] = str(trouble.retry_after)
        return answer

    @app.errorhandler(Full)
    @app.errorhandler(Trouble)
    def full(trouble: Trouble) -> tuple[str, int]:
        log.error("%s", trouble)
        lines = (
            "It was not kept.",
            "Please go back and try again in a few minutes. What you typed should still be there.",
        )
        return _sorry(service, "We cannot take it just now", lines), HTTPStatus.SERVICE_UNAVAILABLE

    @app.errorhandler(Exception)
    def failed(trouble: Exception) -> tuple[str, int]:
        # Neither the log nor the answer holds anything of what was sent.
        log.error("%s %s failed: %s", request.method, request.endpoint, type(trouble).__name__)
        lines = ("It is our fault, not yours. It was not kept.", "Please try again, or tell us in another way.")
        return _sorry(service, "Something went wrong here", lines), HTTPStatus.INTERNAL_SERVER_ERROR

    return app


def _is_file(path: Path) -> bool:
    # A name may be longer than any can be, or hold what none can hold; there is no such file then.
    return os.path.isfile(path)  # noqa: PTH113 - pathlib raises


def _told(trouble: HTTPException) -> tuple[str, tuple[str, ...]]:
    if isinstance(trouble, RequestEntityTooLarge):
        return "That is too long", (f"All of it together must be at most {LARGEST // 1024} KB. It was not kept.",)
    if isinstance(trouble, TooManyRequests):
        return "That was a lot at once", ("It was not kept. Please wait a few minutes, and send it again.",)
    return "That does not work", ("We could not read what was sent. It was not kept.", "Please use the form.")


def _sorry(service: Service, heading: str, lines: tuple[str, ...]) -> str:
    try:
        return service.look.fill(
            "joining/sorry.html", request.path.lstrip("/") or "submit", heading, heading=heading, lines=lines
        )
    except Exception as trouble:  # noqa: BLE001 - whatever is wrong with the look, people get an answer
        log.error("No look: %s", type(trouble).__name__)
        return f"<!doctype html><html lang=en><title>{heading}</title><h1>{heading}</h1><p>{' '.join(lines)}"
