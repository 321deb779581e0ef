"""What was found, as the contract writes it. Pure."""

from typing import Any

from fandom.posts.search.values import CommentHit, MomentHit, Names, Part
from fandom.posts.shapes import Json, comment_json, face_json, moment_json
from fandom.posts.tags.values import TagCount
from fandom.posts.values import Face
from fandom.shows.shapes import listed_json
from fandom.shows.values import ShowListed

Hit = MomentHit | CommentHit | ShowListed | Face | TagCount


def hit_json(hit: Hit, origin: str) -> Json:
    if isinstance(hit, MomentHit):
        return _hit("moment", moment_json(hit.moment, origin), hit.snippet)
    if isinstance(hit, CommentHit):
        beside = {"moment": moment_json(hit.moment, origin)}
        return _hit("comment", comment_json(hit.comment, origin), hit.snippet) | beside
    if isinstance(hit, ShowListed):
        return _hit("show", listed_json(hit, origin))
    if isinstance(hit, Face):
        return _hit("fan", face_json(hit, origin))
    return _hit("tag", {"tag": hit.tag, "count": hit.count})


def names_json(found: Names, origin: str) -> list[Json]:
    hits: list[Hit] = [*found.shows, *found.fans, *found.tags]
    return [hit_json(each, origin) for each in hits]


def _hit(kind: str, body: Any, snippet: tuple[Part, ...] | None = None) -> Json:
    parts = None if snippet is None else [{"text": each.text, "hit": each.hit} for each in snippet]
    return {"kind": kind, kind: body, "snippet": parts}
