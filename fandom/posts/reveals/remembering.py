"""Where it is remembered that somebody wanted to see a moment anyway: of fans in the database, of visitors in their
cookie. What the API and the pages both do.
"""

from fandom.infra import visitors
from fandom.infra.login import viewer
from fandom.posts.access import moment_to_read
from fandom.posts.reveals import actions, queries
from fandom.posts.values import Open, Sealed


def reveal(moment_id: str) -> Open | Sealed:
    """The moment, open now. NotFound for what is not there for who asks."""
    found = moment_to_read(viewer(), moment_id)
    if viewer().signed_in:
        actions.reveal_moment(viewer=viewer(), moment=found)
    else:
        visitors.remember(found.id, queries.key_of(found.id))
    return moment_to_read(viewer(), moment_id)


def unreveal(moment_id: str) -> Open | Sealed:
    """The moment as it is without; open still to who has got so far."""
    found = moment_to_read(viewer(), moment_id)
    if viewer().signed_in:
        actions.unreveal_moment(viewer=viewer(), moment=found)
    else:
        visitors.forget(found.id)
    return moment_to_read(viewer(), moment_id)
