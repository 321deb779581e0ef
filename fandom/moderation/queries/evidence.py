"""Evidence: what a target was when somebody minded it, from and into rows."""

from typing import Any

from sqlalchemy import select

from fandom.core.horizon import Position
from fandom.infra.db import db
from fandom.moderation.models import Evidence, Finding, Report
from fandom.moderation.values import Target


def kept(target: Target) -> str | None:
    """The id of evidence that holds this very version."""
    same = (
        Evidence.target_kind == target.kind,
        Evidence.target_id == target.id,
        Evidence.target_version == target.version,
    )
    return db.session.scalars(select(Evidence.id).where(*same).order_by(Evidence.id).limit(1)).one_or_none()


def of_case(case_id: str) -> tuple[Evidence, ...]:
    """Oldest first, each version once."""
    reported = select(Report.evidence_id).where(Report.case_id == case_id)
    found = select(Finding.evidence_id).where(Finding.case_id == case_id)
    query = select(Evidence).where(Evidence.id.in_(reported.union(found))).order_by(Evidence.id)
    return tuple(db.session.scalars(query))


def snapshot(target: Target) -> dict[str, Any]:
    author = {"id": target.author.id, "handle": target.author.handle, "display_name": target.author.display_name}
    return {
        "text": target.text,
        "html": target.html,
        "state": target.state,
        "author": author,
        "show_id": target.show.id if target.show else None,
        "reveals_at": position_kept(target.reveals_at),
        "shown_from": position_kept(target.shown_from),
        "created_at": target.created_at.isoformat(),
        "edited_at": target.edited_at.isoformat() if target.edited_at else None,
        "moment_id": target.moment_id,
        "parent_id": target.parent_id,
        **(target.details or {}),
    }


def position_kept(position: Position | None) -> dict[str, int] | None:
    return {"season": position.season, "number": position.number, "ms": position.ms} if position else None


def position_of(kept: dict[str, int] | None) -> Position | None:
    return Position(**kept) if kept else None
