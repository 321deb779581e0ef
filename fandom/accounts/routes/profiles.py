"""What everybody may know of a fan."""

import dataclasses
from typing import Any

from fandom.accounts import access
from fandom.accounts.routes.frame import blueprint, tagged, url_of
from fandom.accounts.schemas import ProfileOut
from fandom.infra.endpoint import reads, viewer


@blueprint.route("/accounts/<handle>", methods=["GET"])
@reads()
@blueprint.response(200, ProfileOut)
def read_account(handle: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A fan's public profile."""
    found = access.account_to_read(viewer(), handle)
    return dataclasses.asdict(found) | {"url": url_of(found.handle), "avatar_url": None}, tagged(found)
