"""Which fans have a share in which bin of an episode, from the moments that there are: one statement for all who count.

A moment [start, end) lies in every bin that it touches. It counts for whom it is open: from where it opens, rounded up
to the end of a bin, so that the numbers of an episode change in a hundred steps and not with every second. A fan with
several moments in a bin counts from where the first of them opens; one that opens on another line of the story, as a
special does, only says so where they have no other.
"""

from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, case, cast, func, literal, select, true

from fandom.core.horizon import Position
from fandom.feed.clipped.values import BINS, Episode, comparable
from fandom.posts.placed import placed

LAST = BINS - 1
NOTHING = literal(0, BigInteger)
# The length of the episode, where it begins as a key, and which keys lie on one line with it.
LONG, BEGINS, LOW, HIGH = (bindparam(name, type_=BigInteger) for name in ("long", "begins", "low", "high"))


@cache
def shares(*, of_one: bool = False) -> Select[Any]:
    """Rows of (bin, account_id, opens_key), one for each fan in each bin; or of one fan alone. Takes `values`."""
    span = placed().subquery("spans")
    s = span.c
    start, end = cast(s.start_ms, BigInteger) * BINS // LONG, _up(cast(s.end_ms, BigInteger) * BINS, LONG) - 1
    series = func.generate_series(start, func.least(LAST, end)).table_valued("bin").render_derived(name="touched")
    touched = series.c.bin
    here = [s.show_id == bindparam("show"), s.season == bindparam("season"), s.number == bindparam("number")]
    mine = [s.author_id == bindparam("account")] if of_one else []
    opens = _opens(s.reveal_key, touched)
    each = select(touched, s.author_id, opens.label("opens")).select_from(span.join(series, true()))
    found = each.where(*here, *mine).subquery("found").c
    near = func.min(found.opens).filter((found.opens == 0) | found.opens.between(LOW, HIGH))
    first = func.coalesce(near, func.min(found.opens)).label("opens_key")
    return select(found.bin, found.author_id.label("account_id"), first).group_by(found.bin, found.author_id)


def values(show_id: str, episode: Episode, length_ms: int, account_id: str | None = None) -> dict[str, Any]:
    """What `shares` asks; `account_id` where it is of one."""
    season, number = episode
    low, high = comparable(episode)
    line = {"long": length_ms, "begins": Position(season, number, 0).key, "low": low, "high": high}
    return {"show": show_id, "season": season, "number": number, **line} | (
        {"account": account_id} if account_id else {}
    )


def _opens(key: Any, touched: Any) -> ColumnElement[int]:
    """0 for what is open to all who have seen the bin."""
    steps = _up((key - BEGINS) * BINS, LONG)
    inside = key.between(BEGINS, BEGINS + LONG)
    before = and_(key < BEGINS, key >= LOW)
    return case(
        (key.is_(None) | before, NOTHING),
        (inside & (steps <= touched + 1), NOTHING),
        (inside, BEGINS + _up(steps * LONG, literal(BINS, BigInteger))),
        else_=key,
    )


def _up(whole: ColumnElement[int], parts: ColumnElement[int]) -> ColumnElement[int]:
    """The quotient, rounded up."""
    return (whole + parts - 1) // parts
