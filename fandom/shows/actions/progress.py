"""How far fans say they are."""

from collections.abc import Callable

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from fandom.core import clock, moves
from fandom.core.errors import Unauthenticated
from fandom.core.horizon import Position
from fandom.core.moves import Move
from fandom.core.viewer import Viewer
from fandom.infra.db import db, record
from fandom.shows import access, queries
from fandom.shows.events import ProgressMoved
from fandom.shows.models import Progress, SpecialSeen
from fandom.shows.progress import UNSAID, Said, advance, horizon_of, put
from fandom.shows.public import public_horizons

Step = Callable[[Said, Said], Said]


def set_progress(*, viewer: Viewer, show_id: str, word: Said) -> None:
    """What a fan says holds, also when it goes back, and against whatever was seen before they said it."""
    _say(viewer, show_id, word, put)
    _said_now(viewer, show_id)


def advance_progress(*, viewer: Viewer, show_id: str, word: Said) -> None:
    """The furthest wins, whichever device says it last. Where nothing moves it costs one read."""
    advance_from(viewer=viewer, show_id=show_id, word=word)


def advance_from(*, viewer: Viewer, show_id: str, word: Said) -> tuple[Said, Said]:
    """As `advance_progress`: where they stood, and where they stand now."""
    said = queries.said_by(viewer.account_id, [show_id]).get(show_id, UNSAID)
    if viewer.account_id is not None and advance(said, word) == said:
        return said, said
    return _say(viewer, show_id, word, advance)


def advance_to(*, viewer: Viewer, show_id: str, episode: tuple[int, int], position_ms: int) -> None:
    """For who watches, again and again: they are `position_ms` into it. Invalid for a place that is not there."""
    place = Position(*episode, position_ms)
    said = queries.said_by(viewer.account_id, [show_id]).get(show_id, UNSAID)
    if viewer.account_id is not None and _behind(said, place):
        return
    _say(viewer, show_id, access.word_at(show_id, episode, position_ms), advance)


def not_now(*, viewer: Viewer, show_id: str) -> None:
    """Does not want to say how far they are, and is not asked again."""
    if viewer.account_id is None:
        raise Unauthenticated
    _begin(viewer.account_id, show_id)


def put_back_progress(*, viewer: Viewer, show_id: str, was: Said, now: Said) -> bool:
    """Undo a step from `was` to `now`. False where they have moved on since."""
    old, _ = _say(viewer, show_id, was, lambda old, _: was if old == now else old)
    _said_now(viewer, show_id)
    return old == now


def _said_now(viewer: Viewer, show_id: str) -> None:
    mine = (Progress.show_id == show_id, Progress.account_id == viewer.account_id)
    said = update(Progress).where(*mine).values(set_at=clock.now())
    db.session.execute(said, execution_options={"synchronize_session": False})


def _behind(said: Said, place: Position) -> bool:
    if place.special:
        return place.ms <= said.specials.get(place.number, -1)
    return said.mode in {"all", "open"} or (said.upto is not None and place <= said.upto)


def _say(viewer: Viewer, show_id: str, word: Said, step: Step) -> tuple[Said, Said]:
    account_id = viewer.account_id
    if account_id is None:
        raise Unauthenticated
    _begin(account_id, show_id)
    old = queries.said_for_update(account_id, show_id)
    new = step(old, word)
    if new == old:
        return old, old
    _write(account_id, show_id, new)
    public = public_horizons([show_id])[show_id]
    moves.tell(Move(account_id, show_id, horizon_of(old, public), horizon_of(new, public)))
    record(ProgressMoved(show_id, account_id))
    return old, new


def _begin(account_id: str, show_id: str) -> None:
    row = {"show_id": show_id, "account_id": account_id, "mode": "unsaid", "updated_at": clock.now()}
    db.session.execute(insert(Progress).values(row).on_conflict_do_nothing())


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
