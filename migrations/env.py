"""Alembic's environment: fandom's tables, one connection, one transaction per migration."""

from alembic import context
from flask import current_app

from fandom.app import metadata

database = current_app.extensions["migrate"].db
config = context.config


def _quiet(_context, _revision, directives) -> None:
    if getattr(config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run() -> None:
    given = config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    with database.engine.connect() as connection:
        _migrate(connection)


def _migrate(connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata(),
        transaction_per_migration=True,
        compare_type=True,
        process_revision_directives=_quiet,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
