"""The XML of .nfo files: several roots, an address after them, bare ampersands; nothing that could do harm."""

import html.entities
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

MAX_BYTES = 2_000_000
MAX_DEPTH, MAX_ELEMENTS = 40, 50_000
HOSTILE = "It declares entities or a document type, which no .nfo needs."
TOO_DEEP = "It is nested deeper than any .nfo."
TOO_MANY = "It has more elements than any .nfo."
BROKEN = "This is not XML: {why}."
EMPTY = "There is nothing in it."
AN_ADDRESS = "It holds only an address, and nothing is fetched from elsewhere."

_HARMLESS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_LITERAL = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_ENTITY = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);|([A-Za-z][A-Za-z0-9]{1,31});)?")
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Refused(Exception):
    """Why a file is not taken, as a sentence."""


def roots(text: str) -> tuple[list[Element], str]:
    """The elements at the top of a file, and what stands beside them, such as an address."""
    if not text.strip():
        raise Refused(EMPTY)
    bare = _HARMLESS.sub("", text)
    if "<!" in bare:
        raise Refused(HOSTILE)
    if "<" not in bare:
        raise Refused(AN_ADDRESS if "://" in bare else BROKEN.format(why="it has no element"))
    whole = _parsed(f"<nfo>{_mended(_UNFIT.sub('', _DECLARATION.sub('', text)))}</nfo>")
    return list(whole), " ".join(_beside(whole)).strip()


def _parsed(text: str) -> Element:
    parser = XMLParser(target=_Bounded(), encoding="utf-8", forbid_dtd=True)
    try:
        parser.feed(text.encode())
        found: Element = parser.close()
    except ParseError as error:
        raise Refused(BROKEN.format(why=str(error))) from error
    except DefusedXmlException as error:
        raise Refused(HOSTILE) from error
    return found


class _Bounded(TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            raise Refused(TOO_DEEP)
        if self._count > MAX_ELEMENTS:
            raise Refused(TOO_MANY)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _mended(text: str) -> str:
    """Split by a pattern with one group: even parts are to be mended, odd ones are literal."""
    parts = _LITERAL.split(text)
    return "".join(part if at % 2 else _ENTITY.sub(_entity, part) for at, part in enumerate(parts))


def _entity(hit: re.Match[str]) -> str:
    """As XML knows it: names of HTML by their characters, a bare ampersand as one."""
    known = hit[1]
    if known is None:
        return "&amp;"
    if hit[2]:
        return html.entities.html5.get(known, f"&amp;{known}")
    return _numbered(known) if known.startswith("#") else hit[0]


def _numbered(reference: str) -> str:
    digits = reference[1:-1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    fit = code < 0x110000 and not _UNFIT.match(chr(code))
    return f"&{reference}" if fit else ""


def _beside(whole: Element) -> Iterator[str]:
    yield whole.text or ""
    for each in whole:
        yield each.tail or ""
