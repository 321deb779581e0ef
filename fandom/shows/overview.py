"""A show with what its page says about it and about the viewer."""

from dataclasses import dataclass

from fandom.core import clock
from fandom.core.horizon import Horizon
from fandom.core.viewer import Viewer
from fandom.shows import queries
from fandom.shows.charter import Charter
from fandom.shows.progress import UNSAID, horizon_of
from fandom.shows.public import public_horizons
from fandom.shows.standing import Standing, standing
from fandom.shows.values import EpisodeView, SeasonView, ShowView


@dataclass(frozen=True, slots=True)
class Overview:
    """`public` is where everybody stands who has said nothing."""

    show: ShowView
    charter: Charter
    role: str | None
    seasons: tuple[SeasonView, ...]
    episodes: tuple[EpisodeView, ...]
    horizon: Horizon
    standing: Standing
    public: Standing


def overview(viewer: Viewer, show: ShowView) -> Overview:
    episodes, today = queries.episodes(show.id), clock.now().date()
    public = public_horizons([show.id])[show.id]
    said = queries.said_by(viewer.account_id, [show.id]).get(show.id, UNSAID)
    horizon = horizon_of(said, public)
    return Overview(
        show=show,
        charter=queries.charter(show.id),
        role=queries.role_of(viewer.account_id, show.id),
        seasons=queries.seasons(show.id),
        episodes=episodes,
        horizon=horizon,
        standing=standing(said, horizon, episodes, today),
        public=standing(UNSAID, public, episodes, today),
    )
