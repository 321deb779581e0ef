"""Atom, RFC 4287: entries of moments as everybody may see them. Pure but for the reader's language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from fandom.core.text import veiled
from fandom.posts.shapes import time_json
from fandom.posts.values import Open, Sealed
from fandom.sharing.wording import caption_of, title_of

SPACE = "http://www.w3.org/2005/Atom"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# What no XML may hold, escaped or not.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """`path` of the feed and `page` of what it is of; `versions` of the shows' settings, by id of the show."""

    origin: str
    path: str
    page: str
    title: str
    language: str
    moments: tuple[Open | Sealed, ...]
    versions: Mapping[str, int]

    def changed(self, moment: Open | Sealed) -> datetime:
        """Later with each change to the moment, and each of the settings that decide for whom it is open."""
        last = max(moment.created_at, moment.edited_at or NEVER)
        return last + timedelta(milliseconds=moment.version + self.versions.get(moment.show.id, 0))

    @property
    def updated(self) -> datetime:
        return max(map(self.changed, self.moments), default=NEVER)


def written(feed: Feed) -> bytes:
    root = Element("feed", {"xmlns": SPACE, "xml:lang": feed.language})
    _add(root, "id", tag_uri(feed.origin, NEVER, feed.path))
    _add(root, "title", feed.title)
    _add(root, "updated", time_json(feed.updated))
    _add(root, "generator", "Fandom", uri=feed.origin)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.origin + feed.path)
    _add(root, "link", rel="alternate", type="text/html", href=feed.origin + feed.page)
    for moment in feed.moments:
        _entry(root, feed, moment)
    found: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return found


def tag_uri(origin: str, at: datetime, path: str) -> str:
    """RFC 4151: the same for ever, wherever the thing moves."""
    return f"tag:{urlsplit(origin).hostname},{at:%Y-%m-%d}:{path}"


def fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _entry(root: Element, feed: Feed, moment: Open | Sealed) -> None:
    url = f"{feed.origin}/m/{moment.id}"
    entry = SubElement(root, "entry")
    _add(entry, "id", tag_uri(feed.origin, moment.created_at, f"/m/{moment.id}"))
    _add(entry, "title", caption_of(moment) if isinstance(moment, Open) else title_of(moment))
    _add(entry, "published", time_json(moment.created_at))
    _add(entry, "updated", time_json(feed.changed(moment)))
    author = SubElement(entry, "author")
    _add(author, "name", moment.author.display_name or moment.author.handle)
    _add(author, "uri", f"{feed.origin}/u/{moment.author.handle}")
    _add(entry, "link", rel="alternate", type="text/html", href=url)
    _add(entry, "link", rel="enclosure", type="image/jpeg", href=f"{url}/card.jpg")
    if isinstance(moment, Open):
        _add(entry, "summary", title_of(moment))
        _add(entry, "content", veiled(moment.caption), type="text")
        _categories(entry, moment.tags)


def _categories(entry: Element, tags: Iterable[str]) -> None:
    for each in tags:
        _add(entry, "category", term=each)


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> None:
    made = SubElement(parent, name, {key: fit(value) for key, value in attributes.items()})
    made.text = fit(text) or None
