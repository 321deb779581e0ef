"""The newest matches that are open to a viewer, ranked by their own words.

What is open is decided inside the statements, before anything is counted or cut off. Words that few hold are found by
their index. Words that many hold are looked for from the newest backwards, window by window, and in what is sealed they
are not looked for at all: however often they stand there, it takes no longer. See ADR 17.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, false, literal, select, text
from sqlalchemy.dialects.postgresql import TEXT

from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.search.gates import asking, comment_open, comment_shown, moment_open, moment_shown, with_horizons
from fandom.posts.search.matching import Question, about_how_many
from fandom.posts.search.models import CommentWords, MomentWords

# Ranked at most.
MOST = 1_000
# Held by more, words are common.
COMMON = 15_000
# How many are looked through at once, the newest first: with common words no more than these.
WINDOWS = (5_000, 20_000, 75_000)

moments = MomentWords.__table__
comments = CommentWords.__table__
above = MomentWords.__table__.alias("above")


class Candidate(NamedTuple):
    """Sorted by rank, then by age."""

    rank: float
    id: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """`shown` asks about `words` alone; `joined` is `words` with all that `opens` asks about. `id` names its column."""

    words: FromClause
    id: str
    shown: Callable[[Viewer, FromClause], ColumnElement[bool]]
    opens: Callable[[Viewer, FromClause], ColumnElement[bool]]
    joined: Callable[[FromClause], Any]


def _moment_opens(viewer: Viewer, words: FromClause) -> ColumnElement[bool]:
    return moment_open(viewer, words)


def _comment_opens(viewer: Viewer, words: FromClause) -> ColumnElement[bool]:
    return and_(comment_open(viewer, words, above), moment_shown(viewer, above))


MOMENTS = Corpus(moments, "moment_id", moment_shown, _moment_opens, lambda words: with_horizons(words, words))
COMMENTS = Corpus(
    comments,
    "comment_id",
    comment_shown,
    _comment_opens,
    lambda words: with_horizons(words, words.join(above, above.c.moment_id == words.c.moment_id)),
)


def candidates(viewer: Viewer, corpus: Corpus, question: Question, begun: str) -> list[Candidate]:
    """The best first, of those that are older than `begun`."""
    if question.hopeless:
        return []
    # A plan for any words would work the question out again for every row.
    db.session.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
    values = asking(viewer)
    words = corpus.words
    held = select(literal(1)).select_from(words).where(*question.matches(words), *question.placed(words))
    if about_how_many(held, values) <= COMMON:
        found = _ranked(corpus, _by_index(viewer, corpus, question, begun), question, values)
    else:
        found = _from_the_newest(viewer, corpus, question, begun, values)
    return sorted(found, reverse=True)


def _by_index(viewer: Viewer, corpus: Corpus, question: Question, begun: str) -> Select[Any]:
    words = corpus.words
    here = (words.c[corpus.id] < begun, *question.matches(words), *question.placed(words), corpus.shown(viewer, words))
    # Without the words themselves: there may be thousands, and only the newest are ranked.
    keys = [column for column in words.c if column.name != "words"]
    held: Any = select(*keys).where(*here).cte("held").prefix_with("MATERIALIZED", dialect="postgresql")
    return _newest(corpus, held, corpus.opens(viewer, held), MOST)


def _from_the_newest(
    viewer: Viewer, corpus: Corpus, question: Question, begun: str, values: dict[str, Any]
) -> list[Candidate]:
    words, key = corpus.words, corpus.words.c[corpus.id]
    # The order of the conditions is what makes time tell nothing.
    opens = and_(corpus.opens(viewer, words), corpus.shown(viewer, words))
    matches = case((opens, and_(*question.matches(words))), else_=false())
    found: list[Candidate] = []
    end: str | None = begun
    for many in WINDOWS:
        if end is None or len(found) >= MOST:
            break
        start = _start(corpus, question, end, many)
        here = and_(key < end, key >= (start or ""), *question.placed(words))
        newest = _newest(corpus, words, and_(here, matches), MOST - len(found))
        found += _ranked(corpus, newest, question, values)
        end = start
    return found


def _start(corpus: Corpus, question: Question, end: str, many: int) -> str | None:
    """Where a window before `end` begins; None where there is no further one."""
    key = corpus.words.c[corpus.id]
    older = select(key).where(key < end, *question.placed(corpus.words)).order_by(key.desc())
    return db.session.scalar(older.offset(many - 1).limit(1))


def _newest(corpus: Corpus, words: FromClause, condition: ColumnElement[bool], limit: int) -> Select[Any]:
    key = words.c[corpus.id]
    # Not in the order of an index: to keep that, each row would be joined by itself, at ten times the cost.
    newest = (key + literal("", TEXT)).desc()
    return select(key.label("id")).select_from(corpus.joined(words)).where(condition).order_by(newest).limit(limit)


def _ranked(corpus: Corpus, newest: Select[Any], question: Question, values: dict[str, Any]) -> list[Candidate]:
    found, words = newest.subquery("newest"), corpus.words
    ranked = select(question.rank(words), found.c.id).join(words, words.c[corpus.id] == found.c.id)
    return [Candidate(float(rank), each) for rank, each in db.session.execute(ranked, values)]


def after(found: list[Candidate], last: Candidate | None) -> list[Candidate]:
    return [each for each in found if last is None or each < last]
