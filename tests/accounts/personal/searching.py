"""Where a word is found: in any column of any table, in any file of ours, in Redis."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import text

from fandom.infra.breaker import redis
from fandom.infra.db import db
from fandom.infra.model import Model


def found(app: Flask, words: Iterable[str]) -> list[str]:
    """One line for each place that holds one."""
    wanted = {word: word.lower() for word in words}
    places = ((place, held.lower()) for place, held in _places(app))
    return [f"{word} in {place}" for place, held in places for word, low in wanted.items() if low in held]


def _places(app: Flask) -> Iterator[tuple[str, str]]:
    yield from _tables()
    yield from _files(app.extensions["settings"].data)
    yield from _redis()


def _tables() -> Iterator[tuple[str, str]]:
    for name in Model.metadata.tables:
        for (row,) in db.session.execute(text(f'SELECT each::text FROM "{name}" AS each')):
            yield f"{name}: {row[:120]}", row + _unhexed(row)


def _unhexed(row: str) -> str:
    """Bytes are written as \\x…"""
    parts = [part.split('"')[0].split(",")[0] for part in row.split("\\x")[1:]]
    return " ".join(bytes.fromhex(part).decode("latin-1") for part in parts if len(part) % 2 == 0 and _is_hex(part))


def _is_hex(part: str) -> bool:
    return all(each in "0123456789abcdef" for each in part)


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield f"{path} (name)", path.name
            yield str(path), path.read_bytes().decode("latin-1")


def _redis() -> Iterator[tuple[str, str]]:
    store: Any = redis().redis
    readers = {
        b"string": store.get,
        b"hash": store.hgetall,
        b"list": lambda key: store.lrange(key, 0, -1),
        b"set": store.smembers,
        b"zset": lambda key: store.zrange(key, 0, -1),
        b"stream": store.xrange,
    }
    for key in store.scan_iter():
        yield f"redis {key!r}", f"{key!r} {readers[store.type(key)](key)!r}"
