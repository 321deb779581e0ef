"""What Prometheus may know of this process, and of the queues and the outbox they share."""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

REGISTRY = CollectorRegistry()

REQUESTS = Counter(
    "fandom_requests",
    "Requests answered",
    ("method", "route", "status"),
    registry=REGISTRY,
)
LATENCY = Histogram("fandom_request_seconds", "Time to answer", ("route",), registry=REGISTRY)
SOCKETS = Gauge("fandom_sockets", "Open sockets of this process", registry=REGISTRY)
SOCKETS_CUT = Counter("fandom_sockets_cut", "Sockets ended by us", ("reason",), registry=REGISTRY)
LIVE_LATENCY = Histogram(
    "fandom_live_seconds",
    "From publishing an event to handing it to this process's sockets",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
    registry=REGISTRY,
)
QUEUE_DEPTH = Gauge("fandom_queue_jobs", "Jobs waiting", ("queue",), registry=REGISTRY)
QUEUE_AGE = Gauge(
    "fandom_queue_age_seconds",
    "Age of the oldest waiting job",
    ("queue",),
    registry=REGISTRY,
)
OUTBOX_ROWS = Gauge("fandom_outbox_rows", "Durable facts not delivered yet", registry=REGISTRY)
OUTBOX_LAG = Gauge(
    "fandom_outbox_lag_seconds",
    "Age of the oldest fact not delivered",
    registry=REGISTRY,
)
OUTBOX_FAILED = Gauge("fandom_outbox_failed", "Durable facts given up", registry=REGISTRY)
REDIS_UP = Gauge("fandom_redis_up", "Whether Redis answers", registry=REGISTRY)


def text() -> bytes:
    return generate_latest(REGISTRY)
