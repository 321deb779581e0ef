"""Open or sealed, row by row: what is past the horizon is not in the value, whoever looks."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fandom.core.horizon import Horizon, Position
from fandom.core.viewer import SYSTEM, VISITOR, Viewer
from fandom.media.values import Media
from fandom.posts.shapes import comment_json, moment_json
from fandom.posts.sight import Sight, hue_of, utc
from fandom.posts.values import Open, OpenComment, Sealed, SealedComment, Tombstone

ADA, BOB = Viewer(account_id="ada"), Viewer(account_id="bob")
MODERATOR = Viewer(account_id="mira", moderates=frozenset({"show"}))
ADMIN = Viewer(account_id="adele", is_admin=True)
OTHERS = [VISITOR, BOB, MODERATOR, ADMIN]
positions = st.builds(Position, st.integers(0, 3), st.integers(1, 5), st.integers(0, 9999))
horizons = st.builds(
    Horizon,
    everything=st.booleans(),
    upto=st.none() | st.builds(Position, st.integers(1, 3), st.integers(1, 5), st.integers(0, 9999)),
    specials=st.dictionaries(st.integers(1, 5), st.integers(0, 9999)),
)


LATER = Position(2, 1, 7777)
PICTURES = {"canary": Media("canary", "image", "ready", url="/media/canary/640.jpg", alt="CANARY")}


def row(reveals: Position | None = LATER, **more: Any) -> Any:
    """A row as the queries give it, in which whatever could spoil says CANARY or 7777."""
    base: dict[str, Any] = {
        "id": "moment", "version": 3, "state": "published", "show_id": "show", "slug": "saltmarsh",
        "show_title": "Saltmarsh", "kind": "series", "hue": 30, "show_external_ids": {}, "external_ids": {},
        "watch_template": "https://example.com/{id}?t={seconds}", "watched_here": False, "withholds_titles": False,
        "author_id": "ada", "handle": "ada", "display_name": "Ada", "avatar_id": None,
        "season": 2, "number": 1, "episode_title": "CANARY title", "start_ms": 7777, "end_ms": 77770,
        "caption": "CANARY", "caption_html": "<p>CANARY</p>", "tags": ["canary"], "media_ids": ["canary"],
        "reveal_season": reveals and reveals.season, "reveal_number": reveals and reveals.number,
        "reveal_ms": reveals and reveals.ms,
        "reactions": {"CANARY": 1}, "reaction_count": 1, "comment_count": 2,
        "created_at": datetime(2026, 1, 1, tzinfo=UTC), "edited_at": None,
        "moment_id": "moment", "parent_id": None, "body": "CANARY", "body_html": "<p>CANARY</p>", "at_ms": 7777,
    }  # fmt: skip
    return SimpleNamespace(**base | more)


def said(value: object) -> str:
    return repr(value).lower()


@pytest.mark.parametrize("viewer", OTHERS)
def test_sealed_values_hold_no_canary(viewer: Viewer) -> None:
    sight = Sight(viewer, {"show": Horizon(upto=Position(2, 1, 7776))}, mine={"moment": ("canary",)}, media=PICTURES)
    moment, comment = sight.moment(row()), sight.comment(row())
    assert isinstance(moment, Sealed)
    assert isinstance(comment, SealedComment)
    told = said(asdict(moment)) + said(asdict(comment))
    told += said(orjson.dumps([moment_json(moment, "http://x"), comment_json(comment, "http://x")]))
    assert "canary" not in told
    assert "777" not in told


@pytest.mark.parametrize("viewer", [ADA, SYSTEM])
def test_nothing_is_sealed_to_its_author_or_the_house(viewer: Viewer) -> None:
    sight = Sight(viewer, {})
    assert isinstance(sight.moment(row()), Open)
    assert isinstance(sight.comment(row()), OpenComment)


@pytest.mark.parametrize("viewer", OTHERS)
def test_a_show_whose_horizon_is_not_known_shows_nothing(viewer: Viewer) -> None:
    sight = Sight(viewer, {"other": Horizon.all()})
    assert isinstance(sight.moment(row()), Sealed)
    assert isinstance(sight.moment(row(reveals=None)), Open)


@given(st.sampled_from(OTHERS), horizons, st.none() | positions)
def test_others_get_what_their_horizon_reaches(viewer: Viewer, horizon: Horizon, reveals: Position | None) -> None:
    sight = Sight(viewer, {"show": horizon})
    assert isinstance(sight.moment(row(reveals)), Open) == horizon.reaches(reveals)
    assert isinstance(sight.comment(row(reveals)), OpenComment) == horizon.reaches(reveals)


@pytest.mark.parametrize("state", ["deleted", "hidden", "removed"])
@pytest.mark.parametrize("viewer", [*OTHERS, ADA, SYSTEM])
def test_a_comment_that_is_gone_is_a_tombstone_to_all(viewer: Viewer, state: str) -> None:
    gone = Sight(viewer, {"show": Horizon.all()}).comment(row(state=state))
    assert isinstance(gone, Tombstone)
    assert gone.by_author == (state == "deleted")
    assert "canary" not in said(asdict(gone))


@pytest.mark.parametrize(
    ("viewer", "state", "can"),
    [
        (ADA, "published", (True, True, False)),
        (ADA, "held", (True, True, False)),
        (ADA, "hidden", (False, True, False)),
        (ADA, "removed", (False, False, False)),
        (BOB, "published", (False, False, False)),
        (VISITOR, "published", (False, False, False)),
        (MODERATOR, "held", (False, False, True)),
        (ADMIN, "hidden", (False, False, True)),
        (Viewer(account_id="mira", moderates=frozenset({"other"})), "published", (False, False, False)),
    ],
)
def test_what_may_be_done(viewer: Viewer, state: str, can: tuple[bool, bool, bool]) -> None:
    found = Sight(viewer, {"show": Horizon.all()}).can(row(state=state))
    assert (found.edit, found.delete, found.moderate) == can


def test_an_open_moment_is_watched_at_its_second_and_a_sealed_one_at_none() -> None:
    opened, sealed = Sight(ADA, {}).moment(row()), Sight(BOB, {}).moment(row())
    assert opened.watch_url == "https://example.com/saltmarsh-s02e01?t=7"
    assert sealed.watch_url == "https://example.com/saltmarsh-s02e01"


def test_a_moment_of_no_episode_names_none() -> None:
    opened = Sight(ADA, {}).moment(row(None, season=None, number=None))
    assert opened.episode is None
    assert opened.watch_url == "https://example.com/saltmarsh?t=7"


def test_times_are_utc_whatever_the_database_says() -> None:
    there = datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    assert utc(there) == there
    assert utc(there).tzinfo is UTC


@given(st.text(min_size=1))
def test_a_hue_is_one_of_twelve_and_stays(account_id: str) -> None:
    assert hue_of(account_id) == hue_of(account_id)
    assert hue_of(account_id) in range(0, 360, 30)


def revealing(viewer: Viewer, reveals: Position | None = LATER) -> Sight:
    return Sight(viewer, {}, media=PICTURES, revealed={"moment": Horizon.at(reveals)})


@pytest.mark.parametrize("viewer", OTHERS)
def test_what_was_revealed_is_open_and_nothing_else(viewer: Viewer) -> None:
    sight = revealing(viewer)
    moment = sight.moment(row())
    assert isinstance(moment, Open)
    assert moment.revealed
    assert isinstance(sight.moment(row(id="other")), Sealed)
    assert isinstance(sight.comment(row()), OpenComment)
    assert isinstance(sight.comment(row(moment_id="other")), SealedComment)
    assert isinstance(sight.comment(row(id="moment", moment_id="other")), SealedComment)


@given(positions, positions)
def test_a_comment_comes_along_as_far_as_its_moment_goes(moment: Position, comment: Position) -> None:
    same = (moment.season, moment.number) == (comment.season, comment.number)
    no_further = comment <= moment and (same if moment.special or comment.special else True)
    found = revealing(BOB, moment).comment(row(comment))
    assert isinstance(found, OpenComment) is no_further


def test_what_is_open_anyway_was_not_revealed() -> None:
    for viewer in (ADA, SYSTEM):
        opened = revealing(viewer).moment(row())
        assert isinstance(opened, Open)
        assert not opened.revealed
