"""Settings of the app under test."""

import atexit
import shutil
import tempfile
from pathlib import Path

from fandom.config import Settings

# Files of this run, shared with the processes that it starts.
DATA = Path(tempfile.mkdtemp(prefix="fandom-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)


def settings(database_url: str, redis_url: str, **more: object) -> Settings:
    wanted: dict[str, object] = {"limits": False, "secret": "test-secret", "origin": "http://localhost", "data": DATA}
    return Settings(database_url=database_url, redis_url=redis_url, **(wanted | more))  # type: ignore[arg-type]
