"""Clips made anew: those of an older profile beside the new ones until these are ready, and those that failed."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select, true

from fandom.clips import actions, queries, values
from fandom.clips.events import RenderReplaced
from fandom.clips.models import Render
from fandom.clips.values import key_of
from fandom.core.horizon import episode_name
from fandom.infra.db import db, record
from fandom.media.actions import hold, release
from fandom.media.models import File, Holder
from fandom.media.queries import held_by, holders_of
from fandom.media.values import EVIDENCE
from fandom.shows.models import Show

# Keeps a new file for the old one whose place it takes.
HOLDER = "render"
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Failed:
    title: str
    kind: str
    season: int
    number: int
    start_ms: int
    end_ms: int
    reason: str | None

    @property
    def episode(self) -> str:
        return episode_name(self.season, self.number)


def troubled(limit: int) -> tuple[Failed, ...]:
    """Clips that could not be made and that something shows, the last ones first."""
    asked = select(Show.title, Show.kind, Render.season, Render.number, Render.start_ms, Render.end_ms, File.reason)
    found = asked.join(Render, Render.show_id == Show.id).join(File, File.id == Render.file_id)
    rows = db.session.execute(found.where(File.status == "failed", _kept()).order_by(File.id.desc()).limit(limit))
    return tuple(Failed(*row) for row in rows)


def outdated(after: str = "", show_id: str | None = None) -> list[str]:
    """Ids of the next files after this one that are ready, shown by something, and made as clips were made before."""
    waiting = exists().where(Holder.holder_kind == HOLDER, Holder.holder_id == File.id)
    old = (Render.profile != values.PROFILE, File.status == "ready", ~waiting, _kept())
    return list(db.session.scalars(_next(after, show_id).where(*old)))


def failed(after: str = "", show_id: str | None = None) -> list[str]:
    return list(db.session.scalars(_next(after, show_id).where(File.status == "failed", _kept())))


def without_smaller(after: str = "", show_id: str | None = None) -> list[str]:
    """Of those made as they would be now."""
    lacking = ~File.variants.contains([{"type": "video/webm"}])
    now = (File.status == "ready", Render.profile == values.PROFILE, lacking, _kept())
    return list(db.session.scalars(_next(after, show_id).where(*now)))


def remake(*, file_id: str) -> bool:
    """False where it cannot be: the film is away or another. The old one is shown until the new one is ready."""
    old = queries.wanted(file_id)
    source = queries.source(old.show_id, (old.season, old.number)) if old else None
    if old is None or source is None or key_of(source.stamp, old.span, old.profile) != old.key:
        return False
    new_id = actions.cut(source=source, span=old.span)
    hold(new_id, HOLDER, file_id)
    if db.session.scalar(select(File.status).where(File.id == new_id)) == "ready":
        record(RenderReplaced(file_id, new_id))
    return True


def retry(*, file_id: str) -> bool:
    """False when it has not failed, or no more."""
    asked = select(File).where(File.id == file_id, File.status == "failed").with_for_update()
    file = db.session.scalars(asked.execution_options(populate_existing=True)).one_or_none()
    if file is not None:
        actions.make_again(file=file)
    return file is not None


def settle(*, file_id: str, ready: bool) -> None:
    """What waited for this one gives way to it, or stays what it was."""
    for kind, old_id in holders_of(file_id):
        if kind == HOLDER and ready:
            record(RenderReplaced(old_id, file_id))
        elif kind == HOLDER:
            release(HOLDER, old_id)


def let_go(*, file_id: str) -> None:
    """Of an old one, once the new one is shown or nobody wants either."""
    if held_by(HOLDER, file_id):
        release(HOLDER, file_id)


def _next(after: str, show_id: str | None) -> Select[Any]:
    whose = Render.show_id == show_id if show_id else true()
    asked = select(File.id).join(Render, Render.file_id == File.id).where(File.id > after, whose)
    return asked.order_by(File.id).limit(AT_ONCE)


def _kept() -> ColumnElement[bool]:
    return exists().where(Holder.file_id == File.id, Holder.holder_kind.not_in([EVIDENCE, HOLDER]))
