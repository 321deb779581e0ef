"""How long a mute lasts, as people choose it."""

from flask_babel import gettext

DAY_S = 24 * 3600
SECONDS: dict[str, int | None] = {"day": DAY_S, "week": 7 * DAY_S, "ever": None}


def choices() -> list[tuple[str, str]]:
    return [("day", gettext("For a day")), ("week", gettext("For a week")), ("ever", gettext("For ever"))]


def seconds(choice: str | None) -> int | None:
    """For ever where nothing that we know was chosen."""
    return SECONDS.get(choice or "")
