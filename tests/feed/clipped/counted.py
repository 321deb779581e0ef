"""A heatmap counted one by one from the moments, in plain Python: what the stored one must equal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fandom.core.horizon import Horizon, Position
from fandom.infra.db import db
from fandom.posts.models import Moment

HUNDRED = 100


@dataclass(frozen=True)
class Told:
    """What of a moment counts."""

    author_id: str
    start_ms: int
    end_ms: int
    reveals_at: Position | None


def told(show_id: str, episode: tuple[int, int]) -> list[Told]:
    m = Moment
    here = (m.show_id == show_id, m.season == episode[0], m.number == episode[1])
    rows = db.session.execute(select(m).where(*here, m.state == "published", m.start_ms.is_not(None))).scalars()
    return [Told(row.author_id, row.start_ms, row.end_ms, _reveal(row)) for row in rows]


def counted(moments: Iterable[Told], episode: tuple[int, int], length_ms: int, horizon: Horizon) -> list[int | None]:
    """Bins that the horizon reaches with all they have; in them, fans one of whose moments is open by then."""
    fans: dict[int, set[str]] = defaultdict(set)
    for each in moments:
        if horizon.reaches(_rounded(each.reveals_at, episode, length_ms)):
            for n in _touched(each, length_ms):
                fans[n].add(each.author_id)
    return [_told(len(fans[n])) if horizon.reaches(_end(n, episode, length_ms)) else None for n in range(HUNDRED)]


def _touched(each: Told, length_ms: int) -> list[int]:
    """Bins of which any instant lies in [start, end)."""
    inside = range(HUNDRED)
    return [
        n for n in inside if each.start_ms * HUNDRED < (n + 1) * length_ms and each.end_ms * HUNDRED > n * length_ms
    ]


def _end(n: int, episode: tuple[int, int], length_ms: int) -> Position:
    return Position(*episode, -(-(n + 1) * length_ms // HUNDRED))


def _rounded(reveals: Position | None, episode: tuple[int, int], length_ms: int) -> Position | None:
    """Up to the end of a bin, where it lies in this episode."""
    if reveals is None or (reveals.season, reveals.number) != episode or reveals.ms > length_ms:
        return reveals
    step = -(-reveals.ms * HUNDRED // length_ms)
    return Position(*episode, -(-step * length_ms // HUNDRED))


def _told(fans: int) -> int:
    return fans if fans >= 5 else 0


def _reveal(row: Any) -> Position | None:
    return None if row.reveal_season is None else Position(row.reveal_season, row.reveal_number, row.reveal_ms)
