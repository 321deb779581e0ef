"""The blueprint, and what all routes of accounts have in common."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec

from flask import Response, make_response, request

from fandom.accounts.avatars import avatar_path
from fandom.accounts.values import Me, Profile
from fandom.core.viewer import Viewer
from fandom.infra.api import Blueprint
from fandom.infra.login import signed_in
from fandom.infra.openapi import mark
from fandom.infra.site import origin

P = ParamSpec("P")

blueprint = Blueprint("accounts", __name__, description="Fans, their sessions and personal tokens")


def alone(*, private: bool) -> Callable[[Callable[P, Any]], Callable[P, Response]]:
    """A change that opens its unit of work itself, because argon2 has to be done before it."""

    def wrap(view: Callable[P, Any]) -> Callable[P, Response]:
        @functools.wraps(view)
        def run(*args: P.args, **kwargs: P.kwargs) -> Response:
            if private:
                signed_in()
            response = make_response(view(*args, **kwargs))
            response.headers["Cache-Control"] = "no-store"
            return response

        mark(run, private=private, csrf=True)
        return run

    return wrap


def tagged(thing: Profile | Me) -> dict[str, str]:
    """Its version is all that an answer about it depends on."""
    return {"ETag": f'"{thing.version}"'}


def roles(viewer: Viewer) -> list[str]:
    held = {"fan": viewer.signed_in, "moderator": viewer.is_moderator, "admin": viewer.is_admin}
    return [role for role, has in held.items() if has]


def url_of(handle: str) -> str:
    return f"{origin()}/u/{handle}"


def avatar_url(avatar_id: str | None) -> str | None:
    path = avatar_path(avatar_id)
    return origin() + path if path else None


def user_agent() -> str:
    return request.headers.get("User-Agent", "")
