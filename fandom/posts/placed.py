"""Whose moments lie at which seconds, and what they give away, for those who count: never for showing one."""

from typing import Any

from sqlalchemy import Select, select

from fandom.posts.models import Moment
from fandom.posts.queries import LISTED

m = Moment.__table__.c


def placed() -> Select[Any]:
    """Published moments that are said to be at a time of an episode."""
    whose = (m.id, m.show_id, m.season, m.number, m.author_id, m.start_ms, m.end_ms, m.reveal_key)
    return select(*whose).where(m.state == LISTED, m.season.is_not(None), m.start_ms.is_not(None))
