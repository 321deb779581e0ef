"""The curve of what is clipped most: a heatmap as geometry of an SVG, and in words for whoever does not see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import Flask
from flask_babel import gettext

from fandom.feed.clipped.queries import heatmap
from fandom.feed.clipped.values import Heatmap
from fandom.infra.login import viewer
from fandom.shows.values import EpisodeView, ShowView
from fandom.web.seasons import Choice
from fandom.web.words import clock_words

WIDE, TALL = 1000, 40
FLOOR, CEILING = 38, 3
PEAKS = 3


@dataclass(frozen=True, slots=True)
class Curve:
    """Paths in a box of `WIDE` by `TALL`: `was` is filled, `ahead` the flat line of what the viewer has not reached."""

    was: str
    ahead: str
    words: str


def curve(counted: Heatmap) -> Curve:
    """As tall as the highest bin that this viewer knows: of the others nothing can be told from it."""
    seen = [each for each in counted.bins if each is not None]
    step = WIDE / len(counted.bins)
    end = round(len(seen) * step)
    ahead = f"M{end + 4} {FLOOR}H{WIDE}" if end < WIDE else ""
    if not any(seen):
        return Curve("", ahead, _flat_words(bool(seen)))
    return Curve(_filled(seen, step, end), ahead, _words(counted, seen))


def _filled(seen: Sequence[int], step: float, end: int) -> str:
    """Through the middles of the bins, each joined to the next by a cubic that neither overshoots nor has a corner."""
    soft = _softened(seen)
    top = max(soft)
    points = [(round((n + 0.5) * step), _height(each, top)) for n, each in enumerate(soft)]
    line = [f"M0 {TALL}L0 {points[0][1]}L{points[0][0]} {points[0][1]}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (x + to_x) // 2
        line.append(f"C{middle} {y} {middle} {to_y} {to_x} {to_y}" if y != to_y else f"H{to_x}")
    return "".join(line) + f"H{end}V{TALL}z"


def _softened(seen: Sequence[int]) -> list[float]:
    """Each with a quarter of both its neighbours, as far as the viewer knows these."""
    edged = [seen[0], *seen, seen[-1]]
    return [(edged[n] + 2 * each + edged[n + 2]) / 4 for n, each in enumerate(seen)]


def _height(fans: float, top: float) -> int:
    return round(FLOOR - (FLOOR - CEILING) * fans / top)


def peaks(seen: Sequence[int]) -> list[int]:
    """Bins higher than both their sides, the highest first and the earlier of equals; a plateau is its beginning."""
    edged = [0, *seen, 0]
    rising = [n for n in range(len(seen)) if edged[n + 1] > edged[n] and _falls(edged, n + 1)]
    return sorted(rising, key=lambda n: (-seen[n], n))[:PEAKS]


def _falls(edged: Sequence[int], at: int) -> bool:
    """Whether what comes after this plateau is lower."""
    after = next((each for each in edged[at:] if each != edged[at]), 0)
    return after < edged[at]


def _words(counted: Heatmap, seen: Sequence[int]) -> str:
    first, *others = (_time(counted, n) for n in peaks(seen))
    whole = len(seen) == len(counted.bins)
    said = _one(first, whole=whole) if not others else _some(first, others, whole=whole)
    return said if whole else f"{said} {gettext('What lies ahead stays flat until you get there.')}"


def _one(first: str, *, whole: bool) -> str:
    if whole:
        return str(gettext("Most clipped: a high peak at %(time)s.", time=first))
    return str(gettext("Most clipped so far: a high peak at %(time)s.", time=first))


def _some(first: str, others: Sequence[str], *, whole: bool) -> str:
    times = gettext(" and ").join(others)
    if whole:
        return str(
            gettext("Most clipped: a high peak at %(time)s, smaller ones at %(times)s.", time=first, times=times)
        )
    return str(
        gettext("Most clipped so far: a high peak at %(time)s, smaller ones at %(times)s.", time=first, times=times)
    )


def _flat_words(begun: bool) -> str:
    if begun:
        return str(gettext("No part of this is clipped more than the rest so far."))
    return str(gettext("What is clipped most shows as you watch."))


def _time(counted: Heatmap, n: int) -> str:
    return clock_words(round((n + 0.5) * counted.duration_ms / len(counted.bins)))


def most_clipped(show: ShowView, episode: EpisodeView | Choice) -> Heatmap:
    """As far as who looks at this page has got."""
    return heatmap(viewer(), show.id, (episode.season, episode.number))


def init(app: Flask) -> None:
    app.jinja_env.filters["curve"] = curve
    app.jinja_env.globals["most_clipped"] = most_clipped
