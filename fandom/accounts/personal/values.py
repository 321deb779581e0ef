"""What reads of exports give."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["making", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class ExportView:
    """`percent` is of files written, as far as Redis remembers; `size` is in bytes."""

    id: str
    state: State
    percent: int
    size: int | None
    created_at: datetime
    expires_at: datetime
