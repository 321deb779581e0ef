"""How large a picture becomes, and which way up it is. Pure."""

Size = tuple[int, int]

# EXIF's orientations in which width and height are exchanged.
SIDEWAYS = frozenset({5, 6, 7, 8})


def fitted(size: Size, box: Size) -> Size:
    """The largest size of these proportions inside the box, never larger than it is."""
    ratio = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))


def upright(size: Size, orientation: int) -> Size:
    """Of what lies as it was taken; and the other way round."""
    return size[::-1] if orientation in SIDEWAYS else size
