"""The JSON API of one's own data: take it along, or leave for good."""

import dataclasses
from typing import Any

from fandom.accounts.limiting import password_tries
from fandom.accounts.personal import access, actions, deleting, queries
from fandom.accounts.personal.limiting import new_exports
from fandom.accounts.personal.schemas import ExportOut, ExportsOut, LeaveIn
from fandom.accounts.personal.values import ExportView
from fandom.accounts.routes.frame import alone
from fandom.infra import login
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import reads, signed_in, writes
from fandom.infra.site import origin

blueprint = Blueprint("personal", __name__, description="One's own data")


@blueprint.route("/me/exports", methods=["GET"])
@reads(private=True)
@blueprint.response(200, ExportsOut)
def list_exports() -> dict[str, Any]:
    """The one that can be downloaded, and the one that is being made."""
    return {"items": [_shape(each) for each in queries.exports(str(signed_in().account_id))], "next": None}


@blueprint.route("/me/exports", methods=["POST"])
@new_exports
@writes(idempotent=True)
@blueprint.response(202, ExportOut)
def ask_export() -> dict[str, Any]:
    """Have everything of mine made into a ZIP. `export.changed` on `me` says how far it is; it is kept for a week."""
    export_id = actions.ask_export(account_id=str(signed_in().account_id))
    return _shape(access.export_to_read(signed_in(), export_id))


@blueprint.route("/me/exports/<export_id>", methods=["GET"])
@reads(private=True)
@blueprint.response(200, ExportOut)
def read_export(export_id: str) -> dict[str, Any]:
    """How far it is, and where it can be downloaded once it is ready."""
    return _shape(access.export_to_read(signed_in(), export_id))


@blueprint.route("/me", methods=["DELETE"])
@password_tries
@alone(private=True)
@blueprint.arguments(LeaveIn)
@blueprint.response(204)
def delete_me(asked: dict[str, str]) -> None:
    """Leave for good: every session ends, and all that is mine is erased, except what an open case still needs."""
    deleting.delete_me(viewer=signed_in(), password=asked.get("password"))
    login.finish()


def _shape(found: ExportView) -> dict[str, Any]:
    url = f"{origin()}/settings/data/export/{found.id}" if found.state == "ready" else None
    return dataclasses.asdict(found) | {"url": url}
