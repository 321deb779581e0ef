"""Which kept words answer a question, as conditions; and about how many do."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, cast, func, literal, literal_column, not_, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from fandom.core.viewer import Viewer
from fandom.infra.db import db
from fandom.posts.queries import accounts_named
from fandom.posts.search.asking import Asked, Terms
from fandom.posts.search.gates import tagged
from fandom.posts.tags.queries import meaning
from fandom.shows.models import Show

_SIMPLE: Any = literal_column("'pg_catalog.simple'::regconfig")
s = Show.__table__.c


@dataclass(frozen=True, slots=True)
class Question:
    """`words` is what to look for in words, None where only a place or an author is named; ids, not names."""

    words: ColumnElement[Any] | None
    not_words: ColumnElement[Any] | None
    shows: tuple[str, ...]
    authors: tuple[str, ...]
    not_shows: tuple[str, ...]
    not_authors: tuple[str, ...]
    hopeless: bool

    def matches(self, words: FromClause) -> list[ColumnElement[bool]]:
        """What is said. `words` has them."""
        found: list[ColumnElement[bool]] = []
        if self.words is not None:
            found += [words.c.words.bool_op("@@")(self.words)]
        if self.not_words is not None:
            found += [not_(words.c.words.bool_op("@@")(self.not_words))]
        return found

    def placed(self, words: FromClause) -> list[ColumnElement[bool]]:
        """By whom, and in which shows: nothing of what is said."""
        w = words.c
        conditions = [
            (self.shows, w.show_id == func.any(_ids(self.shows))),
            (self.authors, w.author_id == func.any(_ids(self.authors))),
            (self.not_shows, w.show_id != func.all(_ids(self.not_shows))),
            (self.not_authors, w.author_id != func.all(_ids(self.not_authors))),
        ]
        return [condition for asked, condition in conditions if asked]

    def rank(self, words: FromClause) -> ColumnElement[float]:
        """By the words of the thing itself and of nothing else; 0 where none were asked for."""
        return func.ts_rank_cd(words.c.words, self.words, 1) if self.words is not None else literal(0.0)


def question(viewer: Viewer, asked: Asked) -> Question:
    """Who or what is named but not there makes it hopeless: nothing is found then."""
    shows, authors = _shows(asked.wanted.shows), _authors(viewer, asked.wanted.handles)
    return Question(
        _all(viewer, asked.wanted),
        _any(viewer, asked.unwanted),
        shows,
        authors,
        _shows(asked.unwanted.shows),
        _authors(viewer, asked.unwanted.handles),
        hopeless=bool((asked.wanted.shows and not shows) or (asked.wanted.handles and not authors)),
    )


def about_how_many(statement: Select[Any], values: dict[str, Any]) -> int:
    """As PostgreSQL estimates by its statistics, without looking."""
    connection = db.session.connection()
    compiled = statement.compile(dialect=connection.dialect)
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}", {**compiled.params, **values})
    return int(plan.scalar_one()[0]["Plan"]["Plan Rows"])


def _all(viewer: Viewer, terms: Terms) -> ColumnElement[Any] | None:
    return _joined(func.tsquery_and, _questions(viewer, terms))


def _any(viewer: Viewer, terms: Terms) -> ColumnElement[Any] | None:
    return _joined(func.tsquery_or, _questions(viewer, terms))


def _questions(viewer: Viewer, terms: Terms) -> list[ColumnElement[Any]]:
    spoken = [func.phraseto_tsquery(_SIMPLE, func.search_folded(literal(each, TEXT))) for each in terms.words]
    return [*spoken, *(tagged(_meant(viewer, each)) for each in terms.tags)]


def _joined(by: Any, questions: list[ColumnElement[Any]]) -> ColumnElement[Any] | None:
    return reduce(by, questions) if questions else None


def _meant(viewer: Viewer, tag: str) -> Iterable[str]:
    """All that mean the same to this viewer."""
    found = meaning(viewer, tag)
    return found.names if found else (tag,)


def _shows(slugs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(db.session.scalars(select(s.id).where(s.slug.in_(slugs)))) if slugs else ()


def _authors(viewer: Viewer, handles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in accounts_named(handles).values() if each not in viewer.hidden.blocked)


def _ids(ids: tuple[str, ...]) -> Any:
    return cast(list(ids), ARRAY(TEXT))
