"""What posts do when something happens to files, and who may read the files that they hold."""

from fandom.clips.events import PosterReady, RenderReplaced
from fandom.core import holders
from fandom.core.bus import bus
from fandom.core.errors import NotFound
from fandom.core.viewer import Viewer
from fandom.media.events import FileDescribed, FileFailed, FileReady
from fandom.media.queries import holders_of
from fandom.posts import access, actions, holding, pictures, queries
from fandom.posts.values import Open


def picture_settled(fact: FileReady | FileFailed | PosterReady) -> None:
    """Pages and projections that show it as being processed learn what became of it."""
    for kind, moment_id in holders_of(fact.file_id):
        if kind == pictures.HOLDER:
            actions.show_again(moment_id=moment_id)


def clip_replaced(fact: RenderReplaced) -> None:
    for kind, moment_id in holders_of(fact.file_id):
        if kind == pictures.HOLDER and holding.replace(moment_id=moment_id, old_id=fact.file_id, new_id=fact.by_id):
            actions.show_again(moment_id=moment_id)


def picture_described(fact: FileDescribed) -> None:
    for kind, moment_id in holders_of(fact.file_id):
        if kind == pictures.HOLDER:
            actions.read_again(moment_id=moment_id)


def may_read(viewer: Viewer, moment_id: str) -> bool:
    """Whoever gets the moment open right now; what was removed stays for those who may put it back."""
    try:
        found = access.moment_to_read(viewer, moment_id)
    except NotFound:
        return False
    return isinstance(found, Open) and (found.state != "removed" or found.can.moderate)


def is_withheld(moment_id: str) -> bool:
    """What a moderator took down shows nothing to its author either, for as long as it may be put back."""
    found = queries.moment_row(moment_id)
    return found is not None and found.state == "removed"


def listen() -> None:
    holders.answer(pictures.HOLDER, may_read, withheld=is_withheld)
    bus.listen(FileReady, picture_settled, queue="default")
    bus.listen(FileFailed, picture_settled, queue="default")
    bus.listen(PosterReady, picture_settled, queue="default")
    bus.listen(RenderReplaced, clip_replaced, queue="default")
    bus.listen(FileDescribed, picture_described, queue="default")
