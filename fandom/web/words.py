"""How values are said on pages: times, positions, episodes, emoji."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from babel.units import format_unit
from flask import Flask
from flask_babel import format_date, format_datetime, get_locale, gettext, lazy_gettext

from fandom.core import clock
from fandom.core.horizon import parse_episode_name
from fandom.core.text import veiled
from fandom.core.text.rendering import HIDDEN_LABEL
from fandom.infra.sentences import in_words
from fandom.media.values import Media
from fandom.web.language import language

MINUTE_S = 60
BRIEF, SOME = 120, 260
STEPS = (("year", 31536000), ("week", 604800), ("day", 86400), ("hour", 3600), ("minute", 60))
NAMES = {
    "🔥": lazy_gettext("Fire"),
    "😂": lazy_gettext("Laughing"),
    "😭": lazy_gettext("Crying"),
    "😱": lazy_gettext("Shocked"),
    "👏": lazy_gettext("Applause"),
    "❤": lazy_gettext("Heart"),
}
LENGTHS: tuple[Literal["narrow", "short"], ...] = ("narrow", "short")
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl", "curl"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)(?:\.(\d{1,3}))?")


def ago(at: datetime) -> str:
    """ "2h", as ago.js goes on saying it: both take the words from CLDR."""
    seconds = (clock.now() - at).total_seconds()
    if seconds < MINUTE_S:
        return str(gettext("just now"))
    unit, size = next((step for step in STEPS if seconds >= step[1]), STEPS[-1])
    count, name = max(1, int(seconds // size)), f"duration-{unit}"
    # Where a language has no narrow word for it, CLDR means the short one; Babel says the unit's own name instead.
    said = (str(format_unit(count, name, length=length, locale=get_locale())) for length in LENGTHS)
    return next((each for each in said if name not in each), str(count))


def clock_words(ms: int) -> str:
    """751400 is "12:31"; hours only where there are some."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def read_clock(text: str) -> int | None:
    """Milliseconds of "12:31", "1:02:03" or "12:31.4"; None when it is not a time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, part = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int((part or "").ljust(3, "0"))


def short(name: str | None) -> str:
    """ "s02e04" is S2E4, a special is "Special 3"."""
    found = parse_episode_name(name or "")
    if found is None:
        return name or ""
    season, number = found
    return gettext("Special %(number)s", number=number) if season == 0 else f"S{season}E{number}"


def weight(caption: str) -> str:
    """Words are media: the fewer, the larger."""
    return "brief" if len(caption) <= BRIEF else "some" if len(caption) <= SOME else "long"


def said(html: str) -> str:
    """Gated when it was written. The label of hidden words becomes text, so that nobody hears them unasked."""
    label = gettext("Hidden words, press to read")
    named = f'><span class="off">{label}</span><span aria-hidden="true">'
    return html.replace(f' aria-label="{HIDDEN_LABEL}"><span>', named)


def emoji_name(emoji: str) -> str:
    return _name_in(language(), emoji)


@lru_cache(maxsize=1024)
def _name_in(_language: str, emoji: str) -> str:
    return str(NAMES.get(emoji, emoji))


def emoji_shown(emoji: str) -> str:
    """With the selector that asks for the coloured picture, which our stored form leaves out."""
    return emoji + "\ufe0f" if len(emoji) == 1 and emoji < "\U0001f000" else emoji


def loudest(moment: Any) -> tuple[str, int] | None:
    """The reaction that most people had."""
    counted = [(count, emoji) for emoji, count in moment.reactions.items() if count]
    count, emoji = max(counted, default=(0, ""))
    return (emoji, count) if count else None


def srcset(media: Media, kind: str) -> str:
    """The addresses of a picture in one format, as browsers choose among them."""
    return ", ".join(f"{each.url} {each.width}w" for each in media.sources if each.type == kind)


def month(at: datetime) -> str:
    return str(format_datetime(at, "LLLL yyyy"))


def day(at: datetime) -> str:
    """With the hour where it is soon, or was not long ago."""
    soon = abs(at - clock.now()) < timedelta(days=6)
    return str(format_datetime(at, "EEEE, HH:mm") if soon else format_date(at, "long"))


def due(at: datetime) -> str:
    """How long there is, or that it is late."""
    seconds = (at - clock.now()).total_seconds()
    if seconds < 0:
        return str(gettext("late"))
    hours = int(seconds // 3600)
    minutes = int(seconds // 60)
    return str(gettext("due in %(n)s h", n=hours) if hours else gettext("due in %(n)s min", n=minutes))


def past(at: datetime) -> bool:
    return at < clock.now()


def browser(agent: str) -> str:
    """ "Firefox on Linux", as far as a browser says what it is."""
    name = next((each for mark, each in BROWSERS if mark in agent), gettext("A browser"))
    system = next((each for mark, each in SYSTEMS if mark in agent), None)
    return str(gettext("%(browser)s on %(system)s", browser=name, system=system) if system else name)


def rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def in_full(at: datetime) -> str:
    return str(format_datetime(at, "long"))


FILTERS: dict[str, Any] = {
    "ago": ago,
    "clock": clock_words,
    "short": short,
    "weight": weight,
    "said": said,
    "emoji_name": emoji_name,
    "emoji_shown": emoji_shown,
    "loudest": loudest,
    "month": month,
    "srcset": srcset,
    "day": day,
    "due": due,
    "past": past,
    "browser": browser,
    "in_words": in_words,
    "veiled": veiled,
    "rfc3339": rfc3339,
    "in_full": in_full,
}


def init(app: Flask) -> None:
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
