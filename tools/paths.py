"""Where the parts of this copy lie."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"


def data_folder() -> Path:
    return ROOT / (os.environ.get("FANDOM_DATA") or "var")
