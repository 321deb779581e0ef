"""What has happened to what fans wanted to be shown anyway. Nobody but they themselves is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MomentRevealed:
    moment_id: str
    show_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class MomentUnrevealed:
    """Sealed again, for this fan."""

    moment_id: str
    show_id: str
    account_id: str
