"""What clips do when something happens."""

from fandom.clips import jobs
from fandom.clips.events import RenderWanted
from fandom.core.bus import bus


def listen() -> None:
    bus.listen(RenderWanted, jobs.render, queue="clips")
