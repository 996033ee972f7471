"""The editors' desk: by its pages and by its commands."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from petunias.cli.inbox import inbox as commands
from petunias.submissions.accept import NotAccepted
from petunias.submissions.actions import Actions
from petunias.submissions.rebuild import Builder, NotBuilt
from petunias.submissions.states import NotNow
from petunias.submissions.store import Changed
from support.desk import ALL_TICKED, EDITOR, NOW, SENT, Inbox, git, inbox, repository
from support.directories import FOUR, WHOLE, WHOLE_AREA, write
from support.site import build_site

Make = Callable[..., Inbox]
SAM = "sam@walks.example.org"


@pytest.fixture(scope="module")
def smallton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a directory of two entries, and its site."""
    place = tmp_path_factory.mktemp("smallton")
    area = {**WHOLE_AREA, "register": {"endpoint": "https://inbox.example.org/submit"}}
    write(place, {"anytown-cat-and-dog-shelter": FOUR, "dog-walks": WHOLE}, area)
    build_site(place / "directory", place / "site")
    return place


@pytest.fixture
def make(smallton: Path, tmp_path: Path) -> Iterator[Make]:
    made: list[Inbox] = []

    def making(*, in_git: bool = False, builds: bool = False) -> Inbox:
        shutil.copytree(smallton / "directory", tmp_path / "directory")
        if in_git:
            repository(tmp_path / "directory")
        made.append(inbox(tmp_path, smallton / "site", builds=builds))
        return made[-1]

    yield making
    for one in made:
        one.service.store.base.close()


@pytest.fixture
def desk(make: Make) -> Inbox:
    """A signed-in editor's desk, over a repository. Sites are not built: it takes seconds."""
    made = make(in_git=True)
    made.sign_in()
    return made


@pytest.fixture
def whole_desk(make: Make) -> Inbox:
    """The same, with sites that are built."""
    made = make(in_git=True, builds=True)
    made.sign_in()
    return made


def run(desk: Inbox, *words: str, **extra: object) -> tuple[int, str]:
    """A command of the inbox on the same folders."""
    data, site = str(desk.service.store.base.folder), str(desk.service.site)
    options = {"accept": ["--site-dir", site]}.get(words[0], [])
    needs = [] if words[0] in ("list", "backup", "restore", "log", "dismiss") else ["--directory", str(desk.directory)]
    result = CliRunner().invoke(commands, [*words, "--data", data, *needs, *options], **extra)  # type: ignore[arg-type]
    return result.exit_code, result.output


def do(desk: Inbox) -> Actions:
    return Actions(desk.service.publisher, datetime.now(UTC), "Test")


def published(desk: Inbox, id: str) -> dict[str, object]:
    found: dict[str, object] = yaml.load(
        (desk.directory / "entries" / f"{id}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
    )
    return found


# --- strangers ---


def test_a_stranger_gets_nothing(make: Make) -> None:
    desk = make()
    reference = desk.send(submitter__email=SAM)
    app = desk.client.application
    seen = 0
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/desk/") or rule.rule.startswith("/desk/enter/"):
            continue
        address = rule.rule.replace("<reference>", reference)
        address = re.sub(r"<any\(([a-z]+).*?>", r"\1", address)
        assert "<" not in address, rule.rule
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            answer = desk.client.open(address, method=method)
            assert answer.status_code == (303 if method in ("GET", "HEAD") else 403), (method, address)
            assert SAM not in answer.text
            assert SENT["name"] not in answer.text
            seen += 1
    assert seen >= 12
    assert desk.state(reference) == "new"


def test_a_link_lets_an_editor_in_once_and_for_15_minutes(make: Make) -> None:
    desk = make()
    doors, now = desk.service.doors, datetime.now(UTC)
    doors.invite(EDITOR, now)
    key = doors.key(EDITOR, now)
    assert "Press the button" in desk.get(f"/desk/enter/{key}/").text
    assert desk.get("/desk/").status_code == 303, "opening the link is not enough: mail scanners do that"
    assert desk.client.post(f"/desk/enter/{key}/").status_code == 303
    assert desk.get("/desk/").status_code == 200
    other = desk.client.application.test_client()
    assert other.post(f"/desk/enter/{key}/").status_code == 403
    late = doors.key(EDITOR, now - timedelta(minutes=16))
    assert other.post(f"/desk/enter/{late}/").status_code == 403
    assert key.encode() not in desk.service.store.base.file.read_bytes()


def test_an_unknown_address_gets_the_same_answer(make: Make) -> None:
    desk = make()
    desk.service.doors.invite(EDITOR, NOW)
    known = desk.client.post("/desk/enter/", data={"email": EDITOR.upper()})
    unknown = desk.client.post("/desk/enter/", data={"email": "nobody@example.org"})
    assert known.text == unknown.text
    with desk.service.store.base.reading() as base:
        letters = list(base.execute("SELECT recipient, body FROM letter"))
    assert [to for to, _ in letters] == [EDITOR]
    assert "https://inbox.example.org/desk/enter/" in letters[0][1]


def test_nobody_fills_an_editors_letter_box(make: Make) -> None:
    desk = make()
    desk.service.doors.invite(EDITOR, NOW)
    told = {desk.client.post("/desk/enter/", data={"email": EDITOR}).text for _ in range(8)}
    assert len(told) == 1
    with desk.service.store.base.reading() as base:
        assert base.execute("SELECT count(*) FROM letter").fetchone()[0] == 5


def test_whoever_is_no_editor_any_more_is_out_at_once(desk: Inbox) -> None:
    assert desk.get("/desk/").status_code == 200
    assert run(desk, "dismiss", EDITOR) == (0, "Done.\n")
    assert desk.get("/desk/").status_code == 303


def test_the_session_is_kept_from_scripts_and_other_sites(make: Make) -> None:
    desk = make()
    desk.service.doors.invite(EDITOR, NOW)
    answer = desk.client.post(f"/desk/enter/{desk.service.doors.key(EDITOR, datetime.now(UTC))}/")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-petunias-desk=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Expires="):
        assert part in cookie
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_form_without_the_desks_token_does_nothing(desk: Inbox) -> None:
    reference = desk.send()
    for token in ("", "x", "é"):
        answer = desk.client.post(f"/desk/{reference}/reject", data={"csrf": token, "version": "1", "note": "no"})
        assert answer.status_code == 403
    assert desk.state(reference) == "new"


def test_readers_get_no_cookie(desk: Inbox) -> None:
    fresh = desk.client.application.test_client()
    for address in ("/", "/register/", "/find/", "/entries/dog-walks/"):
        assert "Set-Cookie" not in fresh.get(address, buffered=True).headers
    assert "Set-Cookie" not in fresh.post("/submit", data=SENT).headers


# --- looking ---


def test_the_queue_shows_what_waits_and_safety_first(desk: Inbox) -> None:
    desk.send()
    desk.send(name="", domains="", summary="", contact__phone="", about="withdraw", change="dog-walks")
    names = [node.text() for node in desk.page("/desk/").css(".desk-rows h2")]
    assert names == ["Dog Walks", "Brand New Dog Walks"]
    code, told = run(desk, "list")
    assert code == 0
    assert [line.split()[2] for line in told.splitlines()] == ["new", "withdraw"]


def test_a_submission_is_shown_with_what_is_private_and_as_it_will_look(desk: Inbox) -> None:
    reference = desk.send(submitter__email=SAM, strange="what is this")
    page = desk.get(f"/desk/{reference}/").text
    assert SAM in page
    assert "strange: what is this" in page
    shown = desk.page(f"/desk/{reference}/page/")
    article = shown.css_first("[data-entry]")
    assert article
    assert article.attributes["data-entry"] == "brand-new-dog-walks"
    assert SAM not in shown.html
    code, told = run(desk, "show", reference)
    assert code == 0
    assert f"submitter.email: {SAM}" in told
    assert "summary: Walk our dogs any weekday morning." in told


def test_a_change_is_shown_field_by_field(desk: Inbox) -> None:
    reference = desk.send(name="", domains="", summary="", contact__phone="01632 960998", change="dog-walks")
    rows = desk.page(f"/desk/{reference}/").css(".desk-fields tbody tr")
    assert [row.text(separator="|", strip=True) for row in rows] == ["Phone|01632 960101|01632 960998"]
    assert "contact.phone: 01632 960101 -> 01632 960998" in run(desk, "show", reference)[1]


def test_a_likely_duplicate_is_shown_with_the_reasons(desk: Inbox) -> None:
    reference = desk.send(name="Anytown Cat & Dog Shelter", contact__phone="01632 960101", others="yes")
    page = desk.get(f"/desk/{reference}/").text
    assert "Is it in the directory already?" in page
    assert "the same phone" in page


# --- publishing ---


def test_accepting_writes_commits_and_builds(whole_desk: Inbox) -> None:
    desk = whole_desk
    (desk.directory / "notes.txt").write_text("of somebody else's", encoding="utf-8")
    git(desk.directory, "add", "notes.txt")
    reference = desk.send(submitter__email=SAM, submitter__name="Sam")
    answer = desk.act(reference, "accept", **ALL_TICKED, confirm="yes")
    assert answer.status_code == 303
    assert desk.state(reference) == "accepted"
    assert published(desk, "brand-new-dog-walks") == {
        "name": "Brand New Dog Walks",
        "domains": ["physical-activity"],
        "summary": "Walk our dogs any weekday morning.",
        "contact": {"phone": "01632 960999"},
        "added": datetime.now(UTC).date().isoformat(),
        "confirmed": {"on": datetime.now(UTC).date().isoformat(), "by": "provider"},
    }
    assert git(desk.directory, "show", "--name-only", "--format=%s%n%b") == (
        f"Add brand-new-dog-walks\nFrom the inbox: {reference}\n\n\nentries/brand-new-dog-walks.yaml\n"
    )
    assert git(desk.directory, "status", "--porcelain") == "A  notes.txt\n"
    assert desk.get("/entries/brand-new-dog-walks/").status_code == 200
    assert SAM not in "".join(
        path.read_text(encoding="utf-8", errors="replace") for path in desk.service.site.rglob("*") if path.is_file()
    )
    with desk.service.store.base.reading() as base:
        assert base.execute("SELECT entry, name, email, reference FROM person").fetchall() == [
            ("brand-new-dog-walks", "Sam", SAM, reference)
        ]
        letters = base.execute("SELECT recipient, subject, body FROM letter ORDER BY number").fetchall()
    assert letters[-1][0] == SAM
    assert reference in letters[-1][1]
    assert "https://smallton.example.org/entries/brand-new-dog-walks/" in letters[-1][2]


def test_accepting_by_command(desk: Inbox) -> None:
    reference = desk.send()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("petunias.cli.inbox_desk._can_answer", lambda: True)
        assert run(desk, "accept", reference, input="n\n")[0] == 1
    assert desk.state(reference) == "new"
    assert run(desk, "accept", reference.lower(), "--checked") == (0, "Published as brand-new-dog-walks.\n")
    assert desk.state(reference) == "accepted"
    assert "Add brand-new-dog-walks" in git(desk.directory, "log", "--format=%s")


def test_accepting_without_the_checklist_is_refused(desk: Inbox) -> None:
    reference = desk.send()
    answer = desk.act(reference, "accept", real="yes", safe="yes")
    assert answer.status_code == 409
    assert "Tick all three boxes first" in answer.text
    assert desk.state(reference) == "new"


def test_accepting_twice_is_told(desk: Inbox) -> None:
    reference = desk.send()
    fields = {**desk.hidden(reference, "accept"), **ALL_TICKED}
    assert desk.client.post(f"/desk/{reference}/accept", data=fields).status_code == 303
    again = desk.client.post(f"/desk/{reference}/accept", data=fields)
    assert again.status_code == 409
    assert "was there before you" in again.text
    assert git(desk.directory, "rev-list", "--count", "HEAD") == "2\n"
    code, told = run(desk, "accept", reference, "--checked")
    assert code == 1
    assert "This does not go now" in told


def test_two_editors_at_once(desk: Inbox) -> None:
    reference = desk.send()
    fields = {**desk.hidden(reference, "accept"), **ALL_TICKED}
    assert run(desk, "hold", reference, "I am ringing them")[0] == 0
    answer = desk.client.post(f"/desk/{reference}/accept", data=fields)
    assert answer.status_code == 409
    assert "command, " in answer.text
    assert desk.state(reference) == "held"
    assert not (desk.directory / "entries" / "brand-new-dog-walks.yaml").exists()


def test_a_file_that_changed_meanwhile_is_told(desk: Inbox) -> None:
    reference = desk.send(name="", domains="", summary="", contact__phone="01632 960998", change="dog-walks")
    fields = {**desk.hidden(reference, "accept"), **ALL_TICKED}
    file = desk.directory / "entries" / "dog-walks.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("01632 960101", "01632 960102"), encoding="utf-8")
    git(desk.directory, "commit", "--quiet", "--all", "--message=Another number")
    answer = desk.client.post(f"/desk/{reference}/accept", data=fields)
    assert answer.status_code == 409
    assert "The file has changed since you looked" in answer.text
    assert "changed meanwhile" in answer.text
    assert "01632 960102" in answer.text
    assert desk.act(reference, "accept", **ALL_TICKED).status_code == 303
    assert published(desk, "dog-walks")["contact"]["phone"] == "01632 960998"  # type: ignore[index]


def test_a_change_keeps_what_nobody_asked_about(desk: Inbox) -> None:
    before = published(desk, "dog-walks")
    reference = desk.send(name="", domains="", summary="", contact__phone="01632 960998", change="dog-walks")
    assert desk.act(reference, "accept", **ALL_TICKED).status_code == 303
    after = published(desk, "dog-walks")
    after["contact"]["phone"] = before["contact"]["phone"]  # type: ignore[index]
    assert after == before


def test_a_file_that_somebody_is_working_on_is_left_alone(desk: Inbox) -> None:
    file = desk.directory / "entries" / "dog-walks.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "# half done\n", encoding="utf-8")
    reference = desk.send(name="", domains="", summary="", contact__phone="01632 960998", change="dog-walks")
    answer = desk.act(reference, "accept", **ALL_TICKED)
    assert answer.status_code == 409
    assert "dog-walks.yaml has changes that nobody has committed" in answer.text
    assert file.read_text(encoding="utf-8").endswith("# half done\n")
    assert desk.state(reference) == "new"


class _Broken(Builder):
    """A builder whose builds fail."""

    def build(self) -> None:
        raise NotBuilt("The disk is full.")


def test_a_failed_build_puts_it_back_with_the_reason(desk: Inbox) -> None:
    desk.service.publisher.__dict__["builder"] = _Broken(desk.directory, desk.service.site)
    reference = desk.send()
    answer = desk.act(reference, "accept", **ALL_TICKED)
    assert answer.status_code == 409
    assert "It was not published, and all is as it was. The disk is full." in answer.text
    assert desk.state(reference) == "new"
    assert git(desk.directory, "status", "--porcelain") == ""
    assert git(desk.directory, "rev-list", "--count", "HEAD") == "1\n"


def test_what_git_refuses_is_put_back(whole_desk: Inbox) -> None:
    desk = whole_desk
    (desk.directory / ".git" / "index.lock").touch()
    reference = desk.send()
    assert desk.act(reference, "accept", **ALL_TICKED).status_code == 409
    (desk.directory / ".git" / "index.lock").unlink()
    assert git(desk.directory, "status", "--porcelain") == ""
    assert desk.get("/entries/brand-new-dog-walks/").status_code == 404
    assert desk.act(reference, "accept", **ALL_TICKED).status_code == 303


def test_hooks_of_the_repository_are_not_run(desk: Inbox) -> None:
    hook = desk.directory / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert desk.act(desk.send(), "accept", **ALL_TICKED).status_code == 303


def test_a_directory_without_git_is_published_too(make: Make) -> None:
    desk = make()
    desk.sign_in()
    assert desk.act(desk.send(), "accept", **ALL_TICKED).status_code == 303
    assert published(desk, "brand-new-dog-walks")["name"] == SENT["name"]


def test_a_pull_request_in_place_of_a_commit(desk: Inbox, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(desk.directory, "remote", "add", "origin", str(tmp_path / "origin.git"))
    reference = desk.send()
    code, told = run(desk, "accept", reference, "--checked", "--how", "pull-request")
    branch = f"inbox/{reference.lower()}"
    assert (code, told) == (0, f"In the branch {branch}. Merge it to publish it.\n")
    assert not (desk.directory / "entries" / "brand-new-dog-walks.yaml").exists()
    assert git(desk.directory, "status", "--porcelain") == ""
    assert git(desk.directory, "branch", "--show-current") == "main\n"
    told = git(tmp_path / "origin.git", "show", f"{branch}:entries/brand-new-dog-walks.yaml")
    assert told.startswith("name: Brand New Dog Walks\n")
    assert git(desk.directory, "diff", "--name-only", "main", branch) == "entries/brand-new-dog-walks.yaml\n"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Dog Walks", "dog-walks-2"),
        ("Hound Walks", "hound-walks-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-2"),
        ("犬の散歩", "physical-activity"),
    ],
)
def test_ids_are_free_and_safe(desk: Inbox, name: str, id: str) -> None:
    reference = desk.send(name=name, others="yes")
    assert desk.act(reference, "accept", **ALL_TICKED).status_code == 303
    found = desk.service.store.get(reference)
    assert found
    assert found.file == id
    assert published(desk, id)["name"] == name


def test_what_was_being_published_when_the_power_failed_is_back(desk: Inbox) -> None:
    reference = desk.send()
    store = desk.service.store
    one = store.get(reference)
    assert one
    store.act(one, "accept", EDITOR, NOW, file="brand-new-dog-walks")
    # The file was written, and nothing after that.
    (desk.directory / "entries" / "brand-new-dog-walks.yaml").write_text("name: x\n", encoding="utf-8")
    assert desk.service.publisher.mend(NOW) == [reference]
    assert desk.state(reference) == "new"


def test_closing_and_withdrawing(whole_desk: Inbox) -> None:
    desk = whole_desk
    gone = {"name": "", "domains": "", "summary": "", "contact__phone": ""}
    closed = desk.send(**gone, about="close", change="dog-walks", closed__on="2026-11-01")
    assert desk.act(closed, "accept").status_code == 303
    assert published(desk, "dog-walks")["status"] == {"state": "closed", "on": "2026-11-01"}
    away = desk.send(**gone, about="withdraw", change="anytown-cat-and-dog-shelter")
    assert desk.act(away, "accept").status_code == 303
    page = desk.get("/entries/anytown-cat-and-dog-shelter/").text
    assert "Shelter" not in page
    assert desk.get("/close/anytown-cat-and-dog-shelter/").status_code == 404


def test_a_report_is_seen_to_or_becomes_a_change(desk: Inbox) -> None:
    gone = {"name": "", "domains": "", "summary": "", "contact__phone": ""}
    first = desk.send(**gone, about="report", change="dog-walks", submitter__note="The phone is wrong.")
    assert desk.act(first, "accept").status_code == 303
    assert git(desk.directory, "rev-list", "--count", "HEAD") == "1\n"
    second = desk.send(**gone, about="report", change="dog-walks", submitter__note="The name is wrong.")
    form = desk.page(f"/desk/{second}/edit/").css_first("form[data-register]")
    assert form
    fields: dict[str, list[str]] = {}
    for node in form.css("input[name], textarea[name]"):
        kind, name = node.attributes.get("type"), str(node.attributes["name"])
        if "disabled" in node.attributes or (kind == "checkbox" and "checked" not in node.attributes):
            continue
        fields.setdefault(name, []).append(str(node.attributes.get("value") or node.text() or ""))
    for node in form.css("select[name] option[selected]"):
        assert node.parent
        fields[str(node.parent.attributes["name"])] = [str(node.attributes["value"])]
    fields["name"] = ["Dog Walks and Talks"]
    answer = desk.client.post(f"/desk/{second}/edit/", data=fields)
    assert answer.status_code == 303, re.findall(r"data-errors-list>.*", answer.text)
    found = desk.service.store.get(second)
    assert found
    assert found.offer.kind == "change"
    assert found.offer.data == {"name": "Dog Walks and Talks"}
    assert found.offer.taken_out == ()


# --- the other steps ---


def test_asking_writes_to_whoever_sent_it(desk: Inbox) -> None:
    reference = desk.send(submitter__email=SAM)
    assert desk.act(reference, "ask", note="On which days?").status_code == 303
    assert desk.state(reference) == "asked"
    with desk.service.store.base.reading() as base:
        to, subject, body = base.execute(
            "SELECT recipient, subject, body FROM letter ORDER BY number DESC LIMIT 1"
        ).fetchone()
    assert to == SAM
    assert subject == f"We have a question ({reference})"
    assert "On which days?" in body


def test_every_step_by_page_and_by_command(make: Make) -> None:
    desk = make()
    desk.sign_in()
    for by_page in (True, False):
        reference = desk.send(name=f"Walks {by_page}", contact__phone=f"01632 96099{int(by_page)}")
        steps = [
            ("hold", "Waiting for the committee.", "held"),
            ("release", "", "new"),
            ("ask", "On which days?", "asked"),
            ("release", "", "new"),
            ("reject", "It is outside our area.", "rejected"),
            ("reopen", "", "new"),
        ]
        for action, words, state in steps:
            if by_page:
                assert desk.act(reference, action, **({"note": words} if words else {})).status_code == 303
            else:
                assert run(desk, action, reference, *([words] if words else []))[0] == 0
            assert desk.state(reference) == state
    names = {who for _, who, _, _ in desk.service.store.log()}
    assert EDITOR in names
    assert any(name.startswith("command, ") for name in names)


def test_asking_and_turning_down_need_words(desk: Inbox) -> None:
    reference = desk.send()
    one = desk.service.store.get(reference)
    assert one
    for step in (do(desk).ask, do(desk).reject):
        with pytest.raises(NotAccepted):
            step(one, "")
    with pytest.raises(NotNow):
        do(desk).move(one, "publish")
    with pytest.raises(Changed):
        do(desk).move(replace(one, version=99), "hold")


def test_editing_by_command(desk: Inbox) -> None:
    reference = desk.send()
    assert (
        run(desk, "edit", reference, "--set", "summary=Walk our dogs on Mondays.", "--set", "sessions.0.days=monday")[0]
        == 0
    )
    found = desk.service.store.get(reference)
    assert found
    assert found.offer.data["summary"] == "Walk our dogs on Mondays."
    assert found.offer.data["sessions"] == [{"days": ["monday"]}]
    code, told = run(desk, "edit", reference, "--set", "contact.phone=12")
    assert code != 0
    code, told = run(desk, "edit", reference, "--set", "nonsense=1")
    assert code == 1
    assert "must be a field, = and a text" in told


def test_an_edit_with_a_fault_shows_the_form_again(desk: Inbox) -> None:
    reference = desk.send()
    answer = desk.client.post(
        f"/desk/{reference}/edit/", data={**SENT, "contact.phone": "12", "csrf": desk.token(), "version": "1"}
    )
    assert answer.status_code == 422
    assert "Phone: this must be one UK phone number" in answer.text
    assert 'value="12"' in answer.text
    found = desk.service.store.get(reference)
    assert found
    assert found.offer.data["contact"]["phone"] == "01632 960999"


# --- keeping ---


def test_backup_and_restore_by_command(desk: Inbox, tmp_path: Path) -> None:
    reference = desk.send()
    copy = tmp_path / "copy.sqlite3"
    assert run(desk, "backup", str(copy)) == (0, f"1 submissions are in {copy}.\n")
    desk.act(reference, "reject", note="No.")
    desk.service.store.base.close()
    assert run(desk, "restore", str(copy))[0] == 0
    assert desk.state(reference) == "new"


def test_a_person_can_be_forgotten(desk: Inbox) -> None:
    reference = desk.send(submitter__email=SAM, submitter__note="Ring Sam")
    desk.act(reference, "accept", **ALL_TICKED)
    code, told = run(desk, "purge", "--person", SAM.upper())
    assert code == 0
    assert "Removed in" in told
    desk.service.store.base.close()
    assert SAM.encode() not in desk.service.store.base.file.read_bytes()
    assert published(desk, "brand-new-dog-walks")["name"] == SENT["name"]
