"""What accounts do when something happens: forget at once whom this process believed to know."""

from fandom.accounts.events import AccountChanged, SessionEnded, SessionsEnded, TokenEnded
from fandom.accounts.viewers import viewers
from fandom.core.bus import bus

Changed = AccountChanged | SessionEnded | SessionsEnded | TokenEnded


def forget_viewers(fact: Changed) -> None:
    viewers.drop(account_id=fact.account_id)


def listen() -> None:
    for fact in (AccountChanged, SessionEnded, SessionsEnded, TokenEnded):
        bus.listen(fact, forget_viewers)
