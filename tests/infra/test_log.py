"""Request ids: given ones are kept when they are harmless, others are made."""

import pytest
from flask import Flask

from fandom.core.ids import is_id


def test_a_given_request_id_comes_back(app: Flask) -> None:
    answer = app.test_client().get("/healthz", headers={"X-Request-ID": "abc-1.2_3"})
    assert answer.headers["X-Request-ID"] == "abc-1.2_3"


@pytest.mark.parametrize("given", ["", "a" * 65, 'x"}', "a b"])
def test_a_harmful_one_is_replaced(app: Flask, given: str) -> None:
    answer = app.test_client().get("/healthz", headers={"X-Request-ID": given})
    assert is_id(answer.headers["X-Request-ID"])


def test_errors_carry_it_too(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/nothing-here", headers={"X-Request-ID": "mine"})
    assert (answer.status_code, answer.headers["X-Request-ID"]) == (404, "mine")
