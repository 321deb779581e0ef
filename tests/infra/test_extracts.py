"""Rows as files of an export."""

import json

import pytest
from flask import Flask
from sqlalchemy import literal, select, text

from fandom.infra import extracts
from fandom.infra.extracts import row, rows


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_list_in_portions(app: Flask, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(extracts, "PORTION", 2)
    query = select(text("each AS number"), literal("ä\n").label("word")).select_from(
        text(f"generate_series(1, {count}) AS each")
    )
    piece = rows("numbers.json", query)
    found = json.loads(b"".join(piece.read()))
    assert (piece.path, found) == ("numbers.json", [{"number": n, "word": "ä\n"} for n in range(1, count + 1)])


def test_one_row_or_none(app: Flask) -> None:
    one = select(literal(1).label("number"))
    assert json.loads(b"".join(row("one.json", one).read())) == {"number": 1}
    assert json.loads(b"".join(row("one.json", one.where(text("false"))).read())) is None
