"""The one clock of the house: aware UTC, and tests can stop it."""

from datetime import UTC, datetime


class _Clock:
    stopped_at: datetime | None = None


def now() -> datetime:
    return _Clock.stopped_at or datetime.now(UTC)


def freeze(at: datetime) -> None:
    """Stop the clock for this process at an aware moment; naive ones are refused, since they mean nothing."""
    if at.tzinfo is None:
        raise ValueError("the clock needs an aware datetime")
    _Clock.stopped_at = at.astimezone(UTC)


def thaw() -> None:
    _Clock.stopped_at = None
