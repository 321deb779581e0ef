"""Films that can be watched."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fandom.clips.models import EPISODE
from fandom.infra.model import Id, Model


class Film(Model):
    """The file through which the video of an episode is watched: of these bytes and no others, as `stamp` says.

    What was found when browsing through it: `sprite` and `subtitles` beside their variants of the file, and where its
    shots begin. `tries` counts how often that was begun, `browsed_at` is when it came to an end, be it a bad one.
    """

    __tablename__ = "films"
    __table_args__ = (ForeignKeyConstraint(EPISODE, [f"film_sources.{name}" for name in EPISODE], ondelete="CASCADE"),)

    show_id: Mapped[str] = mapped_column(Id, primary_key=True)
    season: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(Id, ForeignKey("files.id", ondelete="CASCADE"), unique=True)
    stamp: Mapped[str]
    playable: Mapped[bool]
    sprite: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    subtitles: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default=text("'[]'::jsonb"))
    cuts_ms: Mapped[list[int]] = mapped_column(ARRAY(INTEGER), default=list, server_default=text("'{}'"))
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    browsed_at: Mapped[datetime | None]
