"""Tags as far as this viewer may know of them: those of published moments that are open to them, counted by these.

One that is used only further on and one that nobody has used are the same here, down to the statements asked. Two tags
mean the same to whom both are open, so that no alias tells of what it leads to.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.core.horizon import Position
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra import reading
from fandom.infra.db import db
from fandom.posts.models import Moment
from fandom.posts.queries import listed
from fandom.posts.reveals.queries import revealed_to, revealing
from fandom.posts.tags.models import TagSynonym, TagUse, Word
from fandom.posts.tags.values import Meaning, TagCount, Wrangled
from fandom.shows.models import Show
from fandom.shows.reached import SAID, opened, saying

MOST = 100
# So many of the newest moments say what a show is about, and what a single letter may begin.
OF_LATE = 400
# Shorter beginnings are those of too many tags to count all that carry them.
LETTERS = 2
# Greater than whatever begins with the same letters.
LAST = "\U0010ffff"
# No tag is used so often: all come after it.
BEFORE_ALL = 2**31 - 1

m = Moment.__table__.c
u = TagUse.__table__.c
y = TagSynonym.__table__.c
s = Show.__table__.c
IDS = ARRAY(TEXT)


def visible(
    viewer: Viewer,
    *,
    prefix: str,
    show_id: str | None = None,
    limit: int,
    after: TagCount | None = None,
) -> tuple[TagCount, ...]:
    """Those that begin so, or mean one that does: the most used first. `prefix` in the one form of tags; with fewer
    than two letters only what the newest moments carry.
    """
    asked = {"low": prefix, "high": prefix + LAST, "limit": min(limit, MOST + 1), **_after(after)}
    sql = _late_sql if len(prefix) < LETTERS else _visible_sql
    return tuple(TagCount(*row) for row in reading.rows(sql(show_id is not None), _values(viewer, show_id, asked)))


def popular(viewer: Viewer, show_id: str, limit: int) -> tuple[TagCount, ...]:
    """Of a show, among those of its newest moments that are open: the most used first."""
    return visible(viewer, prefix="", show_id=show_id, limit=limit)


def meaning(viewer: Viewer, tag: str, show_id: str | None = None) -> Meaning | None:
    """What a tag stands for in one fandom, or in all; None where this viewer knows of no such tag."""
    rows = reading.rows(_meaning_sql(show_id is not None), _values(viewer, show_id, {"tag": tag}))
    return Meaning(rows[0][0], tuple(sorted(row[1] for row in rows))) if rows else None


def wrangled(viewer: Viewer, show_id: str, *, prefix: str, limit: int, after: str = "") -> tuple[Wrangled, ...]:
    """Each as it is written, with what it was joined with, in the order of letters; `after` is the last one before."""
    asked = {"low": prefix, "high": prefix + LAST, "limit": limit, "last": after}
    rows = reading.rows(_wrangled_sql(), _values(viewer, show_id, asked))
    return tuple(Wrangled(tag, count, _episode(key), *rest) for tag, count, key, *rest in rows)


def synonym(show_id: str | None, alias: str) -> TagSynonym | None:
    """The row itself, for those who write."""
    here = (TagSynonym.show_id.is_not_distinct_from(show_id), TagSynonym.alias == alias)
    return db.session.scalar(select(TagSynonym).where(*here).execution_options(populate_existing=True))


def carrying(moment_id: ColumnElement[str], show_id: ColumnElement[str] | None = None) -> ColumnElement[bool]:
    """For statements that are kept: published, open to the viewer, and with a tag that means what `carried` names.
    Takes `hidden` and what `revealing` gives, too.
    """
    uses = _open_uses().where(u.tag == func.any(bindparam("carried", type_=IDS)))
    here = uses if show_id is None else uses.where(u.show_id == show_id)
    return moment_id.in_(here.with_only_columns(u.moment_id))


def carried(viewer: Viewer, tag: str, show_id: str | None) -> dict[str, Any]:
    """The values of `carrying`: nothing is found by a tag that this viewer does not know of."""
    meant = meaning(viewer, tag, show_id)
    return {"carried": list(meant.names) if meant else [], **saying(viewer)}


def _open_uses() -> Select[Any]:
    """Of moments that are listed for this viewer, and open to them."""
    uses = select(u.tag, u.moment_id, u.reveal_key).join_from(TagUse.__table__, Show.__table__, s.id == u.show_id)
    uses = uses.outerjoin(SAID, SAID.c.show_id == u.show_id)
    opens = or_(opened(VISITOR, Show.__table__, u.reveal_key, u.author_id), revealed_to(u.moment_id))
    return uses.where(opens, u.author_id != func.all(bindparam("hidden", type_=IDS)))


def _uses(*where: ColumnElement[bool], in_show: bool) -> Select[Any]:
    here = u.show_id == bindparam("show", type_=TEXT)
    place = here if in_show else u.show_id != func.all(bindparam("hidden_shows", type_=IDS))
    return _open_uses().where(place, *where)


def _used(tag: ColumnElement[str], *, in_show: bool) -> ColumnElement[bool]:
    return _uses(u.tag == tag, in_show=in_show).exists()


def _joins(*, in_show: bool) -> CTE:
    """Which alias means what. Where a fandom has joined one of two tags by itself, what is joined everywhere is not
    joined there: so that nothing leads on from where something leads to.
    """
    columns = (y.alias, y.canonical, y.show_id.is_(None).label("everywhere"))
    everywhere = select(*columns).where(y.show_id.is_(None))
    if not in_show:
        return everywhere.cte("joins")
    here: Any = bindparam("show", type_=TEXT)
    own = TagSynonym.__table__.alias("own").c
    touched = or_(own.alias == y.alias, own.alias == y.canonical, own.canonical == y.alias)
    overruled = select(own.alias).where(own.show_id == here, touched).exists()
    return union_all(select(*columns).where(y.show_id == here), everywhere.where(~overruled)).cte("joins")


def _led(heard: CTE, *, in_show: bool) -> CTE:
    """(tag, name): what those heard lead to, each with all that mean the same."""
    joins = _joins(in_show=in_show)
    both = and_(joins.c.alias == heard.c.tag, _used(joins.c.canonical, in_show=in_show))
    leads = select(func.coalesce(joins.c.canonical, heard.c.tag).label("tag")).distinct()
    found = leads.select_from(heard.outerjoin(joins, both)).cte("found")
    others = select(found.c.tag, joins.c.alias.label("name")).join_from(found, joins, joins.c.canonical == found.c.tag)
    return union_all(select(found.c.tag, found.c.tag.label("name")), others).cte("led")


@lru_cache(maxsize=2)
def _visible_sql(in_show: bool) -> str:
    low, high = (bindparam(name, type_=Word) for name in ("low", "high"))
    heard = _uses(u.tag >= low, u.tag < high, in_show=in_show).subquery("begun").c.tag
    led = _led(_heard(heard), in_show=in_show)
    uses = _uses(in_show=in_show).subquery("uses")
    return _counted(select(led.c.tag, uses.c.moment_id).join_from(led, uses, uses.c.tag == led.c.name))


@lru_cache(maxsize=2)
def _late_sql(in_show: bool) -> str:
    """Uses are found by their moments, and not by tag or show, of which there are many."""
    low, high = (bindparam(name, type_=Word) for name in ("low", "high"))
    here, hidden = bindparam("show", type_=TEXT), bindparam("hidden_shows", type_=IDS)
    place = m.show_id == here if in_show else m.show_id != func.all(hidden)
    newest = listed(VISITOR).where(place).with_only_columns(m.id).order_by(m.id.desc())
    late = newest.limit(literal_column(str(OF_LATE))).cte("late")
    uses = _open_uses().where(u.moment_id.in_(select(late.c.id))).cte("uses")
    begun = select(uses.c.tag).where(uses.c.tag >= low, uses.c.tag < high).subquery("begun")
    led = _led(_heard(begun.c.tag), in_show=in_show)
    return _counted(select(led.c.tag, uses.c.moment_id).join_from(led, uses, uses.c.tag == led.c.name))


def _heard(tag: ColumnElement[str]) -> CTE:
    return select(tag.label("tag")).where(tag != func.all(bindparam("hidden_tags", type_=IDS))).distinct().cte("heard")


def _counted(found: Select[Any]) -> str:
    of = found.subquery("of").c
    count = func.count(of.moment_id.distinct())
    most, limit = (bindparam(name, type_=Integer) for name in ("most", "limit"))
    further = or_(count < most, and_(count == most, of.tag > bindparam("last", type_=Word)))
    counts = select(of.tag, count.label("count")).group_by(of.tag).having(further)
    return reading.sql_of(counts.order_by(count.desc(), of.tag).limit(limit))


@lru_cache(maxsize=2)
def _meaning_sql(in_show: bool) -> str:
    asked: Any = bindparam("tag", type_=Word)
    heard = select(asked.label("tag")).where(_used(asked, in_show=in_show)).cte("heard")
    led = _led(heard, in_show=in_show)
    return reading.sql_of(select(led.c.tag, led.c.name))


@lru_cache(maxsize=1)
def _wrangled_sql() -> str:
    low, high, last = (bindparam(name, type_=Word) for name in ("low", "high", "last"))
    uses = _uses(u.tag >= low, u.tag < high, u.tag > last, in_show=True).subquery("uses").c
    nothing: ColumnElement[Any] = func.bool_or(uses.reveal_key.is_(None))
    key = case((nothing, null()), else_=func.min(uses.reveal_key)).label("key")
    count = func.count(uses.moment_id.distinct()).label("count")
    page = select(uses.tag, count, key).group_by(uses.tag).order_by(uses.tag)
    found = page.limit(bindparam("limit", type_=Integer)).cte("found")
    joins = _joins(in_show=True)
    both = and_(joins.c.alias == found.c.tag, _used(joins.c.canonical, in_show=True))
    columns = (*found.c, joins.c.canonical, func.coalesce(joins.c.everywhere, false()))
    return reading.sql_of(select(*columns).select_from(found.outerjoin(joins, both)).order_by(found.c.tag))


def _episode(key: int | None) -> str | None:
    """The name of the episode in a `reveal_key`."""
    return None if key is None else Position.of_key(key).episode


def _after(last: TagCount | None) -> dict[str, Any]:
    return {"most": last.count, "last": last.tag} if last else {"most": BEFORE_ALL, "last": ""}


def _values(viewer: Viewer, show_id: str | None, asked: dict[str, Any]) -> dict[str, Any]:
    hidden = viewer.hidden
    return {
        **asked,
        **saying(viewer),
        **revealing(viewer),
        "hidden": sorted(hidden.accounts),
        "hidden_shows": sorted(hidden.shows),
        "hidden_tags": sorted(hidden.tags),
        "show": show_id,
    }
