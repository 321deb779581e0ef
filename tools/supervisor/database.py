"""What the supervisor asks the database itself: are migrations missing, is the house empty?"""

import re
from pathlib import Path

import psycopg
from psycopg import sql

from tools import paths

_VERSIONS = paths.ROOT / "migrations" / "versions"


def is_current(url: str) -> bool:
    """A quick look instead of a whole start of the app, which takes a second."""
    return _first(url, "alembic_version", "version_num") in heads(_VERSIONS)


def has_shows(url: str) -> bool:
    return _first(url, "shows", "id") is not None


def has_people(url: str) -> bool:
    return _first(url, "accounts", "id") is not None


def heads(folder: Path) -> set[str]:
    """Migrations that no other one comes after."""
    texts = [path.read_text() for path in folder.glob("*.py")]
    after = {found for text in texts for found in _quoted(r"^down_revision\b.*$", text)}
    return {found for text in texts for found in _quoted(r"^revision\b.*$", text)} - after


def _quoted(line: str, text: str) -> list[str]:
    found = re.search(line, text, re.MULTILINE)
    return re.findall(r"""["']([^"']+)["']""", found[0]) if found else []


def _first(url: str, table: str, column: str) -> object:
    """None where there is no row, table or server. A table that is missing is no error in the server's log."""
    question = sql.SQL("SELECT {} FROM {} LIMIT 1").format(sql.Identifier(column), sql.Identifier(table))
    try:
        with psycopg.connect(driver_url(url), connect_timeout=5) as connection:
            if connection.execute("SELECT to_regclass(%s)", [table]).fetchone() == (None,):
                return None
            row = connection.execute(question).fetchone()
    except psycopg.Error:
        return None
    return row[0] if row else None


def answers(url: str) -> bool:
    try:
        psycopg.connect(driver_url(url), connect_timeout=5).close()
    except psycopg.Error:
        return False
    return True


def driver_url(url: str) -> str:
    """SQLAlchemy names a driver in its addresses; libpq knows none."""
    return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url)
