"""The two notes about a picture that its look depends on: which way up it is, and what its colours mean."""

import contextlib
import io

from PIL import Image, ImageCms

ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def orientation_of(notes: bytes | Image.Image) -> int:
    """A note that cannot be read is no reason to refuse the picture."""
    with contextlib.suppress(Exception):
        found = Image.Exif()
        if isinstance(notes, Image.Image):
            found = notes.getexif()
        elif notes:
            found.load(notes)
        return int(found.get(ORIENTATION, 1))
    return 1


def turned(picture: Image.Image, orientation: int) -> Image.Image:
    turn = TURNS.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """By its profile, where it has one that fits it; else what it says is taken for sRGB."""
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            meant = ImageCms.getOpenProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if found is not None:
                return found
    return picture.convert("RGB")
