"""Whatever can be reported, as it stands now: for evidence and for those who judge: nothing is sealed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from fandom.accounts.models import Account
from fandom.infra.db import db
from fandom.media.queries import by_id
from fandom.moderation.models import Case
from fandom.moderation.values import Target, TargetRef
from fandom.posts.comments.queries import comment_row
from fandom.posts.models import Comment, Moment
from fandom.posts.queries import faces, moment_row
from fandom.posts.revisions import floor_of
from fandom.posts.sight import face_of, reveal_of, utc
from fandom.posts.values import Face
from fandom.shows.queries import show_refs
from fandom.shows.values import ShowRef

KINDS = ("moment", "comment", "account")
FACE = (Account.id.label("author_id"), Account.handle, Account.display_name, Account.avatar_id)


def target(kind: str, target_id: str, *, lock: bool = False) -> Target | None:
    """With `lock` nobody changes it until the unit of work is over."""
    return _READ[kind](target_id, lock)


def moments_above(comment_ids: Collection[str]) -> Mapping[str, str]:
    """The moment of each comment, whatever became of either."""
    if not comment_ids:
        return {}
    return dict(db.session.execute(select(Comment.id, Comment.moment_id).where(Comment.id.in_(comment_ids))).all())


def refs_of(cases: Iterable[Case], authors: Mapping[str, Face]) -> Mapping[str, TargetRef]:
    """What each case is about, by the id of the case."""
    found = list(cases)
    above = moments_above([case.target_id for case in found if case.target_kind == "comment"])
    return {
        case.id: _ref_of(case.target_kind, case.target_id, authors[case.author_id], above.get(case.target_id))
        for case in found
    }


def account_id_of(handle: str) -> str | None:
    query = select(Account.id).where(func.lower(Account.handle) == handle.lower(), Account.state != "deleted")
    return db.session.execute(query).scalar_one_or_none()


def _ref_of(kind: str, target_id: str, author: Face, moment_id: str | None) -> TargetRef:
    """What people outside call it: an account goes by its handle."""
    match kind:
        case "moment":
            return TargetRef(kind, target_id, author, f"/m/{target_id}")
        case "comment":
            return TargetRef(kind, target_id, author, f"/m/{moment_id}#comment-{target_id}" if moment_id else None)
        case _:
            return TargetRef(kind, author.handle, author, f"/u/{author.handle}")


def _moment(moment_id: str, lock: bool) -> Target | None:
    row = moment_row(moment_id, lock=lock)
    if row is None:
        return None
    details = {
        "season": row.season,
        "number": row.number,
        "start_ms": row.start_ms,
        "end_ms": row.end_ms,
        "tags": list(row.tags),
        "media_ids": list(row.media_ids),
        "media_alts": {each.id: each.alt for each in by_id(row.media_ids).values()},
    }
    return _post("moment", row, row.caption, row.caption_html, details=details, reveals_at=reveal_of(row))


def _comment(comment_id: str, lock: bool) -> Target | None:
    """A comment goes with its moment: nothing can bring it back below one that its author has deleted."""
    row = comment_row(comment_id, lock=lock)
    above = moment_row(row.moment_id) if row else None
    if row is None or above is None:
        return None
    found = _post(
        "comment",
        row,
        row.body,
        row.body_html,
        moment_id=row.moment_id,
        parent_id=row.parent_id,
        reveals_at=reveal_of(row) or reveal_of(above),
        shown_from=reveal_of(above),
    )
    return replace(found, state="deleted") if above.state == "deleted" else found


def _post(kind: str, row: Moment | Comment, text: str, html: str, **more: Any) -> Target:
    show: ShowRef | None = show_refs([row.show_id]).get(row.show_id)
    return Target(
        kind=kind,
        id=row.id,
        version=row.version,
        state=row.state,
        author=faces([row.author_id])[row.author_id],
        show=show,
        own_reveals_at=reveal_of(row),
        floor=floor_of(row),
        text=text,
        html=html,
        created_at=utc(row.created_at),
        edited_at=row.edited_at and utc(row.edited_at),
        **more,
    )


def _account(account_id: str, lock: bool) -> Target | None:
    query = select(*FACE, Account.state, Account.version, Account.created_at).where(Account.id == account_id)
    row = db.session.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    return Target(
        kind="account",
        id=row.author_id,
        version=row.version,
        state=row.state,
        author=face_of(row),
        show=None,
        text=row.display_name,
        html="",
        reveals_at=None,
        created_at=utc(row.created_at),
        details={"media_ids": [row.avatar_id] if row.avatar_id else []},
    )


_READ: Mapping[str, Callable[[str, bool], Target | None]] = {
    "moment": _moment,
    "comment": _comment,
    "account": _account,
}
