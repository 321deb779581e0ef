"""What happens to videos that fans bring along, beside what happens to every file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadShown:
    """Its first frame can be seen; the rest is made next."""

    file_id: str
    owner_id: str | None


@dataclass(frozen=True, slots=True)
class UploadAdvanced:
    file_id: str
    owner_id: str | None
    percent: int
