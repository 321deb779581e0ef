"""Faces of people who come from lists of accounts."""

from typing import Protocol

from fandom.accounts.avatars import avatar_path
from fandom.posts.sight import hue_of
from fandom.posts.values import Face


class Somebody(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def handle(self) -> str: ...
    @property
    def display_name(self) -> str: ...
    @property
    def avatar_id(self) -> str | None: ...


def face_of(who: Somebody) -> Face:
    return Face(who.id, who.handle, who.display_name, hue_of(who.id), avatar_path(who.avatar_id))
