"""The same show and people as for moments."""

from tests.posts.conftest import ada, admin, bo, mod, post, show, verdicts

__all__ = ["ada", "admin", "bo", "mod", "post", "show", "verdicts"]
