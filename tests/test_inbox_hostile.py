"""What is sent to do harm: nothing of it gets through, takes the service down, or is written to the log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from urllib.parse import quote_from_bytes, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from petunias import yamlfile
from petunias.submissions import answers, offer
from petunias.submissions.plain_form import general
from support.desk import SENT, Inbox
from support.report import assert_none
from test_inbox_web import ID, made, smallton  # noqa: F401 - fixtures

CASES = sorted((Path(__file__).parent / "cases" / "hostile").iterdir())
FIELDS = tuple(sorted({*answers.asked(), *offer.OWN, "no_such_field"} - {"private_address"}))
OK = frozenset((200, 404, 409, 413, 422))
# What an entry must not hold, in whatever field.
MARKUP = frozenset(
    ["script", "event", "quotes", "closing", "comment", "javascript", "data", "markdown", "template", "xml"]
)
ADDRESS = "203.0.113.77"


def body(fields: Iterable[tuple[str, bytes]]) -> bytes:
    """The body of a form with these bytes in it, as they are."""
    return b"&".join(f"{name}={quote_from_bytes(text, safe='')}".encode() for name, text in fields)


def send(made: Inbox, fields: Iterable[tuple[str, bytes]]) -> TestResponse:  # noqa: F811
    """Posts it."""
    form = "application/x-www-form-urlencoded"
    return made.client.post("/submit", data=body(fields), content_type=form, environ_base={"REMOTE_ADDR": ADDRESS})


def harm(html: str) -> list[str]:
    """What in a page was not written by us."""
    tree = LexborHTMLParser(html)
    found = [
        f"{node.tag} {name}={value}"
        for node in tree.css("*")
        for name, value in node.attributes.items()
        if name.startswith("on")
        or (name != "value" and re.match(r"\s*(?:(?:java|vb)script:|data:text)", value or "", re.IGNORECASE))
    ]
    found += [str(node.html) for node in tree.css("iframe, object, embed, base, style, img[src=x]")]
    found += [
        str(node.html)
        for node in tree.css("script")
        if not re.search(r"assets/\w+\.\w{10}\.js$", str(node.attributes.get("src")))
    ]
    found += [
        str(node.html) for node in tree.css("svg") if "onload" in str(node.html)[:50] and node.attributes.get("onload")
    ]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_hostile_words_in_every_field(
    made: Inbox,  # noqa: F811
    case: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    text = case.read_bytes()
    problems: list[str] = []
    good = {name: value.encode() for name, value in SENT.items()}
    for field in FIELDS:
        answer = send(made, {**good, field: text}.items())
        if answer.status_code not in OK:
            problems.append(f"{field}: {answer.status_code}")
        problems += [f"{field}: {one}" for one in harm(answer.text)]
        if answer.status_code == 200 and case.stem in MARKUP and field in answers.asked():
            problems.append(f"{field}: was taken")
    assert_none(problems)
    # All at once, and as the names of fields.
    assert send(made, [(field, text[:1000]) for field in FIELDS]).status_code in OK
    assert send(made, [*good.items(), (quote_from_bytes(text), b"x")]).status_code in OK
    for kind in ("close", "withdraw", "report", "change"):
        for field in ("closed.on", "closed.see", "submitter.note", "change"):
            answer = send(made, {"about": kind.encode(), "change": ID.encode(), field: text}.items())
            assert answer.status_code in OK, (kind, field)
            assert harm(answer.text) == []
    # What was taken is whole, one entry, and can be read again.
    for kept in made.service.store.queue():
        assert yamlfile.parse(offer.canonical(kept.offer.data).encode(), "x").data is not None
        assert set(kept.offer.data) <= {path.split(".")[0] for path in answers.asked()} | {"status"}
    assert made.client.get("/register/").status_code == 200
    assert "hostile" not in caplog.text
    assert ADDRESS not in caplog.text
    made.service.store.base.close()
    for file in made.service.store.base.folder.rglob("*"):
        assert ADDRESS.encode() not in (file.read_bytes() if file.is_file() else b""), file


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_hostile_words_as_addresses(made: Inbox, case: Path, caplog: pytest.LogCaptureFixture) -> None:  # noqa: F811
    caplog.set_level(logging.DEBUG)
    text = quote_from_bytes(case.read_bytes()[:3000], safe="")
    for way in (
        "/{}",
        "/change/{}/",
        "/close/{}/",
        "/report/{}/",
        "/{}/register/",
        "/{}/submit",
        "/?{}",
        "/entries/{}/",
    ):
        for method in ("GET", "POST", "PUT"):
            answer = made.client.open(way.format(text), method=method)
            assert answer.status_code in {200, 308, 400, 404, 405, 413, 415, 422}, (way, method)
            assert harm(answer.text) == []
    for header in (
        "User-Agent",
        "Referer",
        "Cookie",
        "Accept-Language",
        "Origin",
        "X-Forwarded-For",
        "X-Forwarded-Host",
    ):
        value = case.read_bytes()[:3000].decode("latin-1").replace("\r", "").replace("\n", "")
        answer = made.client.post("/submit", data=SENT, headers={header: value})
        assert answer.status_code == 200, header
        assert harm(answer.text) == []
    assert "hostile" not in caplog.text


ANYTHING = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from([case.read_bytes()[:2000] for case in CASES]),
)
NAMES = st.one_of(
    st.sampled_from(FIELDS),
    st.sampled_from([field for field in FIELDS if ".0." in field]).flatmap(
        lambda field: st.integers(0, 10**6).map(lambda number: field.replace(".0.", f".{number}."))
    ),
    st.text(max_size=30).map(lambda text: urlencode({"": text})[1:]),
)


@given(st.lists(st.tuples(NAMES, ANYTHING), max_size=30))
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_anything_at_all(made: Inbox, fields: list[tuple[str, bytes]]) -> None:  # noqa: F811
    answer = send(made, fields)
    assert answer.status_code in OK
    assert harm(answer.text) == []


@given(
    st.binary(max_size=2000),
    st.sampled_from(
        [
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json",
            "text/plain",
            "",
            "\x00",
        ]
    ),
)
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_body_at_all(made: Inbox, raw: bytes, kind: str) -> None:  # noqa: F811
    answer = made.client.post("/submit", data=raw, content_type=kind)
    assert answer.status_code in {*OK, 400}
    assert harm(answer.text) == []


def test_names_of_fields_are_no_paths_into_the_program(made: Inbox) -> None:  # noqa: F811
    odd = [
        "__class__",
        "contact.__init__",
        "sessions.0.__class__.x",
        "status.state",
        "confirmed.on",
        "assurance.0.what",
    ]
    odd += [
        "source.url",
        "lead_provider",
        "translations.cy.name",
        "added",
        "formerly",
        "name.",
        ".name",
        "contact..phone",
    ]
    answer = made.client.post("/submit", data={**SENT, **dict.fromkeys(odd, "hostile")})
    assert answer.status_code == 200
    (kept,) = made.service.store.queue()
    assert set(kept.offer.data) == {"name", "domains", "summary", "contact"}
    assert {general(line.split(": ")[0]) for line in kept.offer.rest.splitlines()} == set(map(general, odd))


def test_what_is_large_is_quick(made: Inbox) -> None:  # noqa: F811
    """As much as may be sent, of whatever kind, takes no more than a second or two."""
    most = 60_000
    row, fields = "sessions.{}.days=monday&", "&".join(f"{name}=x" for name in FIELDS)
    bodies = {
        "rows": "".join(row.format(number % 100) for number in range(1900)),
        "far rows": "".join(row.format(number * 10**9) for number in range(1500)),
        "equal": "domains=volunteering&" * 1900,
        "empty": "&" * most,
        "blank": "a=" + "+" * most,
        "brackets": "description=" + "[" * most,
        "stars": "description=" + "*a " * (most // 3),
        "tags": "name=" + "<a" * (most // 2),
        "words": "keywords=" + "a%2C" * (most // 4),
        "digits": "contact.phone=" + "0" * most,
        "postcodes": "private_address=true&summary=" + "AN1+2" * (most // 5),
        "dots": "." * most + "=x",
        "dotted": "name" + ".0" * (most // 3) + "=x",
        "every": fields,
    }
    slow = []
    for name, text in bodies.items():
        began = monotonic()
        answer = made.client.post("/submit", data=text, content_type="application/x-www-form-urlencoded")
        took = monotonic() - began
        if answer.status_code not in OK or took > 4:
            slow.append(f"{name}: {answer.status_code}, {took:.1f} s")
    assert_none(slow)
