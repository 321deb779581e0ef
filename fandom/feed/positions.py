"""Where the topics of feeds are, asked for many at once and remembered for a moment.

A position that is older than the answer is a safe one: whoever follows from it hears something twice at worst.
"""

import time

from fandom.core.errors import NotFound
from fandom.core.viewer import Viewer
from fandom.infra import live
from fandom.infra.live import live_json
from fandom.posts.shapes import Json
from fandom.shows.listing import joined
from fandom.shows.queries import by_slug

KEPT_S = 0.1
# What was asked for so lately is asked again with whatever is.
LATELY_S = 1.0
MOST, TOGETHER = 10_000, 100
_known: dict[str, tuple[float, Json | None]] = {}
_asked: dict[str, float] = {}


def of_show(slug: str) -> Json | None:
    """Only of a show that is there: asking where a topic is makes it."""
    topic = f"show:{slug}"
    if topic not in _known and by_slug(slug) is None:
        raise NotFound
    return _position(topic)


def of_home(viewer: Viewer) -> Json | None:
    """As `watch` of `home` answers it: all the viewer's fandoms together. Visitors have none."""
    if not viewer.signed_in:
        return None
    now, key = time.monotonic(), f"home:{viewer.account_id}"
    known = _known.get(key)
    if known is None or known[0] <= now:
        position = live_json(live.home(show.slug for show in joined(viewer)))
        known = _known[key] = (now + KEPT_S, position)
    return known[1]


def _position(topic: str) -> Json | None:
    now = time.monotonic()
    known = _known.get(topic)
    _asked[topic] = now
    if known and known[0] > now:
        return known[1]
    _read(topic, now)
    return _known[topic][1]


def _read(topic: str, now: float) -> None:
    if len(_known) > MOST:
        _known.clear()
        _asked.clear()
    lately = [each for each, at in _asked.items() if at > now - LATELY_S and each in _known and each != topic]
    topics = [topic, *lately[: TOGETHER - 1]]
    for each in lately:  # those who ask while this is read go on with what is known
        _known[each] = (now + KEPT_S, _known[each][1])
    found = {each.topic: live_json(each) for each in live.positions(topics) or ()}
    _known.update({each: (now + KEPT_S, found.get(each)) for each in topics})
