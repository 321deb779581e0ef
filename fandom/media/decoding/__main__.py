"""The decoding process: `python -m fandom.media.decoding PICTURE FOLDER` writes into the folder and says what."""

import json
import sys
from pathlib import Path

from fandom.infra import lifeline
from fandom.media.decoding import limits
from fandom.media.decoding.reasons import DAMAGED, TOO_HEAVY, Refused


def main(path: Path, folder: Path) -> dict[str, object]:
    from PIL import Image

    from fandom.media.decoding import encoding, raster
    from fandom.media.decoding.notes import in_srgb, turned
    from fandom.media.decoding.sizes import upright

    Image.MAX_IMAGE_PIXELS = None
    with path.open("rb") as file:
        head = file.read(12)
    if head[8:] == b"WEBP":
        from fandom.media.decoding import webp

        drawn = webp.draw(path, encoding.BOX)
    else:
        drawn = raster.draw(path, encoding.BOX)
    picture = in_srgb(turned(drawn.picture, drawn.orientation), drawn.profile)
    width, height = upright(drawn.size, drawn.orientation)
    variants = encoding.write_all(picture, folder)
    return {"width": width, "height": height, "colour": encoding.colour_of(picture), "variants": variants}


def refused(path: Path, folder: Path) -> dict[str, object]:
    try:
        return main(path, folder)
    except Refused as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": TOO_HEAVY}
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        return {"refused": DAMAGED}


if __name__ == "__main__":
    lifeline.die_with_parent()
    limits.confine()
    sys.stdout.write(json.dumps(refused(Path(sys.argv[1]), Path(sys.argv[2]))))
