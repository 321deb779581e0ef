"""Small worlds of shows, fans and moments, put in at once, and what feeds would say who look at everything."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, update

from fandom.accounts.models import Account
from fandom.accounts.relations.models import Follow
from fandom.core.ids import encode
from fandom.core.viewer import Hidden, Viewer
from fandom.infra.db import db, unit_of_work
from fandom.posts.models import Moment
from fandom.posts.ranking import engagement, score
from fandom.shows.models import Membership, Show

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
ME = "0000000000zme"


@dataclass(frozen=True)
class Post:
    """What an oracle knows of a moment."""

    id: str
    show_id: str
    author_id: str
    caption: str
    tags: tuple[str, ...]
    score: float
    engagement: int
    published: bool
    reveals: int | None


@dataclass
class World:
    """`beyond`: moments of this episode and later are sealed to the viewer; `joined` and `followed` are theirs."""

    posts: list[Post]
    joined: frozenset[str]
    followed: frozenset[str]
    viewer: Viewer
    members: dict[str, int] = field(default_factory=dict)

    def listed(self) -> list[Post]:
        return [each for each in self.posts if each.published and not self.hides(each)]

    def hides(self, post: Post) -> bool:
        hidden = self.viewer.hidden
        if post.author_id in hidden.accounts or post.show_id in hidden.shows:
            return True
        if post.reveals is not None or post.author_id == self.viewer.account_id:
            return False
        words = f" {post.caption} ".casefold()
        return bool(hidden.tags & set(post.tags)) or any(f" {word} " in words for word in hidden.words)

    def home(self) -> list[Post]:
        ours = [each for each in self.listed() if each.show_id in self.joined or each.author_id in self.followed]
        return sorted(ours, key=lambda each: each.id, reverse=True)

    def hot(self, seen: Iterable[str] = ()) -> list[Post]:
        sunk = set(seen)
        return sorted(self.home(), key=lambda each: (each.score - (each.id in sunk), each.id), reverse=True)


def world(dice: random.Random, *, shows: int = 9, fans: int = 9, posts: int = 120, calm: bool = False) -> World:
    """With many ties. In a `calm` one all shows are joined and nothing is hidden."""
    show_ids = [_id(dice, "s", number) for number in range(shows)]
    fan_ids = [_id(dice, "f", number) for number in range(fans)]
    members = {show_id: dice.choice([0, 3, 40, 5000]) for show_id in show_ids}
    joined = frozenset(dice.sample(show_ids, shows if calm else dice.randint(0, shows)))
    followed = frozenset(dice.sample(fan_ids, dice.randint(0, fans)))
    made = [_post(dice, number, show_ids, [*fan_ids, ME]) for number in range(posts)]
    hidden = Hidden(
        accounts=frozenset(dice.sample(fan_ids, dice.randint(0, 3))),
        shows=frozenset(dice.sample(show_ids, dice.randint(0, 2))),
        tags=frozenset(dice.sample(["knock", "door"], dice.randint(0, 1))),
        words=frozenset(dice.sample(["killer", "wedding"], dice.randint(0, 1))),
    )
    viewer = Viewer(account_id=ME, handle="me", hidden=Hidden() if calm else hidden)
    found = World(made, joined, followed, viewer, members)
    with unit_of_work():
        _people([*fan_ids, ME])
        _shows(members)
        _moments(made, dice)
        _belong(found)
    return found


def gone(posts: Iterable[Post]) -> list[Post]:
    """Taken away after they were there, so that bounds stay where they were."""
    ids = [each.id for each in posts]
    with unit_of_work():
        db.session.execute(update(Moment).where(Moment.id.in_(ids)).values(state="removed"))
    return [replace(each, published=False) for each in posts]


def _id(dice: random.Random, kind: str, number: int) -> str:
    return f"{kind}{number:03}{dice.randrange(10**9):09}"


def _post(dice: random.Random, number: int, show_ids: list[str], fan_ids: list[str]) -> Post:
    at = EPOCH + timedelta(minutes=dice.randrange(20_000))
    reactions, comments = dice.choice([(0, 0), (0, 0), (1, 0), (2, 0), (0, 1), (30, 7), (900, 0)])
    weighted = engagement(reactions, comments)
    return Post(
        id=encode((int(at.timestamp() * 1000) << 23) | number),
        show_id=dice.choice(show_ids),
        author_id=dice.choice(fan_ids),
        caption=dice.choice(["the killer is", "a wedding", "look at this", "Killers all"]),
        tags=tuple(dice.sample(["knock", "door", "rain"], dice.randint(0, 2))),
        score=score(weighted, EPOCH),
        engagement=weighted,
        published=dice.random() < 0.9,
        reveals=dice.choice([None, None, 1]),
    )


def _people(ids: Iterable[str]) -> None:
    rows = [{"id": each, "handle": each, "display_name": each, "created_at": EPOCH} for each in ids]
    db.session.execute(insert(Account), rows)


def _shows(members: dict[str, int]) -> None:
    plain: dict[str, Any] = {"kind": "series", "palette": ["🔥"], "public_horizon": "closed", "created_at": EPOCH}
    rows = [{"id": each, "slug": each, "title": each, "member_count": count} for each, count in members.items()]
    db.session.execute(insert(Show), [plain | each for each in rows])


def _moments(posts: list[Post], dice: random.Random) -> None:
    """All published at one time, so that scores are often equal."""
    rows = []
    for each in posts:
        comments = dice.randint(0, each.engagement // 2)
        counts = {"comment_count": comments, "reaction_count": each.engagement - 2 * comments}
        reveal = {"reveal_season": each.reveals, "reveal_number": each.reveals, "reveal_ms": each.reveals}
        words = {"caption": each.caption, "caption_html": "", "tags": list(each.tags)}
        keys = {"id": each.id, "show_id": each.show_id, "author_id": each.author_id, "created_at": EPOCH}
        rows.append({**keys, **words, **counts, **reveal, "state": "published" if each.published else "held"})
    db.session.execute(insert(Moment), rows)


def _belong(found: World) -> None:
    joined = [{"show_id": each, "account_id": ME, "joined_at": EPOCH} for each in found.joined]
    follows = [{"follower_id": ME, "followed_id": each, "id": each, "at": EPOCH} for each in found.followed]
    if joined:
        db.session.execute(insert(Membership), joined)
    if follows:
        db.session.execute(insert(Follow), follows)
