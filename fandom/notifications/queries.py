"""The inbox: rows hold ids, so what each is about is read anew for this reader, left out when they may not see it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from fandom.core.text import veiled
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.notifications.models import Notification
from fandom.notifications.sentences import sentence
from fandom.notifications.values import Inbox, Notice, Subject
from fandom.posts import queries as posts
from fandom.posts.comments import queries as comments
from fandom.posts.sight import utc
from fandom.posts.values import Face, Open, OpenComment, Sealed, SealedComment

EXCERPT = 120

n = Notification


def inbox(viewer: Viewer, limit: int, before: str | None = None) -> Inbox:
    """Newest first."""
    query = select(n).where(n.account_id == viewer.account_id).order_by(n.id.desc()).limit(limit + 1)
    rows = db.session.scalars(query.where(n.id < before) if before else query).all()
    shown = rows[:limit]
    people = posts.faces(row.actor_id for row in shown)
    subjects = _subjects(viewer, shown)
    items = tuple(_notice(row, people, subjects) for row in shown)
    return Inbox(items, shown[-1].id if len(rows) > limit else None, unread(viewer))


def unread(viewer: Viewer) -> int:
    query = select(func.count()).where(n.account_id == viewer.account_id, n.read_at.is_(None))
    return db.session.execute(query).scalar_one() if viewer.signed_in else 0


def _notice(row: n, people: Mapping[str, Face], subjects: Mapping[tuple[str, str], Subject]) -> Notice:
    return Notice(
        id=row.id,
        kind=row.kind,
        at=utc(row.at),
        read=row.read_at is not None,
        actor=people.get(row.actor_id or ""),
        subject=subjects.get((row.subject_kind or "", row.subject_id or "")),
        sentence=sentence(row.kind),
        statement=row.data.get("statement"),
        decision_id=row.data.get("decision_id"),
    )


def _subjects(viewer: Viewer, rows: Any) -> dict[tuple[str, str], Subject]:
    wanted = {(row.subject_kind, row.subject_id) for row in rows}
    below = comments.comments_named(viewer, [each for kind, each in wanted if kind == "comment"])
    above = {each for kind, each in wanted if kind == "moment"} | {each.moment_id for each in below}
    seen = {each.id: each for each in posts.moments(viewer, list(above))}
    found = {("moment", each.id): _moment(each) for each in seen.values()}
    # A comment is there only where its moment is open, as at its own door.
    found |= {("comment", each.id): _comment(each, seen[each.moment_id]) for each in below if each.moment_id in seen}
    named = posts.faces(each for kind, each in wanted if kind == "account")
    return found | {("account", each): _account(face) for each, face in named.items()}


def _account(face: Face) -> Subject:
    return Subject("account", face.handle, f"/u/{face.handle}")


def _moment(seen: Open | Sealed) -> Subject:
    path = f"/m/{seen.id}"
    if isinstance(seen, Sealed):
        return Subject("moment", seen.id, path, seen.show, sealed_until=seen.reveals_episode)
    return Subject("moment", seen.id, path, seen.show, excerpt=_short(seen.caption))


def _comment(seen: OpenComment | SealedComment, moment: Open | Sealed) -> Subject:
    path = f"/m/{seen.moment_id}#comment-{seen.id}"
    if isinstance(moment, Sealed):
        return Subject("comment", seen.id, f"/m/{moment.id}", moment.show, sealed_until=moment.reveals_episode)
    if isinstance(seen, SealedComment):
        return Subject("comment", seen.id, path, moment.show, sealed_until=seen.reveals_episode)
    return Subject("comment", seen.id, path, moment.show, excerpt=_short(seen.body))


def _short(text: str) -> str:
    line = " ".join(veiled(text).split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"
