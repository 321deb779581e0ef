"""What shapes write is what the schemas promise, field for field."""

from datetime import date

import pytest
from marshmallow import Schema

from fandom.core.horizon import Horizon, Position
from fandom.infra.api import LiveOut
from fandom.infra.live import LivePosition, live_json
from fandom.shows import shapes
from fandom.shows.charter import Charter, Rights
from fandom.shows.overview import Overview
from fandom.shows.progress import Said
from fandom.shows.schemas import (
    EpisodeListedOut,
    JoinedOut,
    ProgressOut,
    SeasonOut,
    SettingsOut,
    ShowListedOut,
    ShowPageOut,
)
from fandom.shows.standing import standing
from fandom.shows.values import EpisodeView, SeasonView, ShowListed, ShowView

ORIGIN = "https://fandom.example"
SHOW = ShowView(
    id="1",
    slug="lantern",
    kind="series",
    title="The Lantern",
    year=2025,
    synopsis="Nine.",
    hue=60,
    poster="lantern.svg",
    palette=("🔥",),
    public_horizon="aired",
    withholds_titles=True,
    watch_template="https://tv.example/{id}?t={seconds}",
    external_ids={"imdb": "tt1"},
    member_count=3,
    version=7,
)
EPISODE = EpisodeView("1", 1, 2, "Dusk", "It ends.", 1000, date(2026, 1, 2), {"watch": "w2"})
SEASON = SeasonView(1, "Beginnings")
LISTED = ShowListed("1", "lantern", "series", "The Lantern", None, "", 60, None, 0, "the lantern", "fan")
BEHIND = Horizon.nothing()
STANDING = standing(Said("at", 1, 2, 5, {1: 9}), Horizon(upto=Position(1, 2, 5), specials={1: 9}), [EPISODE], date.min)
CHARTER = Charter("No leaks.", "<p>No leaks.</p>", "", "", Rights(pictures=False))
OVERVIEW = Overview(SHOW, CHARTER, "fan", (SEASON,), (EPISODE,), BEHIND, STANDING, STANDING)
LIVE = live_json(LivePosition("show:lantern", "e", 4))


@pytest.mark.parametrize(
    ("body", "schema"),
    [
        (shapes.listed_json(LISTED, ORIGIN), ShowListedOut()),
        (shapes.overview_json(OVERVIEW, ORIGIN) | {"can": {"moderate": False}, "live": LIVE}, ShowPageOut()),
        (shapes.season_json(SEASON, SHOW, BEHIND, 1), SeasonOut()),
        (shapes.episode_json(EPISODE, SHOW, BEHIND, ORIGIN), EpisodeListedOut()),
        (shapes.standing_json(STANDING), ProgressOut()),
        (shapes.membership_json("fan") | {"member_count": 1}, JoinedOut()),
        (shapes.settings_json(SHOW, CHARTER), SettingsOut()),
        (LIVE, LiveOut()),
    ],
)
def test_nothing_is_promised_in_vain_and_nothing_comes_unpromised(body: dict[str, object], schema: Schema) -> None:
    assert set(body) == set(schema.fields)
    assert schema.dump(body) == body
    assert schema.validate(body) == {}


def test_addresses_are_those_of_the_pinned_origin() -> None:
    found = shapes.overview_json(OVERVIEW, ORIGIN)
    assert found["url"] == "https://fandom.example/shows/lantern"
    assert found["poster_url"] == "https://fandom.example/media/posters/lantern.svg"
    assert shapes.listed_json(LISTED, ORIGIN)["poster_url"] is None


def test_watch_links_of_lists_have_no_time() -> None:
    assert shapes.episode_json(EPISODE, SHOW, BEHIND, ORIGIN)["watch_url"] == "https://tv.example/w2"
    assert shapes.overview_json(OVERVIEW, ORIGIN)["watch_url"] == "https://tv.example/lantern"


@pytest.mark.parametrize(
    ("horizon", "title"),
    [
        (Horizon.nothing(), None),
        (Horizon(upto=Position(1, 1, 10**9)), None),
        (Horizon(upto=Position(1, 2, 0)), "Dusk"),
        (Horizon.all(), "Dusk"),
    ],
)
def test_a_title_comes_with_the_first_millisecond(horizon: Horizon, title: str | None) -> None:
    assert shapes.episode_json(EPISODE, SHOW, horizon, ORIGIN)["title"] == title


def test_without_redis_there_is_no_position() -> None:
    assert live_json(None) is None
