"""What has happened to imports of watch histories."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistoryMoved:
    """It came a step further, or to its end."""

    import_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class HistoryFileDone:
    """Nobody needs its file any more."""

    import_id: str
