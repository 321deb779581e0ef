"""Request ids: given ones are kept when they are harmless, others are made."""

import json
import os
import subprocess
import sys

import pytest
from flask import Flask

from fandom.config import ROOT
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


def test_a_request_is_one_json_line_with_its_id(redis_url: str, database_url: str) -> None:
    code = (
        "from fandom.app import create_app; create_app().test_client()"
        ".get('/api/v1/nothing', headers={'X-Request-ID': 'mine'})"
    )
    environ = os.environ | {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "FANDOM_SECRET": "s"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    line = json.loads(done.stderr.splitlines()[-1])
    assert (line["event"], line["request_id"], line["path"], line["status"]) == (
        "request",
        "mine",
        "/api/v1/nothing",
        404,
    )
