"""The settings of an inbox: every one read, every fault told at once, and no password ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from petunias.submissions.base import Trouble
from petunias.submissions.settings import Mail, Settings

WHOLE = """
editors = ["Sam@example.org", "kim@example.org", "sam@example.org"]
address = "https://inbox.example.org"

[mail]
host = "smtp.example.org"
security = "tls"
user = "inbox"
password = "correct horse"
sender = "inbox@example.org"
reply_to = "team@example.org"
"""
SECRET = "correct horse"


def write(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "inbox.toml"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def faults(folder: Path, **environ: str) -> list[str]:
    with pytest.raises(Trouble) as trouble:
        Settings.read(folder, environ)
    assert SECRET not in str(trouble.value)
    return str(trouble.value).replace(str(folder), "DATA").split("\n")


def test_without_any_there_are_none(tmp_path: Path) -> None:
    assert Settings.read(tmp_path, {}) == Settings(editors=(), address="", mail=None)
    # What others have set is nobody's business here.
    assert Settings.read(tmp_path, {"PETUNIAS_INBOX_PAGES": "4", "MAIL_HOST": "x"}) == Settings()


def test_a_file_says_all(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    assert Settings.read(tmp_path, {}) == Settings(
        ("sam@example.org", "kim@example.org"),
        "https://inbox.example.org/",
        Mail("smtp.example.org", "inbox@example.org", 465, "tls", "inbox", SECRET, "team@example.org"),
    )


def test_the_environment_says_all_and_counts_more(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    environ = {
        "PETUNIAS_EDITORS": "lee@example.org, kim@example.org",
        "PETUNIAS_ADDRESS": "https://example.org/inbox/",
        "PETUNIAS_PUBLISH": "pull-request",
        "PETUNIAS_PDF": "true",
        "PETUNIAS_MAIL_HOST": "LOCALHOST",
        "PETUNIAS_MAIL_PORT": "2525",
        "PETUNIAS_MAIL_SECURITY": "none",
        "PETUNIAS_MAIL_USER": "other",
        "PETUNIAS_MAIL_PASSWORD": "battery staple",
        "PETUNIAS_MAIL_SENDER": "post@example.org",
        "PETUNIAS_MAIL_REPLY_TO": "desk@example.org",
    }
    assert Settings.read(tmp_path, environ) == Settings(
        ("lee@example.org", "kim@example.org"),
        "https://example.org/inbox/",
        Mail("localhost", "post@example.org", 2525, "none", "other", "battery staple", "desk@example.org"),
        publish="pull-request",
        pdf=True,
    )
    # An empty one says nothing.
    assert Settings.read(tmp_path, {"PETUNIAS_MAIL_SECURITY": ""}).mail == Settings.read(tmp_path, {}).mail


@pytest.mark.parametrize(("security", "port"), [("tls", 465), ("starttls", 587), ("none", 25)])
def test_each_security_has_its_port(tmp_path: Path, security: str, port: int) -> None:
    write(tmp_path, f'[mail]\nhost = "localhost"\nsender = "a@example.org"\nsecurity = "{security}"\n')
    mail = Settings.read(tmp_path, {}).mail
    assert mail and mail.port == port


def test_starttls_is_what_is_meant_if_nothing_is_said(tmp_path: Path) -> None:
    mail = Settings.read(
        tmp_path, {"PETUNIAS_MAIL_HOST": "smtp.example.org", "PETUNIAS_MAIL_SENDER": "a@example.org"}
    ).mail
    assert mail == Mail("smtp.example.org", "a@example.org", 587, "starttls")


def test_the_password_is_never_shown(tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    settings = Settings.read(tmp_path, {})
    for shown in (repr(settings), str(settings), f"{settings.mail!r}"):
        assert SECRET not in shown and "smtp.example.org" in shown


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        'editors = ["sam at example.org"]\naddress = "http://inbox.example.org/"\neditor = "x"\n'
        '[mail]\nhost = "smtp example"\nport = 70000\nsecurity = "ssl"\nuser = "a"\n'
        f'sender = "Team <team@example.org>"\nreply_to = 3\nhots = "{SECRET}"\n',
    )
    assert faults(tmp_path, PETUNIAS_MAIL_PASSWROD=SECRET) == [
        'DATA/inbox.toml: "editor" is no setting. Fix: did you mean editors?',
        'DATA/inbox.toml: "mail.hots" is no setting. Fix: did you mean mail.host?',
        "PETUNIAS_MAIL_PASSWROD is no setting. Fix: did you mean PETUNIAS_MAIL_PASSWORD?",
        'DATA/inbox.toml: editors: must be an e-mail address, such as sam@example.org, got "sam at example.org".',
        "DATA/inbox.toml: address: must be the https address of the service, "
        'got "http://inbox.example.org/". Fix: https://inbox.example.org/',
        'DATA/inbox.toml: mail.host: must be the name of a machine, such as smtp.example.org, got "smtp example".',
        "DATA/inbox.toml: mail.port: must be a number from 1 to 65535, got 70000. Fix: leave it out, or write 587.",
        'DATA/inbox.toml: mail.security: must be tls, starttls or none, got "ssl".',
        "DATA/inbox.toml: mail.sender: must be an e-mail address, such as sam@example.org, "
        'got "Team <team@example.org>".',
        "DATA/inbox.toml: mail.reply_to: must be an e-mail address, such as sam@example.org, got 3.",
        "mail.password: must be there, as a user and a password go together. Fix: give both, or none.",
    ]


def test_what_is_half_there_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, PETUNIAS_MAIL_PASSWORD=SECRET) == [
        "mail.host: must be there, as there are other settings for e-mail. "
        'Fix: host = "smtp.example.org" below [mail] in inbox.toml, or PETUNIAS_MAIL_HOST=smtp.example.org',
        "mail.sender: must be there, as there are other settings for e-mail. "
        'Fix: sender = "inbox@example.org" below [mail] in inbox.toml, or PETUNIAS_MAIL_SENDER=inbox@example.org',
        "mail.user: must be there, as a user and a password go together. Fix: give both, or none.",
    ]


def test_nothing_goes_over_the_net_for_all_to_read(tmp_path: Path) -> None:
    write(tmp_path, '[mail]\nhost = "smtp.example.org"\nsender = "a@example.org"\nsecurity = "none"\n')
    assert faults(tmp_path) == [
        "DATA/inbox.toml: mail.security: must be tls or starttls, as none is only for localhost, 127.0.0.1 or ::1. "
        "Anybody on the way could read the e-mails. Fix: ask whoever runs your e-mail which one it takes."
    ]


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o666])
def test_a_password_is_for_nobody_else_on_the_machine(tmp_path: Path, mode: int) -> None:
    write(tmp_path, WHOLE, mode)
    told = (
        "DATA/inbox.toml: holds a password, and everybody on this machine can read it. Fix: chmod 600 DATA/inbox.toml"
    )
    assert faults(tmp_path) == [told]
    write(tmp_path, WHOLE.replace(f'password = "{SECRET}"\nuser = "inbox"', ""), 0o640)
    Settings.read(tmp_path, {})


@pytest.mark.parametrize("said", ['["correct horse"]', '""', '"correct horse\\n"', "7"])
def test_a_password_that_cannot_be_one_is_told_without_it(tmp_path: Path, said: str) -> None:
    write(tmp_path, WHOLE.replace(f'"{SECRET}"', said))
    assert faults(tmp_path) == [
        "DATA/inbox.toml: mail.password: must be a text on one line. Fix: put quotation marks around it."
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "editors = x",
            'DATA/inbox.toml: must be TOML, such as editors = ["sam@example.org"]. '
            "Invalid value (at line 1, column 11).",
        ),
        (
            "mail = 1",
            "DATA/inbox.toml: mail: must be a group of settings. Fix: write [mail] on a line, and they below it.",
        ),
        (
            "editors = 1",
            'DATA/inbox.toml: editors: must be a list of e-mail addresses, got 1. Fix: ["sam@example.org"]',
        ),
    ],
)
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str, told: str) -> None:
    write(tmp_path, text)
    assert faults(tmp_path) == [told]


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "inbox.toml").write_bytes(b'editors = ["caf\xe9@example.org"]')
    assert faults(tmp_path) == ["DATA/inbox.toml: must be saved as UTF-8. Fix: save it again with the encoding UTF-8."]


@pytest.mark.parametrize("address", ["http://localhost:8080", "http://127.0.0.1:8080/", "https://a.example.org/x"])
def test_a_trial_on_this_machine_needs_no_https(tmp_path: Path, address: str) -> None:
    assert Settings.read(tmp_path, {"PETUNIAS_ADDRESS": address}).address == address.rstrip("/") + "/"


@pytest.mark.parametrize(
    "address", ["inbox.example.org", "https://a.example.org/?x=1", "https://u:p@a.example.org/", "javascript:alert(1)"]
)
def test_an_address_that_leads_nowhere_is_told(tmp_path: Path, address: str) -> None:
    told = (
        f'PETUNIAS_ADDRESS: must be the https address of the service, got "{address}". Fix: https://inbox.example.org/'
    )
    assert faults(tmp_path, PETUNIAS_ADDRESS=address) == [told]
