"""Writes of accounts: who belongs here, under which name, and with which rights."""

from sqlalchemy.dialects.postgresql import insert

from fandom.accounts import endings, rules
from fandom.accounts.access import account_to_rule, me_to_edit
from fandom.accounts.endings import end_all, end_session, end_token
from fandom.accounts.events import AccountChanged, AccountCreated
from fandom.accounts.models import Account
from fandom.accounts.opening import create_token, open_session, touch_session, touch_token
from fandom.accounts.personal.handles import is_retired
from fandom.accounts.values import Person
from fandom.core import addresses, clock, screening
from fandom.core.errors import Invalid
from fandom.core.ids import new_id
from fandom.core.screening import Draft
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db, record

__all__ = [
    "ban",
    "change_avatar",
    "change_password",
    "create_token",
    "describe",
    "end_all",
    "end_session",
    "end_token",
    "grant_admin",
    "grant_moderates_all",
    "open_session",
    "rename",
    "share_reactions",
    "sign_up",
    "touch_session",
    "touch_token",
    "unban",
]

HELD = ("This name is not for here; choose another.", "Some of these words are not for here.")
TAKEN = {"handle": ["This handle is taken."]}


def sign_up(
    *, handle: str, email: str, password_hash: str | None, display_name: str | None = None, ref: str | None = None
) -> Person:
    """The e-mail address belongs to the account only once it is verified, so it may be anybody's already."""
    name = rules.new_account(handle, email, display_name)
    if is_retired(handle):
        raise Invalid(TAKEN)
    account_id = new_id()
    _screen(account_id, handle=handle, display_name=name)
    made = insert(Account).values(
        id=account_id,
        handle=handle,
        display_name=name,
        email=addresses.normal(email),
        password_hash=password_hash,
        is_admin=False,
        moderates_all=False,
        state="active",
        epoch=0,
        version=1,
        created_at=clock.now(),
    )
    if db.session.scalar(made.on_conflict_do_nothing().returning(Account.id)) is None:
        raise Invalid(TAKEN)
    record(AccountCreated(account_id, ref))
    return Person(account_id, handle)


def rename(*, account: Account, display_name: str) -> None:
    name = rules.clean_display_name(display_name)
    if name == account.display_name:
        return
    _screen(account.id, display_name=name)
    account.display_name = name
    _changed(account)


def describe(*, account: Account, about: str) -> None:
    """What somebody says of themselves; nothing is fine, too."""
    words = rules.clean_about(about)
    if words == account.about:
        return
    _screen(account.id, about=words)
    account.about = words
    _changed(account)


def share_reactions(*, account: Account, shared: bool) -> None:
    """Whether others may see what they have reacted to."""
    if shared != account.shows_reactions:
        account.shows_reactions = shared
        _changed(account)


def change_avatar(*, account: Account, avatar_id: str | None) -> None:
    """The id of a file that its slice keeps for this account."""
    if account.avatar_id != avatar_id:
        account.avatar_id = avatar_id
        _changed(account)


def change_password(*, viewer: Viewer, password_hash: str) -> None:
    """Every other session and token ends; the one that asked goes on."""
    account = me_to_edit(viewer)
    account.password_hash = password_hash
    db.session.flush()
    endings.end_others(account=account, reason="password", keep=viewer.session_id)
    audit(account.id, "account.password", ("account", account.id))


def ban(*, viewer: Viewer, account_id: str, reason: str) -> None:
    account = account_to_rule(viewer, account_id)
    account.state = "banned"
    _changed(account)
    end_all(account=account, reason="banned")
    audit(viewer.account_id, "account.ban", ("account", account.id), reason=reason)


def unban(*, viewer: Viewer, account_id: str) -> None:
    account = account_to_rule(viewer, account_id)
    account.state = "active"
    _changed(account)
    audit(viewer.account_id, "account.unban", ("account", account.id))


def grant_admin(*, viewer: Viewer, account_id: str, granted: bool = True) -> None:
    account = account_to_rule(viewer, account_id)
    account.is_admin = granted
    _changed(account)
    audit(viewer.account_id, "account.admin", ("account", account.id), granted=granted)


def grant_moderates_all(*, viewer: Viewer, account_id: str, granted: bool = True) -> None:
    account = account_to_rule(viewer, account_id)
    account.moderates_all = granted
    _changed(account)
    audit(viewer.account_id, "account.moderates_all", ("account", account.id), granted=granted)


def _changed(account: Account) -> None:
    account.version += 1
    db.session.flush()
    record(AccountChanged(account.id))


def _screen(account_id: str, **names: str) -> None:
    """A name that screening would hold is refused at once: nobody can go by a name that waits."""
    held = {
        field: [HELD[field == "about"]]
        for field, text in names.items()
        if screening.ask(Draft("account", account_id, None, text)).held
    }
    if held:
        raise Invalid(held)
