"""Built files have hashed names, stay small, and may be kept for a year."""

import gzip
import json
from collections.abc import Callable

import pytest

from fandom.web import assets
from fandom.web.pages import DIST
from tests.support.http import Http
from tools.paths import ROOT

KB = 1024
CORE = {"app.js": 35, "app.css": 15, "theme.js": 1, "icons.svg": 3}
PAGE_MODULE = 12
MODULES = sorted(path.name for path in (ROOT / "fandom/web/static/src/pages").glob("*.js"))
STYLES = {"watch.css": 4}


def manifest() -> dict[str, str]:
    found: dict[str, str] = json.loads((DIST / assets.MANIFEST).read_text())
    return found


@pytest.mark.parametrize("name", [*CORE, *STYLES, "worker.js", *MODULES])
def test_what_a_page_loads_is_small(name: str) -> None:
    size = len(gzip.compress((DIST / manifest()[name]).read_bytes(), 9))
    assert size <= (CORE | STYLES).get(name, PAGE_MODULE) * KB


def test_a_built_file_may_be_kept_for_a_year(http: Callable[..., Http]) -> None:
    with http().page(f"/assets/{manifest()['app.css']}") as response:
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_pages_name_the_hashed_files(http: Callable[..., Http]) -> None:
    body = http().page("/").get_data(as_text=True)
    assert f"/assets/{manifest()['app.css']}" in body
    assert f"/assets/{manifest()['app.js']}" in body


def test_without_a_build_the_plain_name_is_asked_for(
    http: Callable[..., Http], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_stamp", lambda: 0)
    assert "/assets/app.css" in http().page("/").get_data(as_text=True)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_whoever_takes_it_packed_gets_the_same_bytes(http: Callable[..., Http], coding: str) -> None:
    path = f"/assets/{manifest()['app.css']}"
    with http().page(path) as whole, http().page(path, headers={"Accept-Encoding": coding}) as packed:
        assert packed.headers["Content-Encoding"] == coding
        assert packed.mimetype == whole.mimetype == "text/css"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert packed.headers["Cache-Control"] == assets.FOR_A_YEAR
        assert len(packed.data) < len(whole.data) / 3
        if coding == "gzip":
            assert gzip.decompress(packed.data) == whole.data


def test_what_is_not_there_is_not_there_packed(http: Callable[..., Http]) -> None:
    assert http().page("/assets/none.js", headers={"Accept-Encoding": "br"}).status_code == 404
