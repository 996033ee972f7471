"""The settings of an inbox: from the environment, and from a file in the folder that submissions are kept in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

from petunias import schema
from petunias.checks.saying import listed, nearest, quoted
from petunias.submissions.base import Trouble

NAME = "inbox.toml"
BEFORE, BEFORE_MAIL = "PETUNIAS_", "PETUNIAS_MAIL_"
Security = Literal["tls", "starttls", "none"]
Publishing = Literal["commit", "pull-request"]
PORTS: Mapping[Security, int] = MappingProxyType({"tls": 465, "starttls": 587, "none": 25})
HERE = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|::1")


@dataclass(frozen=True, slots=True)
class Mail:
    """How e-mail is sent. `sender` is the address that it comes from, `reply_to` the one that answers go to."""

    host: str
    sender: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them. `address` is where the service is for the public, empty if area.yaml alone says so.

    `publish` says what an accepted submission becomes; `pdf` whether sites are built with all that is to be printed.
    """

    editors: tuple[str, ...] = ()
    address: str = ""
    mail: Mail | None = None
    publish: Publishing = "commit"
    pdf: bool = False

    @classmethod
    def read(cls, folder: Path, environ: Mapping[str, str]) -> Settings:
        """What the file in the folder says, and the environment, which counts more. Trouble tells all that is wrong."""
        wrong: list[str] = []
        said = {**_filed(folder / NAME, wrong), **_around(environ, wrong)}
        found: dict[str, Any] = {}
        for key, (where, value) in said.items():
            try:
                found[key] = _JUDGES[key](value)
            except _Wrong as trouble:
                wrong.append(f"{where}: {trouble}")
        mail = _mail(found, said, wrong)
        if wrong:
            raise Trouble("\n".join(wrong))
        plain = {key: value for key, value in found.items() if not key.startswith("mail.")}
        return cls(**plain, mail=mail)


class _Wrong(Exception):
    """A value cannot be used; the message says what it must be."""


_Said = dict[str, tuple[str, Any]]  # by key: where it stands, and what


def _filed(file: Path, wrong: list[str]) -> _Said:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        mode = file.stat().st_mode
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        wrong.append(f"{file}: must be saved as UTF-8. Fix: save it again with the encoding UTF-8.")
        return {}
    except OSError as trouble:
        wrong.append(f"{file}: cannot be read ({trouble.strerror}). Fix: let the user who runs the service read it.")
        return {}
    except tomllib.TOMLDecodeError as trouble:
        wrong.append(f'{file}: must be TOML, such as editors = ["sam@example.org"]. {trouble}.')
        return {}
    mail = data.pop("mail", {})
    if not isinstance(mail, dict):
        wrong.append(f"{file}: mail: must be a group of settings. Fix: write [mail] on a line, and they below it.")
        mail = {}
    said: _Said = {}
    for key, value in [*data.items(), *((f"mail.{key}", value) for key, value in mail.items())]:
        if key in _JUDGES:
            said[key] = (f"{file}: {key}", value)
        else:
            wrong.append(f"{file}: {quoted(key)} is no setting. Fix: {_meant(key, {name: name for name in _JUDGES})}")
    if "mail.password" in said and mode & 0o007:
        wrong.append(f"{file}: holds a password, and everybody on this machine can read it. Fix: chmod 600 {file}")
    return said


def _around(environ: Mapping[str, str], wrong: list[str]) -> _Said:
    names = {f"{BEFORE}{key.replace('.', '_').upper()}": key for key in _JUDGES}
    for name in sorted(environ):
        if name.startswith(BEFORE_MAIL) and name not in names:
            small = {known.lower(): known for known in names}
            wrong.append(f"{name} is no setting. Fix: {_meant(name, small)}")
    return {key: (name, environ[name]) for name, key in names.items() if environ.get(name)}


def _meant(word: str, known: Mapping[str, str]) -> str:
    near = nearest(word, list(known))
    return f"did you mean {known[near]}?" if near else f"use {listed(known.values())}."


def _mail(found: Mapping[str, Any], said: _Said, wrong: list[str]) -> Mail | None:
    parts = {key.removeprefix("mail."): value for key, value in found.items() if key.startswith("mail.")}
    if not any(key.startswith("mail.") for key in said):
        return None
    for name in ("host", "sender"):
        if f"mail.{name}" not in said:
            example = "smtp.example.org" if name == "host" else "inbox@example.org"
            wrong.append(
                f"mail.{name}: must be there, as there are other settings for e-mail. "
                f'Fix: {name} = "{example}" below [mail] in {NAME}, or {BEFORE_MAIL}{name.upper()}={example}'
            )
    if ("mail.user" in said) != ("mail.password" in said):
        missing = "password" if "mail.user" in said else "user"
        wrong.append(f"mail.{missing}: must be there, as a user and a password go together. Fix: give both, or none.")
    security: Security = parts.setdefault("security", "starttls")
    if security == "none" and parts.get("host", HERE[0]) not in HERE:
        wrong.append(
            f"{said['mail.security'][0]}: must be tls or starttls, as none is only for {listed(HERE)}. "
            "Anybody on the way could read the e-mails. Fix: ask whoever runs your e-mail which one it takes."
        )
    if wrong:
        return None
    return Mail(**{"port": PORTS[security], **parts})


def _editors(value: Any) -> tuple[str, ...]:
    given = [part for part in re.split(r"[\s,]+", value) if part] if isinstance(value, str) else value
    if not isinstance(given, list):
        raise _Wrong(f'must be a list of e-mail addresses, got {quoted(given)}. Fix: ["sam@example.org"]')
    for one in given:
        _email(one)
    return tuple(dict.fromkeys(one.lower() for one in given))


def _email(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 254 or not schema.is_email(value):
        raise _Wrong(f"must be an e-mail address, such as sam@example.org, got {quoted(value)}.")
    return value


def _address(value: Any) -> str:
    parts = urlsplit(value) if isinstance(value, str) and schema.is_web_address(_as_public(value)) else None
    if parts is None or parts.query or parts.fragment or (parts.scheme != "https" and parts.hostname not in HERE):
        raise _Wrong(f"must be the https address of the service, got {quoted(value)}. Fix: https://inbox.example.org/")
    return f"{parts.geturl().rstrip('/')}/"


def _as_public(value: str) -> str:
    """An address on one's own machine, for a trial, as a public one."""
    return re.sub(r"^(https?://)(localhost|127\.0\.0\.1)(?=[:/]|$)", r"\1inbox.example.org", value)


def _host(value: Any) -> str:
    if not isinstance(value, str) or not _HOST.fullmatch(value):
        raise _Wrong(f"must be the name of a machine, such as smtp.example.org, got {quoted(value)}.")
    return value.lower()


def _port(value: Any) -> int:
    number = int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,5}", value) else value
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 65536:
        raise _Wrong(f"must be a number from 1 to 65535, got {quoted(value)}. Fix: leave it out, or write 587.")
    return number


def _security(value: Any) -> Security:
    if value not in get_args(Security):
        raise _Wrong(f"must be {listed(get_args(Security))}, got {quoted(value)}.")
    return cast(Security, value)


def _publishing(value: Any) -> Publishing:
    if value not in get_args(Publishing):
        raise _Wrong(f"must be {listed(get_args(Publishing))}, got {quoted(value)}.")
    return cast(Publishing, value)


def _yes(value: Any) -> bool:
    if value not in (True, False, "true", "false"):
        raise _Wrong(f"must be true or false, got {quoted(value)}.")
    return value in (True, "true")


def _secret(value: Any) -> str:
    """A user or a password. What it is, is not told."""
    if not isinstance(value, str) or not value or not value.isprintable():
        raise _Wrong("must be a text on one line. Fix: put quotation marks around it.")
    return value


_JUDGES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "editors": _editors,
        "address": _address,
        "publish": _publishing,
        "pdf": _yes,
        "mail.host": _host,
        "mail.port": _port,
        "mail.security": _security,
        "mail.user": _secret,
        "mail.password": _secret,
        "mail.sender": _email,
        "mail.reply_to": _email,
    }
)
KEYS = tuple(_JUDGES)
