"""What the doctor says of letters: whether they get out, without sending one."""

from pathlib import Path

from flask import Flask

from fandom.infra.doctor import Report, examine
from tests.support.post import Office, posting


def said() -> Report:
    return next(each for each in examine() if each.what == "mail")


def test_a_server_that_lets_us_in(by_post: Office) -> None:
    found = said()
    assert (found.ok, found.words) == (True, "goes out from Fandom <no-reply@localhost>")
    assert by_post.got == []


def test_one_that_is_away(app: Flask) -> None:
    with posting(app, smtp_url="smtp://ada:hunter2@127.0.0.1:9?tls=none"):
        found = said()
    assert not found.ok
    assert "FANDOM_SMTP_URL" in found.words
    assert "hunter2" not in found.words


def test_none_is_fine_at_home_only(app: Flask, tmp_path: Path) -> None:
    with posting(app, data=tmp_path):
        assert said().ok
    with posting(app, data=tmp_path, origin="https://fandom.example"):
        assert not said().ok
