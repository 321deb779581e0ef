"""What of the words that are kept is open to a viewer, and not hidden from them: conditions inside the statement."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, cast, func, not_, or_, true
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, TSQUERY

from fandom.core.viewer import Viewer
from fandom.posts.reveals.queries import no_further, revealed
from fandom.shows.models import Show
from fandom.shows.reached import SAID, opened, saying

SHOWS = Show.__table__
ME: Any = bindparam("me", type_=TEXT)


def with_horizons(words: FromClause, joined: FromClause) -> Any:
    """`joined` with what the conditions below ask about the show of `words`."""
    there = joined.join(SHOWS, SHOWS.c.id == words.c.show_id)
    return there.outerjoin(SAID, SAID.c.show_id == words.c.show_id)


def asking(viewer: Viewer) -> dict[str, Any]:
    """The values of `with_horizons` and of the conditions."""
    return {"me": viewer.account_id or "", **saying(viewer)}


def moment_open(viewer: Viewer, moment: FromClause) -> ColumnElement[bool]:
    w = moment.c
    return or_(opened(viewer, SHOWS, w.reveal_key, w.author_id), revealed(w.moment_id, viewer))


def comment_open(viewer: Viewer, comment: FromClause, moment: FromClause) -> ColumnElement[bool]:
    """The moment must be, too; one that was revealed opens what reveals no more than it does."""
    w, above = comment.c, moment.c
    below = and_(revealed(w.moment_id, viewer), no_further(w.reveal_key, above.reveal_key))
    return and_(moment_open(viewer, moment), or_(opened(viewer, SHOWS, w.reveal_key, w.author_id), below))


def moment_shown(viewer: Viewer, moment: FromClause) -> ColumnElement[bool]:
    """Not by somebody hidden, nor in a hidden show, nor with a hidden tag; one's own always are."""
    w, hidden = moment.c, viewer.hidden
    conditions = [
        comment_shown(viewer, moment),
        w.show_id != func.all(_ids(hidden.shows)) if hidden.shows else true(),
        not_(w.words.bool_op("@@")(tagged(hidden.tags))) if hidden.tags else true(),
    ]
    return or_(w.author_id == ME, and_(*conditions))


def comment_shown(viewer: Viewer, comment: FromClause) -> ColumnElement[bool]:
    """Not by somebody hidden. Its show and tags are those of its moment, which must be shown, too."""
    w, hidden = comment.c, viewer.hidden
    return or_(w.author_id == ME, w.author_id != func.all(_ids(hidden.accounts))) if hidden.accounts else true()


def tagged(tags: Any) -> ColumnElement[Any]:
    """A question for any of these tags."""
    return cast(" | ".join(f"'#{each}'" for each in sorted(tags)), TSQUERY)


def _ids(ids: frozenset[str]) -> Any:
    return cast(sorted(ids), ARRAY(TEXT))
