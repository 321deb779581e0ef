"""How often one may try to sign up, sign in, or guess a password; the API and the pages share the same allowance."""

from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

from flask import request

from fandom.infra.limits import digest, limited

P = ParamSpec("P")
R = TypeVar("R")

password_tries = limited("10 per minute", shared="passwords")
new_tokens = limited("30 per hour", shared="tokens")
sign_up_tries = limited("20 per hour", by_address=True, shared="sign-up")


def sign_in_tries(view: Callable[P, R]) -> Callable[P, R]:
    """Per address, and per name that somebody tries to sign in as, from wherever."""
    by_login = limited("10 per minute", key=login_asked, shared="sign-in-login")
    by_address = limited("10 per minute", by_address=True, shared="sign-in")
    return by_address(by_login(view))


def login_asked() -> str:
    body = request.get_json(silent=True) if request.is_json else request.form
    login = body.get("login") if isinstance(body, Mapping) else None
    return digest(str(login or "").strip().lower())
