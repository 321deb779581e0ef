"""Forms are no way around the limits of the API: both use up one allowance."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from fandom.infra.counters import Local
from tests.support.http import Http
from tests.web.conftest import Fandom


@pytest.fixture
def limited_app(app: Flask) -> Iterator[Flask]:
    app.extensions["unlimited"] = False
    app.extensions["counters"] = Local()
    yield app
    app.extensions["unlimited"] = True


def left(response: Any) -> int:
    return int(response.headers["X-RateLimit-Remaining"])


@pytest.mark.parametrize(
    ("form", "method", "path"),
    [
        ("/compose?show={slug}", "POST", "/moments"),
        ("/m/{moment}/comments", "POST", "/moments/{moment}/comments"),
        ("/m/{moment}/edit", "PATCH", "/moments/{moment}"),
        ("/comments/{comment}/edit", "PATCH", "/comments/{comment}"),
        ("/m/{moment}/reactions", "PUT", "/moments/{moment}/reactions/x"),
        ("/report?kind=moment&id={moment}", "POST", "/reports"),
        ("/shows/{slug}/membership", "PUT", "/shows/{slug}/membership"),
        ("/shows/{slug}/progress", "PUT", "/shows/{slug}/progress"),
        ("/shows/{slug}/seen", "POST", "/shows/{slug}/progress"),
        ("/u/ada/follow", "PUT", "/accounts/ada/follow"),
        ("/u/ada/mute", "PUT", "/accounts/ada/mute"),
        ("/u/ada/block", "PUT", "/accounts/ada/block"),
        ("/welcome/fans", "PUT", "/accounts/ada/follow"),
        ("/settings/privacy/mutes", "PUT", "/me/mutes/word/x"),
        ("/settings/email", "PUT", "/me/email"),
        ("/settings/email/letter", "POST", "/email-verifications"),
        ("/settings/data/export", "POST", "/me/exports"),
    ],
)
def test_pages_and_api_share_an_allowance(
    http: Callable[..., Http], fandom: Fandom, limited_app: Flask, form: str, method: str, path: str
) -> None:
    moment = fandom.moment(fandom.ada)
    ids = {"slug": fandom.show.slug, "moment": moment, "comment": fandom.comment(fandom.bo, moment)}
    browser = http(as_=fandom.bo)
    before = left(browser.call(method, "/api/v1" + path.format(**ids), json={}))
    assert left(browser.page(form.format(**ids), method="POST")) == before - 1
