"""What clips do when something happens, and who may read what is only kept for later."""

from fandom.clips import again, jobs
from fandom.clips.events import PosterWanted, RenderReplaced, RenderWanted, SmallerWanted
from fandom.core import holders
from fandom.core.bus import bus
from fandom.core.viewer import Viewer
from fandom.media.events import FileFailed, FileForgotten, FileReady


def ready(fact: FileReady) -> None:
    again.settle(file_id=fact.file_id, ready=True)


def failed(fact: FileFailed) -> None:
    again.settle(file_id=fact.file_id, ready=False)


def forgotten(fact: FileForgotten) -> None:
    again.let_go(file_id=fact.file_id)


def replaced(fact: RenderReplaced) -> None:
    again.let_go(file_id=fact.file_id)


def may_read(_viewer: Viewer, _file_id: str) -> bool:
    """Nobody, until something shows it."""
    return False


def listen() -> None:
    bus.listen(PosterWanted, jobs.poster, queue="pictures")
    bus.listen(RenderWanted, jobs.render, queue="clips")
    bus.listen(SmallerWanted, jobs.smaller, queue="rerender")
    bus.listen(FileReady, ready, queue="default")
    bus.listen(FileFailed, failed, queue="default")
    bus.listen(FileForgotten, forgotten, queue="default")
    bus.listen(RenderReplaced, replaced, queue="default")
    holders.answer(again.HOLDER, may_read)
