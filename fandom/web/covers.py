"""The moving cover of a show: its top clip, for whom that is open; the still one stands for everybody else."""

from dataclasses import dataclass

from flask import Flask

from fandom.feed.clipped.covers import cover
from fandom.infra.login import viewer
from fandom.media.values import Media
from fandom.posts.values import Open
from fandom.shows.values import ShowView


@dataclass(frozen=True, slots=True)
class TopClip:
    moment: Open
    clip: Media


def top_clip(show: ShowView) -> TopClip | None:
    """None too where it has no first frame to show before it moves."""
    found = cover(viewer(), show.id)
    if not isinstance(found, Open):
        return None
    clip = next((each for each in found.media if each.kind == "clip" and each.url and each.poster_url), None)
    return TopClip(found, clip) if clip else None


def init(app: Flask) -> None:
    app.jinja_env.globals["top_clip"] = top_clip
