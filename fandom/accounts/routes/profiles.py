"""What others may know of a fan."""

import dataclasses

from flask import Response, jsonify

from fandom.accounts import access
from fandom.accounts.relations import queries
from fandom.accounts.relations.values import Relation
from fandom.accounts.routes.frame import avatar_url, blueprint, url_of
from fandom.accounts.schemas import ProfileOut
from fandom.accounts.values import Profile
from fandom.core import fandoms
from fandom.core.viewer import Viewer
from fandom.infra.endpoint import etag, reads, viewer


@blueprint.route("/accounts/<handle>", methods=["GET"])
@reads()
@blueprint.response(200, ProfileOut)
def read_account(handle: str) -> Response:
    """A fan's profile, and how I stand to them."""
    found = access.account_to_read(viewer(), handle)
    counts = queries.counts(found.id)
    more = {
        "url": url_of(found.handle),
        "avatar_url": avatar_url(found.avatar_id),
        "follower_count": counts.followers,
        "following_count": counts.following,
        "shows": fandoms.joined_by(found.id),
        "my": _mine(viewer(), found),
    }
    return etag(jsonify(ProfileOut().dump(dataclasses.asdict(found) | more)), found.version)


def _mine(who: Viewer, them: Profile) -> Relation | None:
    return queries.relation(who.account_id, them.id) if who.account_id not in {None, them.id} else None
