"""Rows as files of an export: read in portions, written as JSON."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import Executable

from fandom.core.personal import Piece
from fandom.infra.db import db

PORTION = 500
_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z


def rows(path: str, query: Executable) -> Piece:
    """A list with an object for each row, under the names of its columns."""
    return Piece(path, lambda: _listed(query))


def row(path: str, query: Executable) -> Piece:
    """The one row, or null."""
    return Piece(path, lambda: [_json(_first(query))])


def _listed(query: Executable) -> Iterator[bytes]:
    before = b"["
    for each in _found(query):
        yield before + b"\n" + _json(each)
        before = b","
    yield b"[]\n" if before == b"[" else b"\n]\n"


def _found(query: Executable) -> Iterator[dict[str, Any]]:
    found = db.session.execute(query, execution_options={"yield_per": PORTION})
    return (dict(each) for each in found.mappings())


def _first(query: Executable) -> dict[str, Any] | None:
    found = db.session.execute(query).mappings().first()
    return dict(found) if found else None


def _json(found: dict[str, Any] | None) -> bytes:
    return orjson.dumps(found, option=_OPTIONS)
