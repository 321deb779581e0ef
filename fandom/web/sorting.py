"""What a list of moments is asked in its address: order, since when, which episode; and the ways to ask otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request
from flask_babel import lazy_gettext

from fandom.core import clock
from fandom.core.errors import NotFound
from fandom.core.horizon import parse_episode_name
from fandom.core.ids import first_id
from fandom.feed.orders import TIMED
from fandom.feed.timeline import WINDOWS

ORDERS = {
    "hot": lazy_gettext("Hot"),
    "new": lazy_gettext("New"),
    "top": lazy_gettext("Top"),
    "clips": lazy_gettext("Top clips"),
}
SINCE = {
    "day": lazy_gettext("Today"),
    "week": lazy_gettext("This week"),
    "month": lazy_gettext("This month"),
    "all": lazy_gettext("Ever"),
}
USUAL_WINDOW = "week"


@dataclass(frozen=True, slots=True)
class Way:
    """One other way to look at the same list."""

    words: str
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Sorting:
    """How this page was asked for; `sorts` are those it has, the first of them the usual. `show`: where a list of all
    of them is asked for one.
    """

    sorts: Sequence[str]
    sort: str
    window: str
    episode: str | None = None
    show: str | None = None

    @property
    def place(self) -> tuple[int, int] | None:
        return parse_episode_name(self.episode or "")

    @property
    def ranked(self) -> bool:
        """What arrives has no place of its own in it."""
        return self.sort != "new"

    @property
    def tabs(self) -> list[Way]:
        return [Way(str(ORDERS[each]), self._url(sort=each), each == self.sort) for each in self.sorts]

    @property
    def windows(self) -> list[Way]:
        if self.sort not in TIMED:
            return []
        return [Way(str(SINCE[each]), self._url(window=each), each == self.window) for each in WINDOWS]

    @property
    def begun(self) -> str:
        """What is posted from now on has a greater id."""
        return first_id(clock.now())

    @property
    def newest(self) -> str:
        """Where what has just arrived is."""
        return self._url(sort="new")

    def of(self, episode: str | None) -> str:
        return self._url(episode=episode)

    def _url(self, **other: str | None) -> str:
        asked = {"show": self.show, "sort": self.sort, "window": self.window, "episode": self.episode, **other}
        window = usual_window(asked["sort"])
        usual = {"show": None, "sort": self.sorts[0], "window": window, "episode": None}
        if asked["sort"] != self.sort or asked["sort"] not in TIMED:
            asked["window"] = window
        said = {name: value for name, value in asked.items() if value != usual[name]}
        return request.path + (f"?{urlencode(said)}" if said else "")


def usual_window(sort: str | None) -> str:
    """The best clips of a show stay its best; what was said of it grows old."""
    return "all" if sort == "clips" else USUAL_WINDOW


def asked(*sorts: str, show: str | None = None) -> Sorting:
    """Refuses what is none of these: an address that means nothing leads nowhere."""
    sort = request.args.get("sort", sorts[0])
    window = request.args.get("window", usual_window(sort))
    episode = request.args.get("episode") or None
    if sort not in sorts or window not in WINDOWS or (episode and parse_episode_name(episode) is None):
        raise NotFound
    return Sorting(sorts, sort, window, episode, show)
