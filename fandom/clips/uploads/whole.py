"""Whether a film says that there is more of it than there is, told from how its outermost parts are laid out.

Where that is not noted at all, as in what is recorded while it is sent, nothing is missing.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MATROSKA, SEGMENT = b"\x1aE\xdf\xa3", b"\x18S\x80g"
# Names of boxes that are large; what follows after the last of them may be anything.
LARGE = frozenset({b"mdat", b"moov", b"moof", b"ftyp"})
MOST = 100_000


def is_whole(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(4) == MATROSKA:
            return _segment_ends(file, size) <= size
        return all(name not in LARGE or ends <= size for name, ends in _boxes(file, size))


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    """Names of the outermost boxes of an MP4, each with where it ends."""
    at = 0
    for _ in range(MOST):
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if len(head) < 8 or length < 8:
            return
        at += length
        yield head[4:8], at
        if at >= size:
            return


def _segment_ends(file: BinaryIO, size: int) -> int:
    """After the head comes the one part that all the others are in. 0 when it does not say."""
    length = _number(file)
    # A head may say that it is longer than any file can be, and nobody can go there.
    if length is None or file.tell() + length > size:
        return 0
    file.seek(length, os.SEEK_CUR)
    if file.read(4) != SEGMENT:
        return 0
    length = _number(file)
    return 0 if length is None else file.tell() + length


def _number(file: BinaryIO) -> int | None:
    """As many further bytes as there are zeros in front; None when it stands for not known."""
    first = file.read(1)
    width = 9 - first[0].bit_length() if first else 9
    if width > 8:
        return None
    rest = file.read(width - 1)
    if len(rest) < width - 1:
        return None
    bits = 7 * width
    found: int = int.from_bytes(first + rest, "big") & ((1 << bits) - 1)
    return None if found == (1 << bits) - 1 else found
