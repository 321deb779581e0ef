"""Who is looking: the value that every door and read takes."""

from dataclasses import dataclass, field
from datetime import datetime

SCOPES = frozenset({"read", "write", "moderate"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a viewer is not to be shown: ids of accounts (muted, or blocked in either direction) and of shows; tags and
    words in their folded form.

    `blocked` are those of `accounts` with a block in either direction: for each other they are not there at all, while
    who is only muted can still be visited. `until`: when the first of the mutes is over.
    """

    accounts: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    until: datetime | None = field(default=None, compare=False)

    def __bool__(self) -> bool:
        return bool(self.accounts or self.shows or self.tags or self.words)


NOTHING_HIDDEN = Hidden()


@dataclass(frozen=True, slots=True)
class Viewer:
    """`scopes` is None for a browser session, which may do all that its account may.

    `revealed` are the moments that a visitor wanted to be shown anyway, as infra/visitors.py marks them; those of fans
    are in the database.
    """

    account_id: str | None = None
    handle: str | None = None
    is_admin: bool = False
    moderates_all: bool = False
    moderates: frozenset[str] = frozenset()
    session_id: str | None = None
    token_id: str | None = None
    scopes: frozenset[str] | None = None
    hidden: Hidden = field(default=NOTHING_HIDDEN, compare=False)
    revealed: frozenset[str] = frozenset()

    @property
    def signed_in(self) -> bool:
        return self.account_id is not None

    @property
    def is_moderator(self) -> bool:
        return self.is_admin or self.moderates_all or bool(self.moderates)

    def moderates_show(self, show_id: str | None) -> bool:
        return self.is_admin or self.moderates_all or (show_id is not None and show_id in self.moderates)

    def has_scope(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes


VISITOR = Viewer()
SYSTEM = Viewer(handle="system", is_admin=True)
