"""Files as the contract writes them. Pure."""

from collections.abc import Callable
from typing import Any

from fandom.media.values import Media, Source


def media_json(media: Media, origin: str = "", said: Callable[[str], str] = str) -> dict[str, Any]:
    """`said` puts the reason of a failure into the reader's language."""
    return {
        "id": media.id,
        "kind": media.kind,
        "status": media.status,
        "reason": media.reason and said(media.reason),
        "url": _whole(media.url, origin),
        "poster_url": _whole(media.poster_url, origin),
        "preview_url": _whole(media.preview_url, origin),
        "width": media.width,
        "height": media.height,
        "colour": media.colour,
        "duration_ms": media.duration_ms,
        "alt": media.alt,
        "sources": [source_json(each, origin) for each in media.sources],
    }


def source_json(source: Source, origin: str = "") -> dict[str, Any]:
    return {"url": origin + source.url, "type": source.type, "width": source.width}


def _whole(path: str | None, origin: str) -> str | None:
    return None if path is None else origin + path
