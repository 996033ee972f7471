"""The git repository that a directory may be in. No text of anybody's is ever part of a command."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60  # seconds
# No hook, signature, pager or question of somebody's settings comes between.
_QUIET = ("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", "-c", "core.quotePath=false")
_BY = ("-c", "user.name=Directory editors", "-c", "user.email=editors@localhost")


class Refused(Exception):
    """Git would not do it; the message says why."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository by the folder at its top."""

    top: Path

    @classmethod
    def of(cls, folder: Path) -> Repository | None:
        """The repository that the folder is in, if it is in one and git is there."""
        try:
            return cls(Path(_git(folder, "rev-parse", "--show-toplevel").strip()))
        except Refused:
            return None

    def is_dirty(self, path: Path) -> bool:
        """Whether the file has changes that are not committed."""
        return bool(_git(self.top, "status", "--porcelain", "--", str(path)).strip())

    def commit(self, path: Path, message: str) -> None:
        """Commits that file alone, and leaves all else as it is, staged or not."""
        _git(self.top, "add", "--", str(path))
        words = ("commit", "--quiet", "--no-verify", "--only", "--file=-", "--", str(path))
        try:
            _git(self.top, *_BY, *words, given=message)
        except Refused:
            with suppress(Refused):
                _git(self.top, "reset", "--quiet", "--", str(path))
            raise

    def propose(self, path: Path, text: str, message: str, branch: str) -> bool:
        """Puts the file into a branch of its own, and touches neither the files nor the branch that are in use.

        Gives whether it was pushed to `origin`; without one, the branch is here alone.
        """
        name = path.resolve().relative_to(self.top.resolve()).as_posix()
        blob = _git(self.top, "hash-object", "-w", "--stdin", given=text).strip()
        git_folder = Path(_git(self.top, "rev-parse", "--absolute-git-dir").strip())
        index = {"GIT_INDEX_FILE": str(git_folder / f"petunias-{branch.replace('/', '-')}.index")}
        try:
            _git(self.top, "read-tree", "HEAD", settings=index)
            _git(self.top, "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}", settings=index)
            tree = _git(self.top, "write-tree", settings=index).strip()
        finally:
            Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)
        head = _git(self.top, "rev-parse", "HEAD").strip()
        commit = _git(self.top, *_BY, "commit-tree", tree, "-p", head, "-F", "-", given=message).strip()
        _git(self.top, "update-ref", f"refs/heads/{branch}", commit)
        if "origin" not in _git(self.top, "remote").split():
            return False
        _git(self.top, "push", "--quiet", "--no-verify", "--force", "origin", f"refs/heads/{branch}")
        return True


def _git(folder: Path, *words: str, given: str = "", settings: Mapping[str, str] | None = None) -> str:
    """What git prints. `given` is what it reads."""
    surroundings = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", **(settings or {})}
    # A git that called us, such as a hook's, must not say which repository is meant.
    for name in ("GIT_DIR", "GIT_WORK_TREE"):
        surroundings.pop(name, None)
    try:
        done = subprocess.run(  # noqa: S603 - a list of words; text goes in by stdin
            ["git", "-C", str(folder), *_QUIET, *words],  # noqa: S607 - git is wherever it is on this machine
            input=given,
            capture_output=True,
            text=True,
            env=surroundings,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise Refused(f"git could not be run: {trouble}.") from trouble
    if done.returncode:
        raise Refused(f"git: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
