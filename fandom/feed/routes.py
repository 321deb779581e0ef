"""The JSON API of timelines. The way of a request is short here: this is what is asked for most."""

from typing import Any

from flask import Response

from fandom.feed import answers
from fandom.feed.schemas import HomeQuery, ListedMomentsOut, ShowFeedQuery, TopClipsQuery, TrendingQuery
from fandom.infra import quick
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import reads

blueprint = Blueprint("feeds", __name__, description="Timelines of moments.")
SHOW, CLIPS = "/shows/<slug>/feed", "/shows/<slug>/top-clips"
HOME, TRENDING = "/feeds/home", "/feeds/trending"


def documented(schema: type[Paged]) -> dict[str, Any]:
    """The arguments for OpenAPI; `answers.arguments` reads them."""
    return {"parameters": [{"in": "query", "schema": schema}]}


@blueprint.route(SHOW, methods=["GET"])
@reads()
@blueprint.doc(**documented(ShowFeedQuery))
@blueprint.response(200, ListedMomentsOut)
def show_feed(slug: str) -> Response:
    """The moments of a show: the newest, the hottest, or the top of a time."""
    return quick.respond(answers.show_feed, slug)


@blueprint.route(CLIPS, methods=["GET"])
@reads()
@blueprint.doc(**documented(TopClipsQuery))
@blueprint.response(200, ListedMomentsOut)
def top_clips(slug: str) -> Response:
    """The moments of a show that have a clip which is ready, those first that its fans answered most."""
    return quick.respond(answers.top_clips, slug)


@blueprint.route(HOME, methods=["GET"])
@reads()
@blueprint.doc(**documented(HomeQuery))
@blueprint.response(200, ListedMomentsOut)
def home_feed() -> Response:
    """The moments of the shows joined and the fans followed; in hot, what was seen before sinks. Visitors get what
    trends, or the newest of all. `live` is where the viewer's own fandoms are; visitors have none.
    """
    return quick.respond(answers.home_feed)


@blueprint.route(TRENDING, methods=["GET"])
@reads()
@blueprint.doc(**documented(TrendingQuery))
@blueprint.response(200, ListedMomentsOut)
def trending_feed() -> Response:
    """The hottest moments of all fandoms, each in proportion to the size of its fandom. Nothing live follows it."""
    return quick.respond(answers.trending_feed)


quick.route(SHOW, answers.show_feed)
quick.route(CLIPS, answers.top_clips)
quick.route(HOME, answers.home_feed)
quick.route(TRENDING, answers.trending_feed)
