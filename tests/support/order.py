"""Which test runs where: those that need the same servers on one worker, first; whoever is done early takes the rest.

For `--dist worksteal`, which gives each worker one part of the list and lets the idle take from the ends of others.
"""

import pytest

# Each of these is made once in a worker that has such a test.
SERVERS = ("standing_stage", "standing_house", "world_of_secrets")
HEAVY = ("live", "enable_socket")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = arranged(items, workers)


def arranged(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Random order stays as it was among equals."""
    heads: list[list[pytest.Item]] = [[] for _ in range(workers)]
    light: list[pytest.Item] = []
    for item in items:
        kind = kind_of(item)
        (light if kind is None else heads[kind % workers]).append(item)
    parts: list[pytest.Item] = []
    for number, head in enumerate(heads):
        size = (len(items) * (number + 1)) // workers - (len(items) * number) // workers
        room = max(0, size - len(head))
        parts += [*head, *light[:room]]
        light = light[room:]
    return parts + light


def kind_of(item: pytest.Item) -> int | None:
    """0 and 1 are those of a standing house, 2 those with servers of their own; None is the light rest."""
    for number, name in enumerate(SERVERS):
        if name in getattr(item, "fixturenames", ()):
            return number
    return len(SERVERS) if any(item.get_closest_marker(name) for name in HEAVY) else None
