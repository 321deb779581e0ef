"""Where this installation stands for everybody outside: its one public origin."""

from flask import current_app


def origin() -> str:
    found: str = current_app.extensions["settings"].origin
    return found
