"""Whoever joins with a reference counts for the moment that led them here."""

from fandom.accounts.events import AccountCreated
from fandom.core.bus import bus
from fandom.infra.db import unit_of_work
from fandom.posts.queries import authors_of
from fandom.sharing.ledger import actions, people
from fandom.sharing.ledger.values import Noted
from fandom.sharing.references import of_ref

JOIN = Noted("join", "join")


def count_join(fact: AccountCreated) -> None:
    """At once, and not durably: most come without a reference, and none of those is worth a row in the outbox."""
    found = of_ref(fact.ref)
    if found is None:
        return
    with unit_of_work():
        if authors_of([found.moment_id]):
            actions.note(moment_id=found.moment_id, person=people.of_account(fact.account_id), what=[JOIN])


def listen() -> None:
    bus.listen(AccountCreated, count_join)
