"""What libraries do when something happens, and what they answer to those below."""

from fandom.core import holders
from fandom.core.bus import bus
from fandom.media.events import FileFailed, FileReady
from fandom.shows.library import pictures


def show_picture(fact: FileReady) -> None:
    pictures.show_ready(fact.file_id)


def let_go_of_picture(fact: FileFailed) -> None:
    pictures.let_go(fact.file_id)


def listen() -> None:
    holders.answer(pictures.TITLE, pictures.may_read)
    bus.listen(FileReady, show_picture, queue="default")
    bus.listen(FileFailed, let_go_of_picture, queue="default")
