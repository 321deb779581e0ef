"""What a fandom says of itself and what it allows: rules, a welcome, rights. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fandom.core.text import render

RULES_MAX, WELCOME_MAX = 4000, 600
SHORTEST_CLIP_MS, LONGEST_CLIP_MS = 1_000, 90_000
SLACK_MS = 500
WATCHING = ("everyone", "fans", "nobody")
PICTURES_OFF = "This fandom does not take pictures."
UPLOADS_OFF = "This fandom does not take uploaded clips."
CLIPS_OFF = "This fandom does not cut clips from the title."
TOO_LONG = "A clip of this fandom is at most {seconds} seconds long."


@dataclass(frozen=True, slots=True)
class Rights:
    """What fans may bring along: pictures; clips cut from the title's own video; clips of their own. And who may watch
    that video here: one of WATCHING.
    """

    pictures: bool = True
    clips: bool = True
    uploads: bool = True
    max_clip_ms: int = LONGEST_CLIP_MS
    watching: str = "fans"

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Rights":
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})

    def json(self) -> dict[str, Any]:
        return asdict(self)

    def faults(
        self, *, pictures: int = 0, uploads: int = 0, clip_ms: int | None = None, upload_ms: int = 0
    ) -> list[str]:
        """Why something cannot be brought along. `clip_ms` is the length of what would be cut from the title,
        `upload_ms` that of a clip of their own."""
        found = []
        if pictures and not self.pictures:
            found.append(PICTURES_OFF)
        if uploads and not self.uploads:
            found.append(UPLOADS_OFF)
        if clip_ms is not None and not self.clips:
            found.append(CLIPS_OFF)
        # Where one of their own ends is for its file to say, hardly ever at a whole second.
        if max(clip_ms or 0, upload_ms - SLACK_MS) > self.max_clip_ms:
            found.append(TOO_LONG.format(seconds=self.max_clip_ms // 1000))
        return found


@dataclass(frozen=True, slots=True)
class Charter:
    """The texts as they were typed, and as they were rendered when they were."""

    rules: str
    rules_html: str
    welcome: str
    welcome_html: str
    rights: Rights


def rendered(text: str) -> str:
    """HTML of a text that is checked already; nothing of nothing. Nobody is called by it."""
    return render(text, lambda _: ()).html if text else ""
