"""What the supervisor keeps in the data folder: the secret, and `run.env` for the command line."""

import os
import secrets
from pathlib import Path


def secret(data: Path) -> str:
    """Made once; whoever has it can sign anybody in."""
    path = data / "secret"
    if not path.exists():
        _write(path, secrets.token_hex(32))
    return path.read_text().strip()


def write_run_env(data: Path, values: dict[str, str]) -> None:
    """Read by `fandom.config` under the real environment, so that `flask …` talks to what runs here."""
    _write(data / "run.env", "".join(f'{name}="{value}"\n' for name, value in values.items()))


def forget_run_env(data: Path) -> None:
    (data / "run.env").unlink(missing_ok=True)


def is_seeded(data: Path) -> bool:
    """Whether the demo once came to its end; one that was cut short is taken up again."""
    return (data / "demo.done").exists()


def mark_seeded(data: Path) -> None:
    (data / "demo.done").touch()


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and for nobody else's eyes."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    part.replace(path)
