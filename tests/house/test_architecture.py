"""The laws that no linter knows."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from fandom.app import metadata
from fandom.config import ROOT
from fandom.infra.db import db

CODE = [path for path in (ROOT / "fandom").rglob("*.py") if "node_modules" not in path.parts]
OURS = ("*.py", "*.js", "*.mjs", "*.css", "*.html")
CAP = 300
SILENT_START = """
import sys
def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise SystemExit(f"{event} {arguments}")
sys.addaudithook(refuse)
import importlib, pkgutil, fandom
for module in pkgutil.walk_packages(fandom.__path__, "fandom."):
    importlib.import_module(module.name)
from fandom.app import create_app
from fandom.config import Settings
create_app(Settings("postgresql+psycopg://127.0.0.1:1/x", "redis://127.0.0.1:1", "secret"))
"""


def calls(path: Path, name: str) -> bool:
    nodes = ast.walk(ast.parse(path.read_text()))
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name for node in nodes
    )


def test_one_place_commits() -> None:
    assert [str(path.relative_to(ROOT)) for path in CODE if calls(path, "commit")] == ["fandom/infra/db.py"]


def test_one_place_reads_the_environment() -> None:
    said = [path for path in CODE if "os.environ" in path.read_text()]
    allowed = {"config.py"}
    assert {path.name for path in said if "embedded" not in path.parts} <= allowed


@pytest.mark.parametrize("folder", ["fandom", "tests", "bench", "migrations", "tools"])
def test_no_file_is_longer_than_a_person_reads(folder: str) -> None:
    found = [path for pattern in OURS for path in (ROOT / folder).rglob(pattern)]
    long = {path for path in found if len(path.read_text().splitlines()) > CAP}
    assert {path for path in long if not {"node_modules", "dist"} & set(path.parts)} == set()


def test_importing_and_creating_open_no_connection() -> None:
    done = subprocess.run([sys.executable, "-c", SILENT_START], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_migrations_make_the_tables(app: Flask) -> None:
    context = MigrationContext.configure(db.session.connection(), opts={"compare_type": True})
    assert compare_metadata(context, metadata()) == []


def test_the_migrations_are_one_line() -> None:
    script = ScriptDirectory(str(ROOT / "migrations"))
    assert len(script.get_heads()) == 1


def test_migrations_know_nothing_of_fandom() -> None:
    versions = (ROOT / "migrations" / "versions").glob("*.py")
    assert [path.name for path in versions if "fandom" in path.read_text()] == []


@pytest.mark.parametrize("name", ["util", "utils", "helpers", "misc", "common"])
def test_there_is_no_attic(name: str) -> None:
    assert [path for path in CODE if path.stem == name] == []
