"""Who opened the moments of those who sign in, over the last weeks: told by chance, but the same chance each time."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from fandom.demo import threads
from fandom.demo.people import Cast
from fandom.demo.story import Member, Story
from fandom.infra.db import unit_of_work
from fandom.sharing.ledger import actions
from fandom.sharing.ledger.people import SIZE
from fandom.sharing.ledger.values import QUARTERS, WAYS, Noted

DAYS = 25
# How many of those who came this far went on to what comes next.
GOES_ON = (("play", 0.8), *zip(QUARTERS, (0.95, 0.85, 0.8, 0.75), strict=True), ("title", 0.3), ("join", 0.25))


def bring_in(missing: Sequence[Story], members: Sequence[Member], cast: Cast) -> None:
    """Of moments that were brought in just now."""
    named = {each.handle for each in members if each.signs_in}
    ids = threads.ids(cast)
    with unit_of_work():
        for story in missing:
            key = threads.key(story, cast)
            if story.by in named and key in ids:
                _open(ids[key], story, cast.epoch.date())


def _open(moment_id: str, story: Story, today: date) -> None:
    chance = Random(zlib.crc32(story.caption.encode()))  # noqa: S311 - nothing depends on it
    age = min(DAYS, story.ago.days)
    for _ in range(sum(story.reactions.values()) * 2):
        day = today - timedelta(days=min(age, int(chance.expovariate(0.15))))
        actions.note(moment_id=moment_id, person=chance.randbytes(SIZE), what=list(_did(chance)), day=day)


def _did(chance: Random) -> Iterator[Noted]:
    yield Noted("open", chance.choices(WAYS, (5, 3, 1))[0])
    for kind, share in GOES_ON:
        if chance.random() > share:
            return
        yield Noted(kind, kind)
