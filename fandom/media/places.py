"""Where the bytes of a file lie: kept by the house, or lent to it by an operator; and who sends them from there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from fandom.config import Settings
from fandom.infra import storage
from fandom.infra.storage import Reading
from fandom.infra.storage.lent import Lent as Bytes
from fandom.media.models import File
from fandom.media.values import FILM, Variant


class Place(Protocol):
    """Raises `storage.Missing` where the bytes are not there, or are others."""

    def check(self) -> None:
        """Before anything is said of them."""

    def read(self, start: int, length: int) -> Reading:
        """These of them."""

    def handed(self, settings: Settings) -> dict[str, str]:
        """Headers that have the web server before us send the file; none where it cannot."""


@dataclass(frozen=True, slots=True)
class Kept:
    """In the store, under this key. What is not there any more is noticed when it is read."""

    key: str

    def check(self) -> None:
        """A store may be far away."""

    def read(self, start: int, length: int) -> Reading:
        return storage.store().read(self.key, start, length)

    def handed(self, settings: Settings) -> dict[str, str]:
        path = storage.store().path(self.key)
        header, _, location = settings.accelerator.partition(":")
        if not header or path is None:
            return {}
        return {header: f"{location.rstrip('/')}/{self.key}" if location else str(path)}


@dataclass(frozen=True, slots=True)
class Lent:
    """At a path of an operator's, as long as it is the same file."""

    path: Path
    stamp: str

    def check(self) -> None:
        Bytes(self.path, self.stamp).check()

    def read(self, start: int, length: int) -> Reading:
        return Bytes(self.path, self.stamp).read(start, length)

    def handed(self, settings: Settings) -> dict[str, str]:
        """Only for folders that were named to the web server too."""
        header, _, ours = settings.accelerator.partition(":")
        for folder, location in settings.accelerated if header else ():
            if self.path.is_relative_to(folder):
                within = f"{location.rstrip('/')}/{self.path.relative_to(folder)}"
                return {header: quote(within if ours else str(self.path))}
        return {}


def place_of(file: File, variant: Variant) -> Place:
    if file.path is not None and variant.name.startswith(FILM):
        return Lent(Path(file.path), variant.digest)
    return Kept(storage.folder_of(file.id) + variant.name)
