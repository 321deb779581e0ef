"""oEmbed 1.0: what other sites put where the address of a moment was. Pure but for the reader's language."""

from dataclasses import dataclass
from html import escape
from typing import Any

from fandom.posts.values import Open, Sealed
from fandom.sharing.values import HEIGHT, WIDTH
from fandom.sharing.wording import title_of

# In pixels. What is sealed is as tall as what has words alone, so that nothing jumps when it opens.
WIDE, PICTURED, WORDS = 560, 520, 300
CACHE_AGE_S = 300
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-same-origin"


@dataclass(frozen=True, slots=True)
class Room:
    """The largest that whoever asks has room for; None is any."""

    width: int | None = None
    height: int | None = None


def offer(moment: Open | Sealed, origin: str, room: Room) -> dict[str, Any]:
    width = min(WIDE, room.width or WIDE)
    tall = PICTURED if isinstance(moment, Open) and moment.media else WORDS
    height = min(tall, room.height or tall)
    thumbnail = {
        "thumbnail_url": f"{origin}/m/{moment.id}/card.jpg",
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }
    fits = (room.width or WIDTH) >= WIDTH and (room.height or HEIGHT) >= HEIGHT
    return {
        "version": "1.0",
        "type": "rich",
        "title": title_of(moment),
        "author_name": moment.author.display_name or moment.author.handle,
        "author_url": f"{origin}/u/{moment.author.handle}",
        "provider_name": "Fandom",
        "provider_url": origin,
        "cache_age": CACHE_AGE_S,
        "html": frame(moment, origin, width, height),
        "width": width,
        "height": height,
    } | (thumbnail if fits else {})


def frame(
    moment: Open | Sealed, origin: str, width: int = WIDE, height: int | None = None, *, via: str | None = None
) -> str:
    """The code that other sites put into their pages; `via` is the reference of whoever takes it there."""
    tall = height or (PICTURED if isinstance(moment, Open) and moment.media else WORDS)
    carried = f"?via={via}" if via else ""
    return (
        f'<iframe src="{escape(origin)}/m/{moment.id}/embed{carried}" width="{width}" height="{tall}" frameborder="0"'
        f' loading="lazy" sandbox="{SANDBOX}" title="{escape(title_of(moment))}"></iframe>'
    )
