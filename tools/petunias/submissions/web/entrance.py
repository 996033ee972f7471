"""The way to the desk: a link by e-mail, a button to press, a session; and the guard before every page of it."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask import Blueprint, Flask, abort, g, redirect, request, session
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from petunias.submissions import doors
from petunias.submissions.web.service import Service

SITTING = timedelta(hours=8)
_OPEN = frozenset(("entrance.enter", "entrance.ask", "entrance.door", "entrance.come_in"))


def entrance(service: Service) -> Blueprint:
    """The routes by which editors come and go."""
    routes = Blueprint("entrance", __name__, url_prefix="/desk")

    @routes.get("/enter/")
    def enter() -> str:
        return service.look.fill("desk/enter.html", "desk/enter/", "Sign in", sent=False)

    @routes.post("/enter/")
    def ask() -> str:
        email = request.form.get("email", "")[:254]
        now = service.clock()
        # The answer is the same for everybody, and so is the time it takes to write one line.
        if service.doors.is_editor(email) and service.doors.may_ask(email, now):
            link = f"{service.address()}desk/enter/{service.doors.key(email, now)}/"
            service.store.post(service.sign_in(doors.plain(email), link), now)
        return service.look.fill("desk/enter.html", "desk/enter/", "Look at your e-mail", sent=True)

    @routes.get("/enter/<key>/")
    def door(key: str) -> str:
        fits = service.doors.fits(key, service.clock())
        return service.look.fill("desk/door.html", "desk/enter/x/", "Come in", fits=fits, key=key)

    @routes.post("/enter/<key>/")
    def come_in(key: str) -> AnyResponse | tuple[str, int]:
        now = service.clock()
        email = service.doors.enter(key, now)
        if email is None:
            return service.look.fill("desk/door.html", "desk/enter/x/", "Come in", fits=False, key=""), 403
        session.clear()
        session.permanent = True
        session.update(editor=email, csrf=secrets.token_urlsafe(18))
        service.store.noted(email, "signed in", now)
        return redirect("/desk/", 303)

    @routes.post("/leave")
    def leave() -> AnyResponse:
        service.store.noted(session.get("editor", ""), "signed out", service.clock())
        session.clear()
        return redirect("/desk/enter/", 303)

    return routes


def guard(app: Flask, service: Service) -> None:
    """Lets only editors to the desk, and only with forms that the desk itself has given them."""
    app.secret_key = doors.secret(service.store.base.folder)
    app.config.update(
        SESSION_COOKIE_NAME="__Host-petunias-desk",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SITTING,
        SESSION_REFRESH_EACH_REQUEST=False,
    )

    @app.before_request
    def guarded() -> Response | AnyResponse | None:
        path = request.path
        if not (path == "/desk" or path.startswith("/desk/")) or request.endpoint in _OPEN:
            return None
        email = session.get("editor", "")
        if not email or not service.doors.is_editor(email):
            session.clear()
            if request.method in ("GET", "HEAD"):
                return redirect("/desk/enter/", 303)
            abort(403)
        if request.method not in ("GET", "HEAD") and not doors.same(request.form.get("csrf", ""), session["csrf"]):
            abort(403)
        g.editor = email
        return None
