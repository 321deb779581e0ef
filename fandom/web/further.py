"""Episodes that something may be found, or said, to give away more of: those that go on from where it opens."""

from collections.abc import Iterable

from flask import Flask, g

from fandom.core.horizon import Horizon, Position, episode_end, parse_episode_name
from fandom.core.viewer import Viewer
from fandom.posts.values import Open, Place, Sealed
from fandom.shows import queries
from fandom.shows.values import EpisodeView

NEXT = 12


def further(show_id: str, present: Position | None, known: Horizon | None = None) -> tuple[str, ...]:
    """Names, in story order; only as far as `known` reaches, where that is given."""
    ends = (_end(each) for each in _episodes(show_id))
    on = (each for each in ends if present is None or (each.covers(present) and each != present))
    return tuple(each.episode for each in on if known is None or known.reaches(each))


def knows_more(moment: Open | Sealed) -> tuple[str, ...]:
    """Of a comment: the next few episodes, and after them the last one of each season."""
    if not isinstance(moment, Open):
        return ()
    names = further(moment.show.id, moment.reveals_at)
    last = {name.partition("e")[0]: name for name in names}
    return (*names[:NEXT], *(name for name in last.values() if name not in names[:NEXT]))


def reached(viewer: Viewer, show_id: str, present: Position | None) -> tuple[str, ...]:
    """Nobody can know what lies beyond where they are."""
    return further(show_id, present, queries.horizon(viewer, show_id))


def place(name: str) -> Place | None:
    """Of an episode's name, to its end; nothing for anything else."""
    found = parse_episode_name(name)
    return Place(found) if found else None


def _episodes(show_id: str) -> Iterable[EpisodeView]:
    """Specials last; read once for a page, however many forms are on it."""
    known: dict[str, list[EpisodeView]] = g.setdefault("further", {})
    if show_id not in known:
        found = queries.episodes(show_id)
        known[show_id] = sorted(found, key=lambda each: (each.season == 0, each.season, each.number))
    return known[show_id]


def _end(each: EpisodeView) -> Position:
    return episode_end(each.season, each.number, each.duration_ms)


def init(app: Flask) -> None:
    app.jinja_env.globals["knows_more"] = knows_more
