"""What those below ask about fandoms: what they are called, and who has joined which."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Executable, select

from fandom.core.fandoms import Fandom
from fandom.infra.db import db
from fandom.shows.listing import LIVELY
from fandom.shows.models import Membership, Show

JOINED_MAX = 200
_FANDOM = (Show.id, Show.slug, Show.title, Show.hue)


class Named:
    def by_slug(self, slug: str) -> Fandom | None:
        found = _all(select(*_FANDOM).where(Show.slug == slug))
        return found[0] if found else None

    def by_ids(self, ids: Iterable[str]) -> Mapping[str, Fandom]:
        wanted = list(ids)
        found = _all(select(*_FANDOM).where(Show.id.in_(wanted))) if wanted else ()
        return {each.id: each for each in found}

    def joined_by(self, account_id: str) -> tuple[Fandom, ...]:
        theirs = select(*_FANDOM).join(Membership, Membership.show_id == Show.id)
        return _all(theirs.where(Membership.account_id == account_id).order_by(*LIVELY).limit(JOINED_MAX))


def _all(query: Executable) -> tuple[Fandom, ...]:
    return tuple(Fandom(*row) for row in db.session.execute(query))
