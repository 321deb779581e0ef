"""Ending sessions and tokens, so that neither a replayed cookie nor an open socket goes on."""

from datetime import timedelta

from sqlalchemy import delete, insert, update

from fandom.accounts.events import SessionEnded, SessionsEnded, TokenEnded
from fandom.accounts.models import Account, Ending, Session, Token
from fandom.core import clock
from fandom.infra.db import db, record

KEPT_FOR = timedelta(days=1)


def end_session(*, session: Session, reason: str = "signed_out") -> None:
    session.ended_at = clock.now()
    _note([("session", session.id)], reason)
    record(SessionEnded(session.id, session.account_id, reason))


def end_token(*, token: Token, reason: str = "revoked") -> None:
    token.ended_at = clock.now()
    _note([("token", token.id)], reason)
    record(TokenEnded(token.id, token.account_id, reason))


def end_all(*, account: Account, reason: str) -> None:
    """Every session and token. The epoch ends those too that are being opened at this moment."""
    _end_but(account, reason, None)
    record(SessionsEnded(account.id, reason))


def end_others(*, account: Account, reason: str, keep: str | None) -> None:
    """All but the session `keep`, which goes on in the new epoch."""
    for kind, ref in _end_but(account, reason, keep):
        record(SessionEnded(ref, account.id, reason) if kind == "session" else TokenEnded(ref, account.id, reason))


def forget_old() -> None:
    """Those that every web process has long read."""
    db.session.execute(delete(Ending).where(Ending.at < clock.now() - KEPT_FOR))


def _end_but(account: Account, reason: str, keep: str | None) -> list[tuple[str, str]]:
    """Each by its own id, not by the account's: who signs in again at once must not be cut off with the old ones."""
    account.epoch += 1
    db.session.flush()
    if keep:
        db.session.execute(update(Session).where(Session.id == keep).values(epoch=account.epoch))
    ended = [("session", each) for each in _end(Session, account.id, keep)]
    ended += [("token", each) for each in _end(Token, account.id)]
    _note(ended, reason)
    return ended


def _end(kind: type[Session] | type[Token], account_id: str, keep: str | None = None) -> list[str]:
    """The ids of those that were open."""
    open_ones = (kind.account_id == account_id, kind.ended_at.is_(None), kind.id != (keep or ""))
    ended = update(kind).where(*open_ones).values(ended_at=clock.now()).returning(kind.id)
    return list(db.session.scalars(ended.execution_options(synchronize_session=False)))


def _note(ended: list[tuple[str, str]], reason: str) -> None:
    """What every web process reads twice a second to cut open sockets."""
    db.session.flush()
    now = clock.now()
    rows = [{"kind": kind, "ref": ref, "reason": reason, "at": now} for kind, ref in ended]
    if rows:
        db.session.execute(insert(Ending), rows)
