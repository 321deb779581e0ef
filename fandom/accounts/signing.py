"""Signing up and in, for the API and the pages alike: argon2 first, then one short unit of work."""

from dataclasses import dataclass

from fandom.accounts import access, actions, queries, rules
from fandom.accounts.email.actions import ask_verification
from fandom.core.errors import Invalid, Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra import passwords
from fandom.infra.db import unit_of_work

WRONG = "This handle and password do not belong together."


@dataclass(frozen=True, slots=True)
class Newcomer:
    handle: str
    email: str
    password: str
    display_name: str | None = None
    ref: str | None = None
    language: str | None = None


def sign_up(newcomer: Newcomer, *, user_agent: str) -> Viewer:
    """Whoever calls gives the viewer's cookie with `login.start`."""
    rules.new_account(newcomer.handle, newcomer.email, newcomer.display_name, newcomer.password)
    rules.public_handle(newcomer.handle)
    if queries.taken(newcomer.handle):
        raise Invalid(actions.TAKEN)
    password_hash = passwords.hash(newcomer.password)
    with unit_of_work():
        person = actions.sign_up(
            handle=newcomer.handle,
            email=newcomer.email,
            password_hash=password_hash,
            display_name=newcomer.display_name,
            ref=newcomer.ref,
        )
        account = access.account_to_lock(person.id)
        account.language = newcomer.language
        ask_verification(account=account)
        session_id = actions.open_session(account_id=person.id, user_agent=user_agent)
    return _opened(session_id)


def sign_in(*, login: str, password: str, user_agent: str, leaving: Viewer) -> Viewer:
    """`login` is a handle or a verified e-mail address; the session that was open in this browser ends."""
    known = queries.credentials(login.strip())
    checked = passwords.verify(_bounded(password), known.password_hash if known else None)
    if known is None or not checked.right:
        raise Unauthenticated(WRONG)
    with unit_of_work():
        account = access.account_to_enter(known)
        if checked.fresh:
            account.password_hash = checked.fresh
        _leave(leaving)
        session_id = actions.open_session(account_id=account.id, user_agent=user_agent)
    return _opened(session_id)


def sign_out(viewer: Viewer) -> None:
    """Inside a unit of work. Whoever calls takes the cookie back with `login.finish`."""
    _leave(access.in_browser(viewer))


def change_password(*, viewer: Viewer, current: str, new: str) -> None:
    known = queries.own_credentials(access.in_browser(viewer).account_id or "")
    if known is None:
        raise Unauthenticated
    rules.new_password(new, (known.handle, known.email or ""), "password")
    if not passwords.verify(_bounded(current), known.password_hash).right:
        raise Invalid({"current_password": ["This is not your password."]})
    password_hash = passwords.hash(new)
    with unit_of_work():
        access.account_to_enter(known)
        actions.change_password(viewer=viewer, password_hash=password_hash)


def _bounded(password: str) -> str:
    """One too long is nobody's, and is not worth more of argon2 than any other."""
    return password[: rules.PASSWORD_MAX + 1]


def _leave(viewer: Viewer) -> None:
    session = access.session_to_leave(viewer.session_id) if viewer.session_id else None
    if session:
        actions.end_session(session=session)


def _opened(session_id: str) -> Viewer:
    found = queries.viewer_of_session(session_id)
    if found is None:
        raise Unauthenticated
    return found
