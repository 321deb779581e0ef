"""Which fans have a share in which bin of an episode, from the moments that there are: one statement for all who count.

A moment [start, end) lies in every bin that it touches. It counts for whom it is open: from where it opens, rounded up
to the end of a bin, so that the numbers of an episode change in a hundred steps and not with every second. A fan with
several moments in a bin counts from where the first of them opens; one that opens on another line of the story, as a
special does, only says so where they have no other.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, func, literal, select, true

from fandom.core.horizon import Position
from fandom.feed.clipped.values import BINS, Episode, comparable
from fandom.posts.placed import placed

LAST = BINS - 1
NOTHING = literal(0, BigInteger)


def shares(show_id: str, episode: Episode, length_ms: int, account_id: str | None = None) -> Select[Any]:
    """Rows of (bin, account_id, opens_key), one for each fan in each bin; of one fan, where one is named."""
    span = placed().subquery("spans")
    s = span.c
    long = literal(length_ms, BigInteger)
    start, end = cast(s.start_ms, BigInteger) * BINS // long, _up(cast(s.end_ms, BigInteger) * BINS, long) - 1
    series = func.generate_series(start, func.least(LAST, end)).table_valued("bin").render_derived(name="touched")
    touched = series.c.bin
    here = [s.show_id == show_id, s.season == episode[0], s.number == episode[1]]
    mine = [s.author_id == account_id] if account_id else []
    opens = _opens(s.reveal_key, touched, episode, long)
    each = select(touched, s.author_id, opens.label("opens")).select_from(span.join(series, true()))
    found = each.where(*here, *mine).subquery("found").c
    low, high = comparable(episode)
    near = func.min(found.opens).filter((found.opens == 0) | found.opens.between(low, high))
    first = func.coalesce(near, func.min(found.opens)).label("opens_key")
    return select(found.bin, found.author_id.label("account_id"), first).group_by(found.bin, found.author_id)


def _opens(key: Any, touched: Any, episode: Episode, long: ColumnElement[int]) -> ColumnElement[int]:
    """0 for what is open to all who have seen the bin."""
    begins = literal(Position(*episode, 0).key, BigInteger)
    steps = _up((key - begins) * BINS, long)
    inside = key.between(begins, begins + long)
    before = and_(key < begins, key >= comparable(episode)[0])
    return case(
        (key.is_(None) | before, NOTHING),
        (inside & (steps <= touched + 1), NOTHING),
        (inside, begins + _up(steps * long, literal(BINS, BigInteger))),
        else_=key,
    )


def _up(whole: ColumnElement[int], parts: ColumnElement[int]) -> ColumnElement[int]:
    """The quotient, rounded up."""
    return (whole + parts - 1) // parts
