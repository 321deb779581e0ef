"""Decides, row by row, whether this viewer gets a thing open or sealed, and what they may do with it. Pure."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fandom.accounts.avatars import avatar_path
from fandom.core.hiding import hides
from fandom.core.horizon import Horizon, Position, episode_name
from fandom.core.viewer import SYSTEM, Viewer
from fandom.media.values import Media
from fandom.posts.values import (
    Can,
    EpisodeRef,
    Face,
    Open,
    OpenComment,
    Sealed,
    SealedComment,
    Tombstone,
)
from fandom.shows.values import ShowRef
from fandom.shows.watch_links import ids_of, watch_url

NOTHING = Horizon.nothing()
EDITABLE = frozenset({"published", "held"})
DELETABLE = frozenset({"published", "held", "hidden"})


@dataclass(frozen=True, slots=True)
class Sight:
    """A viewer with their horizon in each show of a page; a show that is not among them shows nothing.

    `revealed`: the moments that they wanted to be shown anyway, each with how far it goes.
    """

    viewer: Viewer
    horizons: Mapping[str, Horizon]
    mine: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    media: Mapping[str, Media] = field(default_factory=dict)
    revealed: Mapping[str, Horizon] = field(default_factory=dict)

    def opens(self, row: Any) -> bool:
        """Never sealed to its author, nor to the house itself; moderators have a horizon like anyone."""
        return self._reaches(row) or row.id in self.revealed

    def opens_comment(self, row: Any) -> bool:
        """Below a moment that was revealed also what reveals no more than the moment does."""
        return self._reaches(row) or self.revealed.get(row.moment_id, NOTHING).reaches(reveal_of(row))

    def _reaches(self, row: Any) -> bool:
        if self.viewer == SYSTEM or row.author_id == self.viewer.account_id:
            return True
        return self.horizons.get(row.show_id, NOTHING).reaches(reveal_of(row))

    def can(self, row: Any) -> Can:
        own = row.author_id == self.viewer.account_id
        return Can(
            edit=own and row.state in EDITABLE,
            delete=own and row.state in DELETABLE,
            moderate=self.viewer.moderates_show(row.show_id),
        )

    def moment(self, row: Any) -> Open | Sealed:
        return self._open(row) if self.opens(row) else self._sealed(row)

    def _open(self, row: Any) -> Open:
        return Open(
            id=row.id,
            version=row.version,
            state=row.state,
            show=show_of(row),
            episode=None if row.season is None else EpisodeRef(row.season, row.number, _title(row)),
            start_ms=row.start_ms,
            end_ms=row.end_ms,
            caption=row.caption,
            caption_html=row.caption_html,
            tags=tuple(row.tags),
            media=self._shown(row),
            author=face_of(row),
            reactions=row.reactions,
            reaction_count=row.reaction_count,
            my_reactions=self.mine.get(row.id, ()),
            comment_count=row.comment_count,
            reveals_at=reveal_of(row),
            watch_url=_watched(row, row.start_ms or 0),
            created_at=utc(row.created_at),
            edited_at=row.edited_at and utc(row.edited_at),
            can=self.can(row),
            revealed=row.id in self.revealed and not self._reaches(row),
        )

    def _shown(self, row: Any) -> tuple[Media, ...]:
        """Files of what was removed are only for those who may put it back."""
        if row.state == "removed" and self.viewer != SYSTEM and not self.viewer.moderates_show(row.show_id):
            return ()
        return tuple(self.media[each] for each in row.media_ids if each in self.media)

    def _sealed(self, row: Any) -> Sealed:
        return Sealed(
            id=row.id,
            version=row.version,
            state=row.state,
            show=show_of(row),
            episode=None if row.season is None else episode_name(row.season, row.number),
            author=face_of(row),
            reaction_count=row.reaction_count,
            comment_count=row.comment_count,
            reveals_episode=episode_name(row.reveal_season, row.reveal_number),
            watch_url=_watched(row, None),
            created_at=utc(row.created_at),
            edited_at=row.edited_at and utc(row.edited_at),
            can=self.can(row),
        )

    def comment(self, row: Any) -> OpenComment | SealedComment | Tombstone:
        if row.state not in EDITABLE:
            return Tombstone(row.id, row.moment_id, row.parent_id, utc(row.created_at), row.state == "deleted")
        return self._open_comment(row) if self.opens_comment(row) else self._sealed_comment(row)

    def listed_comment(self, row: Any) -> OpenComment | SealedComment | Tombstone:
        """As one of many: without what this viewer does not want to be shown. A word is asked of what is open only."""
        seen = self.comment(row)
        if seen.gone or row.author_id == self.viewer.account_id:
            return seen
        said = row.body if isinstance(seen, OpenComment) else ""
        if not hides(self.viewer.hidden, author_id=row.author_id, words_text=said):
            return seen
        return Tombstone(seen.id, seen.moment_id, seen.parent, seen.created_at, by_author=False, hidden=True)

    def _open_comment(self, row: Any) -> OpenComment:
        return OpenComment(
            id=row.id,
            version=row.version,
            state=row.state,
            moment_id=row.moment_id,
            show_id=row.show_id,
            parent=row.parent_id,
            author=face_of(row),
            body=row.body,
            body_html=row.body_html,
            at_ms=row.at_ms,
            reveals_at=reveal_of(row),
            reactions=row.reactions,
            reaction_count=row.reaction_count,
            my_reactions=self.mine.get(row.id, ()),
            created_at=utc(row.created_at),
            edited_at=row.edited_at and utc(row.edited_at),
            can=self.can(row),
        )

    def _sealed_comment(self, row: Any) -> SealedComment:
        return SealedComment(
            id=row.id,
            version=row.version,
            moment_id=row.moment_id,
            show_id=row.show_id,
            parent=row.parent_id,
            author=face_of(row),
            reveals_episode=episode_name(row.reveal_season, row.reveal_number),
            reaction_count=row.reaction_count,
            created_at=utc(row.created_at),
        )


def unwanted(viewer: Viewer, moment: Open | Sealed, *, theirs: bool = False) -> bool:
    """Whether this viewer does not want it in a list of many fandoms; `theirs`: the list is its author's own."""
    if moment.author.id == viewer.account_id:
        return False
    tags, words = (moment.tags, moment.caption) if isinstance(moment, Open) else ((), "")
    author_id = None if theirs else moment.author.id
    return hides(viewer.hidden, author_id=author_id, show_id=moment.show.id, tags=tags, words_text=words)


def reveal_of(row: Any, of: str = "reveal") -> Position | None:
    """`of` is how the names of its three columns begin."""
    season, number, ms = (getattr(row, f"{of}_{part}") for part in ("season", "number", "ms"))
    return None if season is None else Position(season, number, ms)


def face_of(row: Any) -> Face:
    return Face(row.author_id, row.handle, row.display_name, hue_of(row.author_id), avatar_path(row.avatar_id))


def hue_of(account_id: str) -> int:
    return zlib.crc32(account_id.encode()) % 12 * 30


def show_of(row: Any) -> ShowRef:
    return ShowRef(row.show_id, row.slug, row.show_title, row.kind, row.hue)


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _title(row: Any) -> str:
    """Where titles are withheld, only on what opens to nobody who has not begun its episode: all see the same then."""
    told = not row.withholds_titles or _opens_in(row.season, row.number, reveal_of(row))
    return row.episode_title or "" if told else ""


def _opens_in(season: int, number: int, reveals: Position | None) -> bool:
    """Whether who reaches `reveals` has begun this episode."""
    if reveals is None or reveals.special or season == 0:
        return reveals is not None and (reveals.season, reveals.number) == (season, number)
    return reveals >= Position(season, number, 0)


def _watched(row: Any, ms: int | None) -> str | None:
    """Here, as a path, or else where the fandom says; at a second or at none."""
    episode = None if row.season is None else episode_name(row.season, row.number)
    if row.watched_here:
        return f"/shows/{row.slug}/{episode}" + ("" if ms is None else f"?t={ms // 1000}")
    ids = ids_of(
        row.slug,
        episode,
        film=row.kind == "film",
        show_ids=row.show_external_ids,
        episode_ids=row.external_ids or {},
    )
    return watch_url(row.watch_template, ids, ms)
