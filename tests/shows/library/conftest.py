"""A folder to import from, and a place for what is taken from it."""

from pathlib import Path

import pytest
from flask import Flask

from fandom.infra.storage.local import Disk


@pytest.fixture
def library(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(app.extensions, "storage", Disk(tmp_path / "store"))
    root = tmp_path / "library"
    root.mkdir()
    return root
