"""Text as screening compares it: one form for what differs only in case, width, accents, look-alikes or digits."""

import re
import unicodedata

_CYRILLIC = zip("авекмнорстухіјѕԁԛԝһӏѵ", "abekmhopctyxijsdqwhlv", strict=True)
_GREEK = zip("αβεικνορτυχϲ", "abeikvoptuxc", strict=True)
_LATIN = zip("ıłøđħŧɑɡ", "ilodhtag", strict=True)
_LETTERS = str.maketrans("0345789@$", "oeastbgas")
_ONE_AS_I = str.maketrans("1", "i")
_ONE_AS_L = str.maketrans("1", "l")
_STROKE = re.compile(r"[!|](?=[^\W\d_])")
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*][^\W_]){2,}(?![^\W_])")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_BETWEEN = re.compile(r"[\W_]+")
_DISGUISED = re.compile(r"[0134578|!@$9]")
_MARKS = ((0x300, 0x370), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100), (0xFE00, 0xFE10), (0xFE20, 0xFE30))
# Where such characters are; to look through all of Unicode takes a quarter of a second of every start.
_HAUNTS = (*range(0x20000), *range(0xE0000, 0xE0080))
_UNSEEN = [code for code in _HAUNTS if unicodedata.category(chr(code)) == "Cf"]
_PLAIN = (
    {ord(char): alike for alphabet in (_CYRILLIC, _GREEK, _LATIN) for char, alike in alphabet}
    | dict.fromkeys(_UNSEEN)
    | {code: None for first, end in _MARKS for code in range(first, end)}
)


def fold(text: str) -> str:
    """Marks that change the word in other scripts than Latin, Greek and Cyrillic stay."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", apart.translate(_PLAIN))


def spaced(text: str) -> str:
    """Words with one space around each, at both ends too."""
    return f" {_BETWEEN.sub(' ', text).strip()} "


def readings(text: str) -> str:
    """The text as words, once as it stands and, where it may be disguised, once for each way to read the disguise."""
    plain = fold(text)
    if not any(sign.search(plain) for sign in (_DISGUISED, _SPACED, _DRAWN_OUT)):
        return spaced(plain)
    as_i, as_l = _unmasked(plain, "i", _ONE_AS_I), _unmasked(plain, "l", _ONE_AS_L)
    return "\n".join(dict.fromkeys((spaced(plain), spaced(as_i), spaced(as_l))))


def _unmasked(plain: str, stroke: str, one: dict[int, int]) -> str:
    letters = _STROKE.sub(stroke, plain).translate(_LETTERS).translate(one)
    joined = _SPACED.sub(lambda found: _BETWEEN.sub("", found[0]), letters)
    return _DRAWN_OUT.sub(r"\1", joined)
