"""What a visitor's cookie remembers: the moments that they wanted to be shown anyway, the last of them, each as
"id.key" with where it lay then.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from flask import session

from fandom.core.viewer import VISITOR, Viewer

REVEALED = "revealed"
MOST = 60


def visitor(kept: Mapping[str, Any]) -> Viewer:
    """Who comes with this in their cookie. What cannot be read reveals nothing."""
    said = kept.get(REVEALED)
    return _carrying(said) if isinstance(said, str) and said else VISITOR


def mark(moment_id: str, key: int) -> str:
    return f"{moment_id}.{key}"


def remember(moment_id: str, key: int) -> None:
    """In this request's cookie, the newest last. A text, since plain values are read quickly."""
    session[REVEALED] = " ".join([*_others(moment_id), mark(moment_id, key)][-MOST:])


def forget(moment_id: str) -> None:
    others = _others(moment_id)
    if len(others) < len(visitor(session).revealed):
        session[REVEALED] = " ".join(others)


def _others(moment_id: str) -> list[str]:
    said = session.get(REVEALED)
    return [each for each in said.split() if each.partition(".")[0] != moment_id] if isinstance(said, str) else []


@lru_cache(maxsize=4096)
def _carrying(said: str) -> Viewer:
    return Viewer(revealed=frozenset(said.split()[-MOST:]))
