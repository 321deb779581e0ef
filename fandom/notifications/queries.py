"""The inbox: rows hold ids, so what each is about is read anew for this reader, left out when they may not see it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, exists, func, or_, select

from fandom.accounts.models import Account
from fandom.accounts.relations.queries import hidden_from
from fandom.core.text import veiled
from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.moderation.models import Decision
from fandom.notifications.choices import Wishes, wishes_of
from fandom.notifications.models import Notification, NotificationPart, NotificationSettings
from fandom.notifications.values import OVER, Crowd, Inbox, Notice, Subject
from fandom.posts import queries as posts
from fandom.posts.comments import queries as comments
from fandom.posts.models import Comment
from fandom.posts.sight import utc
from fandom.posts.values import Face, Open, OpenComment, Sealed, SealedComment

EXCERPT = 120
NAMED = 2
NOBODY = Crowd()

n = Notification
p = NotificationPart
s = NotificationSettings
Subjects = Mapping[tuple[str, str], Subject]


def inbox(viewer: Viewer, limit: int, before: str | None = None) -> Inbox:
    """Newest first."""
    query = select(n).where(*_mine(viewer)).order_by(n.id.desc()).limit(limit + 1)
    rows = db.session.scalars(query.where(n.id < before) if before else query).all()
    shown = rows[:limit]
    return Inbox(_notices(viewer, shown), shown[-1].id if len(rows) > limit else None, unread(viewer))


def notice(viewer: Viewer, line: str) -> Notice | None:
    """By its key; also one that is told by letter only. None when whoever did it is hidden from the viewer by now."""
    row = db.session.scalars(select(n).where(n.account_id == viewer.account_id, n.key == line)).one_or_none()
    found = _notices(viewer, [row])[0] if row else None
    return None if row and row.actor_id and found and not found.actors else found


def unread(viewer: Viewer) -> int:
    query = select(func.count()).where(*_mine(viewer), n.read_at.is_(None))
    return db.session.execute(query).scalar_one() if viewer.signed_in else 0


def reader(account_id: str) -> Viewer:
    """The fan as a reader of their own news, when it is not them who asks."""
    return Viewer(account_id=account_id, hidden=hidden_from(account_id))


def has_left(account_id: str) -> bool:
    return db.session.scalar(select(Account.id).where(Account.id == account_id, Account.state == "deleted")) is not None


def wishes(account_id: str) -> Wishes:
    asked = select(s.choices, s.digest, s.version).where(s.account_id == account_id)
    row = db.session.execute(asked).one_or_none()
    if row is None:
        return wishes_of({}, digest=False, version=0)
    return wishes_of(row.choices, digest=row.digest, version=row.version)


def reached(account_id: str, line: str) -> int:
    """The milestone that was told last."""
    data = db.session.scalar(select(n.data).where(n.account_id == account_id, n.key == line)) or {}
    return int(data.get("reached", 0))


def told_of(moment_id: str, comment_id: str | None = None) -> Sequence[str]:
    """The accounts that have a line about this comment, or about this moment and what is said below it."""
    below = select(Comment.id).where(Comment.moment_id == moment_id)
    about = n.subject_id == comment_id if comment_id else or_(n.subject_id == moment_id, n.subject_id.in_(below))
    return db.session.scalars(select(n.account_id).where(about, n.web.is_(True)).distinct()).all()


def _mine(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Whom the viewer has muted or blocked since is left out."""
    mine: list[ColumnElement[bool]] = [n.account_id == viewer.account_id, n.web.is_(True)]
    hidden = viewer.hidden.accounts
    if hidden:
        seen = select(p.key).where(p.account_id == n.account_id, p.line == n.key, p.actor_id.not_in(hidden))
        mine.append(or_(n.actor_id.is_(None), exists(seen)))
    return mine


def _notices(viewer: Viewer, rows: Sequence[n]) -> tuple[Notice, ...]:
    crowds = _crowds(viewer, [row.key for row in rows])
    people = posts.faces(each for crowd in crowds.values() for each in crowd.named)
    subjects, over = _subjects(viewer, rows), _taken_back(rows)
    found = (_notice(row, crowds.get(row.key, NOBODY), people, subjects) for row in rows)
    return tuple(replace(each, undone=each.undone or OVER) if each.decision_id in over else each for each in found)


def _taken_back(rows: Sequence[n]) -> frozenset[str]:
    """Of the decisions that these tell of."""
    ids = {row.data["decision_id"] for row in rows if "decision_id" in row.data}
    query = select(Decision.id).where(Decision.id.in_(ids), Decision.undone_at.is_not(None))
    return frozenset(db.session.scalars(query)) if ids else frozenset()


def _notice(row: n, crowd: Crowd, people: Mapping[str, Face], subjects: Subjects) -> Notice:
    subject = subjects.get((row.subject_kind or "", row.subject_id or ""))
    if subject is None and (crowd.several or row.actor_id not in crowd.named):
        # What was said last is gone or hidden, but others said something there as well.
        subject = subjects.get(("moment", row.data.get("moment", "")))
    return Notice(
        id=row.id,
        kind=row.kind,
        at=utc(row.at),
        read=row.read_at is not None,
        actors=tuple(people[each] for each in crowd.named if each in people),
        others=crowd.others,
        subject=subject,
        reached=int(row.data["reached"]) if "reached" in row.data else None,
        statement=row.data.get("statement"),
        decision_id=row.data.get("decision_id"),
        undone=row.data.get("undone"),
    )


def _crowds(viewer: Viewer, lines: Sequence[str]) -> Mapping[str, Crowd]:
    """By line: who did it, the last first; one query for a page."""
    done = (p.account_id == viewer.account_id, p.line.in_(lines), p.actor_id.is_not(None))
    each = select(p.line, p.actor_id, func.max(p.at).label("at")).where(
        *done, p.actor_id.not_in(viewer.hidden.accounts)
    )
    by = each.group_by(p.line, p.actor_id).subquery().c
    place = func.row_number().over(partition_by=by.line, order_by=(by.at.desc(), by.actor_id)).label("place")
    many = func.count().over(partition_by=by.line).label("many")
    ranked = select(by.line, by.actor_id, place, many).subquery().c
    asked = select(ranked.line, ranked.actor_id, ranked.many).where(ranked.place <= NAMED)
    found: dict[str, Crowd] = {}
    for row in db.session.execute(asked.order_by(ranked.line, ranked.place)) if lines else ():
        named = (*found.get(row.line, NOBODY).named, row.actor_id)
        found[row.line] = Crowd(named, max(0, row.many - NAMED))
    return found


def _subjects(viewer: Viewer, rows: Sequence[n]) -> dict[tuple[str, str], Subject]:
    wanted = {(row.subject_kind, row.subject_id) for row in rows}
    said = comments.comments_named(viewer, [str(each) for kind, each in wanted if kind == "comment"])
    below = [each for each in said if each.author.id not in viewer.hidden.accounts]
    around = {row.data["moment"] for row in rows if "moment" in row.data}
    above = {str(each) for kind, each in wanted if kind == "moment"} | {each.moment_id for each in below} | around
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
        return Subject("moment", seen.id, path, seen.show, sealed_until=seen.reveals_episode, moment_id=seen.id)
    return Subject("moment", seen.id, path, seen.show, excerpt=short(seen.caption))


def _comment(seen: OpenComment | SealedComment, moment: Open | Sealed) -> Subject:
    path = f"/m/{seen.moment_id}#comment-{seen.id}"
    if isinstance(moment, Sealed):
        until = moment.reveals_episode
        return Subject("comment", seen.id, f"/m/{moment.id}", moment.show, sealed_until=until, moment_id=moment.id)
    if isinstance(seen, SealedComment):
        return Subject("comment", seen.id, path, moment.show, sealed_until=seen.reveals_episode)
    return Subject("comment", seen.id, path, moment.show, excerpt=short(seen.body))


def short(text: str) -> str:
    line = " ".join(veiled(text).split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1].rstrip()}…"
