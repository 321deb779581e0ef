"""What servers say moves a fan forwards, once, and never against their own word."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fandom.core import clock
from fandom.core.horizon import UNKNOWN_LENGTH_MS
from fandom.infra.db import unit_of_work
from fandom.shows.actions import set_progress
from fandom.shows.progress import NOTHING, OPEN, Said
from fandom.shows.scrobbles import actions
from tests.shows.scrobbles.conftest import Player
from tests.shows.scrobbles.payloads import jellyfin, kodi, plex, plex_form
from tests.support.catalogue import make_show, season

HALF_MS = 1_800_000


@pytest.mark.parametrize("said", [jellyfin(30), plex(minutes=30), kodi(progress=50)])
def test_halfway_through(player: Player, said: Any) -> None:
    assert player.says(said) == "moved"
    assert player.stands() == Said("at", 1, 2, HALF_MS)


@pytest.mark.parametrize(
    "said",
    [
        jellyfin(54),
        jellyfin(3, NotificationType="PlaybackStop", PlayedToCompletion=True),
        jellyfin(3, NotificationType="PlaybackStop", PlayedToCompletion="True"),
        plex("media.scrobble", minutes=3),
        plex(minutes=55),
        kodi(progress=90),
        {name: each for name, each in kodi("scrobble").items() if name != "progress"},
    ],
)
def test_nine_tenths_are_all_of_it(player: Player, said: Any) -> None:
    player.says(said)
    assert player.stands() == Said("at", 1, 2)


def test_numbers_as_templates_write_them(player: Player) -> None:
    player.says(jellyfin(SeasonNumber="02", EpisodeNumber="1", PlaybackPositionTicks="600000000", Provider_tvdb=""))
    assert player.stands() == Said("at", 2, 1, 60_000)


def test_a_film(player: Player) -> None:
    film = {"ItemType": "Movie", "Name": "Heat", "Year": 1995, "Provider_tvdb": "1", "Provider_imdb": "tt0113277"}
    assert player.says(jellyfin(59, **film)) == "moved"
    guids = [{"id": "imdb://tt0113277"}]
    assert player.says(plex("media.scrobble", type="movie", title="Heat", Guid=guids)) == "same"
    other = kodi(progress=100) | {"movie": {"title": "Heat", "year": 1995}, "episode": None}
    assert player.says(other) == "same"


def test_a_special(player: Player) -> None:
    player.says(jellyfin(59, SeasonNumber=0, EpisodeNumber=1, Provider_tvdb=""))
    assert player.stands() == Said(specials={1: UNKNOWN_LENGTH_MS})


def test_an_episode_is_known_by_its_own_id_first(player: Player) -> None:
    assert player.says(jellyfin(SeriesName="Perdidos", SeasonNumber=9, Provider_tvdb="504")) == "moved"
    assert player.stands() == Said("at", 2, 1, HALF_MS)


def test_of_two_that_go_by_one_name_none_is_meant(player: Player) -> None:
    make_show("lost-2", season(1, 3), title="Lost", year=2004)
    assert player.says(jellyfin(Provider_tvdb="")) == "unmatched"
    assert player.says(kodi()) == "moved"


def test_it_only_moves_forward(player: Player) -> None:
    player.sets((2, 1), 1000)
    assert player.says(jellyfin(30)) == "same"
    assert player.stands() == Said("at", 2, 1, 1000)


@pytest.mark.parametrize("word", [OPEN, Said("all")])
def test_who_hides_nothing_stays_there(player: Player, word: Said) -> None:
    with unit_of_work():
        set_progress(viewer=player.fan.viewer, show_id=player.show.id, word=word)
    assert player.says(plex()) == "same"


@pytest.mark.parametrize("said", [plex(minutes=30), kodi(), jellyfin()])
def test_a_replay_does_not_undo_a_step_back(player: Player, frozen_clock: Callable[..., None], said: Any) -> None:
    begun = clock.now()
    said = {**said, "UtcTimestamp": begun.isoformat()} if "UtcTimestamp" in said else said
    assert player.says(said) == "moved"
    frozen_clock(begun + timedelta(minutes=5))
    player.sets((1, 1))
    assert player.says(said) == "again"
    # Written otherwise it says the same.
    assert player.says(dict(reversed(said.items()))) == "again"
    assert player.stands() == Said("at", 1, 1)


def test_what_comes_late_does_not_undo_a_step_back(player: Player, frozen_clock: Callable[..., None]) -> None:
    begun = clock.now()
    player.sets((2, 1))
    frozen_clock(begun + timedelta(hours=1))
    player.sets((1, 1))
    late = begun + timedelta(minutes=30)
    assert player.says(jellyfin(at=late)) == "old"
    assert player.says(kodi(watched_at=late.isoformat())) == "old"
    assert player.stands() == Said("at", 1, 1)
    assert player.says(jellyfin(at=begun + timedelta(hours=2) - timedelta(hours=1))) == "moved"


def test_not_begun_is_a_word_too(player: Player, frozen_clock: Callable[..., None]) -> None:
    begun = clock.now()
    with unit_of_work():
        set_progress(viewer=player.fan.viewer, show_id=player.show.id, word=NOTHING)
    assert player.says(jellyfin(at=begun - timedelta(minutes=1))) == "old"
    assert player.stands() == NOTHING


def test_many_in_a_row_are_remembered_by_their_time(player: Player, frozen_clock: Callable[..., None]) -> None:
    """Of what has a time only the last is kept, and a replay of the first still moves nothing."""
    begun = clock.now()
    said = [jellyfin(minutes, at=begun + timedelta(minutes=minutes - 10)) for minutes in range(10, 20)]
    for each in said:
        frozen_clock(clock.now() + timedelta(minutes=2))
        assert player.says(each) == "moved"
    assert len(player.hook().events) == 1
    player.sets((1, 1))
    assert [player.says(each) for each in said] == ["old"] * 9 + ["again"]


def test_clocks_that_jump(player: Player) -> None:
    ahead = clock.now() + timedelta(days=3650)
    assert player.says(jellyfin(at=ahead)) == "early"
    assert player.says(kodi(watched_at="9999-12-31T23:59:59+00:00")) == "early"
    assert player.stands() is None
    assert player.says(kodi(watched_at="0001-01-01T00:00:00+14:00")) == "moved"


@pytest.mark.parametrize("when", ["yesterday", 7, None, "0001-01-01T00:00:00+23:59", "x" * 10_000])
def test_a_time_that_is_none_is_now(player: Player, when: Any) -> None:
    assert player.says(jellyfin(UtcTimestamp=when)) == "moved"


@pytest.mark.parametrize(
    "said",
    [
        jellyfin(PlaybackPositionTicks=None),
        jellyfin(PlaybackPositionTicks=-1),
        jellyfin(PlaybackPositionTicks=10**18),
        jellyfin(PlaybackPositionTicks="9" * 5000),
        jellyfin(PlaybackPositionTicks=True),
        jellyfin(61),
        plex(viewOffset=1.5),
        plex(viewOffset=3_600_001, duration=None),
        kodi(progress=101),
        kodi(progress="50"),
        kodi(progress=None),
    ],
)
def test_positions_that_are_none_move_nothing(player: Player, said: Any) -> None:
    assert player.says(said) == "unclear"
    assert player.stands() is None


def test_another_cut_opens_no_more_than_both_would(player: Player) -> None:
    player.says(plex(viewOffset=HALF_MS, duration=7_200_000))
    assert player.stands() == Said("at", 1, 2, HALF_MS // 2)
    player.says(plex(viewOffset=HALF_MS, duration=2_400_000))
    assert player.stands() == Said("at", 1, 2, HALF_MS)


def test_a_share_of_an_unknown_length_is_unclear(player: Player) -> None:
    make_show("endless", season(1, 1, duration_ms=None), title="Endless")
    assert player.says(kodi(show={"title": "Endless"}, episode={"season": 1, "number": 1})) == "unclear"


@pytest.mark.parametrize(
    "said",
    [
        jellyfin(SeriesName="Nowhere", Provider_tvdb=""),
        jellyfin(SeasonNumber=None, Provider_tvdb=""),
        jellyfin(EpisodeNumber=99, Provider_tvdb=""),
        jellyfin(SeasonNumber=10**30, Provider_tvdb=""),
        plex(grandparentTitle=None, Guid="tvdb://502"),
        plex(grandparentTitle={"a": 1}, Guid=[1, {"id": 5}, {"id": "502"}]),
        kodi(show=[], episode={"season": 1, "number": 2}),
        kodi(show={"ids": {"tvdb": "1"}, "title": "Lost"}),
    ],
)
def test_what_is_not_here_is_counted(player: Player, said: Any) -> None:
    assert player.says(said) == "unmatched"
    assert (player.hook().unmatched, player.stands()) == (1, None)


@pytest.mark.parametrize(
    "said",
    [
        {"NotificationType": "ItemAdded", "ItemType": "Episode"},
        {"NotificationType": "PlaybackStop", "ItemType": "Audio"},
        {"NotificationType": "Generic"},
        {"event": "library.new", "Metadata": {"type": "show"}},
        {"event": "media.play", "Metadata": []},
        {"action": "start"},
        {"action": "collect", "episode": {"season": 1}},
    ],
)
def test_what_is_about_something_else(player: Player, said: Any) -> None:
    assert player.says(said) == "other"
    assert player.hook().events[0].outcome == "other"


def test_only_one_of_those_who_share_a_server(player: Player) -> None:
    with unit_of_work():
        hook = actions.db.session.get_one(actions.Hook, player.fan.id)
        actions.choose_user(hook=hook, only_user="Ada")
    assert player.says(jellyfin(NotificationUsername="bo")) == "elsewhere"
    assert player.says(plex() | {"Account": None}) == "elsewhere"
    assert player.says(kodi()) == "elsewhere"
    assert player.stands() is None
    assert player.says(jellyfin()) == "moved"


def test_the_log_is_bounded(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "REMEMBERED", 3)
    for number in range(6):
        player.says(plex(grandparentTitle=f"Nowhere {number}", Guid=[]))
    assert [each.title for each in player.hook().events] == ["Nowhere 5", "Nowhere 4", "Nowhere 3"]
    assert player.hook().unmatched == 6


def test_the_picture_beside_it_is_not_looked_at(player: Player) -> None:
    assert player.call(**plex_form(plex())).json == {"became": "moved"}
    assert player.call(**plex_form(plex())).json == {"became": "again"}
