"""Asking whether somebody may read what holds a file; the slice that a kind of holder belongs to answers."""

from collections.abc import Callable

from fandom.core.viewer import Viewer

Answer = Callable[[Viewer, str], bool]
Withheld = Callable[[str], bool]
_answers: dict[str, Answer] = {}
_withheld: dict[str, Withheld] = {}


def answer(kind: str, may_read: Answer, *, withheld: Withheld | None = None) -> None:
    """`may_read(viewer, holder_id)`; `withheld(holder_id)`: its files are kept from their owners, too. One slice
    answers for a kind; saying so again is the same as once.
    """
    _answers[kind] = may_read
    if withheld:
        _withheld[kind] = withheld


def forget(kind: str) -> None:
    _answers.pop(kind, None)
    _withheld.pop(kind, None)


def may_read(kind: str, viewer: Viewer, holder_id: str) -> bool:
    """No while nobody answers for this kind."""
    found = _answers.get(kind)
    return found is not None and found(viewer, holder_id)


def is_withheld(kind: str, holder_id: str) -> bool:
    found = _withheld.get(kind)
    return found is not None and found(holder_id)
