"""What may be uploaded, and what may be said of it."""

from fandom.core import screening, text
from fandom.core.errors import Conflict, Invalid
from fandom.core.screening import Draft
from fandom.media.values import Kind

ALT_MAX = 500
UNHELD_MAX = 40
# Of the videos among them.
FILMS_UNHELD_MAX = 5
VIDEO_MAX = 200_000_000
VIDEO_TOO_LARGE = "A video may have 200 MB at most."


def clean_alt(owner_id: str | None, alt: str) -> str:
    """One line, or nothing. Words that would be held elsewhere are refused: a picture cannot wait for a moderator."""
    if not alt.strip():
        return ""
    found = text.name(alt, ALT_MAX, "alt")
    if owner_id and screening.ask(Draft("media", owner_id, None, found)).held:
        raise Invalid({"alt": ["This is not for here; say it in other words."]})
    return found


def room_for_one_more(unheld: int, kind: Kind = "image") -> None:
    """`unheld` of this kind wait to be used already."""
    if kind == "image" and unheld >= UNHELD_MAX:
        raise Conflict(
            "Many of your pictures wait to be used already. Use some, or delete them.", code="too-many-waiting"
        )
    if kind != "image" and unheld >= FILMS_UNHELD_MAX:
        raise Conflict("Some of your videos wait to be used already. Use one, or delete some.", code="too-many-waiting")
