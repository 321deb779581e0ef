"""/healthz, /readyz, /metrics and what the doctor says."""

import pytest
from flask import Flask
from sqlalchemy import text

from fandom.app import create_app
from fandom.infra import doctor
from fandom.infra.db import db
from tests.support.configured import settings

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


def test_a_process_that_answers_is_healthy(app: Flask) -> None:
    assert app.test_client().get("/healthz").json == {"status": "ok"}


def test_ready_with_database_and_redis(app: Flask) -> None:
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json["status"]) == (200, "ok")


def test_without_redis_it_is_degraded_but_ready(database_url: str) -> None:
    made = create_app(settings(database_url, "redis://127.0.0.1:1"))
    answer = made.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (
        200,
        {"status": "degraded", "checks": {"database": "ok", "redis": "degraded"}},
    )
    with made.app_context():
        db.engine.dispose()


def test_without_its_database_it_is_not_ready() -> None:
    answer = create_app(settings(NOWHERE, "")).test_client().get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


def test_without_its_migrations_it_is_not_ready(app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.flush()
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json["checks"]["database"]) == (503, "migrations are missing")


def test_a_request_while_the_database_is_away_is_told_to_come_back() -> None:
    made = create_app(settings(NOWHERE, ""))
    answer = made.test_client().get("/api/v1/shows")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize(
    "name",
    [
        "fandom_requests_total",
        "fandom_sockets",
        "fandom_queue_jobs",
        "fandom_outbox_lag_seconds",
        "fandom_live_seconds",
    ],
)
def test_metrics_name_what_an_operator_watches(app: Flask, name: str) -> None:
    client = app.test_client()
    client.get("/healthz")
    assert name in client.get("/metrics").text


def test_the_doctor_finds_a_database_that_is_away() -> None:
    with create_app(settings(NOWHERE, "")).app_context():
        bad = {report.what: report.words for report in doctor.examine() if not report.ok}
    assert "is it running" in bad["database"]
    assert "does not answer" in bad["redis"]


def test_the_doctor_is_content_with_what_works(app: Flask) -> None:
    fine = {report.what for report in doctor.examine() if report.ok}
    assert {"origin", "database", "redis", "outbox", "storage"} <= fine


def test_the_doctor_misses_workers(app: Flask) -> None:
    words = next(report.words for report in doctor.examine() if report.what == "workers")
    assert "nobody works on" in words
