"""The JSON API of accounts."""

from flask import Response

from fandom.accounts import seen
from fandom.accounts.routes import me, profiles, sessions, tokens
from fandom.accounts.routes.frame import blueprint
from fandom.infra.login import bearer, known

__all__ = ["blueprint", "me", "profiles", "sessions", "tokens"]


@blueprint.after_app_request
def note_use(response: Response) -> Response:
    """Of those that this request has asked for; a failing database is not asked for more."""
    viewer = known()
    if viewer and viewer.signed_in and response.status_code < 500:
        seen.note(viewer, bearer())
    return response
