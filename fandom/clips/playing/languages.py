"""What the languages of subtitles are called, by those who read them. Pure."""

import re

from babel import Locale, UnknownLocaleError

from fandom.core.errors import Invalid
from fandom.core.text import name

LONGEST = 100
NAMELESS = "Subtitles"
# As films have them: three letters, some in two ways. Browsers and ourselves have two.
THREE = (
    "eng:en ger:de deu:de fre:fr fra:fr spa:es ita:it por:pt dut:nl nld:nl dan:da swe:sv nor:nb nob:nb "
    "fin:fi ice:is isl:is pol:pl cze:cs ces:cs slo:sk slk:sk hun:hu rum:ro ron:ro bul:bg hrv:hr srp:sr "
    "slv:sl gre:el ell:el tur:tr rus:ru ukr:uk est:et lav:lv lit:lt heb:he ara:ar per:fa fas:fa hin:hi "
    "tha:th vie:vi ind:id chi:zh zho:zh jpn:ja kor:ko cat:ca baq:eu eus:eu glg:gl "
)
SHORT = dict(pair.split(":") for pair in THREE.split())
_tag = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)


def language_of(said: str) -> str:
    """As browsers have it; nothing of what is no language."""
    plain = said.strip().replace("_", "-")
    if not _tag.fullmatch(plain) or plain.lower() in {"und", "mul", "zxx", "mis"}:
        return ""
    first, dash, rest = plain.partition("-")
    return SHORT.get(first.lower(), first.lower()) + dash + rest


def label_of(language: str, title: str) -> str:
    """What its maker called it, if that can be shown, else what those call their language who speak it."""
    try:
        return name(title, LONGEST, "label")
    except Invalid:
        return _own_name(language) or NAMELESS


def _own_name(language: str) -> str:
    try:
        found = Locale.parse(language, sep="-").get_display_name() if language else None
    except (UnknownLocaleError, ValueError):
        return language
    return (found[:1].upper() + found[1:]) if found else language
