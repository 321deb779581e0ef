"""Facts and their listeners."""

from dataclasses import dataclass

import pytest

from fandom.core.bus import Bus


@dataclass(frozen=True, slots=True)
class KettleBoiled:
    kettle_id: str
    cups: tuple[int, ...] = ()


def note(_fact: KettleBoiled) -> None:
    """Somebody who listens."""


def pour(_fact: KettleBoiled) -> None:
    """Somebody else."""


def test_listening_twice_is_listening_once() -> None:
    bus = Bus()
    bus.listen(KettleBoiled, note)
    bus.listen(KettleBoiled, note)
    assert len(list(bus.immediate(KettleBoiled("k")))) == 1


def test_a_queue_makes_a_listener_durable() -> None:
    bus = Bus()
    bus.listen(KettleBoiled, note)
    bus.listen(KettleBoiled, pour, queue="screening")
    fact = KettleBoiled("k")
    assert [listener.tell for listener in bus.immediate(fact)] == [note]
    assert [(listener.tell, listener.queue) for listener in bus.durable(fact)] == [(pour, "screening")]


def test_a_fact_survives_the_outbox() -> None:
    bus = Bus()
    bus.listen(KettleBoiled, pour, queue="default")
    kind, payload = bus.freeze(KettleBoiled("k", (1, 2)))
    assert bus.thaw(kind, payload) == KettleBoiled("k", (1, 2))


def test_a_listener_is_found_by_its_name() -> None:
    bus = Bus()
    bus.listen(KettleBoiled, pour, queue="default")
    name = next(iter(bus.durable(KettleBoiled("k")))).name
    assert bus.named(KettleBoiled("k"), name).tell is pour


def test_nobody_listens() -> None:
    assert not list(Bus().durable(KettleBoiled("k")))


def test_a_listener_that_is_gone_is_named() -> None:
    with pytest.raises(LookupError, match=r"kitchen\.pour"):
        Bus().named(KettleBoiled("k"), "kitchen.pour")
