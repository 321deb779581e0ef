"""Timelines as JSON answers, the short way and the long one alike: what is asked for, read, and put together."""

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

import orjson
from marshmallow import ValidationError

from fandom.core.errors import Invalid, NotFound
from fandom.feed import positions
from fandom.feed.lists import List, ShowList
from fandom.feed.queries import jsons, of_home, of_trending
from fandom.feed.schemas import HomeQuery, ShowFeedQuery, TopClipsQuery, TrendingQuery
from fandom.feed.timeline import Timeline
from fandom.infra.endpoint import cursors_of, next_after
from fandom.infra.quick import Answer, Asked
from fandom.infra.site import origin
from fandom.posts.shapes import Json
from fandom.shows.queries import by_slug

_QUERIES = {"show": ShowFeedQuery(), "clips": TopClipsQuery(), "home": HomeQuery(), "trending": TrendingQuery()}


def show_feed(asked: Asked) -> Answer:
    wanted = arguments("show", asked.query)
    timeline = Timeline(slug=asked.name, episode=wanted["episode"], tag=wanted["tag"])
    return _of_show(asked, wanted, ShowList(asked.viewer, timeline, wanted["sort"], wanted["window"]))


def top_clips(asked: Asked) -> Answer:
    wanted = arguments("clips", asked.query)
    return _of_show(asked, wanted, ShowList(asked.viewer, Timeline(slug=asked.name), "clips", wanted["window"]))


def home_feed(asked: Asked) -> Answer:
    wanted = arguments("home", asked.query)
    position = positions.of_home(asked.viewer)
    sort = wanted["sort"] or ("new" if asked.viewer.signed_in else "hot")
    return _answer(asked, wanted, of_home(asked.viewer, sort), position)[0]


def trending_feed(asked: Asked) -> Answer:
    return _answer(asked, arguments("trending", asked.query), of_trending(asked.viewer), None)[0]


@lru_cache(maxsize=1024)
def arguments(kind: str, query: bytes) -> dict[str, Any]:
    """The arguments in a query string, read once for all who ask the same; refuses with Invalid."""
    given = parse_qs(query.decode("utf-8", "replace"), keep_blank_values=True)
    schema = _QUERIES[kind]
    try:
        return dict(schema.load({name: values[0] for name, values in given.items()}))
    except ValidationError as error:
        said = error.messages if isinstance(error.messages, dict) else {"": error.messages}
        raise Invalid(errors=said) from error


def _of_show(asked: Asked, wanted: dict[str, Any], source: ShowList) -> Answer:
    position = positions.of_show(asked.name)
    answer, found = _answer(asked, wanted, source, position)
    if not found and by_slug(asked.name) is None:
        raise NotFound
    return answer


def _answer(asked: Asked, wanted: dict[str, Any], source: List, position: Json | None) -> tuple[Answer, int]:
    """And how many there are."""
    given = wanted["cursor"]
    key = cursors_of(asked.viewer, asked.path, asked.query).read(given) if given else None
    found = jsons(source, wanted["limit"], key, origin())
    cursor, headers = next_after(found.next, asked.viewer, asked.path, asked.query)
    rest = orjson.dumps({"next": cursor, "live": position}).decode()
    return Answer(f'{{"items":[{",".join(found.items)}],{rest[1:]}'.encode(), headers), len(found.items)
