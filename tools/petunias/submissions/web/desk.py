"""/desk/: the queue, one submission with all that an editor needs to know of it, and what to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, g, redirect, request, session
from werkzeug.wrappers import Response

from petunias import reading
from petunias.problems import errors
from petunias.published import published
from petunias.questions import PRIVATE
from petunias.site.addresses import Spot
from petunias.site.entry_pages import entry_page
from petunias.site.joining.form import Filled, Named, register
from petunias.submissions import actions, answers, offer, sending
from petunias.submissions.accept import NotAccepted
from petunias.submissions.base import Trouble
from petunias.submissions.message import Submission
from petunias.submissions.offer import CHANGE, WHOLE
from petunias.submissions.review import CHECKLIST, Review, review
from petunias.submissions.states import ENDED, NAMES, OPEN, SAID, NotNow, possible
from petunias.submissions.web import faults
from petunias.submissions.web.joining import given
from petunias.submissions.web.service import Service

SHOWN = 200  # on one page; whoever has more waiting begins with the oldest
KINDS: Mapping[str, str] = {
    "new": "New group",
    "change": "Change",
    "close": "Has stopped",
    "withdraw": "Take off, for safety",
    "report": "Report",
}


def desk(service: Service) -> Blueprint:
    """The routes of the desk. All of them are behind the guard of the entrance."""
    routes = Blueprint("desk", __name__, url_prefix="/desk")

    @routes.get("/")
    def queue() -> str:
        # Safety first, then the oldest.
        rows = sorted(service.store.queue(OPEN), key=lambda one: one.offer.kind != "withdraw")
        return _rows(service, "desk/", "The desk", rows, failed=sending.failed(service.store.base))

    @routes.get("/ended/")
    def ended() -> str:
        rows = list(reversed(service.store.queue(ENDED)))
        return _rows(service, "desk/ended/", "Done", rows, ended=True)

    @routes.get("/log/")
    def log() -> str:
        return _page(service, "log.html", "desk/log/", "What was done", lines=list(reversed(service.store.log()))[:500])

    @routes.get("/<reference>/")
    def one(reference: str) -> str:
        return _one(service, _found(service, reference))

    @routes.get("/<reference>/page/")
    def page(reference: str) -> str:
        made = _review(service, _found(service, reference))
        if made.entry is None:
            abort(404)
        maker = service.look.showing(made.entry)
        shown = entry_page(maker, made.entry, maker.every[0])
        return service.look.page(maker, replace(shown, spot=Spot(f"desk/{reference}/page/")))

    @routes.get("/<reference>/edit/")
    def edit(reference: str) -> str:
        submission = _found(service, reference)
        return _edit_form(service, submission, Filled(_said(service, submission)))

    @routes.post("/<reference>/edit/")
    def edited(reference: str) -> Response | str | tuple[str, int]:
        return _edited(service, _found(service, reference))

    @routes.post("/<reference>/<any(ask, hold, release, accept, reject, reopen):action>")
    def act(reference: str, action: str) -> Response | tuple[str, int]:
        submission = replace(_found(service, reference), version=_number(request.form.get("version", "")))
        try:
            _act(service, submission, action)
        except (NotNow, NotAccepted, Trouble) as trouble:
            return _one(service, _found(service, reference), told=str(trouble)), 409
        return redirect(f"/desk/{reference}/", 303)

    return routes


def _act(service: Service, submission: Submission, action: str) -> None:
    note = " ".join(request.form.get("note", "").split())[:2000]
    do = actions.Actions(service.publisher, service.clock(), g.editor)
    if action == "accept":
        if submission.offer.kind in ("new", "change") and not all(
            request.form.get(name) == "yes" for name in CHECKLIST
        ):
            raise NotAccepted("Tick all three boxes first: they keep people safe.")
        confirm = request.form.get("confirm") == "yes"
        do.accept(submission, seen=request.form.get("seen", ""), confirm=confirm, note=note)
    elif action == "ask":
        do.ask(submission, note)
    elif action == "reject":
        do.reject(submission, note)
    else:
        do.move(submission, action, note)


def _found(service: Service, reference: str) -> Submission:
    found = service.store.get(reference.upper())
    if found is None:
        abort(404)
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _review(service: Service, submission: Submission) -> Review:
    return review(service.directory, service.neighbours, submission)


def _page(service: Service, template: str, address: str, title: str, **values: Any) -> str:
    return service.look.fill(
        f"desk/{template}",
        address,
        title,
        desk=f"{Spot(address).site}desk/",
        csrf=session["csrf"],
        editor=g.editor,
        kinds=KINDS,
        names=NAMES,
        said=SAID,
        **values,
    )


def _rows(service: Service, address: str, title: str, rows: Sequence[Submission], **values: Any) -> str:
    values = {"ended": False, "failed": (), **values}
    return _page(service, "queue.html", address, title, rows=rows[:SHOWN], more=max(0, len(rows) - SHOWN), **values)


def _one(service: Service, submission: Submission, told: str = "") -> str:
    made = _review(service, submission)
    language = service.look.language()
    return _page(
        service,
        "one.html",
        f"desk/{submission.reference}/",
        f"{submission.offer.name or submission.reference}",
        made=made,
        one=submission,
        told=told,
        faults=faults.told(made.errors, language),
        hints=[problem for problem in made.problems if problem.level == "hint"],
        history=service.store.history(submission.reference),
        possible=possible(submission.state),
        checklist=CHECKLIST,
    )


def _said(service: Service, submission: Submission) -> dict[str, tuple[str, ...]]:
    """The answers of a submission, as the form has them; of a change, all of the entry with the change in it."""
    sent = submission.offer
    made: Mapping[str, Any] = sent.data
    if sent.entry:
        known = service.neighbours.get(sent.entry)
        made = offer.applied(published(known), sent) if known else sent.data
    return {**given(answers.as_sent(made)), **{path: (text,) for path, text in sent.private.items()}}


def _edit_form(service: Service, submission: Submission, filled: Filled) -> str:
    maker = service.look.maker()
    spot = Spot(f"desk/{submission.reference}/edit/")
    known = service.neighbours.get(submission.offer.entry) if submission.offer.entry else None
    filled = replace(
        filled,
        action=".",
        changing=Named(known.id, known.name) if known else None,
        hidden=(("csrf", session["csrf"]), ("version", str(submission.version)), ("others", "yes")),
        heading=f"Edit {submission.reference}",
    )
    return service.look.page(maker, register(maker, filled, spot))


def _edited(service: Service, submission: Submission) -> Response | str | tuple[str, int]:
    pairs = [(path, text) for path, texts in request.form.lists() for text in texts if path not in (CHANGE, WHOLE)]
    was = submission.offer
    known = service.neighbours.get(was.entry) if was.entry else None
    if known:
        pairs += [(CHANGE, known.id), (WHOLE, "yes")]
    made = offer.from_form(pairs, service.today, known, known.id if known else "")
    private = {**{path: text for path, text in was.private.items() if path not in PRIVATE}, **made.private}
    made = replace(made, private=private, rest=was.rest, way=was.way, was=made.was if known else was.was)
    whole = offer.applied(offer.filed(service.directory, known.id) if known else {}, made)
    _entry, found = reading.read_one(
        service.directory, known.id if known else "new-group", offer.canonical(whole).encode()
    )
    wrong = faults.told([*errors(found), *offer.faults(made)], service.look.language())
    if wrong:
        return _edit_form(service, submission, Filled(given(pairs), wrong)), 422
    seen = replace(submission, version=_number(request.form.get("version", "")))
    try:
        actions.Actions(service.publisher, service.clock(), g.editor).edit(seen, made)
    except (NotNow, Trouble) as trouble:
        return _one(service, submission, told=str(trouble)), 409
    return redirect(f"/desk/{submission.reference}/", 303)
