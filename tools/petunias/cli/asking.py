"""Asking: a question with its answer from an option, or from the person, who is asked again until it can be taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from petunias.starting.answers import Wrong

Answer = TypeVar("Answer")


def answer(option: str, given: str | None, question: str, read: Callable[[str], Answer]) -> Answer:
    """What `read` makes of the answer. A bad one that was given ends the command; one that was typed is asked again."""
    if given is not None:
        try:
            return read(given)
        except Wrong as trouble:
            raise click.BadParameter(str(trouble), param_hint=option) from None
    click.echo(question)
    while True:
        typed: str = click.prompt("", default="", show_default=False, prompt_suffix="> ")
        try:
            return read(typed)
        except Wrong as trouble:
            click.echo(f"This {trouble}")
