"""Takes out of a moving picture when it was made: its encoder writes that into three of its boxes, in seconds."""

# Boxes that hold boxes, and those that begin with two times.
AROUND = frozenset({b"moov", b"trak", b"mdia"})
DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
HEAD = 8


def without_times(data: bytes) -> bytes:
    made = bytearray(data)
    _clear(made, 0, len(made))
    return bytes(made)


def _clear(data: bytearray, at: int, end: int) -> None:
    while at + HEAD <= end:
        size, name = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + HEAD])
        if size < HEAD:
            return
        if name in AROUND:
            _clear(data, at + HEAD, at + size)
        elif name in DATED:
            # The first byte is the version, three are flags; from version 1 on times have eight bytes.
            length = 16 if data[at + HEAD] else 8
            data[at + 12 : at + 12 + length] = bytes(length)
        at += size
