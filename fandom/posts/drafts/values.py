"""What is kept of a draft, and what reads of it give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fandom.media.values import Media
from fandom.shows.values import ShowRef


@dataclass(frozen=True, slots=True)
class Typed:
    """`fields` is what the form holds, by the names of a moment; `media` are ids of uploads, in their order."""

    fields: Mapping[str, Any]
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftView:
    """`media` leaves out what is gone."""

    id: str
    show: ShowRef
    fields: Mapping[str, Any]
    media: tuple[Media, ...]
    version: int
    created_at: datetime
    updated_at: datetime
