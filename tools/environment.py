"""Settings from `.env` files, under those of the real environment."""

import os
from pathlib import Path

from tools import paths


def load() -> None:
    """Reads `.env` of the repository, then of the data folder; what is set already stays."""
    _apply(paths.ROOT / ".env")
    data = paths.data_folder()
    _apply(data / ".env")
    os.environ["FANDOM_DATA"] = str(data)


def parse(text: str) -> dict[str, str]:
    lines = (line.strip().removeprefix("export ") for line in text.splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): _unquoted(value.strip()) for name, _, value in pairs}


def _apply(path: Path) -> None:
    if path.is_file():
        for name, value in parse(path.read_text()).items():
            os.environ.setdefault(name, value)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value.split(" #", 1)[0].rstrip()
