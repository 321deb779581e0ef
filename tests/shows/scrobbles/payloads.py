"""What players send, as they send it."""

import io
import json
from datetime import datetime
from typing import Any

from fandom.core import clock

HOUR_MS = 3_600_000


def jellyfin(minutes: float = 30, at: datetime | None = None, **fields: Any) -> dict[str, Any]:
    """An episode of an hour, so many minutes in."""
    when = (at or clock.now()).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"
    return {
        "ServerId": "abc",
        "NotificationType": "PlaybackProgress",
        "NotificationUsername": "ada",
        "ItemType": "Episode",
        "Name": "The one with the title",
        "SeriesName": "Lost",
        "SeasonNumber": 1,
        "EpisodeNumber": 2,
        "Year": 2005,
        "Provider_tvdb": "502",
        "PlaybackPositionTicks": int(minutes * 60_000) * 10_000,
        "RunTimeTicks": HOUR_MS * 10_000,
        "UtcTimestamp": when,
    } | fields


def plex(event: str = "media.stop", minutes: int = 30, **metadata: Any) -> dict[str, Any]:
    about = {
        "type": "episode",
        "grandparentTitle": "Lost",
        "parentIndex": 1,
        "index": 2,
        "viewOffset": minutes * 60_000,
        "duration": HOUR_MS,
        "Guid": [{"id": "tvdb://502"}, {"id": "imdb://tt99"}],
    }
    return {"event": event, "user": True, "Account": {"id": 1, "title": "ada"}, "Metadata": about | metadata}


def plex_form(said: Any, picture: bytes = b"\xff\xd8\xff" + b"x" * 1000) -> dict[str, Any]:
    files = {"payload": json.dumps(said), "thumb": (io.BytesIO(picture), "thumb.jpg", "image/jpeg")}
    return {"data": files, "content_type": "multipart/form-data"}


def kodi(action: str = "stop", progress: Any = 50, **fields: Any) -> dict[str, Any]:
    show = {"title": "Lost", "year": 2004, "ids": {"tvdb": 73739}}
    return {"action": action, "progress": progress, "show": show, "episode": {"season": 1, "number": 2}} | fields
