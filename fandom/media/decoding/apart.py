"""Has a picture decoded in a process of its own, and waits for it; whatever happens there, this one goes on."""

import json
import sys
from pathlib import Path
from typing import Any

from fandom.infra import confined
from fandom.infra.confined import Stopped
from fandom.media.decoding.reasons import DAMAGED, TOO_LONG, Refused

__all__ = ["COMMAND", "WAIT_S", "Stopped", "decode"]

# Ample: its processor time is bounded, what it waits for the processor is not.
WAIT_S = 60.0
COMMAND = (sys.executable, "-E", "-s", "-m", "fandom.media.decoding")


def decode(path: Path, folder: Path) -> dict[str, Any]:
    """Its `width`, `height`, `colour` and `variants`, which then lie in the folder. Refused when it is not taken."""
    lines: list[bytes] = []
    try:
        confined.run([*COMMAND, str(path), str(folder)], wait_s=WAIT_S, hear=lines.append)
    except confined.Overdue as error:
        raise Refused(TOO_LONG) from error
    except confined.Crashed as error:
        raise Refused(DAMAGED) from error
    said: dict[str, Any] = json.loads(b"".join(lines))
    if "refused" in said:
        raise Refused(said["refused"])
    return said
