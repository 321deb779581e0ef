"""Leaving for good, for the API and the page alike: argon2 first, then one short unit of work."""

from fandom.accounts import queries
from fandom.accounts.access import account_to_enter, in_browser, lock_admins
from fandom.accounts.personal import access, actions
from fandom.accounts.rules import PASSWORD_MAX
from fandom.core.errors import Invalid, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra import passwords
from fandom.infra.db import unit_of_work


def delete_me(*, viewer: Viewer, password: str | None) -> None:
    """Whoever calls takes the cookie back with `login.finish`."""
    known = queries.own_credentials(in_browser(viewer).account_id or "")
    if known is None:
        raise Unauthenticated
    if not password and not access.has_just_signed_in(viewer):
        raise Invalid({"password": ["Type your password: you have been signed in for a while."]})
    if password and not passwords.verify(password[: PASSWORD_MAX + 1], known.password_hash).right:
        raise Invalid({"password": ["This is not your password."]})
    with unit_of_work():
        lock_admins()
        actions.delete_account(account=account_to_enter(known))
