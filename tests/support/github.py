"""GitHub as our workflow sees it: how it renders a form, how it tells of an issue, and a `gh` that remembers."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from petunias.submissions.issue_form import Field

NO_RESPONSE = "_No response_"

# The API of GitHub as our program uses it, kept in a file. Every call is noted, words and all.
_GH = """#!{python}
import json, os, pathlib, re, sys
store = pathlib.Path({store!r})
state = json.loads(store.read_text())
words = sys.argv[1:]
if words[:1] == ["auth"]:
    sys.exit(0)
assert words[:2] == ["api", "--method"], words
method, address = words[2:4]
data = json.load(sys.stdin) if words[4:] == ["--input", "-"] else None
state["calls"].append({{"method": method, "address": address, "data": data, "key": os.environ.get("GH_TOKEN")}})
path, _, asked = address.partition("?")
own = f"repos/{{state['repository']}}/"
assert path.startswith(own), path
path = path[len(own):]
answer = None
if method == "GET" and path == "pulls":
    head = re.search(r"head=([^&]*)", asked)[1].split(":")[1]
    answer = [one for one in state["pulls"] if one["head"] == head]
elif method == "POST" and path == "pulls":
    if state["may_open"]:
        answer = {{"number": 100 + len(state["pulls"]), "state": "open", **data}}
        state["pulls"].append(answer)
elif method == "GET" and re.fullmatch(r"pulls/[0-9]+/reviews", path):
    answer = state["reviews"]
elif method == "PATCH" and path.startswith("pulls/"):
    answer = next(one for one in state["pulls"] if one["number"] == int(path[6:]))
    answer.update(data)
elif path.startswith("issues/comments/"):
    answer = next(one for one in state["comments"] if one["id"] == int(path[16:]))
    assert method == "PATCH" and answer["user"]["login"] == "github-actions[bot]"
    answer.update(data)
elif re.fullmatch(r"issues/[0-9]+/comments", path):
    issue = int(path.split("/")[1])
    if method == "GET":
        answer = [one for one in state["comments"] if one["issue"] == issue]
    else:
        user = {{"login": "github-actions[bot]"}}
        answer = {{"id": 900 + len(state["comments"]), "issue": issue, "user": user, **data}}
        state["comments"].append(answer)
store.write_text(json.dumps(state, indent=1))
if answer is None:
    told = "GitHub Actions is not permitted to create or approve pull requests."
    print(json.dumps({{"message": told, "status": "403"}}))
    print(f"gh: {{told}} (HTTP 403)", file=sys.stderr)
    sys.exit(1)
print(json.dumps(answer))
"""


def rendered(fields: Sequence[Field], answers: Mapping[str, str | Sequence[str]]) -> str:
    """The text of an issue as GitHub makes it from the form: every field, in order, whether or not it is filled in."""
    parts = []
    for field in fields:
        answer = answers.get(field.path)
        if field.kind == "checkboxes":
            ticked = set(answer or ())
            lines = [f"- [{'X' if one.value in ticked else ' '}] {field.shown(one)}" for one in field.options]
            said = "\n".join(lines)
        elif field.kind == "dropdown":
            chosen = {answer} if isinstance(answer, str) else set(answer or ())
            said = ", ".join(field.shown(one) for one in field.options if one.value in chosen)
        else:
            said = str(answer or "")
        parts.append(f"### {field.label}\n\n{said or NO_RESPONSE}")
    return "\n\n".join(parts)


def event(body: str | None, label: str, number: int = 12, action: str = "opened", **more: Any) -> dict[str, Any]:
    """The event of an issue, in the shape in which GitHub tells of it."""
    home = "https://api.github.com/repos/anytown/directory"
    page = "https://github.com/anytown/directory"
    user = {
        "login": "shelter-desk",
        "id": 9600001,
        "node_id": "U_kgDOAJJ8gQ",
        "avatar_url": "https://avatars.example.org/u/9600001?v=4",
        "gravatar_id": "",
        "url": "https://api.github.com/users/shelter-desk",
        "html_url": "https://github.com/shelter-desk",
        "type": "User",
        "user_view_type": "public",
        "site_admin": False,
    }
    labels = [
        {
            "id": 7000000001,
            "node_id": "LA_kwDOAAAAAc8AAAABoT-ZAQ",
            "url": f"{home}/labels/{label}",
            "name": label,
            "color": "ededed",
            "default": False,
            "description": None,
        }
    ]
    issue = {
        "url": f"{home}/issues/{number}",
        "repository_url": home,
        "labels_url": f"{home}/issues/{number}/labels{{/name}}",
        "comments_url": f"{home}/issues/{number}/comments",
        "events_url": f"{home}/issues/{number}/events",
        "html_url": f"{page}/issues/{number}",
        "id": 2900000012,
        "node_id": "I_kwDOAAAAAc6s2mYM",
        "number": number,
        "title": "A title that anybody may write",
        "user": user,
        "labels": labels,
        "state": "open",
        "locked": False,
        "assignees": [],
        "milestone": None,
        "comments": 0,
        "created_at": "2026-11-22T09:30:00Z",
        "updated_at": "2026-11-22T09:30:00Z",
        "closed_at": None,
        "assignee": None,
        "author_association": "NONE",
        "type": None,
        "active_lock_reason": None,
        "sub_issues_summary": {"total": 0, "completed": 0, "percent_completed": 0},
        "body": body,
        "reactions": {"url": f"{home}/issues/{number}/reactions", "total_count": 0},
        "timeline_url": f"{home}/issues/{number}/timeline",
        "performed_via_github_app": None,
        "state_reason": None,
        **more,
    }
    repository = {
        "id": 960000001,
        "node_id": "R_kgDOAAAAAQ",
        "name": "directory",
        "full_name": "anytown/directory",
        "private": False,
        "owner": {"login": "anytown", "id": 9600000, "type": "Organization", "site_admin": False},
        "html_url": page,
        "description": None,
        "fork": False,
        "url": home,
        "default_branch": "main",
        "visibility": "public",
    }
    changes = {"changes": {"body": {"from": "What stood there before."}}} if action == "edited" else {}
    return {"action": action, "issue": issue, **changes, "repository": repository, "sender": user}


class Gh:
    """A `gh` on the path that keeps what it is told in a file."""

    def __init__(self, folder: Path, repository: str = "anytown/directory") -> None:
        self.store = folder / "github.json"
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        program = self.bin / "gh"
        program.write_text(_GH.format(python=sys.executable, store=str(self.store)), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.write(
            {"repository": repository, "pulls": [], "comments": [], "reviews": [], "calls": [], "may_open": True}
        )

    @property
    def state(self) -> dict[str, Any]:
        """What GitHub knows now."""
        told: dict[str, Any] = json.loads(self.store.read_text(encoding="utf-8"))
        return told

    def write(self, state: Mapping[str, Any]) -> None:
        """Lets GitHub know something else."""
        self.store.write_text(json.dumps(state), encoding="utf-8")

    @property
    def path(self) -> str:
        """The path on which it is found first."""
        return f"{self.bin}{os.pathsep}{os.environ['PATH']}"
