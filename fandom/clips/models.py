"""Videos that clips are cut from, and what is cut from them."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

EPISODE = ["show_id", "season", "number"]


class FilmSource(Model):
    """The video of an episode, a file at `path` on the machine of the workers.

    `stamp` says which bytes lie there: other bytes, another stamp. `reason` is the sentence operators read when it is
    `failed` or `gone`. `tracks` is what else probing found: rate, codecs, subtitles, key frames in milliseconds.
    """

    __tablename__ = "film_sources"
    __table_args__ = (
        ForeignKeyConstraint(EPISODE, ["episodes.show_id", "episodes.season", "episodes.number"], ondelete="CASCADE"),
        CheckConstraint("status IN ('waiting', 'ready', 'failed', 'gone')", name="status"),
        CheckConstraint("(status = 'ready') <= (stamp IS NOT NULL AND duration_ms > 0)", name="ready"),
    )

    show_id: Mapped[str] = mapped_column(Id, primary_key=True)
    season: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str]
    status: Mapped[str] = mapped_column(default="waiting")
    reason: Mapped[str | None]
    stamp: Mapped[str | None]
    duration_ms: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    tracks: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'::jsonb"))
    asked_at: Mapped[datetime]
    probed_at: Mapped[datetime | None]


class Render(Model):
    """A clip by what is in it: `key` is of the source's bytes, the span and how it is encoded, so that equal clips are
    one file, made once. It goes with its file. `percent` of its frames are done; `profile` is how it is encoded.
    """

    __tablename__ = "renders"
    __table_args__ = (
        CheckConstraint("start_ms >= 0 AND end_ms > start_ms", name="span"),
        Index("ix_renders_episode", *EPISODE),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(Id, ForeignKey("files.id", ondelete="CASCADE"), unique=True)
    show_id: Mapped[str] = mapped_column(Id)
    season: Mapped[int]
    number: Mapped[int]
    path: Mapped[str]
    profile: Mapped[str]
    start_ms: Mapped[int]
    end_ms: Mapped[int]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    percent: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime]
