"""What clips do when something happens."""

from fandom.clips import jobs
from fandom.clips.events import RenderWanted, SourceNamed
from fandom.clips.sources import jobs as sources
from fandom.clips.sources import handlers as _
from fandom.core.bus import bus


def listen() -> None:
    bus.listen(RenderWanted, jobs.render, queue="clips")
