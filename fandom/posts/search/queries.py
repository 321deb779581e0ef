"""Pages of what was found, as this viewer may see it. Bodies come by id, and are decided upon once more."""

from collections.abc import Callable, Collection
from typing import TypeVar

import structlog

from fandom.core import clock
from fandom.core.errors import Invalid
from fandom.core.hiding import hides
from fandom.core.ids import first_id, is_id
from fandom.core.paging import Page
from fandom.core.viewer import Viewer
from fandom.posts import queries
from fandom.posts.comments.queries import comments_named
from fandom.posts.search import names
from fandom.posts.search.asking import Asked
from fandom.posts.search.candidates import COMMENTS, MOMENTS, Candidate, Corpus, after, candidates
from fandom.posts.search.matching import question
from fandom.posts.search.snippets import snippet
from fandom.posts.search.values import CommentHit, Few, MomentHit
from fandom.posts.sight import unwanted
from fandom.posts.values import Open, OpenComment

# Of each kind, where all are looked for.
FEW_MOMENTS, FEW_COMMENTS = 5, 3
# Pages are filled again where a muted word has left gaps, but not for ever.
ROUNDS = 5

log = structlog.get_logger()
T = TypeVar("T", MomentHit, CommentHit)
Read = Callable[[Viewer, Asked, Collection[str]], dict[str, T]]


def moments(viewer: Viewer, asked: Asked, limit: int, cursor: str | None = None) -> Page[MomentHit]:
    return _page(viewer, asked, MOMENTS, _moments, limit, cursor)


def comments(viewer: Viewer, asked: Asked, limit: int, cursor: str | None = None) -> Page[CommentHit]:
    return _page(viewer, asked, COMMENTS, _comments, limit, cursor)


def few(viewer: Viewer, asked: Asked) -> Few:
    return Few(
        names.few(viewer, asked),
        moments(viewer, asked, FEW_MOMENTS).items,
        comments(viewer, asked, FEW_COMMENTS).items,
    )


def _page(viewer: Viewer, asked: Asked, corpus: Corpus, read: Read[T], limit: int, cursor: str | None) -> Page[T]:
    """Whatever comes later has no place in a list that was begun before."""
    begun, last = _place(cursor) if cursor else (first_id(clock.now()), None)
    left = after(candidates(viewer, corpus, question(viewer, asked), begun), last)
    items: list[T] = []
    shown = last
    for _ in range(ROUNDS):
        now, left = left[: limit - len(items)], left[limit - len(items) :]
        found = read(viewer, asked, [each.id for each in now])
        items += [found[each.id] for each in now if each.id in found]
        shown = now[-1] if now else shown
        if len(items) >= limit or not left:
            break
    return Page(tuple(items), f"{begun}/{shown.rank!r}/{shown.id}" if left and shown else None)


def _place(cursor: str) -> tuple[str, Candidate]:
    begun, _, rest = cursor.partition("/")
    rank, _, last = rest.partition("/")
    if not (is_id(begun) and is_id(last)):
        raise Invalid(errors={"cursor": ["This is not a cursor of this list."]})
    return begun, Candidate(float(rank), last)


def _moments(viewer: Viewer, asked: Asked, ids: Collection[str]) -> dict[str, MomentHit]:
    found = _open(viewer, ids)
    return {each: MomentHit(moment, snippet(moment.caption, asked.forms)) for each, moment in found.items()}


def _comments(viewer: Viewer, asked: Asked, ids: Collection[str]) -> dict[str, CommentHit]:
    said = {each.id: each for each in comments_named(viewer, ids) if _wanted(viewer, each)}
    below = _open(viewer, {each.moment_id for each in said.values()})
    return {
        each.id: CommentHit(each, below[each.moment_id], snippet(each.body, asked.forms))
        for each in said.values()
        if isinstance(each, OpenComment) and each.moment_id in below
    }


def _open(viewer: Viewer, ids: Collection[str]) -> dict[str, Open]:
    """A sealed one can only be here by a fault of ours: nobody is shown that it was found."""
    seen = queries.moments(viewer, ids)
    for each in seen:
        if not isinstance(each, Open):
            log.error("search found what is sealed", moment=each.id)
    kept = (each for each in seen if isinstance(each, Open) and each.state == "published")
    return {each.id: each for each in kept if not unwanted(viewer, each)}


def _wanted(viewer: Viewer, comment: object) -> bool:
    if not isinstance(comment, OpenComment):
        log.error("search found a comment that is sealed")
        return False
    own = comment.author.id == viewer.account_id
    return own or not hides(viewer.hidden, author_id=comment.author.id, words_text=comment.body)
