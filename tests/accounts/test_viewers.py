"""What this process believes about who is who, and for how long."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from fandom.accounts import viewers as module
from fandom.accounts.viewers import AHEAD_S, KEPT_S, Known, Viewers
from fandom.core.viewer import Viewer

ADA = Known(Viewer(account_id="ada", handle="ada"), None)
BOB = Known(Viewer(account_id="bob", handle="bob"), None)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Loads:
    """Counts how often the database was asked, and gives `answer`."""

    def __init__(self, answer: Known | None = ADA) -> None:
        self.answer = answer
        self.count = 0

    def __call__(self) -> Known | None:
        self.count += 1
        return self.answer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def viewers(clock: Clock) -> Viewers:
    return Viewers(clock)


def test_nobody_is_not_remembered(viewers: Viewers) -> None:
    load = Loads(None)
    assert viewers.get("s", load) is None
    assert viewers.get("s", load) is None
    assert load.count == 2


def test_viewer_is_asked_for_again_after_half_a_second(viewers: Viewers, clock: Clock) -> None:
    load = Loads()
    viewers.get("s", load)
    clock.now = KEPT_S - AHEAD_S - 0.01
    viewers.get("s", load)
    assert load.count == 1
    clock.now = KEPT_S
    load.answer = None
    assert viewers.get("s", load) is None


def test_shortly_before_one_asks_again_for_all_the_others(viewers: Viewers, clock: Clock) -> None:
    load = Loads()
    viewers.get("s", load)
    clock.now = KEPT_S - AHEAD_S

    def slowly() -> Known | None:
        assert viewers.get("s", load) == ADA
        return load()

    assert viewers.get("s", slowly) == ADA
    assert load.count == 2
    clock.now += KEPT_S - AHEAD_S - 0.01
    viewers.get("s", load)
    assert load.count == 2


def test_of_many_at_once_one_asks(viewers: Viewers) -> None:
    asked, go = threading.Event(), threading.Event()
    load = Loads()

    def slowly() -> Known | None:
        asked.set()
        assert go.wait(5)
        return load()

    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(viewers.get, "s", slowly)
        assert asked.wait(5)
        others = [pool.submit(viewers.get, "s", slowly) for _ in range(7)]
        go.set()
        assert {first.result(), *(other.result() for other in others)} == {ADA}
    assert load.count == 1


def test_who_is_found_to_have_ended_shortly_before_is_nobody_at_once(viewers: Viewers, clock: Clock) -> None:
    viewers.get("s", Loads())
    clock.now = KEPT_S - AHEAD_S
    assert viewers.get("s", Loads(None)) is None
    clock.now = 0.0
    assert viewers.get("s", Loads(None)) is None


def test_a_look_up_that_fails_leaves_the_next_one_free(viewers: Viewers, clock: Clock) -> None:
    def fail() -> Known | None:
        raise RuntimeError

    viewers.get("s", Loads())
    clock.now = KEPT_S - AHEAD_S
    with pytest.raises(RuntimeError):
        viewers.get("s", fail)
    load = Loads()
    viewers.get("s", load)
    assert load.count == 1


def test_half_a_second_is_counted_from_before_the_look_up(viewers: Viewers, clock: Clock) -> None:
    def slowly() -> Known:
        clock.now += 0.4
        return ADA

    viewers.get("s", slowly)
    clock.now += 0.11
    load = Loads()
    viewers.get("s", load)
    assert load.count == 1


def test_dropped_account_is_asked_for_at_once_and_others_are_not(viewers: Viewers) -> None:
    mine, other = Loads(), Loads(BOB)
    viewers.get("s", mine)
    viewers.get("t", other)
    viewers.drop(account_id="ada")
    viewers.get("s", mine)
    viewers.get("t", other)
    assert (mine.count, other.count) == (2, 1)


def test_what_was_read_before_a_drop_is_not_kept(viewers: Viewers) -> None:
    """The row was read, then the session ended, then the answer arrived."""

    def meanwhile() -> Known:
        viewers.drop(account_id="ada")
        return ADA

    assert viewers.get("s", meanwhile) == ADA
    load = Loads(None)
    assert viewers.get("s", load) is None


def test_memory_is_bounded(viewers: Viewers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIZE", 3)
    for number in range(10):
        viewers.get(str(number), Loads())
    assert len(viewers._entries) <= 3


def test_peek_asks_nobody(viewers: Viewers, clock: Clock) -> None:
    assert viewers.peek("s") is None
    viewers.get("s", Loads())
    clock.now = 99
    assert viewers.peek("s") == ADA


def test_replacing_does_not_make_it_last_longer(viewers: Viewers, clock: Clock) -> None:
    viewers.get("s", Loads())
    clock.now = 0.4
    viewers.replace("s", ADA)
    viewers.replace("unknown", ADA)
    clock.now = KEPT_S
    load = Loads()
    viewers.get("s", load)
    assert load.count == 1
    assert viewers.peek("unknown") is None


def test_clearing_forgets_everybody(viewers: Viewers) -> None:
    viewers.get("s", Loads())
    viewers.clear()
    assert viewers.peek("s") is None
