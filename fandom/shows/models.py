"""The catalogue, who belongs to a fandom, and how far each fan is."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Computed, ForeignKey, ForeignKeyConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, INT8MULTIRANGE, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from fandom.infra.model import Id, Model

# Who is ten times fewer needs about a third of the engagement; below ten members all are of one size.
TREND_SQL = "hot_score - 0.5::double precision * log(GREATEST(10, member_count)::double precision)"
EMPTY = text("'{}'::jsonb")
PATHS = {"external_ids": "jsonb_path_ops"}


class Show(Model):
    """`hue` is one of the twelve steps of 30; `palette` the reactions of this fandom, NFC without variation selector.

    `folded_title` is what is searched and sorted; `imported` what a catalogue file, and below "library" a folder, last
    said; `public_reached` the keys of what everybody has reached (reached.py); `rights` what is allowed other than by
    default; `poster_id` and the wide `cover_id` are files. `newest_id` and `hot_score` are of published moments and
    only rise, so they can be of one that is gone; `trend` is a score in a fandom of this size.
    """

    __tablename__ = "shows"
    __table_args__ = (
        CheckConstraint("kind IN ('series', 'film')", name="kind"),
        CheckConstraint("public_horizon IN ('aired', 'open', 'closed')", name="public_horizon"),
        Index("ix_shows_folded_title_slug", "folded_title", "slug"),
        Index("ix_shows_trend", text("trend DESC NULLS LAST")),
        Index("ix_shows_external_ids", "external_ids", postgresql_using="gin", postgresql_ops=PATHS),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    title: Mapped[str]
    year: Mapped[int | None]
    synopsis: Mapped[str] = mapped_column(default="")
    hue: Mapped[int] = mapped_column(default=240)
    poster: Mapped[str | None]
    palette: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    public_horizon: Mapped[str] = mapped_column(default="aired")
    public_reached: Mapped[Any] = mapped_column(INT8MULTIRANGE, server_default=text("'{}'"))
    withholds_titles: Mapped[bool] = mapped_column(default=False)
    watch_template: Mapped[str | None]
    external_ids: Mapped[dict[str, Any]] = mapped_column(default=dict)
    member_count: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime | None]
    newest_id: Mapped[str | None] = mapped_column(Id)
    hot_score: Mapped[float | None]
    trend: Mapped[float | None] = mapped_column(Computed(TREND_SQL, persisted=True))
    version: Mapped[int] = mapped_column(default=1)
    folded_title: Mapped[str] = mapped_column(Text(collation="C"), default="", server_default="")
    imported: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=EMPTY)
    poster_id: Mapped[str | None] = mapped_column(Id)
    cover_id: Mapped[str | None] = mapped_column(Id)
    rules: Mapped[str] = mapped_column(default="", server_default="")
    rules_html: Mapped[str] = mapped_column(default="", server_default="")
    welcome: Mapped[str] = mapped_column(default="", server_default="")
    welcome_html: Mapped[str] = mapped_column(default="", server_default="")
    rights: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=EMPTY)
    created_at: Mapped[datetime]


class Season(Model):
    __tablename__ = "seasons"

    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str | None]


class Episode(Model):
    """A film is one episode s01e01; specials are season 0. `imported` is what a folder last said of it."""

    __tablename__ = "episodes"
    __table_args__ = (
        CheckConstraint("duration_ms > 0", name="duration"),
        Index("ix_episodes_external_ids", "external_ids", postgresql_using="gin", postgresql_ops=PATHS),
    )

    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"), primary_key=True)
    season: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="")
    synopsis: Mapped[str] = mapped_column(default="")
    duration_ms: Mapped[int | None]
    air_date: Mapped[date | None]
    external_ids: Mapped[dict[str, Any]] = mapped_column(default=dict)
    still_id: Mapped[str | None] = mapped_column(Id)
    imported: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=EMPTY)


class Membership(Model):
    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint("role IN ('fan', 'moderator')", name="role"),
        Index("ix_memberships_account_id", "account_id"),
    )

    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role: Mapped[str] = mapped_column(default="fan")
    joined_at: Mapped[datetime]


class Progress(Model):
    """`mode` at: the position reached; none: not started; all: seen it all; open: hide nothing here;
    unsaid: nothing but specials has been spoken of.

    No `position_ms` is the end of the episode. `set_at` is when the fan last said it themselves.
    """

    __tablename__ = "progress"
    __table_args__ = (
        CheckConstraint("mode IN ('at', 'none', 'all', 'open', 'unsaid')", name="mode"),
        CheckConstraint("(mode = 'at') = (season IS NOT NULL)", name="position"),
    )

    show_id: Mapped[str] = mapped_column(ForeignKey("shows.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    mode: Mapped[str]
    season: Mapped[int | None]
    number: Mapped[int | None]
    position_ms: Mapped[int | None]
    updated_at: Mapped[datetime]
    set_at: Mapped[datetime | None]


class SpecialSeen(Model):
    """A special reached, and how far into it; specials have no place on the line of a show."""

    __tablename__ = "specials_seen"
    __table_args__ = (
        ForeignKeyConstraint(
            ["show_id", "account_id"],
            ["progress.show_id", "progress.account_id"],
            ondelete="CASCADE",
        ),
    )

    show_id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    position_ms: Mapped[int]
