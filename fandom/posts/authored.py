"""Whose moments are whose, for those who keep something beside moments: never for showing one."""

from sqlalchemy import Select, select

from fandom.posts.models import Moment

m = Moment.__table__.c


def authored(account_id: str) -> Select[tuple[str]]:
    """Ids of all that this account has made."""
    return select(m.id).where(m.author_id == account_id)


def found_by_author(account_id: str) -> Select[tuple[str]]:
    """Ids of what its author still finds: neither taken back nor erased."""
    return authored(account_id).where(m.state != "deleted")
