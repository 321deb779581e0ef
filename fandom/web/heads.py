"""What the head of a page tells search engines and previews: as everybody may see it, and no more than its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from fandom.accounts.avatars import avatar_path
from fandom.core.errors import NotFound
from fandom.infra.site import origin
from fandom.posts.values import Open, Sealed
from fandom.sharing import access, linked
from fandom.sharing.oembed import PICTURED, WIDE
from fandom.sharing.values import HEIGHT, WIDTH
from fandom.sharing.wording import about, description_of, shortened, title_of


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    alt: str
    width: int | None = WIDTH
    height: int | None = HEIGHT
    wide: bool = True


@dataclass(frozen=True, slots=True)
class Clip:
    """An MP4 that others may show, and the page that shows it in a frame of theirs, as large as that."""

    url: str
    player: str
    width: int
    height: int
    duration_s: int
    player_width: int = WIDE
    player_height: int = PICTURED


@dataclass(frozen=True, slots=True)
class Head:
    """`kind` is of Open Graph; `linked` JSON-LD; `feed` and `oembed` are addresses of the same in other forms."""

    url: str
    kind: str
    title: str
    description: str
    linked: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    picture: Picture | None = None
    clip: Clip | None = None
    feed: str | None = None
    oembed: str | None = None


def moment_head(seen: Open | Sealed) -> Head | None:
    """None for what is not published: nobody but its author and moderators is on that page.

    `seen` is the moment as its page shows it: who has not got as far as everybody is not told in the head either.
    """
    try:
        shared = access.moment_to_share(seen.id)
        return _moment(seen if seen.sealed else shared)
    except NotFound:
        return None


def show_head(slug: str) -> Head:
    show = access.show_to_share(slug)
    picture = Picture(_whole("web.show_picture", slug=slug), show.title)
    said = {"text": about(show), "image": picture.url}
    return Head(
        url=_whole("web.show", slug=slug),
        kind="video.movie" if show.kind == "film" else "video.tv_show",
        title=show.title,
        description=said["text"],
        linked=linked.title(show, origin(), said),
        picture=picture,
        feed=_whole("web.show_feed", slug=slug),
    )


def fan_head(handle: str) -> Head | None:
    try:
        fan = access.fan_to_share(handle)
    except NotFound:
        return None
    name, path = fan.display_name or fan.handle, avatar_path(fan.avatar_id)
    picture = Picture(origin() + path, name, None, None, wide=False) if path else None
    return Head(
        url=_whole("web.profile", handle=fan.handle),
        kind="profile",
        title=name,
        description=shortened(fan.about) or f"@{fan.handle}",
        linked=linked.profile(fan, origin(), picture.url if picture else None),
        picture=picture,
    )


def _moment(moment: Open | Sealed) -> Head:
    url, title = _whole("web.moment", moment_id=moment.id), title_of(moment)
    picture = Picture(_whole("web.moment_picture", moment_id=moment.id), _alt(moment, title))
    said = {"title": title, "text": description_of(moment), "image": picture.url}
    posting, clip = linked.posting(moment, origin(), said), _clip(moment)
    return Head(
        url=url,
        kind="video.other" if clip else "article",
        title=title,
        description=said["text"],
        linked=[posting, linked.clip(moment, origin(), said)] if clip and isinstance(moment, Open) else posting,
        picture=picture,
        clip=clip,
        oembed=_whole("sharing.oembed", url=url),
    )


def _clip(moment: Open | Sealed) -> Clip | None:
    found = access.clip_of(moment) if isinstance(moment, Open) else None
    if found is None or not found.width or not found.height:
        return None
    return Clip(
        url=_whole("web.moment_clip", moment_id=moment.id),
        player=_whole("web.embed", moment_id=moment.id),
        width=found.width,
        height=found.height,
        duration_s=round((found.duration_ms or 0) / 1000),
    )


def _alt(moment: Open | Sealed, title: str) -> str:
    """What is to be seen on the picture that is drawn."""
    if isinstance(moment, Sealed):
        return title
    first = next((each for each in moment.media if each.url), None)
    return shortened(first.alt) or title if first else shortened(description_of(moment))


def _whole(endpoint: str, **values: Any) -> str:
    return origin() + url_for(endpoint, **values)
