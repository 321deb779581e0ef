"""Telling, in the transaction that moves a fan's horizon, what it was and what it is; who must not miss it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from fandom.core.horizon import Horizon


@dataclass(frozen=True, slots=True)
class Move:
    account_id: str
    show_id: str
    before: Horizon
    after: Horizon


Answer = Callable[[Move], None]
_answers: list[Answer] = []


def answer_with(answer: Answer) -> None:
    """Registering the same function twice is the same as once, so that several apps may be created."""
    if answer not in _answers:
        _answers.append(answer)


def forget(answer: Answer) -> None:
    _answers.remove(answer)


def tell(move: Move) -> None:
    """What an answer writes stands or falls with the move itself."""
    for answer in _answers:
        answer(move)
