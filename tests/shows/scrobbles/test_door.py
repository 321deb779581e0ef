"""The secret address as the network sees it: who does not know it learns nothing, and garbage moves nothing."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update
from structlog.testing import capture_logs

from fandom.accounts.models import Account
from fandom.infra.db import db, unit_of_work
from fandom.shows.scrobbles import access, actions
from fandom.shows.scrobbles.models import Hook
from tests.shows.scrobbles.conftest import Player
from tests.shows.scrobbles.payloads import jellyfin, kodi, plex
from tests.support.http import Http
from tests.support.people import make_fan, token_of

TEXT = {"Content-Type": "text/plain; charset=utf-8"}


@pytest.mark.parametrize("secret", ["wrong", "x" * 5000, "%00", "a%2Fb", "é"])
def test_a_wrong_secret_is_nobodys(player: Player, secret: str) -> None:
    answer = player.client.call("POST", f"/hooks/{secret}", json=kodi())
    assert answer.status_code in {400, 404}
    assert answer.mimetype == "application/problem+json"


def test_a_wrong_secret_is_told_before_the_body_is_read(player: Player) -> None:
    assert player.client.call("POST", "/hooks/wrong", data=b"{", headers=TEXT).status_code == 404


@pytest.mark.parametrize(
    ("body", "mime", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"NotificationType": NaN}', "application/json", 400),
        (b'{"a": "\xff"}', "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"{}", "application/json", 422),
        (b'{"a": 1, "a": 2}', "application/json", 422),
        (b'{"NotificationType": []}', "application/json", 422),
        (b'{"event": {}}', "application/json", 422),
        (b'{"action": []}', "application/json", 422),
        (b'{"action": "start", "a": ' + b"[" * 1000 + b"]" * 1000 + b"}", "application/json", 422),
        (b"payload=%7B", "application/x-www-form-urlencoded", 400),
        (b"payload=%FF", "application/x-www-form-urlencoded", 400),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"<xml/>", "application/xml", 415),
        (b"{}", "", 415),
    ],
)
def test_garbage_has_an_answer_and_moves_nothing(player: Player, body: bytes, mime: str, status: int) -> None:
    answer = player.call(data=body, content_type=mime)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert player.hook().events == ()


def test_more_than_a_megabyte(player: Player) -> None:
    assert player.call(data=b" " * 1_000_001, content_type="application/json").status_code == 413
    # By hand: the test client would put as much into a file, and leave it open.
    parts = (("payload", json.dumps(plex())), ("thumb", "x" * 1_100_000))
    said = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{each}\r\n' for name, each in parts]
    big = "".join([*said, "--b--\r\n"]).encode()
    assert player.call(data=big, content_type="multipart/form-data; boundary=b").status_code == 413


def test_json_that_calls_itself_text(player: Player) -> None:
    assert player.call(data=json.dumps(jellyfin()), content_type="text/plain").json == {"became": "moved"}


def test_it_needs_neither_session_nor_token_of_a_form(player: Player, http: Callable[..., Http]) -> None:
    for client in (http(), http(as_=player.fan, csrf=False)):
        player.client = client
        assert player.call(kodi()).status_code == 202
    assert player.hook().used_at


def test_of_a_banned_fan_nobody_hears(player: Player) -> None:
    with unit_of_work():
        db.session.execute(update(Account).where(Account.id == player.fan.id).values(state="banned"))
    assert player.call(kodi()).status_code == 404


def test_the_secret_is_long_and_only_its_hash_is_kept(player: Player) -> None:
    assert len(player.secret) >= 32
    assert player.secret not in str(db.session.scalars(select(Hook.secret_hash)).one())


def test_no_log_line_has_the_secret(player: Player) -> None:
    path = f"/hooks/{player.secret}"
    with capture_logs() as said:
        player.call(kodi())
        player.client.call("PUT", path)
        player.client.call("POST", f"{path}/more", json={})
        player.call(data=b"{", content_type="application/json")
    assert [line["path"].lstrip("/") for line in said if line["event"] == "request"] == ["hooks/…"] * 4
    assert player.secret not in str(said)


def test_it_is_made_shown_once_and_given_up(app: Flask, http: Callable[..., Http]) -> None:
    fan = http(as_=make_fan())
    assert fan.get("/me/hook").status_code == 404
    made = fan.put("/me/hook").json
    path = made["url"].removeprefix("http://127.0.0.1:8000").partition("/hooks/")[2]
    assert fan.get("/me/hook").json["url"] is None
    assert fan.call("POST", f"/hooks/{path}", json=kodi()).status_code == 202
    assert [each["outcome"] for each in fan.get("/me/hook").json["events"]] == ["unmatched"]
    assert fan.put("/me/hook").json["url"] != made["url"]
    assert http().call("POST", f"/hooks/{path}", json=kodi()).status_code == 404
    assert fan.delete("/me/hook").status_code == 204
    assert fan.get("/me/hook").status_code == 404
    assert fan.delete("/me/hook").status_code == 204


def test_whose_watching_counts(http: Callable[..., Http]) -> None:
    fan = http(as_=make_fan())
    assert fan.patch("/me/hook", {"only_user": "ada"}).status_code == 404
    fan.put("/me/hook")
    assert fan.patch("/me/hook", {"only_user": "  a\u202eda "}).json["only_user"] == "ada"
    assert fan.put("/me/hook").json["only_user"] == "ada"
    assert fan.patch("/me/hook", {"only_user": None}).json["only_user"] is None
    for wrong in ({}, {"only_user": 7}, {"only_user": ""}, {"only_user": "x" * 65}):
        assert fan.patch("/me/hook", wrong).status_code == 422


def test_a_token_makes_none(app: Flask, http: Callable[..., Http]) -> None:
    with app.app_context():
        token = token_of(make_fan())
    assert http().put("/me/hook", headers={"Authorization": f"Bearer {token}"}).status_code == 403
    assert http().get("/me/hook").status_code == 401


def test_a_hook_that_changed_hands_meanwhile(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rotated between the first look and the second, it is nobody's."""
    monkeypatch.setattr(access, "is_known", lambda _secret: True)
    with unit_of_work():
        actions.make_hook(viewer=player.fan.viewer)
    assert player.call(kodi()).status_code == 404
