"""What search engines read: JSON-LD by schema.org. Pure."""

from collections.abc import Mapping
from typing import Any

from fandom.accounts.values import Profile
from fandom.posts.shapes import time_json, whole
from fandom.posts.values import Face, Open, Sealed
from fandom.shows.values import ShowRef, ShowView

Json = dict[str, Any]
CONTEXT = {"@context": "https://schema.org"}


def posting(moment: Open | Sealed, origin: str, said: Mapping[str, str]) -> Json:
    """`said` has its title, its text and the address of its picture."""
    url = f"{origin}/m/{moment.id}"
    return CONTEXT | {
        "@type": "DiscussionForumPosting",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": said["title"],
        "text": said["text"],
        "image": said["image"],
        "datePublished": time_json(moment.created_at),
        "dateModified": time_json(moment.edited_at or moment.created_at),
        "author": _person(moment.author, origin),
        "about": _title(moment.show, origin),
        "interactionStatistic": [
            _count("LikeAction", moment.reaction_count),
            _count("CommentAction", moment.comment_count),
        ],
    }


def clip(moment: Open, origin: str, said: Mapping[str, str]) -> Json:
    """The clip of a moment, and which seconds of its title those are."""
    url = f"{origin}/m/{moment.id}"
    length_ms = next((each.duration_ms for each in moment.media if each.kind == "clip"), None)
    found = CONTEXT | {
        "@type": "VideoObject",
        "@id": f"{url}#clip",
        "url": url,
        "name": said["title"],
        "description": said["text"],
        "thumbnailUrl": [said["image"]],
        "uploadDate": time_json(moment.created_at),
        "contentUrl": f"{url}/clip.mp4",
        "embedUrl": f"{url}/embed",
        "isPartOf": _title(moment.show, origin),
    }
    length = {"duration": f"PT{length_ms / 1000:g}S"} if length_ms else {}
    return found | length | ({"hasPart": [_part(moment, origin, said)]} if moment.start_ms is not None else {})


def _part(moment: Open, origin: str, said: Mapping[str, str]) -> Json:
    """`url` is where the title is watched from this second on."""
    part = {
        "@type": "Clip",
        "name": said["title"],
        "startOffset": seconds(moment.start_ms),
        "endOffset": seconds(moment.end_ms),
        "url": whole(moment.watch_url, origin) or f"{origin}/m/{moment.id}",
    }
    return {name: value for name, value in part.items() if value is not None}


def seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000


def title(show: ShowView, origin: str, said: Mapping[str, str]) -> Json:
    found = CONTEXT | _title(show.ref, origin) | {"description": said["text"], "image": said["image"]}
    ids = [address for name, address in _same(show) if name]
    year = {"startDate" if show.kind == "series" else "datePublished": str(show.year)} if show.year else {}
    return found | year | ({"sameAs": ids} if ids else {})


def profile(fan: Profile, origin: str, picture: str | None) -> Json:
    person = {
        "@type": "Person",
        "name": fan.display_name or fan.handle,
        "alternateName": fan.handle,
        "identifier": fan.handle,
        "url": f"{origin}/u/{fan.handle}",
        "description": fan.about,
        "image": picture,
    }
    return CONTEXT | {
        "@type": "ProfilePage",
        "url": f"{origin}/u/{fan.handle}",
        "dateCreated": time_json(fan.created_at),
        "mainEntity": {name: value for name, value in person.items() if value},
    }


def _title(show: ShowRef, origin: str) -> Json:
    url = f"{origin}/shows/{show.slug}"
    return {"@type": "Movie" if show.kind == "film" else "TVSeries", "@id": url, "url": url, "name": show.title}


def _same(show: ShowView) -> list[tuple[str, str]]:
    imdb = str(show.external_ids.get("imdb", ""))
    return [(imdb, f"https://www.imdb.com/title/{imdb}/")] if imdb.isalnum() else []


def _person(face: Face, origin: str) -> Json:
    return {"@type": "Person", "name": face.display_name or face.handle, "url": f"{origin}/u/{face.handle}"}


def _count(kind: str, many: int) -> Json:
    action = {"@type": f"https://schema.org/{kind}"}
    return {"@type": "InteractionCounter", "interactionType": action, "userInteractionCount": many}
