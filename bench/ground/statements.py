"""The statements behind a read: heard while it is done, then timed by turns, and explained."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from bench.ground.processes import cpu_seconds
from fandom.infra import reading

Statement = tuple[str, Mapping[str, Any]]
Read = Callable[[], object]


def heard(read: Read) -> list[Statement]:
    """What `read` asks of PostgreSQL by fast reads, once its words are kept."""
    read()
    said: list[Statement] = []
    plain = reading.rows

    def noting(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        said.append((sql, values))
        return plain(sql, values)

    reading.rows = noting
    try:
        read()
    finally:
        reading.rows = plain
    return said


def milliseconds(reads: Sequence[Sequence[Statement]], rounds: int) -> list[float]:
    """For each read the median of what its statements cost PostgreSQL, in CPU time: a busy machine does not matter."""
    backend = [int(reading.rows("SELECT pg_backend_pid()", {})[0][0])]
    took: list[list[float]] = [[] for _ in reads]
    for _ in range(rounds + 10):
        for times, statements in zip(took, reads, strict=True):
            before = cpu_seconds(backend)
            for sql, values in statements:
                reading.rows(sql, values)
            times.append((cpu_seconds(backend) - before) * 1000)
    return [median(times[10:]) for times in took]


def executed(statements: Sequence[Statement], rounds: int = 60) -> tuple[float, Counter[str]]:
    """CPU milliseconds of PostgreSQL's process for all of them, and how often each index was looked into."""
    probes = Counter[str]()
    for sql, values in statements:
        _look(reading.rows(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", values)[0][0][0]["Plan"], probes)
    return milliseconds([statements], rounds)[0], probes


def _look(plan: Mapping[str, Any], probes: Counter[str]) -> None:
    if "Index Name" in plan:
        probes[plan["Index Name"]] += plan["Actual Loops"]
    for each in plan.get("Plans", ()):
        _look(each, probes)
