"""What happens to films that can be watched."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilmOpened:
    """It can be watched from now on; what a player likes to have besides is not there yet."""

    file_id: str
