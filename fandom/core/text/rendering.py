"""Plain text to HTML, once, when it is written: links, @mentions, #tags and ||hidden|| words, and nothing else."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from urllib.parse import quote

import nh3
from bleach.linkifier import Linker, build_url_re

from fandom.core.text.tags import leading_tag, tag

MAX_MENTIONS = 20
REL = "nofollow ugc noopener"
HIDDEN_LABEL = "Hidden words"
VEIL = "▒▒▒"
HANDLE = r"[a-zA-Z0-9_]{2,30}"

_HIDDEN = re.compile(r"\|\|(?=\S)((?:(?!\|\|)[^\n]|\n(?!\n))+?)(?<=\S)\|\|")
_TAG = re.compile(r"(<[^>]*>)")
_MENTION = re.compile(rf"(?<![\w@#&/.])@({HANDLE})(?![\w@])")
_HASH = re.compile(r"(?<![\w#&/])#([^\s<>&#@|]+)")

Resolve = Callable[[frozenset[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """`mentions` are existing handles, `tags` in their one form, `links` the outside addresses; each once, in order."""

    html: str
    mentions: tuple[str, ...]
    tags: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    known: Collection[str] = ()
    mentions: dict[str, None] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)


def render(text: str, resolve_mentions: Resolve) -> Rendered:
    """`text` has been through `prose`. Hidden words stay plain: no links, mentions or tags inside them."""
    found = _Found(known=resolve_mentions(mentioned(text)))
    shown = "".join(_paragraph(each, found) for each in text.split("\n\n"))
    return Rendered(_gate(shown), tuple(found.mentions), tuple(found.tags), tuple(found.links))


def veiled(text: str) -> str:
    """The words as they were typed, the hidden ones covered: for places that show no HTML."""
    return _HIDDEN.sub(VEIL, text)


def mentioned(text: str) -> frozenset[str]:
    """Handles that might be meant, in lower case; at most twenty, so that nobody calls a whole fandom."""
    handles = dict.fromkeys(handle.lower() for handle in _MENTION.findall(_HIDDEN.sub(" ", text)))
    return frozenset(list(handles)[:MAX_MENTIONS])


def _paragraph(text: str, found: _Found) -> str:
    # Split by a pattern with one group: even parts are shown, odd ones hidden.
    parts = _HIDDEN.split(text)
    return f"<p>{''.join(_hidden(part) if at % 2 else _shown(part, found) for at, part in enumerate(parts))}</p>"


def _hidden(text: str) -> str:
    return (
        f'<span class="hidden" role="button" tabindex="0" aria-label="{HIDDEN_LABEL}">'
        f"<span>{_broken(escape(text, quote=False))}</span></span>"
    )


def _shown(text: str, found: _Found) -> str:
    inside = False
    parts = []
    for part in _TAG.split(_linked(escape(text, quote=False), found)):
        if part.startswith("<"):
            inside = part.startswith("<a ")
            parts.append(part)
        else:
            parts.append(part if inside else _named(part, found))
    return _broken("".join(parts))


def _linked(html: str, found: _Found) -> str:
    def outside(attributes: dict[Any, str], _new: bool = False) -> dict[Any, str]:
        found.links[unescape(attributes[(None, "href")])] = None
        attributes[(None, "rel")] = REL
        return attributes

    return str(Linker(callbacks=[outside], url_re=_URL, recognized_tags=["a"]).linkify(html))


def _named(html: str, found: _Found) -> str:
    with_mentions = _MENTION.sub(lambda hit: _mention(hit, found), html)
    # The mentions just made are tags of their own by now and hold no #.
    return _HASH.sub(lambda hit: _tagged(hit, found), with_mentions)


def _mention(hit: re.Match[str], found: _Found) -> str:
    handle = hit[1].lower()
    if handle not in found.known:
        return hit[0]
    found.mentions[handle] = None
    return f'<a class="mention" href="/u/{handle}">{hit[0]}</a>'


def _tagged(hit: re.Match[str], found: _Found) -> str:
    word = leading_tag(hit[1])
    written = tag(word)
    if written is None:
        return hit[0]
    found.tags[written] = None
    return f'<a class="tag" href="/tags/{quote(written)}">#{word}</a>{hit[1][len(word) :]}'


def _broken(html: str) -> str:
    return html.replace("\n", "<br>")


_URL = build_url_re(protocols=["http", "https"])
_gatekeeper = nh3.Cleaner(
    tags={"p", "br", "a", "span"},
    attributes={"a": {"href"}},
    tag_attribute_values={
        "a": {"rel": {REL}},
        "span": {"role": {"button"}, "tabindex": {"0"}, "aria-label": {HIDDEN_LABEL}},
    },
    allowed_classes={"a": {"mention", "tag"}, "span": {"hidden"}},
    url_schemes={"http", "https"},
    link_rel=None,
)


def _gate(html: str) -> str:
    return _gatekeeper.clean(html)
