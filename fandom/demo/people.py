"""Brings the demo's members in: accounts, fandoms, how far each of them is, and who has which rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from fandom.accounts import actions as accounts
from fandom.accounts.models import Account
from fandom.core.errors import Conflict
from fandom.core.horizon import UNKNOWN_LENGTH_MS, parse_episode_name
from fandom.core.viewer import SYSTEM, Viewer
from fandom.demo import past
from fandom.demo.story import Member
from fandom.infra import passwords
from fandom.infra.db import db
from fandom.shows import actions as fandoms
from fandom.shows.progress import NOTHING, Said

PASSWORD = "fandom-demo"  # noqa: S105 - printed by the set-up for everybody to read
EVERYTHING = Said("all")
SETTLING = timedelta(minutes=2)


class TakenByOthers(Conflict):
    """A name of the demo belongs to somebody who is not of the demo."""

    def __init__(self, handle: str) -> None:
        super().__init__(f"The demo is for an empty Fandom; here somebody of your own is called {handle}.")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is here, by handle; `epoch` is the moment of the first seeding, from which all times are counted back."""

    epoch: datetime
    viewers: Mapping[str, Viewer] = field(default_factory=dict)

    def when(self, ago: timedelta) -> datetime:
        return self.epoch - ago


def known(members: tuple[Member, ...]) -> dict[str, Account]:
    """The accounts that are there already; raises TakenByOthers rather than speaking in somebody's name."""
    found = db.session.scalars(select(Account).where(Account.handle.in_([each.handle for each in members])))
    there = {account.handle: account for account in found}
    for handle, account in there.items():
        if account.email != address(handle):
            raise TakenByOthers(handle)
    return there


def epoch(first: Member, there: Mapping[str, Account], now: datetime) -> datetime:
    account = there.get(first.handle)
    return account.created_at + first.joined_ago if account else now


def bring_in(members: tuple[Member, ...], show_ids: Mapping[str, str], now: datetime) -> Cast:
    there = known(members)
    viewers = {handle: viewer_of(account.id, handle) for handle, account in there.items()}
    cast = Cast(epoch(members[0], there, now), viewers)
    missing = [member for member in members if member.handle not in there]
    secret = passwords.hash(PASSWORD) if any(member.signs_in for member in missing) else None
    new = {member.handle: _arrive(member, cast, show_ids, secret) for member in missing}
    return Cast(cast.epoch, viewers | new)


def address(handle: str) -> str:
    return f"{handle}@fandom.example"


def viewer_of(account_id: str, handle: str) -> Viewer:
    return Viewer(account_id=account_id, handle=handle)


def word(place: str) -> Said:
    """What a member says: all, none, s02e04 for its end, s01e01@7:45, or a special by its name."""
    if place in {"all", "none"}:
        return EVERYTHING if place == "all" else NOTHING
    name, _, time = place.partition("@")
    season, number = parse_episode_name(name) or (0, 0)
    if season == 0:
        return Said(specials={number: UNKNOWN_LENGTH_MS})
    return Said("at", season, number, _ms(time) if time else None)


def _arrive(member: Member, cast: Cast, show_ids: Mapping[str, str], secret: str | None) -> Viewer:
    """In one transaction, so that who is there has all that is theirs."""
    joined = cast.when(member.joined_ago)
    with past.work(member.joined_ago):
        with past.at(joined):
            made = accounts.sign_up(
                handle=member.handle,
                email=address(member.handle),
                password_hash=secret if member.signs_in else None,
                display_name=member.display_name,
            )
        viewer = viewer_of(made.id, made.handle)
        with past.at(joined + SETTLING):
            _settle(member, viewer, show_ids)
    return viewer


def _settle(member: Member, viewer: Viewer, show_ids: Mapping[str, str]) -> None:
    if member.role == "admin":
        accounts.grant_admin(viewer=SYSTEM, account_id=str(viewer.account_id))
    for slug, places in member.shows.items():
        fandoms.join(viewer=viewer, show_id=show_ids[slug])
        for place in places:
            fandoms.set_progress(viewer=viewer, show_id=show_ids[slug], word=word(place))
    for slug in member.moderates:
        fandoms.grant_moderator(viewer=SYSTEM, show_id=show_ids[slug], account_id=str(viewer.account_id))


def _ms(time: str) -> int:
    minutes, seconds = time.split(":")
    return (int(minutes) * 60 + int(seconds)) * 1000
