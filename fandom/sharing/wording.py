"""How shared things are called in previews, feeds and pictures."""

import re

from flask_babel import gettext

from fandom.core.horizon import parse_episode_name
from fandom.core.text import veiled
from fandom.core.text.rendering import VEIL
from fandom.posts.values import Open, Sealed
from fandom.shows.values import ShowView

SHORT = 200
# A picture has no letter for the veil.
DOTS = "•••"
_HIDDEN = re.compile(r'<span class="hidden"[^>]*><span>.*?</span></span>', re.DOTALL)


def code(moment: Open | Sealed) -> str:
    """ "S2E6", in every language; "" for a film and where there is no episode. Of what is sealed, where it opens."""
    name = moment.reveals_episode if isinstance(moment, Sealed) else moment.episode.name if moment.episode else ""
    place = parse_episode_name(name)
    return f"S{place[0]}E{place[1]}" if place and moment.show.kind != "film" else ""


def title_of(moment: Open | Sealed) -> str:
    place = code(moment)
    if place:
        return str(gettext("A moment from %(show)s, %(episode)s", show=moment.show.title, episode=place))
    return str(gettext("A moment from %(show)s", show=moment.show.title))


def description_of(moment: Open | Sealed) -> str:
    if isinstance(moment, Sealed):
        return str(gettext("%(who)s posted it. It opens for you once you have got that far.", who=moment.author.handle))
    return caption_of(moment)


def caption_of(moment: Open) -> str:
    """One line; hidden words stay covered."""
    return shortened(veiled(moment.caption))


def covered(moment: Open) -> str:
    """Its words as HTML where no script could uncover the hidden ones: those are not in it."""
    return _HIDDEN.sub(VEIL, moment.caption_html)


def painted(moment: Open) -> str:
    return veiled(moment.caption).replace(VEIL, DOTS)


def about(show: ShowView) -> str:
    return shortened(show.synopsis) or gettext(
        "Moments from %(show)s, and nothing past where you are.", show=show.title
    )


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[:SHORT].rsplit(" ", 1)[0] + "…"
