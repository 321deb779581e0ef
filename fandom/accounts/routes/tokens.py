"""Personal tokens, for programs that act for a fan."""

from typing import Any

from fandom.accounts import access, actions, queries
from fandom.accounts.limiting import new_tokens
from fandom.accounts.routes.frame import blueprint
from fandom.accounts.schemas import NewTokenOut, TokenIn, TokensOut
from fandom.accounts.values import NewToken
from fandom.infra.endpoint import listing, reads, signed_in, writes


@blueprint.route("/tokens", methods=["POST"])
@new_tokens
@writes()
@blueprint.arguments(TokenIn)
@blueprint.response(201, NewTokenOut)
def create_token(asked: dict[str, Any]) -> NewToken:
    """The secret is in this answer only."""
    viewer = access.in_browser(signed_in())
    return actions.create_token(viewer=viewer, name=asked["name"], scopes=frozenset(asked["scopes"]))


@blueprint.route("/tokens", methods=["GET"])
@reads(private=True)
@blueprint.response(200, TokensOut)
def list_tokens() -> tuple[dict[str, Any], dict[str, str]]:
    """My tokens, without their secrets."""
    return listing(queries.tokens(access.in_browser(signed_in())), None)


@blueprint.route("/tokens/<token_id>", methods=["DELETE"])
@writes()
@blueprint.response(204)
def delete_token(token_id: str) -> None:
    """End a token at once, its sockets included."""
    actions.end_token(token=access.token_to_end(signed_in(), token_id))
