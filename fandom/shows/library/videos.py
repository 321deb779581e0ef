"""Which video is whose: one for each episode, and none that several share."""

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from fandom.shows.library import names
from fandom.shows.library.values import Video


def own(videos: Iterable[Video]) -> tuple[Video, ...]:
    """Of several the one with the shortest name: those of trailers and samples go on.

    Of one that several episodes share nobody knows which part is whose, so that a clip could show a later one.
    """
    found = sorted(videos, key=lambda each: (len(each.path), each.path), reverse=True)
    whose = Counter(each.path for each in found)
    single = [each for each in found if whose[each.path] == 1 and not names.several(PurePosixPath(each.path).name)]
    return tuple({(each.season, each.number): each for each in single}.values())
