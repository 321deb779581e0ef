"""Bytes of an .nfo as text, whatever they say of themselves: many are declared wrongly, or not at all."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# What old tools on Windows wrote in; the rest of the world's are taken where they are declared.
LAST = "cp1252"
# Those whose every byte sequence is some text, so that no error would tell that it is another.
_BLIND = re.compile(r"utf-?(7|16|32)|unicode|idna|punycode|raw|escape|rot|hex|base64|zlib|bz2|zip|uu|quopri")


def text_of(content: bytes) -> str:
    """UTF-8 before what is declared: what is valid UTF-8 is hardly ever anything else."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    head = content.lstrip()[:2]
    for start, codec in _WIDE:
        if head == start:
            return content.decode(codec, "replace")
    for codec in ("utf-8", _declared(content), LAST):
        try:
            return content.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:300])
    name = found[1].decode("ascii").lower() if found else LAST
    return LAST if _BLIND.search(name) else name
