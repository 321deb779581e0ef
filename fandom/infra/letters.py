"""What a letter says, in the words of its reader's language, as plain text and as simple HTML."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import render_template
from flask_babel import force_locale

from fandom.infra.mail import Letter
from fandom.infra.site import origin

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: what it is, what it says if the reader may know, and where it is."""

    title: str
    path: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """`button`: what it says and the path it leads to. `small`: what stands below, as why this was sent."""

    subject: str
    lines: tuple[str, ...]
    button: tuple[str, str] | None = None
    items: tuple[Item, ...] = ()
    small: tuple[str, ...] = ()


def compose(words: Words, *, to: str, key: str, language: str, unsubscribe: str | None = None) -> Letter:
    """Inside `speaking(language)`. `unsubscribe` is a path: whoever opens it is asked, a program's POST will do."""
    stop = origin() + unsubscribe if unsubscribe else None
    said = {"words": words, "origin": origin(), "stop": stop, "lang": language}
    return Letter(
        to=to,
        subject=words.subject,
        text=render_template("letters/letter.txt", **said),
        html=render_template("letters/letter.html", **said),
        key=key,
        language=language,
        unsubscribe=stop,
    )


@contextmanager
def speaking(language: str | None) -> Iterator[str]:
    """What is said inside is in this language, or in the house's own."""
    with force_locale(language or DEFAULT):
        yield language or DEFAULT
