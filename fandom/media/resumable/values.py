"""What reads of uploads on their way give."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Way:
    """One upload, as far as the database knows it. `length` is in bytes; `said` is its metadata as it came."""

    id: str
    length: int
    said: str
    alt: str
    file_id: str | None
    expires_at: datetime
