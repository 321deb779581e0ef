"""Reads for administrators: accounts, queues, failures, storage."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import ColumnElement, func, or_, select, text

from fandom.accounts.models import Account
from fandom.admin.values import AccountListed, Failure, Kept, QueueState, Storage
from fandom.core.paging import Page, page_of
from fandom.infra import delivery, queue
from fandom.infra.db import db
from fandom.shows.models import Membership, Show

ACCOUNT = [getattr(Account, name) for name in AccountListed.__dataclass_fields__ if name != "moderates"]
_name = func.lower(Account.handle)
# Each file once, by the first kind of what keeps it; its original is gone once its variants are there.
SIZES = text("""
    SELECT kind, count(*) AS files, sum(bytes) AS bytes FROM (
        SELECT
            coalesce((SELECT min(holder_kind) FROM holders WHERE file_id = files.id), 'nothing') AS kind,
            coalesce((SELECT sum((each->>'size')::bigint) FROM jsonb_array_elements(variants) AS each), size) AS bytes
        FROM files
    ) AS sized GROUP BY kind ORDER BY bytes DESC
""")


def accounts(
    *, asked: str = "", state: str | None = None, role: str | None = None, after: str | None = None, limit: int = 25
) -> Page[AccountListed]:
    """By handle; `asked` is part of a handle or of a name, `role` admin or moderator."""
    query = select(*ACCOUNT).where(*_wanted(asked, state, role)).order_by(_name)
    if after is not None:
        query = query.where(_name > after)
    found = page_of((AccountListed(*row) for row in db.session.execute(query.limit(limit + 1))), limit, "key")
    return Page(_with_shows(found.items), found.next)


def account(handle: str) -> AccountListed | None:
    row = db.session.execute(select(*ACCOUNT).where(_name == handle.lower())).one_or_none()
    return _with_shows([AccountListed(*row)])[0] if row else None


def queues() -> tuple[QueueState, ...]:
    """None while Redis is away."""
    depths, ages, failed = queue.depths(), queue.ages(), queue.failed_counts()
    return tuple(QueueState(name, depths[name], ages.get(name, 0.0), failed.get(name, 0)) for name in depths)


def deliveries_given_up(limit: int = 100) -> tuple[Failure, ...]:
    """The oldest first."""
    rows = delivery.given_up(limit)
    return tuple(
        Failure(row.id, f"{row.fact} → {row.listener}", row.queue, row.error or "", row.failed_at) for row in rows
    )


def jobs_failed(limit: int = 100) -> tuple[Failure, ...]:
    return tuple(Failure(each.id, each.what, each.queue, each.error, each.at) for each in queue.failed(limit))


def storage(folder: Path) -> Storage:
    """`folder` is the data folder; its nearest parent that is there tells of the disk."""
    place = next(each for each in (folder, *folder.parents) if each.exists())
    disk = shutil.disk_usage(place)
    size = db.session.scalar(text("SELECT pg_database_size(current_database())")) or 0
    return Storage(_kept(), size, disk.free, disk.total, str(place))


def _kept() -> tuple[Kept, ...]:
    rows = db.session.execute(SIZES)
    return tuple(Kept(row.kind, row.files, int(row.bytes)) for row in rows)


def _wanted(asked: str, state: str | None, role: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.strip():
        word = asked.strip().lower().removeprefix("@")
        names = (_name, func.lower(Account.display_name))
        found.append(or_(*(name.contains(word, autoescape=True) for name in names)))
    if state:
        found.append(Account.state == state)
    moderating = select(Membership.account_id).where(Membership.role == "moderator")
    if role == "admin":
        found.append(Account.is_admin.is_(True))
    if role == "moderator":
        found.append(or_(Account.moderates_all.is_(True), Account.id.in_(moderating)))
    return found


def _with_shows(found: Iterable[AccountListed]) -> tuple[AccountListed, ...]:
    listed = list(found)
    theirs = (Membership.role == "moderator", Membership.account_id.in_([each.id for each in listed]))
    asked = select(Membership.account_id, Show.slug).join(Show, Show.id == Membership.show_id).where(*theirs)
    slugs: dict[str, list[str]] = {}
    for account_id, slug in db.session.execute(asked.order_by(Show.slug)):
        slugs.setdefault(account_id, []).append(slug)
    return tuple(replace(each, moderates=tuple(slugs.get(each.id, ()))) for each in listed)
