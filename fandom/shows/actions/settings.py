"""What moderators decide about their fandom."""

from collections.abc import Mapping
from typing import Any

from fandom.core.errors import Invalid
from fandom.core.text.emoji import PALETTE_SIZE
from fandom.core.viewer import Viewer
from fandom.infra.audit import audit
from fandom.infra.db import db, record
from fandom.shows import reached
from fandom.shows.charter import rendered
from fandom.shows.events import ShowChanged
from fandom.shows.models import Show

RENDERED = ("rules", "welcome")
SIX = "The first six stay as they are; up to twelve more may follow."


def change_settings(*, viewer: Viewer, show_id: str, changes: Mapping[str, Any]) -> None:
    """`changes` are some of the columns of a show that are its settings, already checked; of rights, some of them."""
    row = db.session.get_one(Show, show_id, with_for_update=True, populate_existing=True)
    wanted: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in changes.items()
    }
    _keep_the_six(row, wanted.get("palette", row.palette))
    if "rights" in wanted:
        wanted["rights"] = row.rights | wanted["rights"]
    was = {name: getattr(row, name) for name, value in wanted.items() if getattr(row, name) != value}
    if not was:
        return
    now = {name: wanted[name] for name in was}
    for name, value in now.items():
        setattr(row, name, value)
        if name in RENDERED:
            setattr(row, f"{name}_html", rendered(value))
    row.version += 1
    reached.refresh([show_id])
    audit(viewer.account_id, "show.settings", ("show", show_id), was=was, now=now)
    record(ShowChanged(show_id))


def _keep_the_six(row: Show, palette: list[str]) -> None:
    """A fandom has reactions of its own beside those that its catalogue gave it, not instead of them."""
    if palette[:PALETTE_SIZE] != row.palette[:PALETTE_SIZE]:
        raise Invalid({"palette": [SIX]})
