"""What catching up does when a horizon moves."""

from fandom.core import moves
from fandom.core.moves import Move
from fandom.feed.catch_up.actions import keep_opened


def keep(move: Move) -> None:
    keep_opened(move=move)


def listen() -> None:
    moves.answer_with(keep)
