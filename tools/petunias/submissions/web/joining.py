"""What the public can do: send the form, change what is published, say that it stopped, report, ask to take it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, abort, request
from flask.wrappers import Response

from petunias.published import published
from petunias.questions import PRIVATE, ROWS
from petunias.site import addresses
from petunias.site.addresses import Spot
from petunias.site.joining.form import Fault, Filled, Named, register
from petunias.site.joining.served import ENDPOINT
from petunias.submissions import answers, judging
from petunias.submissions import offer as offers
from petunias.submissions.answers import NOTE, Pair
from petunias.submissions.offer import CHANGE, OTHERS, SECONDS, TRAP, WHOLE, Offer
from petunias.submissions.plain_form import general
from petunias.submissions.web import faults
from petunias.submissions.web.service import Service

MOST_ANSWERS = 2000  # the form itself has a fifth of that
FASTEST = 2.0  # seconds; nobody fills in four fields in less


def joining(service: Service) -> Blueprint:
    """The public routes."""
    routes = Blueprint("joining", __name__)

    @routes.get("/register/", defaults={"code": ""})
    @routes.get("/<code>/register/")
    def form(code: str) -> str:
        maker = service.look.maker(code)
        if code and code != maker.edition.language.code:
            abort(404)
        spot = maker.spot(addresses.REGISTER)
        return service.look.page(maker, register(maker, Filled(action=spot.root + ENDPOINT), spot))

    @routes.get("/change/<id>/")
    def change(id: str) -> str:
        entry = service.neighbours.get(id)
        if entry is None or entry.status.state == "withdrawn":
            abort(404)
        said = given(answers.as_sent(published(entry)))
        return _form(service, "", Filled(said, changing=Named(entry.id, entry.name)), f"change/{id}/")

    @routes.get("/<any(close, withdraw, report):what>/<id>/")
    def tell(what: str, id: str) -> str:
        entry = service.neighbours.get(id)
        if entry is None or entry.status.state == "withdrawn":
            abort(404)
        return _tell(service, what, Named(entry.id, entry.name), {}, (), f"{what}/{id}/")

    @routes.post(f"/{ENDPOINT}", defaults={"code": ""})
    @routes.post(f"/<code>/{ENDPOINT}")
    def submit(code: str) -> Response | tuple[str, int] | str:
        if code and code != service.look.language(code).code:
            abort(404)
        pairs = [(path, text) for path, texts in request.form.lists() for text in texts]
        if len(pairs) > MOST_ANSWERS:
            abort(413)
        return _submitted(service, code, pairs)

    return routes


def _submitted(service: Service, code: str, pairs: Sequence[Pair]) -> tuple[str, int] | str:
    said = dict(reversed(pairs))
    _ = service.look.language(code).gettext
    id = said.get(CHANGE, "").strip().lower()
    entry = service.neighbours.get(id) if id else None
    offer = offers.from_form(pairs, service.today, entry, entry.id if entry else id)
    if offer.kind != "new" and (entry is None or entry.status.state == "withdrawn"):
        gone = _("There is no such entry any more. If the group is there, add it anew.")
        if offer.kind != "change":
            title = str(_("It is not there"))
            return service.look.fill("joining/sorry.html", ENDPOINT, title, heading=title, lines=(gone,)), 404
        return _again(service, code, pairs, replace(offer, kind="new"), (Fault("", "", gone),))
    found = faults.told(judging.problems(service.directory, entry, offer), service.look.language(code))
    if said.get(TRAP, "").strip():
        found = (Fault("", "second-name", _("Please leave the last field, “Leave this empty”, empty.")), *found)
    elif _too_fast(said.get(SECONDS, "")):
        quick = _("That was very quick. Please look at it once more and press “Send it” again.")
        found = (Fault("", "", quick), *found)
    if found:
        return _again(service, code, pairs, offer, found)
    if offer.kind == "change" and not offer.data and not offer.taken_out and not offer.private.get(NOTE):
        return _again(service, code, pairs, offer, (Fault("", "", _("You have not changed anything yet.")),))
    if offer.kind == "new" and said.get(OTHERS) != "yes":
        contact = offer.data.get("contact", {})
        same = service.neighbours.same(offer.name, (contact.get("phone"), contact.get("text")))
        if same:
            filled = Filled(_told(pairs), twins=tuple(Named(one.id, one.name) for one in same))
            return _form(service, code, filled, ENDPOINT), 409
    now = service.clock()
    reference, _fresh = service.store.receive(offer, now, service.letters(offer, now))
    language = service.look.language(code)
    title = language.gettext("Thank you")
    return service.look.fill(
        "joining/thanks.html",
        ENDPOINT,
        str(title),
        code=code,
        script=True,
        reference=reference,
        kind=offer.kind,
        name=offer.name,
        by=service.by(language),
        answers_by_mail=bool(offer.private.get("submitter.email")),
    )


def _too_fast(text: str) -> bool:
    try:
        return 0 <= float(text) < FASTEST
    except ValueError:
        return False


def _again(
    service: Service, code: str, pairs: Sequence[Pair], offer: Offer, found: tuple[Fault, ...]
) -> tuple[str, int]:
    """The form once more, with what was typed and what is wrong."""
    if offer.kind in ("close", "withdraw", "report"):
        named = Named(offer.entry, str(offer.was.get("name") or offer.entry))
        return _tell(service, offer.kind, named, given(pairs), found, ENDPOINT), 422
    changing = Named(offer.entry, str(offer.was.get("name") or offer.entry)) if offer.kind == "change" else None
    partly = changing is not None and not any(path == WHOLE for path, _ in pairs)
    filled = Filled(_told(pairs), found, changing=changing, partly=partly)
    return _form(service, code, filled, ENDPOINT), 422


def _told(pairs: Sequence[Pair]) -> dict[str, tuple[str, ...]]:
    """What was answered, but for what would tell a secret address: that is not even sent back."""
    said = given(pairs)
    if "true" not in said.get(offers.PRIVATE_ADDRESS, ()):
        return said
    return {path: texts for path, texts in said.items() if not answers.asked_secretly(path)}


def _form(service: Service, code: str, filled: Filled, address: str) -> str:
    maker = service.look.maker(code)
    spot = maker.spot(address)
    action = spot.root + ENDPOINT
    return service.look.page(maker, register(maker, replace(filled, action=action), spot))


def _tell(
    service: Service,
    what: str,
    named: Named,
    said: Mapping[str, tuple[str, ...]],
    found: tuple[Fault, ...],
    address: str,
) -> str:
    titles = {
        "close": "Tell us that it has stopped",
        "withdraw": "Take it off at once",
        "report": "Report something wrong",
    }
    return service.look.fill(
        "joining/tell.html",
        address,
        titles[what],
        what=what,
        heading=titles[what],
        named=named,
        said=said,
        faults=found,
        wrong={one.field: one.text for one in found},
        action=Spot(address).site + ENDPOINT,
        today=service.today.isoformat(),
    )


def given(pairs: Sequence[Pair]) -> dict[str, tuple[str, ...]]:
    """What was answered by field, tidied; rows that repeat numbered without gaps, as the checks number them."""
    kept = (*PRIVATE, offers.SINCE, offers.SEE)
    told = [
        (path, tidied)
        for path, text in pairs
        if (general(path) in answers.asked() or path in kept) and (tidied := answers.tidy(path, text))
    ]
    used: dict[str, list[int]] = {}
    for name in ROWS:
        used[name] = sorted({int(path.split(".")[1]) for path, _ in told if path.startswith(f"{name}.")})
    found: dict[str, tuple[str, ...]] = {}
    for path, tidied in told:
        name, _, rest = path.partition(".")
        if name in ROWS:
            number, _, field = rest.partition(".")
            at = f"{name}.{used[name].index(int(number))}.{field}"
        else:
            at = path
        found[at] = (*found.get(at, ()), tidied)
    return found
