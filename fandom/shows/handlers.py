"""What the catalogue does when something happens, and what it answers to those below."""

from fandom.accounts.viewers import viewers
from fandom.core import fandoms, roles
from fandom.core.bus import bus
from fandom.shows import public
from fandom.shows.events import RoleChanged, ShowChanged, ShowImported
from fandom.shows.named import Named
from fandom.shows.queries import moderated_by


def forget_horizon(fact: ShowChanged | ShowImported) -> None:
    """At once in this process; the others notice when what they remember is too old."""
    public.forget(fact.show_id)


def forget_viewer(fact: RoleChanged) -> None:
    """So that somebody's next request knows what they may do now."""
    viewers.drop(account_id=fact.account_id)


def listen() -> None:
    roles.answer_with(moderated_by)
    fandoms.answer_with(Named())
    bus.listen(ShowChanged, forget_horizon)
    bus.listen(ShowImported, forget_horizon)
    bus.listen(RoleChanged, forget_viewer)
