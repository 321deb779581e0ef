"""Reasons to report something and to decide about it, as people read them."""

import re

from flask import Flask
from flask_babel import gettext, lazy_gettext

from fandom.infra.sentences import in_words
from fandom.moderation.priority import REASONS

PLACE = r"\bS\d+E\d+\b"

WORDS = {
    "spoiler": lazy_gettext("It’s a spoiler"),
    "harassment": lazy_gettext("It goes after a person"),
    "hate": lazy_gettext("It’s hateful"),
    "sexual": lazy_gettext("It’s sexual"),
    "violence": lazy_gettext("It’s violent"),
    "spam": lazy_gettext("It’s advertising"),
    "illegal": lazy_gettext("It looks illegal"),
    "other": lazy_gettext("Something else"),
}


def reasons() -> list[tuple[str, str]]:
    return [(reason, str(WORDS[reason])) for reason in REASONS]


def reason_words(reason: str) -> str:
    return str(WORDS.get(reason, gettext("No reason")))


def source_words(source: str) -> str:
    """What screening looked at."""
    known: dict[str, str] = {"word": gettext("a word on the list"), "new_account_link": gettext("a new account’s link")}
    return known.get(source, source.replace("_", " "))


def kind_by(kind: str, handle: str) -> str:
    """ "Moment by ada", the name of a case."""
    return {
        "account": str(gettext("Account %(who)s", who=handle)),
        "comment": str(gettext("Comment by %(who)s", who=handle)),
    }.get(kind, str(gettext("Moment by %(who)s", who=handle)))


def state_words(state: str) -> str:
    known: dict[str, str] = {
        "published": gettext("up now"),
        "held": gettext("held, nobody sees it yet"),
        "hidden": gettext("hidden"),
        "removed": gettext("removed"),
        "deleted": gettext("taken back"),
        "active": gettext("active"),
        "banned": gettext("banned"),
    }
    return known.get(state, state)


def as_said(text: str, who: str = "") -> str:
    """What the desk's slice says in English about somebody, a word or an episode, in the reader's language."""
    form, found = text, {}
    for name, part in (
        ("who", rf"(?<!\w){re.escape(who)}(?!\w)" if who else ""),
        ("word", r"(?<=“).+(?=”)"),
        ("place", PLACE),
    ):
        there = re.search(part, form) if part else None
        if there:
            found[name] = there[0]
            form = f"{form[: there.start()]}%({name})s{form[there.end() :]}"
    words = str(gettext(form)) if found else text
    if words in {form, text}:
        return in_words(text)
    for name, said in found.items():
        words = words.replace(f"%({name})s", said, 1)
    return words


def init(app: Flask) -> None:
    for each in (reason_words, source_words, kind_by, state_words, as_said):
        app.jinja_env.filters[each.__name__] = each
