"""Clips where moments are written: where they can be cut from, how long they may be, and what is one already."""

from collections.abc import Collection
from typing import Any

from fandom.clips import queries
from fandom.core.horizon import episode_name
from fandom.media.values import Media
from fandom.posts.values import Open
from fandom.shows.charter import Rights
from fandom.shows.queries import rights


def offered(show_id: str, moment: Open | None = None) -> dict[str, Any]:
    """For the form: names of episodes with a film, none where the fandom cuts no clips, the longest in seconds, and
    whether people may bring videos of their own.

    What a moment shows already it may keep.
    """
    allowed = rights(show_id)
    films = _films(show_id, allowed)
    if moment is not None and moment.episode is not None and is_cut(moment.media):
        films |= {moment.episode.name}
    return {"films": films, "clip_s": allowed.max_clip_ms // 1000, "videos": allowed.uploads}


def typed_of(moment: Open) -> dict[str, Any]:
    """What its form says otherwise of a moment that shows a clip."""
    return {"clip": "1", "media": ()} if is_cut(moment.media) else {}


def is_cut(media: Collection[Media]) -> bool:
    """Whether this is a clip that the house has cut, not something that was brought along."""
    return any(each.kind == "clip" and queries.wanted(each.id) is not None for each in media)


def _films(show_id: str, allowed: Rights) -> frozenset[str]:
    if not allowed.clips:
        return frozenset()
    return frozenset(episode_name(*each) for each in queries.episodes_with_film(show_id))
