"""/healthz, /readyz and /metrics."""

from functools import cache
from typing import Any

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, jsonify
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from fandom.config import ROOT
from fandom.core import clock
from fandom.infra import metrics, queue
from fandom.infra.breaker import redis
from fandom.infra.db import db
from fandom.infra.outbox import Outbox

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, int, dict[str, str]]:
    """Database and migrations decide; without Redis everything but live goes on."""
    checks = {"database": _database(), "redis": _redis()}
    ready = checks["database"] == "ok"
    status = ("ok" if checks["redis"] == "ok" else "degraded") if ready else "unavailable"
    headers = {"Cache-Control": "no-store"} | ({} if ready else {"Retry-After": "2"})
    return jsonify(status=status, checks=checks), 200 if ready else 503, headers


@blueprint.get("/metrics")
def expose() -> Response:
    _observe()
    return Response(metrics.text(), mimetype="text/plain; version=0.0.4")


@cache
def head() -> str | None:
    """The newest migration in this checkout."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


def _database() -> str:
    try:
        at = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        db.session.rollback()
        return "away"
    return "ok" if at == head() else "migrations are missing"


def _redis() -> str:
    return "ok" if redis().call(lambda connection: connection.ping()) else "degraded"


def _observe() -> None:
    metrics.REDIS_UP.set(redis().closed)
    for name, depth in queue.depths().items():
        metrics.QUEUE_DEPTH.labels(name).set(depth)
    for name, age in queue.ages().items():
        metrics.QUEUE_AGE.labels(name).set(age)
    waiting = _outbox()
    metrics.OUTBOX_ROWS.set(waiting.rows)
    metrics.OUTBOX_FAILED.set(waiting.failed)
    metrics.OUTBOX_LAG.set((clock.now() - waiting.oldest).total_seconds() if waiting.oldest else 0)


def _outbox() -> Any:
    pending = Outbox.failed_at.is_(None)
    return db.session.execute(
        select(
            func.count().filter(pending).label("rows"),
            func.count().filter(~pending).label("failed"),
            func.min(Outbox.created_at).filter(pending).label("oldest"),
        ).select_from(Outbox)
    ).one()
