"""What a viewer does not want to be shown, compared with what is there. Pure.

Words and tags are asked only of what is open to the viewer: to leave out a sealed card by its caption would tell what
it says.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from fandom.core.errors import Invalid
from fandom.core.viewer import Hidden

WORD_MAX = 60
_BETWEEN = re.compile(r"[\W_]+")


def hides(
    hidden: Hidden,
    *,
    author_id: str | None = None,
    show_id: str | None = None,
    tags: Collection[str] = (),
    words_text: str = "",
) -> bool:
    """`show_id` is left out where a show is looked at by itself; `tags` and `words_text` are those of open things."""
    if not hidden:
        return False
    if author_id in hidden.accounts or show_id in hidden.shows or not hidden.tags.isdisjoint(tags):
        return True
    return bool(hidden.words and words_text) and _says(words_text, hidden.words)


def word(text: str, field: str = "value") -> str:
    """A muted word or phrase in its one form; refuses with Invalid what holds no letter or digit."""
    found = spaced(text).strip() if len(text) <= 4 * WORD_MAX else ""
    if not found or len(found) > WORD_MAX:
        raise Invalid(errors={field: [f"A word or a few of them, at most {WORD_MAX} characters."]})
    return found


@lru_cache(maxsize=1024)
def spaced(text: str) -> str:
    """The words as they are compared: folded, with one space around each, at both ends too."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return f" {_BETWEEN.sub(' ', folded).strip()} "


def _says(text: str, words: Iterable[str]) -> bool:
    said = spaced(text)
    return any(_standing(each) in said for each in words)


def _standing(phrase: str) -> str:
    """A phrase stands on its own between spaces, except where its script writes none."""
    start = "" if _unspaced(phrase[:1]) else " "
    return f"{start}{phrase}{'' if _unspaced(phrase[-1:]) else ' '}"


def _unspaced(char: str) -> bool:
    """Thai, Lao, and the scripts of China and Japan."""
    return "\u0e00" <= char <= "\u0eff" or "\u2e80" <= char < "\ua000" or "\uf900" <= char < "\ufb00"
