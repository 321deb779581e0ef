"""Fan content as the contract writes it: what schemas, prebuilt projections and live frames start from. Pure."""

from datetime import datetime
from typing import Any

from fandom.core.horizon import Position
from fandom.media.shapes import media_json
from fandom.posts.values import Can, Counts, Face, Open, OpenComment, Sealed, SealedComment, Tombstone
from fandom.shows.values import ShowRef

Json = dict[str, Any]


def moment_json(moment: Open | Sealed, origin: str) -> Json:
    shape = _open(moment, origin) if isinstance(moment, Open) else _sealed(moment)
    return {
        "id": moment.id,
        "url": f"{origin}/m/{moment.id}",
        "state": moment.state,
        "sealed": moment.sealed,
        "show": show_json(moment.show),
        "author": face_json(moment.author, origin),
        "reaction_count": moment.reaction_count,
        "comment_count": moment.comment_count,
        "watch_url": whole(moment.watch_url, origin),
        "created_at": time_json(moment.created_at),
        "edited_at": moment.edited_at and time_json(moment.edited_at),
        "can": can_json(moment.can),
        **shape,
    }


def whole(address: str | None, origin: str) -> str | None:
    """What is watched here is a path of ours."""
    return origin + address if address and address.startswith("/") else address


def _open(moment: Open, origin: str) -> Json:
    return {
        "episode": moment.episode and {"number": moment.episode.name, "title": moment.episode.title},
        "start_ms": moment.start_ms,
        "end_ms": moment.end_ms,
        "caption": moment.caption,
        "caption_html": moment.caption_html,
        "tags": list(moment.tags),
        "media": [media_json(each, origin) for each in moment.media],
        "reactions": dict(moment.reactions),
        "my_reactions": list(moment.my_reactions),
        "reveals_at": position_json(moment.reveals_at),
    }


def _sealed(moment: Sealed) -> Json:
    return {
        "episode": moment.episode and {"number": moment.episode, "title": None},
        "start_ms": None,
        "end_ms": None,
        "caption": None,
        "caption_html": None,
        "tags": [],
        "media": [],
        "reactions": {},
        "my_reactions": [],
        "reveals_at": {"episode": moment.reveals_episode},
    }


def comment_json(comment: OpenComment | SealedComment | Tombstone, origin: str) -> Json:
    whole = _unsaid(comment)
    if isinstance(comment, Tombstone):
        return whole | {"state": "hidden" if comment.hidden else "deleted" if comment.by_author else "removed"}
    if isinstance(comment, SealedComment):
        return whole | {
            "author": face_json(comment.author, origin),
            "reveals_at": {"episode": comment.reveals_episode},
            "reaction_count": comment.reaction_count,
        }
    return whole | {
        "state": comment.state,
        "author": face_json(comment.author, origin),
        "body": comment.body,
        "body_html": comment.body_html,
        "at_ms": comment.at_ms,
        "reveals_at": position_json(comment.reveals_at),
        "reactions": dict(comment.reactions),
        "reaction_count": comment.reaction_count,
        "my_reactions": list(comment.my_reactions),
        "edited_at": comment.edited_at and time_json(comment.edited_at),
        "can": can_json(comment.can),
    }


def _unsaid(comment: OpenComment | SealedComment | Tombstone) -> Json:
    """Where it stands, and nothing of what it says."""
    return {
        "id": comment.id,
        "moment": comment.moment_id,
        "parent": comment.parent,
        "sealed": comment.sealed,
        "gone": comment.gone,
        "state": "published",
        "author": None,
        "body": None,
        "body_html": None,
        "at_ms": None,
        "reveals_at": None,
        "reactions": {},
        "reaction_count": 0,
        "my_reactions": [],
        "created_at": time_json(comment.created_at),
        "edited_at": None,
        "can": can_json(Can()),
    }


def position_json(position: Position | None) -> Json | None:
    return {"episode": position.episode, "position_ms": position.ms} if position else None


def show_json(show: ShowRef) -> Json:
    return {"slug": show.slug, "title": show.title}


def face_json(face: Face, origin: str) -> Json:
    avatar_url = face.avatar_url and origin + face.avatar_url
    return {"handle": face.handle, "display_name": face.display_name, "avatar_url": avatar_url}


def can_json(can: Can) -> Json:
    return {"edit": can.edit, "delete": can.delete, "moderate": can.moderate}


def time_json(moment: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def counts_json(counts: Counts) -> Json:
    return {
        "reactions": dict(counts.reactions),
        "reaction_count": counts.reaction_count,
        "my_reactions": list(counts.my_reactions),
    }
