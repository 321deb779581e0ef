"""Reads that must be fast: prepared SQL on autocommit connections, past the ORM and a transaction's two round trips.

    rows = reading.rows(sql_of(select(…)), {"show": show_id})

Inside a unit of work, and where the app is bound to one connection as in tests, the session's own connection is read,
so that what is not committed yet is seen.
"""

import threading
from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy import ClauseElement, Engine, create_engine, event, make_url

from fandom.core.errors import Unavailable
from fandom.infra.db import db

# A read takes a millisecond: few connections are enough, and none is opened only to be closed again.
POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 0, "pool_timeout": 5, "pool_reset_on_return": None}
# One that takes longer is given up: eight of them would leave every feed without a connection.
LONGEST_MS = 5000
_dialect = make_url("postgresql+psycopg://").get_dialect()()
_engines: dict[Engine, Engine] = {}
_making = threading.Lock()


def sql_of(statement: ClauseElement) -> str:
    """The text of a statement whose every value is a named bind parameter; make it once and keep it."""
    return str(statement.compile(dialect=_dialect))


def rows(sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    engine = db.engine
    if not isinstance(engine, Engine) or _working():
        return [tuple(row) for row in db.session.connection().exec_driver_sql(sql, dict(values))]
    return _read(_autocommit(engine), sql, values)


def _working() -> bool:
    return db.session.registry.has() and bool(db.session().info.get("working"))


def _read(engine: Engine, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    try:
        connection = engine.raw_connection()
    except psycopg.OperationalError as error:
        raise Unavailable from error
    try:
        cursor = connection.cursor()
        cursor.execute(sql, values)
        return list(cursor.fetchall())
    except psycopg.errors.QueryCanceled as error:
        raise Unavailable from error
    except psycopg.OperationalError as error:
        # The others that wait in the pool were cut with it: one request is told, not one for each of them.
        connection.invalidate(error)
        engine.dispose()
        raise Unavailable from error
    finally:
        connection.close()


def _autocommit(engine: Engine) -> Engine:
    found = _engines.get(engine)
    if found is None:
        # Of two made at once, nobody would close the connections of one.
        with _making:
            found = _engines.get(engine) or _twin(engine)
    return found


def _twin(engine: Engine) -> Engine:
    # Their plans do not depend on the values, so they are planned once; psycopg prepares what it sees five times.
    once = f"-c plan_cache_mode=force_generic_plan -c statement_timeout={LONGEST_MS}"
    options = {"connect_timeout": 3, "application_name": "fandom-reads", "options": once}
    made = create_engine(engine.url, isolation_level="AUTOCOMMIT", connect_args=options, **POOL)
    _engines[engine] = made
    event.listen(engine, "engine_disposed", _dispose)
    return made


def _dispose(engine: Engine) -> None:
    """The twin goes with its engine."""
    found = _engines.pop(engine, None)
    if found is not None:
        found.dispose()
