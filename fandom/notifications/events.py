"""What has happened to notifications."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotificationCreated:
    notification_id: str
    account_id: str
