"""What reads of files give."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["image", "clip", "film"]
Status = Literal["processing", "ready", "failed"]
# What is kept for moderators, beside whatever else it is for; its owner is to notice nothing of it.
EVIDENCE = "evidence"
# The one variant of a film that lies elsewhere begins with this; its digest is the stamp of the bytes there.
FILM = "film."


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing the file door serves; `width` and `height` are in pixels, `size` in bytes, `digest` is of the bytes."""

    name: str
    type: str
    width: int
    height: int
    size: int
    digest: str

    def path(self, file_id: str) -> str:
        return f"/media/{file_id}/{self.name}"


@dataclass(frozen=True, slots=True)
class Source:
    """One of several addresses of the same picture, for `srcset`."""

    url: str
    type: str
    width: int


@dataclass(frozen=True, slots=True)
class Media:
    """A file as whoever may read it sees it. Addresses are paths; while it is not ready there are none.

    For pictures `poster_url` and `preview_url` are smaller versions of `url`; `sources` are all of them. Of a clip
    `url` is the film, `poster_url` its first frame, there before it is ready, and `preview_url` a few moving seconds.
    """

    id: str
    kind: Kind
    status: Status
    reason: str | None = None
    url: str | None = None
    poster_url: str | None = None
    preview_url: str | None = None
    width: int | None = None
    height: int | None = None
    colour: str | None = None
    duration_ms: int | None = None
    alt: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came of decoding a picture, or of making a clip."""

    width: int
    height: int
    colour: str
    variants: tuple[Variant, ...]
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Lent:
    """A film that lies at a path of an operator's; the digest of its one variant is the stamp of the bytes there."""

    path: str
    film: Variant
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An upload whose bytes are safe, before the database knows of it."""

    id: str
    type: str
    size: int
    alt: str = ""

    @property
    def kind(self) -> Kind:
        return "clip" if self.type.startswith("video/") else "image"


def variants_of(kept: list[dict[str, Any]]) -> tuple[Variant, ...]:
    """As a file's row keeps them."""
    return tuple(Variant(**each) for each in kept)
