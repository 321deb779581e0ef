"""Asking for what is not there leaves nothing behind in Redis."""

from collections.abc import Callable

import pytest
from flask import Flask

from fandom.infra.breaker import redis
from tests.support.http import Http

NOWHERE = "zz00000000000"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/moments/{}",
        "/api/v1/moments/{}/comments",
        "/api/v1/shows/{}",
        "/api/v1/shows/{}/feed",
        "/m/{}",
        "/m/{}/card",
        "/m/{}/talk",
        "/shows/{}",
    ],
)
def test_no_topic_is_made(http: Callable[..., Http], app: Flask, path: str) -> None:
    assert http().page(path.format(NOWHERE)).status_code == 404
    with app.app_context():
        assert redis().call(lambda found: found.keys(f"*{NOWHERE}*")) == []
