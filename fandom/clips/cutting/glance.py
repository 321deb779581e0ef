"""The first frame of a clip alone, at once and in the format that is made quickest."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from fandom.clips.cutting import poster
from fandom.clips.cutting.drawing import Drawing
from fandom.clips.cutting.film import Film
from fandom.clips.cutting.frames import Shown, Span, shown


def take(path: Path, asked: Span, folder: Path) -> dict[str, Any]:
    """As `poster.written` says it, and how long the clip will be."""
    with Film(path) as film:
        first = next(shown(film, asked, Drawing(film.video).draw))
        return poster.written(first.frame, folder, poster.QUICK) | length(film, asked, first)


def length(film: Film, asked: Span, first: Shown) -> dict[str, int]:
    return {"duration_ms": round(1000 * (end(film, asked, first) - first.at))}


def end(film: Film, asked: Span, first: Shown) -> Fraction:
    """Where the clip will end, as far as the film is to be believed before it is decoded."""
    return min(asked.end, film.end) if film.end and film.end > first.at else asked.end


def span_of(start_ms: int, end_ms: int) -> Span:
    return Span(Fraction(start_ms, 1000), Fraction(end_ms, 1000))
