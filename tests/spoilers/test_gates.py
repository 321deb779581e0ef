"""Each gate is seen by the table: left open, what is sent turns red. `bin/long` tries them all, `bin/test` two."""

from collections.abc import Iterable, Iterator

import pytest

from fandom.feed import orders
from fandom.posts.tags import queries as tags
from tests.spoilers import gates
from tests.spoilers.asking import Ask, Stage, reads
from tests.spoilers.conftest import forget
from tests.spoilers.gates import Opened, Patch
from tests.spoilers.test_frames import said_in_frames

READ: dict[str, Opened] = {
    each.__name__: each
    for each in (
        *(gates.moments, gates.comments_, gates.lists, gates.files, gates.below_sealed_moments),
        *(gates.news_below_sealed_moments, gates.titles, gates.titles_of_seasons, gates.titles_on_moments),
        *(gates.seconds_to_watch, gates.reached_in_tags, gates.reached_in_search, gates.waiting),
        *(gates.public_eye, gates.public_feeds, gates.heads_of_pages),
    )
}
HEARD: dict[str, Opened] = {each.__name__: each for each in (gates.frames, gates.frames_below_sealed_moments)}
SHORT = {"moments"}
LOOKERS = ("behind", "visitor", "returned", "newcomer", "exactly")


def long_but(names: Iterable[str]) -> list[object]:
    return [pytest.param(name, marks=() if name in SHORT else pytest.mark.long) for name in names]


@pytest.fixture(autouse=True)
def fresh(stage: Stage) -> Iterator[None]:
    """What was made while a gate was open is not kept, and the other way round."""
    _forget()
    yield
    _forget()


@pytest.mark.parametrize("name", long_but(READ))
def test_a_gate_left_open_is_seen(stage: Stage, name: str, monkeypatch: Patch) -> None:
    READ[name](monkeypatch)
    assert first_leak(stage) is not None


@pytest.mark.parametrize("name", HEARD)
def test_a_gate_of_frames_left_open_is_heard(stage: Stage, name: str, monkeypatch: Patch) -> None:
    HEARD[name](monkeypatch)
    assert any(said_in_frames(stage).values())


def first_leak(stage: Stage) -> tuple[str, Ask] | None:
    for ask in reads():
        for seat in LOOKERS:
            if stage.leaks(seat, ask, stage.call(seat, ask)):
                return seat, ask
    return None


def _forget() -> None:
    forget()
    for kept in vars(tags).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
    for kept in vars(orders).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
