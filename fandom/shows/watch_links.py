"""Where a title is watched, at a second or at none: templates as `https://…/watch/{id}?t={seconds}`.

`{seconds}` is the time; `{id}` the provider's id (external id "watch"), else our own name of the thing; any other name
stands for the external id of that name, as `{imdb}`. A link whose id is missing is no link.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from fandom.core.errors import Invalid

MAX_LENGTH = 500
OWN = "watch"
NAME = r"[a-z][a-z0-9_]{1,19}"
_HOLE = re.compile(rf"\{{({NAME})\}}")
_TIME_PART = re.compile(r"[^?&#]*\{seconds\}[^?&#]*")
_UNFIT = re.compile(r"[^\x21-\x7e]|[\\<>\"'`^|]")


def checked(template: str, field: str = "watch_template") -> str:
    """The template, or Invalid: only http and https, and the host must stand there in full."""
    if not _fits(template):
        sentence = "Give a web address as https://example.org/watch/{id}?t={seconds}."
        raise Invalid(errors={field: [sentence]})
    return template


def ids_of(
    slug: str, episode: str | None, *, film: bool, show_ids: Mapping[str, str], episode_ids: Mapping[str, str]
) -> Mapping[str, str]:
    """What the holes of a template take. A film is its one episode, so their ids are the same."""
    shared = film or episode is None
    inherited = {name: value for name, value in show_ids.items() if shared or name != OWN}
    own = slug if shared else f"{slug}-{episode}"
    return {"id": episode_ids.get(OWN) or inherited.get(OWN) or own, **inherited, **episode_ids}


def watch_url(template: str | None, ids: Mapping[str, str], ms: int | None) -> str | None:
    """None without a template or without an id that it asks for. Without `ms` the part that holds the time goes."""
    if not template or not _fits(template):
        return None
    wanted = template if ms is not None else untimed(template)
    known = {**ids, "seconds": str(max(ms or 0, 0) // 1000)}
    if any(not known.get(name) for name in _HOLE.findall(wanted)):
        return None
    return _HOLE.sub(lambda hole: quote(str(known[hole[1]]), safe=""), wanted)


def untimed(template: str) -> str:
    """Without the query pair or fragment that holds the time; a time inside the path is the beginning."""
    base, mark, fragment = template.partition("#")
    path, asked, query = base.partition("?")
    kept = "&".join(pair for pair in query.split("&") if pair and not _TIME_PART.fullmatch(pair))
    anchor = "" if "{seconds}" in fragment else mark + fragment
    return path + (asked + kept if kept else "") + anchor


def _fits(template: str) -> bool:
    if len(template) > MAX_LENGTH or _UNFIT.search(template):
        return False
    try:
        parts = urlsplit(template)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    written_out = "{" not in parts.netloc and "}" not in parts.netloc and "@" not in parts.netloc
    rest = _HOLE.sub("", template)
    return parts.scheme in {"http", "https"} and bool(host) and written_out and "{" not in rest and "}" not in rest
