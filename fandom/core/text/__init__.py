"""What people type: checked on the way in, rendered once when it is written. bleach and nh3 live only here."""

from fandom.core.text.checks import name, prose
from fandom.core.text.emoji import emoji, emojis, palette
from fandom.core.text.rendering import Rendered, render, veiled
from fandom.core.text.tags import MAX_TAG_LENGTH, MAX_TAGS, joined, tag, tag_beginning, tags

__all__ = [
    "MAX_TAGS",
    "MAX_TAG_LENGTH",
    "Rendered",
    "emoji",
    "emojis",
    "joined",
    "name",
    "palette",
    "prose",
    "render",
    "tag",
    "tag_beginning",
    "tags",
    "veiled",
]
