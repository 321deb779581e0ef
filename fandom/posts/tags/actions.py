"""Writes to tags: joining two that mean the same, and taking them apart again."""

from sqlalchemy import ColumnElement, func, select, update

from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.core.ids import new_id
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db
from fandom.posts.tags import queries
from fandom.posts.tags.models import TagSynonym


def join_tags(*, viewer: Viewer, show_id: str | None, alias: str, canonical: str) -> None:
    """`alias` means `canonical` from now on, in one fandom or in all. What meant `alias` follows it, and where
    `canonical` means another, that is meant; nothing leads on from where something leads to.
    """
    if alias == canonical:
        raise Invalid(errors={"canonical": ["These two are the same tag already."]})
    _hold(show_id)
    canonical = _end_of(show_id, canonical, alias)
    row = queries.synonym(show_id, alias)
    was = row.canonical if row else None
    if was == canonical:
        return
    db.session.flush()
    following = _lead_on(show_id, alias, canonical)
    if row is None:
        row = TagSynonym(id=new_id(), show_id=show_id, alias=alias, canonical=canonical, at=clock.now())
        db.session.add(row)
    row.canonical, row.at = canonical, clock.now()
    db.session.flush()
    said = {"alias": alias, "canonical": canonical, "was": was, "following": following}
    audit(viewer.account_id, "tags.joined", _target(show_id), **said)


def part_tags(*, viewer: Viewer, show_id: str | None, alias: str) -> None:
    """`alias` means only itself again; what was never joined stays as it is."""
    _hold(show_id)
    row = queries.synonym(show_id, alias)
    if row is not None:
        db.session.delete(row)
        db.session.flush()
        audit(viewer.account_id, "tags.parted", _target(show_id), alias=alias, was=row.canonical)


def _end_of(show_id: str | None, canonical: str, alias: str) -> str:
    """What `canonical` leads to; itself where that is `alias`, which is turned around."""
    beyond = queries.synonym(show_id, canonical)
    if beyond is None:
        return canonical
    if beyond.canonical != alias:
        return beyond.canonical
    db.session.delete(beyond)
    return canonical


def _lead_on(show_id: str | None, old: str, new: str) -> list[str]:
    """Whatever meant the old one."""
    following = update(TagSynonym).where(_in(show_id), TagSynonym.canonical == old).values(canonical=new)
    return sorted(db.session.scalars(following.returning(TagSynonym.alias)))


def _hold(show_id: str | None) -> None:
    """One at a time in each fandom, and one for all of them."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"tags:{show_id or ''}", 0))))


def _in(show_id: str | None) -> ColumnElement[bool]:
    return TagSynonym.show_id.is_not_distinct_from(show_id)


def _target(show_id: str | None) -> tuple[str, str]:
    return ("show", show_id) if show_id else ("tags", "everywhere")
