"""Imports as the API writes them. Pure."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from fandom.shows.history.values import ImportView

Words = Callable[[str], str]
COUNTS = ("rows", "skipped", "episodes", "unknown_episodes", "moved", "same", "unmatched")


def listed_json(found: ImportView, words: Words) -> dict[str, Any]:
    """`words` puts a sentence into the reader's language."""
    times = {name: getattr(found, name) for name in ("started_at", "finished_at", "put_back_until")}
    brief = {name: getattr(found, name) for name in ("id", "state", "name", "percent")}
    counts = {name: found.counts.get(name, 0) for name in COUNTS}
    return brief | times | {"counts": counts, "error": words(found.error) if found.error else None}


def import_json(found: ImportView, words: Words) -> dict[str, Any]:
    moves = [
        {"show": each.slug, **{name: getattr(each, name) for name in ("title", "was", "now", "specials", "back")}}
        for each in found.moves
    ]
    unmatched = [asdict(each) | {"why": words(each.why)} for each in found.unmatched]
    skipped = [asdict(each) | {"why": words(each.why)} for each in found.skipped]
    return listed_json(found, words) | {"moves": moves, "unmatched": unmatched, "skipped": skipped}
