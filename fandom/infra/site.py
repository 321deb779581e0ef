"""This installation: its settings, where it stands for everybody outside, and where its libraries lie."""

from pathlib import Path

from flask import current_app

from fandom.config import Settings


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def origin() -> str:
    """The one public origin."""
    return settings().origin


def libraries() -> tuple[Path, ...]:
    """Folders below which media files may be imported from a page; the setting FANDOM_LIBRARY."""
    return tuple(each.resolve() for each in settings().libraries)


def origins() -> frozenset[str]:
    """All that mean this installation."""
    return settings().origins
