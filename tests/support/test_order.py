"""Which test runs on which worker."""

from dataclasses import dataclass, field

import pytest

from tests.support.order import arranged


@dataclass
class Item:
    name: str
    fixturenames: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)

    def get_closest_marker(self, name: str) -> str | None:
        return self.marks.get(name)


STAGED = [Item(f"staged {n}", ("standing_stage",)) for n in range(2)]
HOUSED = [Item(f"housed {n}", ("standing_house",), {"live": "yes"}) for n in range(2)]
OWN = [Item("own", (), {"enable_socket": "yes"})]
LIGHT = [Item(f"light {n}") for n in range(7)]


@pytest.mark.parametrize("workers", [1, 2, 3, 5, 20])
def test_each_is_there_once_and_the_light_stay_in_their_order(workers: int) -> None:
    mixed = [*LIGHT[:3], *HOUSED, *OWN, *LIGHT[3:], *STAGED]
    found = arranged(mixed, workers)  # type: ignore[arg-type]
    assert sorted(item.name for item in found) == sorted(item.name for item in mixed)
    assert [item for item in found if item in LIGHT] == LIGHT


def test_four_workers_begin_with_what_needs_servers() -> None:
    names = [item.name for item in arranged([*LIGHT, *OWN, *HOUSED, *STAGED], 4)]  # type: ignore[arg-type]
    assert [names[:2], names[3:5], names[9]] == [["staged 0", "staged 1"], ["housed 0", "housed 1"], "own"]
