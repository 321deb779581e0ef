"""What the administrators' slice does when something happens."""

from fandom.admin.events import LimitChanged
from fandom.core.bus import bus
from fandom.infra import allowances


def hold_limits(_fact: LimitChanged) -> None:
    """At once in this process; the others read them within seconds."""
    allowances.refresh()


def listen() -> None:
    bus.listen(LimitChanged, hold_limits)
