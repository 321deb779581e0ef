"""What is done with a video that a fan has brought along."""

from fandom.clips.uploads import jobs
from fandom.clips.uploads.events import UploadShown
from fandom.core.bus import bus
from fandom.media.events import ClipUploaded


def listen() -> None:
    bus.listen(ClipUploaded, jobs.look, queue="pictures")
    bus.listen(UploadShown, jobs.make, queue="clips")
