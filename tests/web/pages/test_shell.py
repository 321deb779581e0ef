"""What makes the pages an app: manifest, service worker, offline page."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from fandom.web.pages import DIST, shell
from tests.support.http import Http
from tests.web.conftest import Fandom
from tests.web.test_assets import manifest


def known(http: Callable[..., Http]) -> dict[str, Any]:
    first = http().page("/worker.js").get_data(as_text=True).splitlines()[0]
    found: dict[str, Any] = json.loads(first.removeprefix("self.FANDOM = ").removesuffix(";"))
    return found


def test_the_manifest_names_icons_of_the_size_they_have(http: Callable[..., Http]) -> None:
    answer = http().page("/manifest.webmanifest")
    said = json.loads(answer.get_data(as_text=True))
    assert answer.mimetype == "application/manifest+json"
    assert (said["start_url"], said["display"]) == ("/", "standalone")
    for icon in said["icons"]:
        with Image.open(DIST / icon["src"].removeprefix("/assets/")) as picture:
            assert icon["sizes"] == "{}x{}".format(*picture.size)


def test_pages_name_the_manifest_and_the_worker(http: Callable[..., Http], fandom: Fandom) -> None:
    body = http().page("/").get_data(as_text=True)
    assert 'rel="manifest" href="/manifest.webmanifest"' in body
    assert '<meta name="worker" content="/worker.js">' in body


def test_the_worker_keeps_the_shell_and_nothing_of_anybody(http: Callable[..., Http]) -> None:
    said = known(http)
    assert said["offline"] == "/offline"
    assert all(url.startswith("/assets/") for url in said["shell"])
    assert f"/assets/{manifest()['app.css']}" in said["shell"]


def test_the_worker_is_asked_for_anew(http: Callable[..., Http]) -> None:
    assert http().page("/worker.js").headers["Cache-Control"] == "no-cache"


def test_a_new_shell_is_a_new_version(http: Callable[..., Http], monkeypatch: pytest.MonkeyPatch) -> None:
    before = known(http)["version"]
    monkeypatch.setattr(shell, "SHELL", ("app.css",))
    assert known(http)["version"] != before


def test_switched_off_it_ends_itself(app: Flask, http: Callable[..., Http], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], worker=False))
    assert "unregister" in http().page("/worker.js").get_data(as_text=True)
    assert 'name="worker"' not in http().page("/offline").get_data(as_text=True)


def test_the_offline_page_is_of_nobody(http: Callable[..., Http], fandom: Fandom) -> None:
    said = [http(as_=who).page("/offline").get_data(as_text=True) for who in (None, fandom.ada)]
    assert said[0] == said[1]
    assert "kept in this browser" in said[0]
