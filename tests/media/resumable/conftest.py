"""Somebody who sends a video in pieces."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from fandom.media.resumable import taking
from fandom.media.resumable.scratch import Scratch
from tests.support.clipped import film
from tests.support.http import Http
from tests.support.people import Person

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"


@dataclass
class Tus:
    """One client; `at` is the address of the upload that it has begun."""

    browser: Http
    at: str = ""

    def begin(self, length: int | str, **headers: str) -> TestResponse:
        sent = {**TUS, "Upload-Length": str(length), **{name.replace("_", "-"): said for name, said in headers.items()}}
        answer = self.browser.call("POST", "/api/v1/media/uploads", headers=sent)
        self.at = answer.headers.get("Location", self.at)
        return answer

    def ask(self, method: str = "HEAD", **headers: str) -> TestResponse:
        return self.browser.call(method, self.at, headers={**TUS, **headers})

    def add(self, data: bytes, offset: int | str, **options: Any) -> TestResponse:
        sent = {**TUS, "Upload-Offset": str(offset), **options.pop("headers", {})}
        return self.browser.call("PATCH", self.at, data=data, headers=sent, content_type=BYTES, **options)

    @property
    def far(self) -> int:
        return int(self.ask().headers["Upload-Offset"])

    @property
    def scratch(self) -> Scratch:
        with self.browser.app.app_context():
            return taking.scratch_of(Path(self.at).name)


def metadata(**texts: str) -> str:
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in texts.items())


@pytest.fixture
def tus(http: Callable[..., Http], ada: Person) -> Tus:
    return Tus(http(as_=ada))


@pytest.fixture
def sent() -> bytes:
    """A film of four seconds."""
    return film()
