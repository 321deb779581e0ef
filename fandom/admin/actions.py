"""What an administrator changes; every change has its row in the audit log."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from fandom.accounts import actions as accounts
from fandom.accounts.access import not_the_last_admin
from fandom.accounts.models import Account
from fandom.admin.events import LimitChanged
from fandom.clips.sources import actions as sources
from fandom.core.errors import Invalid, NotFound
from fandom.core.horizon import episode_name
from fandom.core.viewer import Viewer
from fandom.infra import allowances, delivery, limits, queue
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.shows import actions as shows
from fandom.shows.actions import Outcome
from fandom.shows.catalogue import CatalogueShow
from fandom.shows.events import ShowChanged
from fandom.shows.models import Show
from fandom.shows.titles import folded
from fandom.shows.values import EpisodeView

# What bounds the changes made here.
OWN = "admin"
BANNED_BY_HAND = "by an administrator"


def change_account(*, viewer: Viewer, account: Account, changes: Mapping[str, Any]) -> None:
    """`changes` are some of state (active or banned), is_admin and moderates_all. `account` comes from its door."""
    news = {name: value for name, value in changes.items() if getattr(account, name) != value}
    if news.get("state") == "banned" or news.get("is_admin") is False:
        not_the_last_admin(account)
    if "is_admin" in news:
        accounts.grant_admin(viewer=viewer, account_id=account.id, granted=news["is_admin"])
    if "moderates_all" in news:
        accounts.grant_moderates_all(viewer=viewer, account_id=account.id, granted=news["moderates_all"])
    if news.get("state") == "banned":
        accounts.ban(viewer=viewer, account_id=account.id, reason=BANNED_BY_HAND)
    if news.get("state") == "active":
        accounts.unban(viewer=viewer, account_id=account.id)


def import_show(*, viewer: Viewer, show: CatalogueShow) -> Outcome:
    outcome = shows.import_show(show=show)
    if outcome != "unchanged":
        show_id = db.session.scalars(select(Show.id).where(Show.slug == show.slug)).one()
        audit(viewer.account_id, "show.import", ("show", show_id), outcome=outcome)
    return outcome


def edit_show(*, viewer: Viewer, show_id: str, changes: Mapping[str, Any]) -> None:
    """Some of title, year, synopsis and hue. No file that repeats itself takes it back."""
    row = db.session.get_one(Show, show_id, with_for_update=True, populate_existing=True)
    was = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    if not was:
        return
    for name in was:
        setattr(row, name, changes[name])
    row.folded_title = folded(row.title)
    row.version += 1
    audit(viewer.account_id, "show.edit", ("show", show_id), was=was, now={name: changes[name] for name in was})
    record(ShowChanged(show_id))


def set_source(*, viewer: Viewer, episode: EpisodeView, path: Path) -> bool:
    """Have this video looked at. False when it is known already."""
    new = sources.name_source(show_id=episode.show_id, season=episode.season, number=episode.number, path=path)
    if new:
        audit(viewer.account_id, "source.set", ("show", episode.show_id), episode=_name(episode), path=str(path))
    return new


def forget_source(*, viewer: Viewer, episode: EpisodeView) -> None:
    if not sources.forget_source(show_id=episode.show_id, season=episode.season, number=episode.number):
        raise NotFound("This episode has no video.")
    audit(viewer.account_id, "source.forget", ("show", episode.show_id), episode=_name(episode))


def _name(episode: EpisodeView) -> str:
    return episode_name(episode.season, episode.number)


def set_limit(*, viewer: Viewer, name: str, typed: str) -> None:
    """Every process goes by it within seconds."""
    limit = _limit(name)
    if name == OWN:
        raise Invalid({"rule": ["This one stays, so that no administrator locks themselves out."]})
    rule = allowances.checked(typed)
    if rule != limit.rule:
        allowances.put(name, rule)
        audit(viewer.account_id, "limit.set", ("limit", name), was=limit.rule, now=rule)
        record(LimitChanged(name))


def reset_limit(*, viewer: Viewer, name: str) -> None:
    limit = _limit(name)
    if allowances.drop(name):
        audit(viewer.account_id, "limit.reset", ("limit", name), was=limit.rule, now=limit.default)
        record(LimitChanged(name))


def _limit(name: str) -> limits.Rule:
    if name not in limits.KNOWN:
        raise NotFound
    return limits.KNOWN[name]


def retry_delivery(*, viewer: Viewer, row_id: str) -> None:
    """The relay takes it within seconds."""
    if not delivery.retry(row_id):
        raise NotFound
    audit(viewer.account_id, "delivery.retry", ("delivery", row_id))


def retry_job(*, viewer: Viewer, job_id: str) -> None:
    if not queue.retry(job_id):
        raise NotFound
    audit(viewer.account_id, "job.retry", ("job", job_id))
