"""Files below one folder: listed, opened, and never one outside of it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fandom.shows.library.values import Skipped

OUTSIDE = "It leads out of the folder."
TWICE = "It is a link to a folder that is looked through anyway."
NO_FILE = "This is no plain file."
TOO_LARGE = "It is too large for what it should be."
UNREADABLE = "It cannot be read: {why}."
TOO_DEEP = "Folders are nested deeper here than any library."
MAX_DEPTH = 12
# Folders that programs and systems keep for themselves, and those of trailers and other extras.
_KEPT_APART = """
    @eadir lost+found $recycle.bin #recycle extrafanart extrathumbs metadata backdrops theme-music trailers samples
    sample extras featurettes
"""
PASSED_OVER = frozenset(_KEPT_APART.split()) | {"behind the scenes", "deleted scenes", "system volume information"}


class Unread(Exception):
    """Why a file cannot be had, as a sentence."""


@dataclass(slots=True)
class Folder:
    """One folder's own files by name, and the names of those in it; `path` is relative, "" for the top."""

    path: str
    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def below(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name


@dataclass(frozen=True, slots=True)
class Library:
    """`root` is absolute and resolved."""

    root: Path

    @classmethod
    def at(cls, path: str | Path) -> "Library":
        return cls(Path(path).resolve())

    def folder(self, path: str) -> Folder:
        """Sorted, so that every run goes the same way. What cannot be listed is said in `skipped`."""
        found = Folder(path)
        try:
            entries = sorted(os.scandir(self.root / path), key=lambda each: each.name)
        except OSError as error:
            found.skipped.append(Skipped(path or ".", UNREADABLE.format(why=error.strerror)))
            return found
        for entry in entries:
            self._sort(entry, found)
        return found

    def walk(self, path: str, depth: int = 0) -> Iterator[Folder]:
        """A folder and those below it."""
        found = self.folder(path)
        if depth >= MAX_DEPTH and found.folders:
            found.skipped.append(Skipped(path, TOO_DEEP))
            found.folders.clear()
        yield found
        for name in found.folders:
            yield from self.walk(found.below(name), depth + 1)

    def read(self, path: str, most: int) -> bytes:
        """The bytes of a file of at most `most`, or Unread. A pipe or a device is not waited for."""
        real = self._inside(path)
        try:
            handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        except OSError as error:
            raise Unread(UNREADABLE.format(why=error.strerror)) from error
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unread(NO_FILE)
            try:
                content = file.read(most + 1)
            except OSError as error:
                raise Unread(UNREADABLE.format(why=error.strerror)) from error
        if len(content) > most:
            raise Unread(TOO_LARGE)
        return content

    def absolute(self, path: str) -> str:
        """Where it truly lies, or Unread: what is kept of it must not become a way out when a link is moved later."""
        return str(self._inside(path))

    def _inside(self, path: str) -> Path:
        try:
            real = (self.root / path).resolve(strict=True)
        except (OSError, RuntimeError) as error:
            why = getattr(error, "strerror", None) or "a link that leads to itself"
            raise Unread(UNREADABLE.format(why=why)) from error
        if not real.is_relative_to(self.root):
            raise Unread(OUTSIDE)
        return real

    def _sort(self, entry: "os.DirEntry[str]", found: Folder) -> None:
        if entry.name.startswith(".") or not _said_as_text(entry.name):
            return
        if entry.is_symlink() and (why := self._refused(found.below(entry.name), entry)):
            found.skipped.append(Skipped(found.below(entry.name), why))
        elif not entry.is_dir():
            found.files.append(entry.name)
        elif entry.name.lower() not in PASSED_OVER:
            found.folders.append(entry.name)

    def _refused(self, path: str, entry: "os.DirEntry[str]") -> str | None:
        try:
            self._inside(path)
        except Unread as error:
            return str(error)
        return TWICE if entry.is_dir() else None


def _said_as_text(name: str) -> bool:
    """Names that are no UTF-8 cannot be kept in a report, nor asked for again."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return "\n" not in name
