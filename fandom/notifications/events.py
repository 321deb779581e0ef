"""What has happened to notifications."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotificationCreated:
    """Also when a line that was there before tells of more."""

    notification_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class NotificationsRead:
    account_id: str


@dataclass(frozen=True, slots=True)
class NotificationsChanged:
    """What some of them are about reads otherwise now: `subjects` are ids of moments and comments."""

    account_id: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterDue:
    """`line` is the key of the notification, whose id may have changed until the letter goes out."""

    account_id: str
    line: str
    notification_id: str


@dataclass(frozen=True, slots=True)
class DigestDue:
    account_id: str
    slot: str
