"""Which browser the tests use, and whether they are wanted where there is none."""

import os
import shutil
from collections.abc import Mapping

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)


def wanted(chromium: str = CHROMIUM, environ: Mapping[str, str] = os.environ) -> bool:
    """Where one is required and missing they are collected, and fail."""
    return bool(chromium) or environ.get("FANDOM_REQUIRE_BROWSER") == "1"
