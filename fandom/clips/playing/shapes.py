"""Films as the contract writes them. Pure."""

from dataclasses import asdict
from typing import Any

from fandom.clips.playing.values import Film


def film_json(film: Film, origin: str = "") -> dict[str, Any]:
    found = asdict(film)
    named = [found, *found["subtitles"], *filter(None, [found["sprite"]])]
    for each in named:
        each["url"] = origin + each["url"]
    return found | {"subtitles": list(found["subtitles"]), "cuts_ms": list(film.cuts_ms)}
