"""The JSON API of search."""

from collections.abc import Callable
from typing import Any

from fandom.core.paging import Page
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import listing, page_key, reads, viewer
from fandom.infra.site import origin
from fandom.posts.search import limiting, names, queries
from fandom.posts.search.asking import Asked, asked
from fandom.posts.search.pacing import paced
from fandom.posts.search.schemas import HitsOut, NamesIn, NamesOut, SearchIn
from fandom.posts.search.shapes import Hit, hit_json, names_json
from fandom.posts.shapes import Json

blueprint = Blueprint("search", __name__, description="Shows, moments, comments, fans and tags, as far as one has got.")
PAGES: dict[str, Callable[..., Page[Any]]] = {
    "show": names.shows,
    "fan": names.fans,
    "tag": names.tags,
    "moment": queries.moments,
    "comment": queries.comments,
}


@blueprint.route("/search", methods=["GET"])
@limiting.searches
@paced
@reads()
@blueprint.arguments(SearchIn, location="query")
@blueprint.response(200, HitsOut)
def search(given: Json) -> Any:
    """Words, "phrases", -not, #tag, @handle, show:slug, in whatever is open to the viewer; the best first."""
    wanted = asked(given["q"])
    if given["kind"] is None:
        body, headers = listing(_few(wanted), None)
    else:
        found = PAGES[given["kind"]](viewer(), wanted, given["limit"], page_key(given["cursor"]))
        body, headers = listing([hit_json(each, origin()) for each in found.items], found.next)
    return body, 200, headers | {"X-Robots-Tag": "noindex"}


@blueprint.route("/search/names", methods=["GET"])
@limiting.names
@paced
@reads()
@blueprint.arguments(NamesIn, location="query")
@blueprint.response(200, NamesOut)
def search_names(given: Json) -> Any:
    """A few shows, fans and tags whose names begin so, for who is still typing."""
    return {"items": names_json(names.few(viewer(), asked(given["q"])), origin())}


def _few(wanted: Asked) -> list[Json]:
    found = queries.few(viewer(), wanted)
    said: list[Hit] = [*found.moments, *found.comments]
    return [*names_json(found.names, origin()), *(hit_json(each, origin()) for each in said)]
