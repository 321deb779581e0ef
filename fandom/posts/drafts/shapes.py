"""Drafts as programs get them. Pure."""

from fandom.media.shapes import media_json
from fandom.posts.drafts.values import DraftView
from fandom.posts.shapes import Json, show_json, time_json


def draft_json(draft: DraftView, origin: str) -> Json:
    return {
        **draft.fields,
        "show": show_json(draft.show),
        "media": [media_json(each, origin) for each in draft.media],
        "version": draft.version,
        "created_at": time_json(draft.created_at),
        "updated_at": time_json(draft.updated_at),
    }
