"""What the demo tells, read from its files: people, and moments with all that was said about them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from fandom.core.horizon import parse_episode_name
from fandom.posts.values import UNSET, Place, Unset

FOLDER = Path(__file__).parent
MOMENTS = FOLDER / "moments"
MEMBERS = FOLDER / "members.json"
APART = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Member:
    """`shows` are slugs with the places reached: all, none, s02e04, s01e01@7:45, or nothing said; `lately` those that
    were reached when all of the story had been told.

    `role` is admin, moderator or fan.
    """

    handle: str
    display_name: str
    joined_days_ago: float
    voice: str
    shows: Mapping[str, tuple[str, ...]]
    role: str = "fan"
    moderates: tuple[str, ...] = ()
    signs_in: bool = False
    lately: Mapping[str, str] = field(default_factory=dict)

    @property
    def joined_ago(self) -> timedelta:
        return timedelta(days=self.joined_days_ago)


@dataclass(frozen=True, slots=True)
class Grievance:
    by: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a moderator let open later."""

    by: str
    reveals_at: Place
    note: str
    ago: timedelta


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with its replies. `taken_back`: its author deleted it once it had been answered."""

    by: str
    body: str
    ago: timedelta
    at_ms: int | None = None
    reveals_at: Place | None = None
    taken_back: bool = False
    reports: tuple[Grievance, ...] = ()
    replies: tuple["Remark", ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A moment and its talk. Its episode is (season, number)."""

    show: str
    by: str
    caption: str
    ago: timedelta
    episode: tuple[int, int]
    start_ms: int | None = None
    end_ms: int | None = None
    tags: tuple[str, ...] = ()
    reveals_at: Place | Unset | None = UNSET
    reactions: Mapping[str, int] = field(default_factory=dict)
    reports: tuple[Grievance, ...] = ()
    corrected: Correction | None = None
    comments: tuple[Remark, ...] = ()


def members() -> tuple[Member, ...]:
    return tuple(_member(each) for each in json.loads(MEMBERS.read_text("utf-8")))


def stories() -> tuple[Story, ...]:
    """All of them, the oldest first."""
    found = [_story(file.stem, each) for file in sorted(MOMENTS.glob("*.json")) for each in _read(file)]
    return tuple(sorted(_apart(found), key=lambda story: story.ago, reverse=True))


def _apart(stories: Iterable[Story]) -> Iterator[Story]:
    """Nobody posts twice in one second: author and time say which moment is meant."""
    times: Counter[tuple[str, timedelta]] = Counter()
    for story in stories:
        before = times[story.by, story.ago]
        times[story.by, story.ago] += 1
        yield replace(story, ago=story.ago + before * APART)


def remarks(said: tuple[Remark, ...]) -> Iterator[Remark]:
    """Each with all below it."""
    for remark in said:
        yield remark
        yield from remarks(remark.replies)


def _read(file: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return found


def _member(given: dict[str, Any]) -> Member:
    shows = {slug: tuple(places) for slug, places in given["shows"].items()}
    return Member(**given | {"shows": shows, "moderates": tuple(given.get("moderates", ()))})


def _story(show: str, given: dict[str, Any]) -> Story:
    return Story(show=show, **given | _shared(given) | {"episode": _episode(given["episode"])} | _talk(given))


def _talk(given: dict[str, Any]) -> dict[str, Any]:
    found = {"tags": tuple(given["tags"]), "comments": tuple(_remark(each) for each in given["comments"])}
    return found | ({"corrected": _correction(given["corrected"])} if "corrected" in given else {})


def _correction(given: dict[str, Any]) -> Correction:
    place = Place(_episode(given["reveals_at"]["episode"]), None)
    return Correction(**given | {"ago": timedelta(minutes=given["ago"]), "reveals_at": place})


def _remark(given: dict[str, Any]) -> Remark:
    return Remark(**given | _shared(given) | {"replies": tuple(_remark(each) for each in given.get("replies", ()))})


def _shared(given: dict[str, Any]) -> dict[str, Any]:
    """What moments and comments write alike."""
    found: dict[str, Any] = {
        "ago": timedelta(minutes=given["ago"]),
        "reports": tuple(Grievance(**each) for each in given.get("reports", ())),
    }
    if "reveals_at" in given:
        found["reveals_at"] = _place(given["reveals_at"])
    return found


def _place(given: dict[str, Any] | None) -> Place | None:
    return None if given is None else Place(_episode(given["episode"]), given.get("position_ms"))


def _episode(name: str) -> tuple[int, int]:
    found = parse_episode_name(name)
    if found is None:
        raise ValueError(name)
    return found
