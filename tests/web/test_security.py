"""Pages keep to themselves: what the headers say, and that no template needs them to say less."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from fandom.config import Settings
from fandom.posts.queries import recount
from fandom.web import security
from tests.support.http import Http
from tests.support.people import token_of
from tests.web.conftest import Fandom

TEMPLATES = sorted((Path(security.__file__).parent / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", ["/", "/nothing/here", "/api/docs", "/healthz", "/api/v1/shows"])
def test_every_answer_is_guarded(http: Callable[..., Http], path: str) -> None:
    headers = http().page(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_https_is_asked_for_where_it_is_the_origin() -> None:
    kept = security.headers(Settings("", "", "x", origin="https://fandom.example"))
    assert kept["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "connect-src 'self' wss://fandom.example" in kept["Content-Security-Policy"]


def test_pages_are_not_stored(http: Callable[..., Http]) -> None:
    assert http().page("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("scope", ["read", "moderate"])
def test_a_token_may_do_nothing_on_pages(app: Flask, fandom: Fandom, scope: str) -> None:
    """They look at no scopes: a token that may only read would post here."""
    moment, browser = fandom.moment(fandom.ada), app.test_client()
    bearer = {"Authorization": f"Bearer {token_of(fandom.bo, scope)}"}
    for path, typed in (
        (f"/m/{moment}/comments", {"body": "Written by a reader."}),
        (f"/m/{moment}/reactions", {"emoji": "🔥"}),
        (f"/compose?show={fandom.show.slug}", {"caption": "Written by a reader."}),
        ("/settings/name", {"display_name": "Reader"}),
        (f"/shows/{fandom.show.slug}/progress", {"at": "open"}),
    ):
        assert browser.post(path, data=typed, headers=bearer).status_code == 403
    assert browser.get("/moderation", headers=bearer).status_code == 403
    assert recount(moment) == ({}, 0)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_inline_script_or_style(template: Path) -> None:
    """A block of data is no script."""
    text = re.sub(r'<script type="application/(ld\+)?json"', "", template.read_text())
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|hx-on|javascript:", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_changes_something_carries_a_token(template: Path) -> None:
    text = template.read_text()
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
        assert "csrf()" in form


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_translates_what_it_is_given(template: Path) -> None:
    """`_(value)` makes the value itself HTML, and a format; only written-out sentences go there."""
    assert not re.findall(r"\b_\((?!\s*[\"'])(?!note\.sentence)", template.read_text())
