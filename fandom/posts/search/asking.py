"""What somebody types to search: words and "phrases", -not, #tags, @handles and show:slugs. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fandom.core.errors import Invalid
from fandom.core.text import tag
from fandom.posts.search.folding import forms

TYPED_MAX = 200
TERMS_MAX = 16

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_HANDLE = re.compile(r"@([A-Za-z0-9_]{2,30})", re.ASCII)
_SHOW = re.compile(r"show:([a-z0-9][a-z0-9-]{0,99})", re.ASCII | re.IGNORECASE)
_UNTYPED = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Terms:
    """A word of several words is a phrase. Handles and slugs in lower case, tags in their one form."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    wanted: Terms
    unwanted: Terms = Terms()

    @property
    def forms(self) -> frozenset[str]:
        """The words to be seen in what is found."""
        return frozenset(form for text in (*self.wanted.words, *self.wanted.tags) for form in forms(text))

    @property
    def name(self) -> str:
        """As the beginning of somebody's or something's name."""
        return " ".join(self.wanted.words)


def asked(typed: str, field: str = "q") -> Asked:
    """Whatever is typed is searched for somehow; refuses with Invalid what is too much, or asks for nothing."""
    if len(typed) > TYPED_MAX:
        raise Invalid(errors={field: [f"Longer than maximum length {TYPED_MAX}."]})
    plain = _UNTYPED.sub(" ", typed).translate(_QUOTES)
    found = [(sign, *_kind(phrase, word)) for sign, phrase, word in _TERM.findall(plain)]
    terms = [each for each in found if each[2]]
    if len(terms) > TERMS_MAX:
        raise Invalid(errors={field: [f"At most {TERMS_MAX} words, please."]})
    wanted = _terms(terms, "")
    if wanted == Terms():
        raise Invalid(errors={field: ["Say what to look for: a word, a #tag, an @handle."]})
    return Asked(wanted, _terms(terms, "-"))


def _kind(phrase: str, word: str) -> tuple[str, str]:
    """What is written like something special and is not, is a word; one without a letter is nothing."""
    if word.startswith("#") and (written := tag(word)):
        return "tags", written
    if handle := _HANDLE.fullmatch(word):
        return "handles", handle[1].lower()
    if show := _SHOW.fullmatch(word):
        return "shows", show[1].lower()
    text = (phrase or word).strip()
    return "words", text if forms(text) else ""


def _terms(found: Iterable[tuple[str, str, str]], sign: str) -> Terms:
    kinds: dict[str, dict[str, None]] = {}
    for said, kind, value in found:
        if said == sign:
            kinds.setdefault(kind, {})[value] = None
    return Terms(**{kind: tuple(values) for kind, values in kinds.items()})
