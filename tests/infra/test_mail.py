"""Letters over a real mail server: what arrives, what is tried again, what is given up."""

import smtplib
import stat
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from structlog.testing import capture_logs

from fandom.config import Settings
from fandom.infra import mail
from fandom.infra.db import db
from fandom.infra.mail import Letter
from tests.support.configured import settings
from tests.support.post import Office, posting, read

LETTER = Letter(
    to="ada@b\u00fccher.example",
    subject="Grüße from the saltmarsh",
    text="Press here: https://fandom.example/verify/secret\n",
    html="<p>Press <a href='https://fandom.example/verify/secret'>here</a></p>",
    key="verify:1",
    language="de",
)


def test_a_letter_arrives(by_post: Office) -> None:
    assert mail.send(LETTER)
    (got,) = [read(each) for each in by_post.got]
    assert by_post.to == ["ada@xn--bcher-kva.example"]
    assert (got.subject, got.text.strip()) == (LETTER.subject, LETTER.text.strip())
    assert "<a href" in got.html
    assert got.headers["From"] == "Fandom <no-reply@localhost>"
    assert got.headers["Auto-Submitted"] == "auto-generated"
    assert got.headers["Content-Language"] == "de"
    assert "List-Unsubscribe" not in got.headers


def test_the_same_occasion_has_the_same_id(by_post: Office) -> None:
    for letter in (LETTER, LETTER, replace(LETTER, key="verify:2")):
        mail.send(letter)
    first, again, other = (each["Message-ID"] for each in by_post.got)
    assert first == again != other


def test_one_click_ends_it(by_post: Office) -> None:
    path = f"https://fandom.example/unsubscribe/{'x' * 120}"
    mail.send(replace(LETTER, unsubscribe=path))
    (got,) = by_post.got
    assert got["List-Unsubscribe"] == f"<{path}>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("subject", ["a\r\nBcc: eve@example.org", "a\nb", "a\u2028b\u0085c\x00", "🔥 " * 200])
def test_nothing_gets_into_the_headers(by_post: Office, subject: str) -> None:
    assert mail.send(replace(LETTER, subject=subject))
    (got,) = by_post.got
    assert by_post.to == ["ada@xn--bcher-kva.example"]
    assert got["Bcc"] is None
    assert len(str(got["Subject"]).splitlines()) == 1


@pytest.mark.parametrize("to", ["", "ada", "ada@example.org\r\nBcc: eve@example.org", "a@b.cc, c@d.ee", "Ada <a@b.cc>"])
def test_what_is_no_address_is_given_up(by_post: Office, to: str) -> None:
    with capture_logs() as said:
        assert not mail.send(replace(LETTER, to=to))
    assert by_post.got == []
    assert [each["event"] for each in said] == ["letter given up"]


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_refusal_for_good_is_given_up(by_post: Office, step: str) -> None:
    by_post.answers[step] = "550 no such user"
    with capture_logs() as said:
        assert not mail.send(LETTER)
    assert said[-1]["reason"] == "550 no such user"


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_one_for_now_is_tried_again(by_post: Office, step: str) -> None:
    by_post.answers[step] = "451 ask me later"
    with pytest.raises(smtplib.SMTPException):
        mail.send(LETTER)
    by_post.answers.clear()
    assert mail.send(LETTER)


def test_no_server_is_tried_again(app: Flask) -> None:
    with posting(app, smtp_url="smtp://127.0.0.1:9?tls=none"), pytest.raises(ConnectionRefusedError):
        mail.send(LETTER)


def test_nothing_is_sent_in_the_clear_where_tls_is_wanted(app: Flask, office: Office) -> None:
    with posting(app, smtp_url=f"smtp://ada:pw@127.0.0.1:{office.port}"), pytest.raises(smtplib.SMTPException):
        mail.send(LETTER)
    assert office.got == []


def test_no_transaction_is_held_while_it_is_sent(by_post: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    db.session.scalar(db.select(1))
    session = db.session()
    assert session.in_transaction()
    held: list[bool] = []
    greet = smtplib.SMTP.ehlo
    monkeypatch.setattr(smtplib.SMTP, "ehlo", lambda *said: held.append(session.in_transaction()) or greet(*said))
    mail.send(LETTER)
    assert set(held) == {False}


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Iterator[Path]:
    with posting(app, data=tmp_path):
        yield tmp_path / "mail"


def test_without_a_server_letters_lie_in_a_folder(folder: Path) -> None:
    with capture_logs() as said:
        assert mail.send(LETTER)
        assert mail.send(LETTER)
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = read(message_from_bytes(file.read_bytes(), policy=policy.default))
    assert "verify/secret" in found.text
    assert "verify/secret" in said[0]["text"]


def test_in_production_no_log_holds_a_letter(app: Flask, tmp_path: Path) -> None:
    with posting(app, data=tmp_path, origin="https://fandom.example"), capture_logs() as said:
        mail.send(LETTER)
    assert "secret" not in str(said)
    assert "ada" not in str(said)


def test_servers_by_their_address() -> None:
    found = mail.server_of("smtp://ad%40a:p%3Aw@mail.example:2525?tls=none")
    assert found == mail.Server("mail.example", 2525, "ad@a", "p:w", implicit_tls=False, starttls=False)
    assert mail.server_of("smtp://mail.example") == mail.Server("mail.example", 587, None, None, False, True)
    assert mail.server_of("smtps://mail.example") == mail.Server("mail.example", 465, None, None, True, False)
    assert mail.server_of("") is None


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://u:secret@h?tls=maybe"])
def test_a_wrong_address_says_so_without_its_secret(url: str) -> None:
    with pytest.raises(ValueError, match="FANDOM_SMTP_URL") as refusal:
        mail.server_of(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ("", "Fandom <no-reply@fandom.example>"),
        ("Saltmarsh <hello@saltmarsh.example>", "Saltmarsh <hello@saltmarsh.example>"),
        ("hello@saltmarsh.example", "Fandom <hello@saltmarsh.example>"),
    ],
)
def test_who_it_is_from(given: str, sender: str) -> None:
    assert mail.sender_of(Settings("", "", "", origin="https://fandom.example", mail_from=given)) == sender


def test_who_it_cannot_be_from() -> None:
    with pytest.raises(ValueError, match="FANDOM_MAIL_FROM"):
        mail.sender_of(settings("", "", mail_from="hello"))
    assert "hunter2" not in repr(settings("", "", smtp_url="smtp://u:hunter2@h"))
