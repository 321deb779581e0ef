"""What happens when somebody blocks or mutes: this process forgets at once whom it believed to know."""

from fandom.accounts.relations.events import Blocked, Muted, Unblocked, Unmuted
from fandom.accounts.viewers import viewers
from fandom.core.bus import bus


def forget_both(fact: Blocked | Unblocked) -> None:
    viewers.drop(account_id=fact.blocker_id)
    viewers.drop(account_id=fact.blocked_id)


def forget_one(fact: Muted | Unmuted) -> None:
    viewers.drop(account_id=fact.account_id)


def listen() -> None:
    for between in (Blocked, Unblocked):
        bus.listen(between, forget_both)
    for own in (Muted, Unmuted):
        bus.listen(own, forget_one)
