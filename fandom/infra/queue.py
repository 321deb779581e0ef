"""RQ behind the breaker: ids in, JSON on the wire, no retry on the caller's time."""

from contextvars import ContextVar
from datetime import UTC, timedelta

from redis import Redis
from rq import Queue, Worker
from rq.serializers import JSONSerializer

from fandom.core import clock
from fandom.infra.breaker import redis

QUEUES = ("default", "screening", "mail", "clips")
# How long a fresh row is left to the direct send before the relay takes it.
SETTLE = timedelta(seconds=2)
RESULT_TTL_S = 60
FAILURE_TTL_S = 7 * 24 * 3600

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


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
            timeout=120,
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


def workers(connection: Redis) -> set[str]:
    """Names of the queues somebody works on."""
    return {name for worker in Worker.all(connection=connection) for name in worker.queue_names()}
