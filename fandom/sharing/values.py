"""What sharing reads give, and what pictures are drawn from."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

WIDTH, HEIGHT = 1200, 630
# Rises when the same card is painted in another way.
EDITION = 1


@dataclass(frozen=True, slots=True)
class Card:
    """All that a picture is painted from, in no language. `picture` is a key in the store, whose bytes never change.

    Sealed, it has nothing but the show, `where` (an episode) and `by` (a handle).
    """

    show: str
    hue: int
    where: str = ""
    by: str = ""
    words: str = ""
    picture: str | None = None
    sealed: bool = False

    @property
    def etag(self) -> str:
        """Of what is painted, and nothing else."""
        return hashlib.sha256(f"{EDITION} {self!r}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a sitemap."""

    path: str
    changed: datetime | None
