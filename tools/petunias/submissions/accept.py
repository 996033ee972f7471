"""An editor's yes: the file is written, the site built, the file committed; or everything is as it was."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from petunias import reading, yamlfile
from petunias.site import addresses
from petunias.submissions import letters
from petunias.submissions.message import Draft, Person, Submission
from petunias.submissions.neighbours import Neighbours
from petunias.submissions.rebuild import Builder, NotBuilt
from petunias.submissions.repository import Refused, Repository
from petunias.submissions.review import Review, review
from petunias.submissions.settings import Publishing
from petunias.submissions.store import Changed, Store


class NotAccepted(Exception):
    """It was not published; the message says why, and how to mend it."""


@dataclass(frozen=True)
class Publisher:
    """What it takes to publish. `how` is commit, or pull-request for a branch that somebody merges elsewhere."""

    directory: Path
    store: Store
    neighbours: Neighbours
    builder: Builder
    how: Publishing = "commit"

    def accept(
        self,
        submission: Submission,
        who: str,
        now: datetime,
        *,
        seen: str | None = None,
        confirm: bool | None = None,
        note: str = "",
    ) -> Submission:
        """Publishes it. `seen` is the mark of what the editor has looked at, if it must still be so.

        NotAccepted if it cannot be, NotNow and Changed as `Store.act` says. After any of them nothing has changed in
        the directory, and the submission is back in the queue.
        """
        with _one_at_a_time(self.store.base.folder):
            self.store.check(submission, "accept")
            made = review(self.directory, self.neighbours, submission, confirm=confirm)
            self._look(made, seen)
            claimed = self.store.act(submission, "accept", who, now, note=note, file=made.id)
            try:
                told = self._publish(made)
            except (NotBuilt, Refused, OSError) as trouble:
                reason = f"It was not published, and all is as it was. {trouble}"
                self.store.act(claimed, "sent_back", "", now, note=reason)
                raise NotAccepted(reason) from trouble
            self.neighbours.renew()
            drafts, person = self._letters(claimed, made), _person(claimed, made)
            return self.store.act(claimed, "published", "", now, note=told, person=person, letters=drafts)

    def _letters(self, submission: Submission, made: Review) -> Iterable[Draft]:
        area = reading.read_area(self.directory)
        if not (area.url and made.text and self.how == "commit"):
            return letters.accepted(area, submission)
        name = f"{addresses.PRINT}poster-{made.id}.pdf"
        poster = f"{area.url}{name}" if (self.builder.site / name).is_file() else ""
        return letters.accepted(area, submission, f"{area.url}{addresses.entry(made.id)}", poster)

    def _look(self, made: Review, seen: str | None) -> None:
        """Raises if it cannot be published as it is."""
        if made.errors:
            raise NotAccepted("\n".join(f"{one.field or 'It'}: {one.message} {one.fix}".strip() for one in made.errors))
        if seen is not None and made.seen != seen:
            raise Changed("The file has changed since you looked. Nothing was done. Look at it again.")
        path = self._path(made)
        repository = Repository.of(self.directory)
        if made.text and repository and made.before != made.text and repository.is_dirty(path):
            raise NotAccepted(
                f"{path.name} has changes that nobody has committed. Commit them first, or take them back."
            )

    def _path(self, made: Review) -> Path:
        return self.directory / "entries" / f"{made.id}.yaml"

    def _publish(self, made: Review) -> str:
        """Does it; gives what was done, in a few words."""
        if not made.text:
            return "Seen to."
        path, reference = self._path(made), made.submission.reference
        repository = Repository.of(self.directory)
        message = _message(made)
        if self.how == "pull-request":
            if repository is None:
                raise Refused("The directory is in no git repository, so that no pull request can be made.")
            branch = f"inbox/{reference.lower()}"
            pushed = repository.propose(path, made.text, message, branch)
            where = "" if pushed else ", which is on this machine alone"
            return f"In the branch {branch}{where}. Merge it to publish it."
        try:
            yamlfile.write(path, made.text)
            self.builder.build()
        except (NotBuilt, OSError):
            _put_back(path, made.before)
            raise
        try:
            if repository and repository.is_dirty(path):
                repository.commit(path, message)
        except Refused:
            _put_back(path, made.before)
            # The site says again what the directory says. If not even that goes, the first reason counts.
            with suppress(NotBuilt):
                self.builder.build()
            raise
        return f"Published as {made.id}."

    def mend(self, now: datetime) -> list[str]:
        """Puts back what was being published when the program was stopped; gives the references.

        What it had written may be there. Accepting it once more writes the same file again, and goes on.
        """
        found = []
        with _one_at_a_time(self.store.base.folder):
            for one in self.store.queue(("accepting",)):
                self.store.act(
                    one, "sent_back", "", now, note="The program was stopped in the middle. Accept it again."
                )
                found.append(one.reference)
        return found


def _message(made: Review) -> str:
    """The commit's message: nothing in it is a stranger's but the id, which is letters and hyphens."""
    verb = {"new": "Add", "change": "Change", "close": "Close", "withdraw": "Withdraw", "report": "See to"}
    return f"{verb[made.submission.offer.kind]} {made.id}\n\nFrom the inbox: {made.submission.reference}\n"


def _person(submission: Submission, made: Review) -> Person | None:
    """Who answers for the entry from now on: kept while it is listed. Their consent is their sending it."""
    private = submission.offer.private
    email, phone = private.get("submitter.email", ""), private.get("submitter.phone", "")
    if submission.offer.kind not in ("new", "change") or not (email or phone):
        return None
    name = private.get("submitter.name", "")
    return Person(made.id, name, email, phone, submission.received, submission.reference)


def _put_back(path: Path, before: str) -> None:
    if before:
        yamlfile.write(path, before)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two editors, or the desk and a command, wait for each other."""
    with (folder / "publishing.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
