"""What clips do when something happens."""

from fandom.clips import jobs
from fandom.clips.events import PosterWanted, RenderWanted
from fandom.core.bus import bus


def listen() -> None:
    bus.listen(PosterWanted, jobs.poster, queue="pictures")
    bus.listen(RenderWanted, jobs.render, queue="clips")
