"""Where each kind of thing that is reacted to keeps its counts, and the rows that they count."""

from dataclasses import dataclass, field
from typing import Any
from typing import cast as cast_type

from sqlalchemy import ARRAY, ColumnElement, Integer, Table, Text, bindparam, case, cast, delete, func, literal, update
from sqlalchemy.dialects.postgresql import JSONB, array, insert

from fandom.infra.model import Model
from fandom.posts.models import Comment, CommentReaction, Moment, Reaction


@dataclass(frozen=True, slots=True)
class Tally:
    """`column` is the one of `rows` that names what is reacted to.

    Plain statements, which cost less than those of the ORM: `add` takes a row, `take` takes `on`, `account` and
    `which`, `count` takes `on`, `emoji` and `by`, and locks what is counted until the commit.
    """

    counted: type[Model]
    rows: type[Model]
    column: str
    add: Any = field(init=False)
    take: Any = field(init=False)
    count: Any = field(init=False)

    def __post_init__(self) -> None:
        rows = table_of(self.rows)
        object.__setattr__(self, "add", insert(rows).on_conflict_do_nothing().returning(rows.c.emoji))
        object.__setattr__(self, "take", _take(rows, self.on))
        object.__setattr__(self, "count", _count(table_of(self.counted)))

    @property
    def on(self) -> ColumnElement[str]:
        return table_of(self.rows).c[self.column]


def table_of(model: type[Model]) -> Table:
    return cast_type("Table", model.__table__)


def _take(rows: Table, on: ColumnElement[str]) -> Any:
    which = (on == bindparam("on"), rows.c.account_id == bindparam("account"), rows.c.emoji == bindparam("which"))
    return delete(rows).where(*which).returning(rows.c.emoji)


def _count(counted: Table) -> Any:
    """What has no reactions left has no number; what was deleted is not counted any more."""
    emoji, by, now = bindparam("emoji", type_=Text), bindparam("by", type_=Integer), counted.c.reactions
    left = func.coalesce(cast(now[emoji].astext, Integer), literal(0)) + by
    one_more = func.jsonb_set(now, cast(array([emoji]), ARRAY(Text)), func.to_jsonb(left))
    counts = case((left > 0, one_more), else_=now.op("-", return_type=JSONB())(emoji))
    there = (counted.c.id == bindparam("on"), counted.c.state != "deleted")
    changed = update(counted).where(*there).values(reactions=counts, reaction_count=counted.c.reaction_count + by)
    return changed.returning(counted.c.reactions, counted.c.reaction_count)


MOMENTS = Tally(Moment, Reaction, "moment_id")
COMMENTS = Tally(Comment, CommentReaction, "comment_id")
