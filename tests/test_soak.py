"""The soak, cut short: nothing that was answered is lost, and nothing is there twice."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from support.site import REPOSITORY


def test_nothing_is_lost_through_kills_and_a_full_disk() -> None:
    command = [sys.executable, REPOSITORY / "benchmarks" / "soak.py", "--seconds", "5", "--kills", "2", "--most", "0"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env={**os.environ})
    assert run.returncode == 0, run.stdout + run.stderr
    sent, answered, again, lost, backup = run.stdout.splitlines()
    assert sent.startswith("100 sent in 5 s, 2 times kill -9, a full disk for ")
    assert answered.startswith("100 answered with a reference; ")
    # The faults were there.
    assert re.match(r"Sent again: 503 [0-9]+, no answer [0-9]+\.$", again)
    assert lost == "0 lost or there twice."
    assert re.match(r"The backup held all [0-9]+ of before it\.$", backup)
