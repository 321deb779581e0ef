"""Every sentence has its German, with the same places for values, and the compiled catalogue is the written one."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import Flask

from fandom.web import language

ROOT = Path(__file__).parents[2]
GERMAN = ROOT / "fandom/translations/de/LC_MESSAGES"
WHERE = [("**/web/templates/**.html", "jinja2"), ("**.py", "python")]
REFUSALS = dict.fromkeys(("lazy_gettext", "Forbidden", "Unauthenticated", "Conflict"))
TRIMMED = {"**/web/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}


def sentences() -> set[str]:
    keywords = DEFAULT_KEYWORDS | REFUSALS
    found = extract_from_dir(ROOT / "fandom", WHERE, TRIMMED, keywords=keywords)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def german() -> Catalog:
    with (GERMAN / "messages.po").open("rb") as file:
        return read_po(file, locale="de")


def test_every_sentence_has_its_german(german: Catalog) -> None:
    assert {each for each in sentences() if each and not (german.get(each) and german[each].string)} == set()


def test_values_have_the_same_places(german: Catalog) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)s", text))

    for message in german:
        if message.id and isinstance(message.id, str):
            assert places(message.string) == places(message.id), message.id


def test_the_compiled_catalogue_is_the_written_one(german: Catalog) -> None:
    written = BytesIO()
    write_mo(written, german)
    written.seek(0)
    with (GERMAN / "messages.mo").open("rb") as file:
        compiled = read_mo(file)
    assert said(compiled) == said(read_mo(written))


def said(catalogue: Catalog) -> dict[str, object]:
    return {str(each.id): each.string for each in catalogue}


@pytest.mark.parametrize(
    ("asked", "spoken"), [("de-AT,de;q=0.9", "de"), ("fr", "en"), ("", "en"), ("en,de;q=0.5", "en")]
)
def test_pages_speak_what_the_browser_asks_for(app: Flask, asked: str, spoken: str) -> None:
    with app.test_request_context("/", headers={"Accept-Language": asked}):
        assert language.language() == spoken


def test_a_german_page_is_german(app: Flask) -> None:
    response = app.test_client().get("/sign-in", headers={"Accept-Language": "de"})
    body = response.get_data(as_text=True)
    assert '<html lang="de">' in body
    assert "Willkommen zurück" in body
    assert "Accept-Language" in response.headers["Vary"]
