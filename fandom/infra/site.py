"""Where this installation stands for everybody outside: its one public origin; and where its libraries lie."""

from pathlib import Path

from flask import current_app


def origin() -> str:
    found: str = current_app.extensions["settings"].origin
    return found


def libraries() -> tuple[Path, ...]:
    """Folders below which media files may be imported from a page; the setting FANDOM_LIBRARY."""
    found: tuple[Path, ...] = current_app.extensions["settings"].libraries
    return tuple(each.resolve() for each in found)


def origins() -> frozenset[str]:
    """All that mean this installation."""
    found: frozenset[str] = current_app.extensions["settings"].origins
    return found
