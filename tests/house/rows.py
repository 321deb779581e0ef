"""What a row of the tables of surfaces says, and through which gates words may come."""

from dataclasses import dataclass
from typing import Literal

Who = Literal["anyone", "fan", "moderator"]

NOTHING = "nothing that a fan wrote"
SIGHT = "moments and comments as Open or Sealed by posts.sight, one horizon per page"
WANTED = "the moment, open: this very viewer asks to be shown it anyway"
PUBLIC = "what a visitor sees, whoever asks: published, and open as far as everybody has got"
OWN = "only what this viewer wrote"
CATALOGUE = "titles and synopses, withheld past the horizon where the show says so"
CASE = "one case in the moderation door: its target as it is and as it was reported"
NAMES = "handles and display names"
ABOUT = "names, and what fans say of themselves: their own words, of nobody's horizon"
TAGS = "tags and how often they are used, by what is open of the moments that carry them: posts.tags.queries"
COUNTED = "how many fans, of moments that are open to the viewer: as far as they have got, and five or more"
HELD = "a picture, to its owner and to whoever may read what shows it: asked through core.holders at each request"
FILM = "addresses of the title's own video and what is measured of it, to whom the fandom lets watch; no titles"
TOLD = "ids and kinds; what a notification is about is read again through its door"

OF_SHOW = ("", "?sort=hot", "?sort=top&limit=2", "?tag={tag}", "?episode=s02e02")
FOUND_BY = tuple(f"?q={{word}}{kind}" for kind in ("", "&kind=moment", "&kind=comment", "&kind=tag"))


@dataclass(frozen=True, slots=True)
class Row:
    who: Who
    carries: str
    ask: tuple[str, ...] = ("",)
