"""Whether an episode is watched here, for statements about what is said of it: the same for everybody who looks."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, exists, func, literal_column

from fandom.clips.models import FilmSource
from fandom.clips.playing.models import Film

# Written out: in prepared SQL every bound value has a name.
READY: ColumnElement[str] = literal_column("'ready'", Text)
FANS: ColumnElement[str] = literal_column("'fans'", Text)
NOBODY: ColumnElement[str] = literal_column("'nobody'", Text)
WATCHING: ColumnElement[str] = literal_column("'watching'", Text)

f = Film.__table__.c
o = FilmSource.__table__.c


def watched_here(place: tuple[Any, Any, Any], rights: Any) -> ColumnElement[bool]:
    """`place` are columns of show, season and number, `rights` that of the show. True too where fans alone may watch:
    whoever has not signed in is asked to.
    """
    show_id, season, number = place
    here = and_(f.show_id == show_id, f.season == season, f.number == number)
    same = and_(o.show_id == f.show_id, o.season == f.season, o.number == f.number)
    # The same bytes lie there as when it was made a file, as far as anybody knows.
    stands = and_(same, o.status == READY, o.stamp == f.stamp)
    there = exists().where(here, stands).correlate_except(Film.__table__, FilmSource.__table__)
    return and_(there, func.coalesce(func.jsonb_extract_path_text(rights, WATCHING), FANS) != NOBODY)
