"""The JSON API of tags."""

import dataclasses
from typing import Any

from fandom.core.errors import Invalid
from fandom.core.text import tag, tag_beginning
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import listing, page_key, reads, signed_in, viewer, writes
from fandom.posts.tags import access, actions, limiting, queries
from fandom.posts.tags.schemas import SynonymIn, SynonymOut, TagsIn, TagsOut, WrangledIn, WrangledTagsOut
from fandom.posts.tags.values import TagCount
from fandom.shows.access import show_to_moderate, show_to_read

Json = dict[str, Any]
blueprint = Blueprint("tags", __name__, description="Tags, as far as the viewer may know of them.")
HERE, EVERYWHERE = "/shows/<slug>/tags/<alias>", "/tags/<alias>"


@blueprint.route("/tags", methods=["GET"])
@limiting.looking
@reads()
@blueprint.arguments(TagsIn, location="query")
@blueprint.response(200, TagsOut)
def list_tags(asked: Json) -> Any:
    """Tags that begin with `q`, the most used first, counted by the moments that are open to the viewer."""
    show_id = show_to_read(viewer(), asked["show"]).id if asked["show"] else None
    beginning, limit, after = tag_beginning(asked["q"]), asked["limit"], _last(page_key(asked["cursor"]))
    found: tuple[TagCount, ...] = ()
    if beginning is not None:
        found = queries.visible(viewer(), prefix=beginning, show_id=show_id, limit=limit + 1, after=after)
    items, more = found[:limit], found[limit:]
    key = f"{items[-1].count} {items[-1].tag}" if more else None
    body, headers = listing([dataclasses.asdict(each) for each in items], key)
    return body, 200, headers


@blueprint.route("/shows/<slug>/tags", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.arguments(WrangledIn, location="query")
@blueprint.response(200, WrangledTagsOut)
def list_tags_to_wrangle(asked: Json, slug: str) -> Any:
    """The tags of a fandom for its moderators, by their letters, as far as these have got themselves."""
    show_id = show_to_moderate(viewer(), slug).id
    beginning, limit, after = tag_beginning(asked["q"]), asked["limit"], page_key(asked["cursor"]) or ""
    if beginning is None:
        return listing([], None)[0]
    found = queries.wrangled(viewer(), show_id, prefix=beginning, limit=limit + 1, after=after)
    key = found[limit - 1].tag if len(found) > limit else None
    body, headers = listing([dataclasses.asdict(each) for each in found[:limit]], key)
    return body, 200, headers


@blueprint.route(HERE, methods=["PUT"])
@limiting.joining
@writes(scope="moderate")
@blueprint.arguments(SynonymIn)
@blueprint.response(200, SynonymOut)
def put_synonym(asked: Json, slug: str, alias: str) -> Json:
    """Say that a tag means another in this fandom; what it meant before is over."""
    return _join(slug, alias, asked["canonical"])


@blueprint.route(HERE, methods=["DELETE"])
@limiting.joining
@writes(scope="moderate")
@blueprint.response(204)
def delete_synonym(slug: str, alias: str) -> None:
    """Take a tag apart from what it meant in this fandom; again is the same as once."""
    _part(slug, alias)


@blueprint.route(EVERYWHERE, methods=["PUT"])
@limiting.joining
@writes(scope="moderate")
@blueprint.arguments(SynonymIn)
@blueprint.response(200, SynonymOut)
def put_synonym_everywhere(asked: Json, alias: str) -> Json:
    """Say that a tag means another in all fandoms; where one of them has joined either by itself, that holds."""
    return _join(None, alias, asked["canonical"])


@blueprint.route(EVERYWHERE, methods=["DELETE"])
@limiting.joining
@writes(scope="moderate")
@blueprint.response(204)
def delete_synonym_everywhere(alias: str) -> None:
    """Take a tag apart from what it meant in all fandoms; again is the same as once."""
    _part(None, alias)


def _join(slug: str | None, alias: str, canonical: str) -> Json:
    who = signed_in()
    show_id = access.fandom_to_wrangle(who, slug)
    one = access.tag_to_join(who, alias, show_id, "alias")
    other = access.tag_to_join(who, canonical, show_id, "canonical")
    actions.join_tags(viewer=who, show_id=show_id, alias=one, canonical=other)
    now = queries.meaning(who, one, show_id)
    return {"alias": one, "canonical": now.tag if now else one}


def _part(slug: str | None, alias: str) -> None:
    show_id = access.fandom_to_wrangle(signed_in(), slug)
    one = tag(alias)
    if one is not None:
        actions.part_tags(viewer=viewer(), show_id=show_id, alias=one)


def _last(key: str | None) -> TagCount | None:
    """What the page before ended with."""
    if key is None:
        return None
    count, _, word = key.partition(" ")
    if not count.isdigit():
        raise Invalid(errors={"cursor": ["This is not a cursor of this list."]})
    return TagCount(word, int(count))
