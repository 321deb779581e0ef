"""What somebody wrote, checked and rendered, with those it names."""

from collections.abc import Collection
from dataclasses import dataclass

from fandom.core.text import prose, render
from fandom.posts import queries


@dataclass(frozen=True, slots=True)
class Written:
    """`mentions` are ids of accounts."""

    text: str
    html: str
    tags: tuple[str, ...]
    mentions: frozenset[str]


def written(text: str, max_len: int, field: str) -> Written:
    """Refuses with Invalid under `field`."""
    plain = prose(text, max_len, field)
    named: dict[str, str] = {}

    def resolve(handles: frozenset[str]) -> Collection[str]:
        named.update(queries.accounts_named(handles))
        return named.keys()

    shown = render(plain, resolve)
    return Written(plain, shown.html, shown.tags, frozenset(named[handle] for handle in shown.mentions))


def mentions_in(text: str) -> frozenset[str]:
    """Whom a text that was written before names now."""
    return written(text, len(text) + 1, "text").mentions if text else frozenset()


def tags_in(text: str) -> tuple[str, ...]:
    return render(text, lambda _: ()).tags
