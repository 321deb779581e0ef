"""Forgotten passwords and changed addresses, for the API and the pages alike: argon2 first, then one unit of work."""

from fandom.accounts import queries as accounts
from fandom.accounts import rules
from fandom.accounts.access import account_to_enter, in_browser
from fandom.accounts.email import actions, queries
from fandom.accounts.email.access import GONE, token_to_use
from fandom.accounts.email.events import ResetAsked
from fandom.core import addresses
from fandom.core.errors import Invalid, NotFound, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra import passwords
from fandom.infra.db import record, unit_of_work


def ask_reset(*, email: str, language: str | None) -> None:
    """The same work whether the address is somebody's or not; only what is no address at all is refused."""
    found = addresses.normal(email.strip())
    if found is None:
        raise Invalid({"email": ["This does not look like an e-mail address."]})
    with unit_of_work():
        record(ResetAsked(found, language))


def reset_password(*, secret: str, password: str) -> None:
    """Refused first for the link, then for the password; a password that is refused does not use up the link."""
    found = queries.errand_of("reset", secret)
    if found is None:
        raise NotFound(GONE)
    rules.new_password(password, (found.handle, found.email))
    password_hash = passwords.hash(password)
    with unit_of_work():
        actions.reset_password(token=token_to_use("reset", secret), password_hash=password_hash)


def change_email(*, viewer: Viewer, email: str, password: str) -> None:
    """Only who knows the password, so that a browser left open does not cost somebody their account."""
    known = accounts.own_credentials(in_browser(viewer).account_id or "")
    if known is None:
        raise Unauthenticated
    wanted = addresses.normal(email.strip())
    if wanted is None:
        raise Invalid({"email": ["This does not look like an e-mail address."]})
    if not passwords.verify(password[: rules.PASSWORD_MAX + 1], known.password_hash).right:
        raise Invalid({"password": ["This is not your password."]})
    with unit_of_work():
        actions.ask_verification(account=account_to_enter(known), email=wanted)
