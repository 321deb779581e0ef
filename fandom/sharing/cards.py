"""Which picture stands for what; drawn at most once while nothing of it changes, and few at a time."""

import functools
import threading
from contextlib import closing

from fandom.core.errors import Unavailable
from fandom.infra import storage
from fandom.infra.db import release
from fandom.infra.threadpool import in_thread
from fandom.posts.values import Open, Sealed
from fandom.sharing import wording
from fandom.sharing.drawing.painting import jpeg
from fandom.sharing.keeping import Kept
from fandom.sharing.values import Card
from fandom.shows.values import ShowView

# One at a time takes some 20 MB and a tenth of a second; who waits for longer than this is told to come back.
WAIT_S = 5.0
KEPT_BYTES = 16 * 1024 * 1024
# More than any of our encoder's pictures.
PICTURE_MAX = 8 * 1024 * 1024

kept = Kept(KEPT_BYTES)


def card_of(moment: Open | Sealed) -> Card:
    show, where, by = moment.show, wording.code(moment), moment.author.handle
    if isinstance(moment, Sealed):
        return Card(show.title, show.hue, where, by, sealed=True)
    picture = _first_picture(moment)
    return Card(show.title, show.hue, where, by, "" if picture else wording.painted(moment), picture)


def card_of_show(show: ShowView) -> Card:
    return Card(show.title, show.hue)


def picture_of(card: Card) -> bytes:
    """The JPEG. Holds no connection while it is drawn; raises Unavailable where too many wait."""
    release()
    found = kept.get(card.etag)
    if found is not None:
        return found
    if not _gate().acquire(timeout=WAIT_S):
        raise Unavailable(retry_after=int(WAIT_S))
    try:
        found = kept.get(card.etag) or _drawn(card)
    finally:
        _gate().release()
    kept.put(card.etag, found)
    return found


def _drawn(card: Card) -> bytes:
    picture = _read(card.picture) if card.picture else None
    return in_thread(functools.partial(jpeg, card, picture))


def _read(key: str) -> bytes | None:
    try:
        with closing(storage.store().read(key, 0, PICTURE_MAX)) as reading:
            return b"".join(reading)
    except storage.Missing:
        return None


def _first_picture(moment: Open) -> str | None:
    """Of a clip its first frame, which is there before it is."""
    found = ((each.id, each.url if each.kind == "image" else each.poster_url) for each in moment.media)
    return next((storage.folder_of(file_id) + url.rpartition("/")[2] for file_id, url in found if url), None)


@functools.cache
def _gate() -> threading.BoundedSemaphore:
    """Made at first use: before gevent has patched threading it would stop the whole process."""
    return threading.BoundedSemaphore(1)
