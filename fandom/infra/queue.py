"""RQ behind the breaker: ids in, JSON on the wire, no retry on the caller's time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from redis import Redis
from rq import Queue, Worker
from rq.job import Job
from rq.registry import FailedJobRegistry
from rq.serializers import JSONSerializer

from fandom.core import clock
from fandom.infra.breaker import redis

# People wait for what is on `pictures`, where nothing takes long, and on `clips`; nobody for what is on `rerender`.
QUEUES = ("default", "screening", "mail", "pictures", "clips", "rerender")
PEOPLE, LATER = frozenset({"pictures", "clips"}), "rerender"
# How long a fresh row is left to the direct send before the relay takes it.
SETTLE = timedelta(seconds=2)
TIMEOUT_S = 120
# A minute and a half of film in 4K, on a busy machine.
TIMEOUTS_S = {"clips": 1000, "rerender": 1000}
RESULT_TTL_S = 60
FAILURE_TTL_S = 7 * 24 * 3600
ERROR_MAX = 300

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
_unhurried: ContextVar[bool] = ContextVar("unhurried", default=False)


@contextmanager
def unhurried() -> Iterator[None]:
    """What is asked for in here gives way to what people ask for, and so does what follows from it."""
    token = _unhurried.set(True)
    try:
        yield
    finally:
        _unhurried.reset(token)


def lane(name: str) -> str:
    """The queue that work for this one goes to now."""
    return LATER if _unhurried.get() and name in PEOPLE else name


def enqueue(name: str, function: str, *args: str, job_id: str, again: bool = False) -> bool:
    """Whether Redis took it. `function` is a dotted name. With `again`, a job of this id that still waits is enough."""

    def push(connection: Redis) -> bool:
        waiting = queue_of(name, connection)
        if again and connection.lpos(waiting.key, job_id) is not None:
            return True
        waiting.enqueue_call(
            function,
            args=args,
            job_id=job_id,
            timeout=TIMEOUTS_S.get(name, TIMEOUT_S),
            result_ttl=RESULT_TTL_S,
            failure_ttl=FAILURE_TTL_S,
        )
        return True

    return bool(redis().call(push))


def queue_of(name: str, connection: Redis) -> Queue:
    return Queue(name, connection=connection, serializer=JSONSerializer)


def depths() -> dict[str, int]:
    """Waiting jobs per queue; empty while Redis is away."""
    found = redis().call(lambda connection: {name: queue_of(name, connection).count for name in QUEUES})
    return found or {}


def ages() -> dict[str, float]:
    """Seconds the oldest waiting job of each queue has waited; empty while Redis is away."""
    found = redis().call(lambda connection: {name: _age(queue_of(name, connection)) for name in QUEUES})
    return found or {}


def _age(waiting: Queue) -> float:
    job = next(iter(waiting.get_jobs(0, 1)), None)
    if job is None or job.enqueued_at is None:
        return 0.0
    return (clock.now() - job.enqueued_at.replace(tzinfo=UTC)).total_seconds()


@dataclass(frozen=True, slots=True)
class FailedJob:
    """`what` is the function's dotted name; `error` its last line."""

    id: str
    what: str
    queue: str
    error: str
    at: datetime | None


def failed_counts() -> dict[str, int]:
    """Failed jobs per queue; empty while Redis is away."""
    return redis().call(lambda connection: {name: _failures(name, connection).count for name in QUEUES}) or {}


def failed(limit: int = 100) -> list[FailedJob]:
    """Those of all queues, the last to fail first; none while Redis is away."""
    found = redis().call(lambda connection: [job for name in QUEUES for job in _failed(name, connection, limit)])
    return sorted(found or [], key=lambda job: str(job.at), reverse=True)[:limit]


def retry(job_id: str) -> bool:
    """Put a failed job back into its queue. False when there is none of that name."""

    def push(connection: Redis) -> bool:
        for name in QUEUES:
            failures = _failures(name, connection)
            if job_id in failures.get_job_ids():
                failures.requeue(job_id)
                return True
        return False

    return bool(redis().call(push))


def _failed(name: str, connection: Redis, limit: int) -> Iterator[FailedJob]:
    ids = _failures(name, connection).get_job_ids(0, limit - 1)
    for job in Job.fetch_many(ids, connection=connection, serializer=JSONSerializer):
        if job is not None:
            result = job.latest_result()
            said = (result.exc_string if result else None) or ""
            last = next((line for line in reversed(said.splitlines()) if line.strip()), "")
            at = job.ended_at.replace(tzinfo=UTC) if job.ended_at else None
            yield FailedJob(job.id, job.func_name or "", name, last.strip()[:ERROR_MAX], at)


def _failures(name: str, connection: Redis) -> FailedJobRegistry:
    return FailedJobRegistry(queue=queue_of(name, connection))


def workers(connection: Redis) -> set[str]:
    """Names of the queues somebody works on."""
    return {name for worker in Worker.all(connection=connection) for name in worker.queue_names()}
