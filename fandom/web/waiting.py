"""What waits for somebody in a show, in words."""

from flask import Flask
from flask_babel import gettext, ngettext

from fandom.feed.catch_up.queries import MOST, Waiting
from fandom.web.words import short


def waits_in_words(found: Waiting, kind: str) -> str:
    """ "14 moments waited for you in S1E3." Each whole, so that every language can put it its own way."""
    first, last = (each.episode if each else "" for each in (found.first, found.last))
    count = found.count
    if count >= MOST:
        most = str(MOST - 1)
        if kind == "film":
            return str(gettext("%(most)s+ moments waited for you.", most=most))
        return str(gettext("%(most)s+ moments waited for you, from %(episode)s on.", most=most, episode=short(first)))
    if kind == "film":
        return str(ngettext("%(num)s moment waited for you.", "%(num)s moments waited for you.", count))
    if first == last:
        return str(
            ngettext(
                "%(num)s moment waited for you in %(episode)s.",
                "%(num)s moments waited for you in %(episode)s.",
                count,
                episode=short(first),
            )
        )
    return str(gettext("%(num)s moments waited for you, from %(episode)s on.", num=count, episode=short(first)))


def init(app: Flask) -> None:
    app.jinja_env.globals["waits_in_words"] = waits_in_words
