"""What somebody wrote, checked and rendered, with those it names."""

from collections.abc import Collection
from dataclasses import dataclass

from fandom.accounts.relations.queries import blocked_between
from fandom.core.text import prose, render
from fandom.posts import queries


@dataclass(frozen=True, slots=True)
class Written:
    """`mentions` are ids of accounts."""

    text: str
    html: str
    tags: tuple[str, ...]
    mentions: frozenset[str]


def written(text: str, max_len: int, field: str, author_id: str | None = None) -> Written:
    """Refuses with Invalid under `field`. Who has blocked the author, or is blocked by them, cannot be named."""
    plain = prose(text, max_len, field)
    named: dict[str, str] = {}

    def resolve(handles: frozenset[str]) -> Collection[str]:
        found = queries.accounts_named(handles)
        apart = blocked_between(author_id, found.values()) if author_id else ()
        named.update({handle: each for handle, each in found.items() if each not in apart})
        return named.keys()

    shown = render(plain, resolve)
    return Written(plain, shown.html, shown.tags, frozenset(named[handle] for handle in shown.mentions))


def mentions_in(text: str) -> frozenset[str]:
    """Whom a text that was written before names now."""
    return written(text, len(text) + 1, "text").mentions if text else frozenset()


def tags_in(text: str) -> tuple[str, ...]:
    return render(text, lambda _: ()).tags
