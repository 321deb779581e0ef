"""How far fans say they are."""

from collections.abc import Callable

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock
from fandom.core.errors import Unauthenticated
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.shows import queries
from fandom.shows.events import ProgressMoved
from fandom.shows.models import Progress, SpecialSeen
from fandom.shows.progress import Said, advance, put

Step = Callable[[Said, Said], Said]


def set_progress(*, viewer: Viewer, show_id: str, word: Said) -> None:
    """What a fan says holds, also when it goes back."""
    _say(viewer, show_id, word, put)


def advance_progress(*, viewer: Viewer, show_id: str, word: Said) -> None:
    """The furthest wins, whichever device says it last."""
    _say(viewer, show_id, word, advance)


def _say(viewer: Viewer, show_id: str, word: Said, step: Step) -> None:
    account_id = viewer.account_id
    if account_id is None:
        raise Unauthenticated
    row = {"show_id": show_id, "account_id": account_id, "mode": "unsaid", "updated_at": clock.now()}
    db.session.execute(insert(Progress).values(row).on_conflict_do_nothing())
    old = queries.said_for_update(account_id, show_id)
    new = step(old, word)
    if new != old:
        _write(account_id, show_id, new)
        record(ProgressMoved(show_id, account_id))


def _write(account_id: str, show_id: str, said: Said) -> None:
    line = {"mode": said.mode, "season": said.season, "number": said.number, "position_ms": said.position_ms}
    mine = (Progress.show_id == show_id, Progress.account_id == account_id)
    moved = update(Progress).where(*mine).values(**line, updated_at=clock.now())
    db.session.execute(moved, execution_options={"synchronize_session": False})
    theirs = (SpecialSeen.show_id == show_id, SpecialSeen.account_id == account_id)
    db.session.execute(delete(SpecialSeen).where(*theirs), execution_options={"synchronize_session": False})
    key = {"show_id": show_id, "account_id": account_id}
    rows = [{**key, "number": number, "position_ms": ms} for number, ms in said.specials.items()]
    if rows:
        db.session.execute(insert(SpecialSeen).values(rows))
