"""An uploaded file, by what is in it: JSON, CSV, or a ZIP of them; bounded whatever it claims to be."""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, TextIO

from fandom.shows.history.values import Refused

FILE_MAX = 50_000_000
UNPACKED_MAX = 200_000_000
MEMBERS_MAX = 1000
UNREADABLE = "This is no file that can be read here. Send the JSON or ZIP of a Trakt export, or a CSV."
NO_TEXT = "The text in it is broken: JSON is UTF-8."
BOMB = "This ZIP unpacks to more than any watch history has."
BROKEN_ZIP = "This ZIP is broken, or has a password."
NOTHING_IN_IT = "There is no watch history in this ZIP: no file in it is called watched or history."
_WATCHED = re.compile(r"watch(?!list)|history|seen|tracking", re.IGNORECASE)
_LOCAL, _ENTRY = b"PK\x03\x04", b"PK\x01\x02"
# What unpacks by portions; of other ways a few bytes can become anything at once.
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OLD = "cp1252"  # what old tools on Windows write in
_STEP = 1 << 20

Opened = Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Part:
    """One file as text, to be read before the next one is asked for. `form` is json or csv."""

    name: str
    form: str
    text: TextIO


def parts(path: Path, name: str) -> Iterator[Part]:
    """Refused where it is none of these, or where reading it would do harm."""
    with path.open("rb") as file:
        packed = file.read(len(_LOCAL)) == _LOCAL
    if packed:
        yield from _unpacked(path)
    else:
        plain = partial(_plain, path)
        yield from _read(name, plain, _encoding(plain, FILE_MAX)[0])


def _plain(path: Path) -> IO[bytes]:
    return path.open("rb")


def _unpacked(path: Path) -> Iterator[Part]:
    if _entries(path) > MEMBERS_MAX:
        raise Refused(BOMB)
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = sorted((each for each in archive.infolist() if _is_history(each)), key=lambda each: each.filename)
            if not wanted:
                raise Refused(NOTHING_IN_IT)
            left = UNPACKED_MAX
            for each in wanted:
                opened = partial(archive.open, each)
                encoding, size = _encoding(opened, left)
                left -= size
                yield from _read(PurePosixPath(each.filename).name[-100:], opened, encoding)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, UnicodeDecodeError) as error:
        raise Refused(BROKEN_ZIP) from error


def _is_history(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    known = path.suffix.lower() in {".json", ".csv"} and not path.name.startswith(".") and "__MACOSX" not in path.parts
    return known and entry.compress_type in _PLAIN and _WATCHED.search(path.name) is not None


def _entries(path: Path) -> int:
    """Of its directory, before somebody reads all of it into memory."""
    found, before = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_STEP):
            found += (before + chunk).count(_ENTRY)
            before = chunk[1 - len(_ENTRY) :]
    return found


def _read(name: str, opened: Opened, encoding: str) -> Iterator[Part]:
    with opened() as file, io.TextIOWrapper(file, encoding, "replace", newline="") as text:
        head = text.read(1000).lstrip("\ufeff \t\r\n")
    form = "json" if head[:1] in ("[", "{") else "csv"
    if form == "json" and encoding == _OLD:
        raise Refused(NO_TEXT)
    with opened() as file, io.TextIOWrapper(file, encoding, "replace", newline="") as text:
        yield Part(name, form, text)


def _encoding(opened: Opened, most: int) -> tuple[str, int]:
    """UTF-8 where all of it is, else an old one; and its size, when all of it has been read, which shows it sound."""
    check = codecs.getincrementaldecoder("utf-8")()
    size, sound, wide = 0, True, False
    with opened() as file:
        while chunk := file.read(_STEP):
            wide = wide or (size == 0 and chunk.startswith(_WIDE))
            size += len(chunk)
            if size > most:
                raise Refused(BOMB)
            if b"\0" in chunk and not wide:
                raise Refused(UNREADABLE)
            sound = sound and _decodes(check, chunk)
    if wide:
        return "utf-16", size
    return "utf-8-sig" if sound and _decodes(check, b"", last=True) else _OLD, size


def _decodes(check: codecs.IncrementalDecoder, chunk: bytes, *, last: bool = False) -> bool:
    try:
        check.decode(chunk, last)
    except UnicodeDecodeError:
        return False
    return True
