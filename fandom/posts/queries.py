"""Moments as this viewer may see them: Core rows into Open or Sealed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import make_dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, and_, bindparam, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.accounts.models import Account
from fandom.clips.playing.here import watched_here
from fandom.core.horizon import Horizon
from fandom.core.paging import Page, page_of
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.infra import reading
from fandom.infra.db import db
from fandom.media.queries import by_id
from fandom.media.values import Media
from fandom.posts.models import Comment, Moment, Reaction
from fandom.posts.reactions.queries import mine
from fandom.posts.reactions.queries import recount as reacted
from fandom.posts.reactions.tally import MOMENTS
from fandom.posts.reveals.queries import revealed_to, revealing
from fandom.posts.rules import Length
from fandom.posts.sight import Sight, face_of, reveal_of, unwanted
from fandom.posts.values import Counts, Face, Open, Sealed
from fandom.shows.models import Episode, Show
from fandom.shows.queries import horizons

m = Moment.__table__.c
a = Account.__table__.c
s = Show.__table__.c
e = Episode.__table__.c
r = Reaction.__table__.c

# Written out, not bound: the planner must see that the partial indexes apply.
LISTED: ColumnElement[str] = literal_column("'published'")
SEEN_BY_SOME: list[ColumnElement[str]] = [literal_column(f"'{state}'") for state in ("held", "hidden", "removed")]

_MOMENTS = (
    select(
        *Moment.__table__.c,
        a.handle,
        a.display_name,
        a.avatar_id,
        s.slug,
        s.title.label("show_title"),
        s.kind,
        s.hue,
        s.watch_template,
        s.withholds_titles,
        s.external_ids.label("show_external_ids"),
        e.title.label("episode_title"),
        e.external_ids,
        watched_here((m.show_id, m.season, m.number), s.rights).label("watched_here"),
    )
    .join_from(Moment.__table__, Account.__table__, a.id == m.author_id)
    .join(Show.__table__, s.id == m.show_id)
    .outerjoin(Episode.__table__, and_(e.show_id == m.show_id, e.season == m.season, e.number == m.number))
)

# Published for all; what waits or was taken away for its author and who moderates there; deleted for nobody.
_MODERATED = or_(
    bindparam("everywhere", type_=Boolean), m.show_id == func.any(bindparam("moderated", type_=ARRAY(TEXT)))
)
# Where one has blocked the other, neither's are there for the other.
VISIBLE = and_(
    or_(
        m.state == LISTED,
        and_(m.state.in_(SEEN_BY_SOME), or_(m.author_id == bindparam("me", type_=TEXT), _MODERATED)),
        bindparam("house", type_=Boolean),
    ),
    m.author_id != func.all(bindparam("blocked", type_=ARRAY(TEXT))),
)
_AMONG = m.id == func.any(bindparam("ids", type_=ARRAY(TEXT)))
_SEEN = _MOMENTS.add_columns(revealed_to(m.id).label("revealed"))
_BY_ID = reading.sql_of(_SEEN.where(_AMONG, VISIBLE))
_IS_THERE = reading.sql_of(select(m.id).where(_AMONG, VISIBLE))
MomentRow: Any = make_dataclass("MomentRow", [str(column.key) for column in _SEEN.selected_columns], frozen=True)


def listed(viewer: Viewer) -> Select[Any]:
    """What lists may order by, and nothing that could spoil; bodies come by id, open or sealed.

    By authors whom this viewer is shown. A statement that is kept takes `hiding(viewer)` as values instead.
    """
    keys = (m.id, m.show_id, m.season, m.number, m.author_id, m.tags, m.created_at, m.score, m.engagement, m.has_clip)
    hidden = bindparam("hidden", value=sorted(viewer.hidden.accounts), type_=ARRAY(TEXT))
    shown = (m.state == LISTED, m.author_id != func.all(hidden))
    return select(*keys, m.reveal_season, m.reveal_number, m.reveal_ms, m.reveal_key).where(*shown)


def hiding(viewer: Viewer) -> dict[str, Any]:
    """What `listed` asks of a viewer."""
    return {"hidden": _array(viewer.hidden.accounts)}


@lru_cache(maxsize=4096)
def _array(ids: frozenset[str]) -> str:
    """As PostgreSQL writes an array: one text is sent quicker than a list of forty."""
    return f"{{{','.join(sorted(ids))}}}"


def seen_by(viewer: Viewer) -> dict[str, Any]:
    """What `VISIBLE` asks of a viewer."""
    return {
        "house": viewer == SYSTEM,
        "everywhere": viewer.is_admin or viewer.moderates_all,
        "moderated": list(viewer.moderates),
        "blocked": list(viewer.hidden.blocked),
        **revealing(viewer),
    }


def moment(viewer: Viewer, moment_id: str) -> Open | Sealed | None:
    found = moments(viewer, [moment_id])
    return found[0] if found else None


def is_there(viewer: Viewer, moment_id: str) -> bool:
    return bool(reading.rows(_IS_THERE, {"ids": [moment_id], **seen_by(viewer)}))


def projections(moment_id: str) -> tuple[Open | Sealed, Open | Sealed] | None:
    """As whoever got far enough sees it, and as whoever got nowhere does; for those who tell many at once."""
    row = db.session.execute(_MOMENTS.where(m.id == moment_id)).one_or_none()
    if row is None:
        return None
    media = pictures([row])
    return Sight(SYSTEM, {}, media=media).moment(row), Sight(VISITOR, {}).moment(row)


def moments(viewer: Viewer, ids: Collection[str]) -> tuple[Open | Sealed, ...]:
    """Those of `ids` that this viewer may see, in the order asked for."""
    rows = moment_rows(viewer, ids)
    known = {"mine": mine(MOMENTS, viewer, rows), "media": pictures(rows.values())}
    revealed = {each: Horizon.at(reveal_of(row)) for each, row in rows.items() if row.revealed}
    sight = sight_of(viewer, rows.values(), revealed=revealed, **known)
    return tuple(sight.moment(rows[each]) for each in ids if each in rows)


def moment_rows(viewer: Viewer, ids: Collection[str]) -> dict[str, Any]:
    """For `Sight`, which alone decides what of a row may be seen."""
    rows = reading.rows(_BY_ID, {"ids": list(ids), **seen_by(viewer)})
    return {row.id: row for row in [MomentRow(*each) for each in rows]}


def sight_of(viewer: Viewer, rows: Iterable[Any], **beside: Any) -> Sight:
    """One look at the horizons for a whole page. `beside` is what else `Sight` knows: `mine`, `media`, `revealed`."""
    shows = {row.show_id for row in rows}
    return Sight(viewer, horizons(viewer, shows) if shows else {}, **beside)


def pictures(rows: Iterable[Any]) -> Mapping[str, Media]:
    """The files of moments; it asks only where there are some."""
    return by_id([each for row in rows for each in row.media_ids])


def moments_of(viewer: Viewer, account_id: str, limit: int, before: str | None) -> Page[Open | Sealed]:
    """Newest first; somebody's own list holds what is still held, too."""
    mine = viewer.account_id == account_id
    states = m.state.in_(["published", "held"]) if mine else m.state == LISTED
    query = select(m.id).where(m.author_id == account_id, states).order_by(m.id.desc()).limit(limit + 1)
    found = page_of(db.session.execute(query.where(m.id < before) if before else query), limit, "id")
    seen = moments(viewer, [row.id for row in found.items])
    return Page(tuple(each for each in seen if not unwanted(viewer, each, theirs=True)), found.next)


def counts(viewer: Viewer, moment_id: str) -> Counts:
    row = db.session.execute(select(m.reactions, m.reaction_count).where(m.id == moment_id)).one()
    return Counts(row.reactions, row.reaction_count, mine(MOMENTS, viewer, [moment_id]).get(moment_id, ()))


def authors_of(moment_ids: Sequence[str]) -> frozenset[str]:
    """Whoever asks: for telling them, not for showing."""
    return frozenset(db.session.scalars(select(m.author_id).where(m.id.in_(moment_ids)))) if moment_ids else frozenset()


def episode(show_id: str, name: tuple[int, int]) -> Length | None:
    season, number = name
    query = select(e.duration_ms).where(e.show_id == show_id, e.season == season, e.number == number)
    row = db.session.execute(query).one_or_none()
    return Length(season, number, row.duration_ms) if row else None


def palette(show_id: str) -> tuple[str, ...]:
    return tuple(db.session.execute(select(s.palette).where(s.id == show_id)).scalar_one())


def accounts_named(handles: Collection[str]) -> dict[str, str]:
    """Ids by handle in lower case, of those who are there."""
    if not handles:
        return {}
    lower = func.lower(a.handle)
    query = select(lower.label("handle"), a.id).where(lower.in_(handles), a.state == "active")
    return {row.handle: row.id for row in db.session.execute(query)}


def faces(account_ids: Iterable[str | None]) -> Mapping[str, Face]:
    """By id, of accounts in any state."""
    wanted = {each for each in account_ids if each}
    if not wanted:
        return {}
    account = (a.id.label("author_id"), a.handle, a.display_name, a.avatar_id)
    rows = db.session.execute(select(*account).where(a.id.in_(wanted)))
    return {row.author_id: face_of(row) for row in rows}


def moment_row(moment_id: str, *, lock: bool = False) -> Moment | None:
    """The row itself, for those who write; locked until the unit of work is over."""
    query = select(Moment).where(Moment.id == moment_id).execution_options(populate_existing=True)
    return db.session.execute(query.with_for_update() if lock else query).scalar_one_or_none()


def recount(moment_id: str) -> tuple[dict[str, int], int]:
    """Reactions by emoji and published comments, counted one by one: what the stored counts must equal."""
    said = select(func.count()).where(Comment.moment_id == moment_id, Comment.state == LISTED)
    return reacted(MOMENTS, moment_id), db.session.execute(said).scalar_one()
