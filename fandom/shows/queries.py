"""Reads of the catalogue and of fandoms, as frozen values."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

import orjson
from sqlalchemy import ColumnElement, String, bindparam, cast, func, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.accounts.models import Account
from fandom.core import clock
from fandom.core.horizon import Horizon, parse_episode_name
from fandom.core.paging import Page, page_of
from fandom.core.viewer import SYSTEM, Viewer
from fandom.infra import reading
from fandom.infra.db import db
from fandom.shows.charter import Charter, Rights
from fandom.shows.models import Episode, Membership, Progress, Season, Show, SpecialSeen
from fandom.shows.progress import UNSAID, Said, horizon_of
from fandom.shows.public import public_horizons
from fandom.shows.standing import Standing
from fandom.shows.standing import standing as standing_of
from fandom.shows.values import EpisodeView, SeasonView, ShowRef, ShowView

Place = tuple[str, int, int]  # show id, season, number

SHOW = [getattr(Show, name) for name in ShowView.__dataclass_fields__]
REF = [getattr(Show, name) for name in ShowRef.__dataclass_fields__]
EPISODE = [getattr(Episode, name) for name in EpisodeView.__dataclass_fields__]
SPECIALS = (
    select(func.json_object_agg(cast(SpecialSeen.number, String), SpecialSeen.position_ms))
    .where(SpecialSeen.show_id == Progress.show_id, SpecialSeen.account_id == Progress.account_id)
    .scalar_subquery()
)
SAID = [Progress.mode, Progress.season, Progress.number, Progress.position_ms, SPECIALS]
SAID_BY = reading.sql_of(
    select(Progress.show_id, *SAID).where(
        Progress.account_id == bindparam("account"),
        Progress.show_id == func.any(bindparam("shows", type_=ARRAY(TEXT))),
    )
)


def horizons(viewer: Viewer, show_ids: Iterable[str]) -> Mapping[str, Horizon]:
    """One for each id that is asked for. The work of the house itself, as SYSTEM, sees everything."""
    wanted = set(show_ids)
    if viewer is SYSTEM:
        return dict.fromkeys(wanted, Horizon.all())
    said = said_by(viewer.account_id, wanted)
    public = public_horizons(wanted)
    return {show_id: horizon_of(said.get(show_id, UNSAID), public[show_id]) for show_id in wanted}


def horizon(viewer: Viewer, show_id: str) -> Horizon:
    return horizons(viewer, [show_id])[show_id]


def horizons_in(show_id: str, account_ids: Iterable[str]) -> Mapping[str, Horizon]:
    """The horizons of many fans in one show, for those who deliver to all of them."""
    wanted = set(account_ids)
    asked = select(Progress.account_id, *SAID).where(Progress.show_id == show_id, Progress.account_id.in_(wanted))
    said = {row[0]: _said(*row[1:]) for row in db.session.execute(asked)}
    public = public_horizons([show_id])[show_id]
    return {account_id: horizon_of(said.get(account_id, UNSAID), public) for account_id in wanted}


def said_by(account_id: str | None, show_ids: Collection[str]) -> Mapping[str, Said]:
    """Progress of one fan; shows in which they have said nothing are not there."""
    if account_id is None or not show_ids:
        return {}
    asked = {"account": account_id, "shows": list(show_ids)}
    return {row[0]: _said(*row[1:]) for row in reading.rows(SAID_BY, asked)}


def said_for_update(account_id: str, show_id: str) -> Said:
    """Held until the end of the transaction; the row must be there."""
    mine = (Progress.account_id == account_id, Progress.show_id == show_id)
    db.session.execute(select(Progress.mode).where(*mine).with_for_update())
    return said_by(account_id, [show_id])[show_id]


def progress_version(account_id: str, show_id: str) -> int:
    """Rises whenever this fan says something about this show; 0 before."""
    mine = (Progress.account_id == account_id, Progress.show_id == show_id)
    moved = db.session.scalar(select(Progress.updated_at).where(*mine))
    return int(moved.timestamp() * 1_000_000) if moved else 0


def asked_before(viewer: Viewer, show_id: str) -> bool:
    """Whether this fan has said something about where they are, be it that they do not want to."""
    return viewer.account_id is not None and progress_version(viewer.account_id, show_id) > 0


def standing(viewer: Viewer, show_id: str) -> Standing:
    """Where this viewer is in the show, for them to read."""
    said = said_by(viewer.account_id, [show_id]).get(show_id, UNSAID)
    reach = horizon_of(said, public_horizons([show_id])[show_id])
    return standing_of(said, reach, episodes(show_id), clock.now().date())


def said_in(show_id: ColumnElement[str], account_id: ColumnElement[str]) -> ColumnElement[str]:
    """For lists that are read in one query: what this account has said in this show, for `horizons_said`."""
    said = select(cast(func.json_build_array(*SAID), TEXT))
    return said.where(Progress.show_id == show_id, Progress.account_id == account_id).scalar_subquery()


def horizons_said(said: Mapping[str, str | None]) -> Mapping[str, Horizon]:
    """By show, from what `said_in` gave."""
    public = public_horizons(said)
    known = {show_id: _read_said(each) if each else UNSAID for show_id, each in said.items()}
    return {show_id: horizon_of(each, public[show_id]) for show_id, each in known.items()}


@lru_cache(maxsize=4096)
def _read_said(said: str) -> Said:
    return _said(*orjson.loads(said))


def by_slug(slug: str) -> ShowView | None:
    row = db.session.execute(select(*SHOW).where(Show.slug == slug)).one_or_none()
    return _show(*row) if row else None


def by_id(show_id: str) -> ShowView | None:
    row = db.session.execute(select(*SHOW).where(Show.id == show_id)).one_or_none()
    return _show(*row) if row else None


def charter(show_id: str) -> Charter:
    columns = (Show.rules, Show.rules_html, Show.welcome, Show.welcome_html, Show.rights)
    row = db.session.execute(select(*columns).where(Show.id == show_id)).one()
    return Charter(row.rules, row.rules_html, row.welcome, row.welcome_html, Rights.of(row.rights))


def rights(show_id: str) -> Rights:
    """What fans may bring along here."""
    return Rights.of(db.session.scalar(select(Show.rights).where(Show.id == show_id)) or {})


def show_refs(show_ids: Iterable[str]) -> Mapping[str, ShowRef]:
    wanted = set(show_ids)
    if not wanted:
        return {}
    return {row.id: ShowRef(*row) for row in db.session.execute(select(*REF).where(Show.id.in_(wanted)))}


def episodes(show_id: str) -> tuple[EpisodeView, ...]:
    """In story order, specials first."""
    asked = select(*EPISODE).where(Episode.show_id == show_id).order_by(Episode.season, Episode.number)
    return tuple(EpisodeView(*row) for row in db.session.execute(asked))


def episode(show_id: str, season: int, number: int) -> EpisodeView | None:
    return episodes_at([(show_id, season, number)]).get((show_id, season, number))


def episodes_at(places: Iterable[Place]) -> Mapping[Place, EpisodeView]:
    """Episodes of many shows in one query."""
    wanted = set(places)
    if not wanted:
        return {}
    key = tuple_(Episode.show_id, Episode.season, Episode.number)
    found = (EpisodeView(*row) for row in db.session.execute(select(*EPISODE).where(key.in_(wanted))))
    return {(each.show_id, each.season, each.number): each for each in found}


def episodes_after(show_id: str, *, after: str | None, limit: int, season: int | None = None) -> Page[EpisodeView]:
    """A page of them in story order; `after` is the name of the last one of the page before."""
    query = select(*EPISODE).where(Episode.show_id == show_id).order_by(Episode.season, Episode.number)
    place = parse_episode_name(after) if after else None
    if place:
        query = query.where(tuple_(Episode.season, Episode.number) > tuple_(*place))
    if season is not None:
        query = query.where(Episode.season == season)
    return page_of((EpisodeView(*row) for row in db.session.execute(query.limit(limit + 1))), limit, "name")


def seasons(show_id: str) -> tuple[SeasonView, ...]:
    asked = select(Season.number, Season.title).where(Season.show_id == show_id).order_by(Season.number)
    return tuple(SeasonView(*row) for row in db.session.execute(asked))


def moderated_by(account_id: str) -> frozenset[str]:
    mine = (Membership.account_id == account_id, Membership.role == "moderator")
    return frozenset(db.session.scalars(select(Membership.show_id).where(*mine)))


def moderators_of(show_id: str) -> frozenset[str]:
    here = (Membership.show_id == show_id, Membership.role == "moderator")
    return frozenset(db.session.scalars(select(Membership.account_id).where(*here)))


def moderator_handles(show_id: str) -> tuple[str, ...]:
    here = (Membership.show_id == show_id, Membership.role == "moderator", Account.state != "deleted")
    asked = select(Account.handle).join(Membership, Membership.account_id == Account.id).where(*here)
    return tuple(db.session.scalars(asked.order_by(func.lower(Account.handle))))


def role_of(account_id: str | None, show_id: str) -> str | None:
    """fan or moderator for a member, None for who is not."""
    mine = (Membership.account_id == account_id, Membership.show_id == show_id)
    return db.session.scalar(select(Membership.role).where(*mine)) if account_id else None


def memberships_of(account_id: str) -> frozenset[str]:
    return frozenset(db.session.scalars(select(Membership.show_id).where(Membership.account_id == account_id)))


def _said(
    mode: str, season: int | None, number: int | None, position_ms: int | None, specials: dict[str, int] | None
) -> Said:
    return Said(mode, season, number, position_ms, {int(each): ms for each, ms in (specials or {}).items()})


def _show(*row: object) -> ShowView:
    found = dict(zip(ShowView.__dataclass_fields__, row, strict=True))
    return ShowView(**found | {"palette": tuple(found["palette"])})  # type: ignore[arg-type]
