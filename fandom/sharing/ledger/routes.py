"""The JSON API of how moments went, for those who made them."""

from datetime import timedelta
from typing import Any

from fandom.core.paging import Page
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import listing, page_key, reads, signed_in
from fandom.infra.site import origin
from fandom.posts.queries import moments_of
from fandom.sharing.ledger import access, actions, queries
from fandom.sharing.ledger.schemas import InsightsOut, MineIn, MineOut
from fandom.sharing.ledger.shapes import insights_json, tally_json

blueprint = Blueprint("insights", __name__, description="Where moments led: for those who made them.")
WEEKS = 52


@blueprint.route("/moments/<moment_id>/insights", methods=["GET"])
@reads(private=True)
@blueprint.response(200, InsightsOut)
def moment_insights(moment_id: str) -> dict[str, Any]:
    """How a moment of mine went: people who opened, played and followed it, by day."""
    found = access.moment_to_measure(signed_in(), moment_id)
    return insights_json(found.id, queries.insights(found.id))


@blueprint.route("/me/insights", methods=["GET"])
@reads(private=True)
@blueprint.arguments(MineIn, location="query")
@blueprint.response(200, MineOut)
def my_insights(asked: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """How all of mine went: by moment, the newest first; or by week, those of the last year in which anything was."""
    found = _weeks() if asked["by"] == "week" else _moments(asked["limit"], page_key(asked["cursor"]))
    return listing(found.items, found.next)


def _weeks() -> Page[dict[str, Any]]:
    since = queries.monday(actions.today()) - timedelta(weeks=WEEKS - 1)
    found = queries.weeks(str(signed_in().account_id), since)
    return Page(tuple({"week": week.isoformat(), **tally_json(tally)} for week, tally in found))


def _moments(limit: int, before: str | None) -> Page[dict[str, Any]]:
    page = moments_of(signed_in(), str(signed_in().account_id), limit, before)
    tallies = queries.by_moment([each.id for each in page.items])
    items = [{"moment": key, "url": f"{origin()}/m/{key}", **tally_json(tally)} for key, tally in tallies.items()]
    return Page(tuple(items), page.next)
