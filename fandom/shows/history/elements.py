"""A long JSON list, or an object of such lists, read element by element: as much memory as one element takes."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from fandom.shows.history.values import Refused

CHUNK = 256 * 1024
# A show with thousands of episodes is a tenth of this.
ELEMENT_MAX = 8_000_000
BROKEN = "This is not JSON that can be read: something is wrong after entry {n}."
TOO_LARGE = "Entry {n} is larger than anything in a watch history."
_GAPS = re.compile(r"[ \t\r\n]*")
_decoder = json.JSONDecoder(parse_constant=lambda _name: None)


def elements(file: TextIO) -> Iterator[Any]:
    """Refused where it breaks off; what came before has come. NaN and the like are None."""
    text = _Text(file)
    opening = text.next()
    if opening == "[":
        yield from _list(text)
    elif opening == "{":
        yield from _lists(text)
    else:
        raise text.broken()
    if text.peek():
        raise text.broken()


def _list(text: "_Text") -> Iterator[Any]:
    """After its opening bracket."""
    if text.peek() == "]":
        text.next()
        return
    while True:
        yield text.value()
        text.count += 1
        if (mark := text.next()) != ",":
            if mark != "]":
                raise text.broken()
            return


def _lists(text: "_Text") -> Iterator[Any]:
    """The elements of all lists in an object, after its opening brace; what else it holds is passed over."""
    if text.peek() == "}":
        text.next()
        return
    while True:
        if text.peek() != '"' or not isinstance(text.value(), str) or text.next() != ":":
            raise text.broken()
        if text.peek() == "[":
            text.next()
            yield from _list(text)
        else:
            text.value()
        if (mark := text.next()) != ",":
            if mark != "}":
                raise text.broken()
            return


class _Text:
    """A window on the file. `count` elements have been read."""

    def __init__(self, file: TextIO) -> None:
        self.count = 0
        self._file = file
        self._window = ""
        self._at = 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is no gap; empty at the end."""
        while True:
            gap = _GAPS.match(self._window, self._at)
            self._at = gap.end() if gap else self._at
            if self._at < len(self._window) or not self._more():
                return self._window[self._at : self._at + 1]

    def next(self) -> str:
        found = self.peek()
        self._at += 1
        return found

    def value(self) -> Any:
        """Whole once something follows it, as 1 might be the beginning of 12."""
        self.peek()
        while True:
            try:
                found, end = _decoder.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self.broken() from error
                continue
            except (RecursionError, ValueError) as error:
                raise self.broken() from error
            if end < len(self._window) or not self._more():
                self._at = end
                return found

    def broken(self) -> Refused:
        return Refused(BROKEN.format(n=self.count))

    def _more(self) -> bool:
        """At least as much again as is there, so that a large element is not begun too often."""
        if self._ended:
            return False
        rest = self._window[self._at :]
        if len(rest) > ELEMENT_MAX:
            raise Refused(TOO_LARGE.format(n=self.count + 1))
        more = self._file.read(max(CHUNK, len(rest)))
        self._window, self._at, self._ended = rest + more, 0, not more
        return bool(more)
