"""Which characters people may send: one normal form, nothing invisible that deceives, nothing that breaks a store."""

import re
import unicodedata

from fandom.core.errors import Invalid

# Line and paragraph separators and NEL are line breaks that other programs write.
_BREAKS = re.compile("\r\n|\r|\u0085|\u2028|\u2029")
_SPACE_AT_END = re.compile(r"[^\S\n]+$", re.MULTILINE)
_MANY_BREAKS = re.compile(r"\n{3,}")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb]")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Blank to the eye though their category says letter or symbol: Hangul fillers and the empty Braille cell.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN_IN_NAMES = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff\u180e]")


def prose(text: str, max_len: int, field: str) -> str:
    """Text of several lines in NFC, trimmed, 1 to `max_len` characters; refuses with Invalid under `field`."""
    return _measured(_lines(_plain(text, max_len, _OVERRIDES, field)), max_len, field)


def name(text: str, max_len: int, field: str) -> str:
    """One line that cannot pose as another: no marks of direction, no invisible characters."""
    plain = _plain(text, max_len, _BIDI, field)
    if _UNSEEN_IN_NAMES.search(plain):
        raise _refusal(field, "Some of these characters cannot be seen; leave them out.")
    return _measured(" ".join(plain.split()), max_len, field)


def visible(text: str) -> bool:
    return any(unicodedata.category(char)[0] not in "CZM" and char not in _BLANK for char in text)


def _plain(text: str, max_len: int, direction: re.Pattern[str], field: str) -> str:
    if len(text) > 8 * max_len + 64:  # not worth normalising
        raise _too_long(field, max_len)
    broken = _BREAKS.sub("\n", text)
    if _FORBIDDEN.search(broken):
        raise _refusal(field, "Some of these characters cannot be used here.")
    if direction.search(broken):
        raise _refusal(field, "Characters that change the direction of writing cannot be used here.")
    return unicodedata.normalize("NFC", broken)


def _lines(text: str) -> str:
    return _MANY_BREAKS.sub("\n\n", _SPACE_AT_END.sub("", text.replace("\t", " "))).strip()


def _measured(text: str, max_len: int, field: str) -> str:
    if not visible(text):
        raise _refusal(field, "Write something first.")
    if len(text) > max_len:
        raise _too_long(field, max_len)
    return text


def _too_long(field: str, max_len: int) -> Invalid:
    return _refusal(field, f"Longer than maximum length {max_len}.")


def _refusal(field: str, sentence: str) -> Invalid:
    return Invalid(errors={field: [sentence]})
