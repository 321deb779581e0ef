"""How far an export is: told to its owner's pages, and remembered in Redis, where losing it loses nothing."""

from fandom.infra import live
from fandom.infra.breaker import redis
from fandom.infra.live import Message

KEPT_S = 3600


def tell(account_id: str, export_id: str, state: str, percent: int) -> None:
    redis().call(lambda found: found.set(_key(export_id), percent, ex=KEPT_S))
    said = {"export": {"id": export_id, "state": state, "percent": percent}}
    live.publish(Message(live.ACCOUNT + account_id, "export.changed", said))


def percent_of(export_id: str) -> int:
    return int(redis().call(lambda found: found.get(_key(export_id))) or 0)


def _key(export_id: str) -> str:
    return f"export:{export_id}"
