"""Shapes say exactly what the schemas promise, open, sealed and gone."""

from datetime import UTC, datetime

import pytest
from marshmallow import Schema

from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import Viewer
from fandom.posts.comments.schemas import CommentOut
from fandom.posts.schemas import MomentOut
from fandom.posts.shapes import Json, comment_json, moment_json, position_json, time_json
from fandom.posts.sight import Sight
from tests.posts.test_sight import PICTURES, row

NOBODY = Sight(Viewer(account_id="bob"), {"show": Horizon.nothing()})
AUTHOR = Sight(Viewer(account_id="ada"), {}, media=PICTURES)


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        (MomentOut(), moment_json(AUTHOR.moment(row()), "http://x")),
        (MomentOut(), moment_json(NOBODY.moment(row()), "http://x")),
        (MomentOut(), moment_json(AUTHOR.moment(row(None, season=None, start_ms=None, end_ms=None)), "http://x")),
        (CommentOut(), comment_json(AUTHOR.comment(row()), "http://x")),
        (CommentOut(), comment_json(NOBODY.comment(row()), "http://x")),
        (CommentOut(), comment_json(NOBODY.comment(row(state="deleted")), "http://x")),
    ],
)
def test_every_field_that_is_promised_is_there_and_no_other(schema: Schema, shape: Json) -> None:
    assert schema.dump(shape) == shape
    assert {name for name, field in schema.fields.items() if field.required} <= set(shape)
    assert not schema.validate(shape)


def test_what_is_sealed_looks_the_same_but_is_empty() -> None:
    opened, sealed = (moment_json(sight.moment(row()), "http://x") for sight in (AUTHOR, NOBODY))
    assert opened.keys() == sealed.keys()
    differs = {name for name in opened if opened[name] != sealed[name]}
    assert differs == {
        *("sealed", "episode", "start_ms", "end_ms", "caption", "caption_html", "tags", "reactions"),
        *("reveals_at", "watch_url", "media", "can"),
    }


def test_times_are_rfc_3339_to_the_millisecond() -> None:
    assert time_json(datetime(2026, 1, 2, 3, 4, 5, 678_901, UTC)) == "2026-01-02T03:04:05.678Z"


def test_positions_are_named() -> None:
    assert position_json(None) is None
    assert position_json(Position(1, 2, 3)) == {"episode": "s01e02", "position_ms": 3}
