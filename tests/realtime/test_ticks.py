"""Counts come at most every 250 ms over all processes, and the last one equals the database."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from fandom.posts import queries
from fandom.posts.values import MomentDraft
from tests.support.fandom import Fandom
from tests.support.sockets import Socket

pytestmark = pytest.mark.live

PEOPLE, TOGGLES = 8, 11


def test_a_storm_of_reactions_comes_as_few_counts(fandom: Fandom, socket: Callable[..., Socket]) -> None:
    moment_id = fandom.post(MomentDraft(caption="The music!", reveals_at=None))
    house = fandom.house
    page = socket().watch(f"moment:{moment_id}")
    tokens = [house.token(house.person(f"fan{number}"), "read", "write") for number in range(PEOPLE)]

    def toggle(token: str) -> None:
        for number in range(TOGGLES):
            method = "DELETE" if number % 2 else "PUT"
            house.request(method, f"/moments/{moment_id}/reactions/{quote('🔥')}", token)

    began = time.monotonic()
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(toggle, tokens))
    counted = [page.hears("reactions.counted")]
    while counted[-1]["reaction_count"] != PEOPLE:
        counted.append(page.hears("reactions.counted"))
    assert counted[-1]["counts"] == {"🔥": PEOPLE}
    assert len(counted) <= (time.monotonic() - began) / 0.25 + 2
    with house.reads():
        assert queries.recount(moment_id)[0] == {"🔥": PEOPLE}
