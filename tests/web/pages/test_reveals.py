""" "Show me anyway" as a form: back to where it was pressed, and only from a page of ours."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from fandom.posts.values import Place
from tests.support.catalogue import make_show, season
from tests.support.http import Http
from tests.web.conftest import SLUG, Fandom

As = Callable[..., Http]
TOLD = "The boat comes back."


@pytest.fixture
def fandom(app: Flask) -> Fandom:
    return Fandom(make_show(SLUG, [*season(1, 8), *season(2, 8)], public_horizon="closed"))


@pytest.fixture
def late(fandom: Fandom) -> str:
    return fandom.moment(fandom.ada, TOLD, episode=(2, 6), reveals_at=Place((2, 7)))


def press(browser: Http, page: str, action: str, **more: str) -> str:
    """As the form on this page sends it. Where it leads."""
    shown = browser.page(page)
    token = re.search(r'name="csrf-token" content="([^"]+)"', shown.text)
    assert token
    assert f'action="{action}"' in shown.text
    data = {"csrf_token": token[1]} | more
    answer = browser.call("POST", action, data=data, headers={"Referer": f"http://localhost{page}"})
    assert answer.status_code == 303
    return str(answer.location)


@pytest.mark.parametrize("who", ["bo", None])
def test_it_opens_and_seals_again_where_it_was_pressed(http: As, fandom: Fandom, late: str, who: str | None) -> None:
    browser = http(as_=fandom.fan(who)) if who else http()
    for page in (f"/m/{late}", f"/shows/{SLUG}?sort=new", "/u/ada"):
        shown = browser.page(page).text
        assert TOLD not in shown
        assert "S2E7, this" in shown
        assert "S2E6 · ada posted it" in shown
        assert press(browser, page, f"/m/{late}/reveal") == f"{page}#m-{late}"
        assert TOLD in browser.page(page).text
        assert press(browser, page, f"/m/{late}/seal") == f"{page}#m-{late}"
        assert TOLD not in browser.page(page).text


def test_what_is_open_anyway_has_no_seal(http: As, fandom: Fandom, late: str) -> None:
    author = http(as_=fandom.ada)
    author.put(f"/moments/{late}/reveal")
    assert f"/m/{late}/seal" not in author.page(f"/m/{late}").text


@pytest.mark.parametrize("act", ["reveal", "seal"])
def test_refusals(http: As, fandom: Fandom, late: str, act: str) -> None:
    fan = http(as_=fandom.bo)
    assert http(as_=fandom.bo, csrf=False).page(f"/m/{late}/{act}", "POST").status_code == 403
    assert fan.page("/m/nothing/reveal", "POST").status_code == 404
    assert fan.page(f"/m/{late}/{act}").status_code == 405
    away = fan.page(f"/m/{late}/{act}", "POST", data={"next": "//evil.example"})
    assert away.location == f"/m/{late}#m-{late}"
