"""The command line: what it makes, and how it refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select, text

from fandom.accounts.models import Account
from fandom.accounts.personal.handles import retire
from fandom.cli import commands
from fandom.core import clock
from fandom.infra.audit import audit
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.shows.models import Membership, Show
from tests.support.catalogue import make_show, show_file

Run = Callable[..., Result]
PASSWORD = "a quiet harbour"


@pytest.fixture
def run(app: Flask) -> Run:
    commands(app)
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=[str(each) for each in arguments])


def test_user_create(run: Run) -> None:
    made = run("user", "create", "mirela", "--email", "mirela@example.org", "--password", PASSWORD)
    assert (made.exit_code, made.output) == (0, "mirela is here.\n")
    account = db.session.scalars(select(Account)).one()
    assert (account.handle, account.is_admin) == ("mirela", False)
    assert account.password_hash
    assert PASSWORD not in account.password_hash


def test_user_create_gives_nobody_a_handle_that_was_left_behind(run: Run) -> None:
    with unit_of_work():
        retire("mirela")
    refused = run("user", "create", "Mirela", "--email", "mirela@example.org", "--password", PASSWORD)
    assert (refused.exit_code, "This handle is taken." in refused.output) == (1, True)


def test_user_create_admin(run: Run) -> None:
    run("user", "create", "tuck", "--email", "tuck@example.org", "--password", PASSWORD, "--admin")
    assert db.session.scalars(select(Account.is_admin)).one()


def test_user_create_moderator_of_all(run: Run) -> None:
    run("user", "create", "tuck", "--email", "tuck@example.org", "--password", PASSWORD, "--moderator-of-all")
    assert db.session.execute(select(Account.moderates_all, Account.is_admin)).one() == (True, False)


def test_user_create_moderator(run: Run) -> None:
    show = make_show()
    run("user", "create", "noor", "--email", "noor@example.org", "--password", PASSWORD, "--moderator", show.slug)
    assert db.session.scalars(select(Membership.role).where(Membership.show_id == show.id)).one() == "moderator"


@pytest.mark.parametrize(
    ("handle", "email", "password", "field"),
    [
        ("x y", "a@b.c", PASSWORD, "handle"),
        ("mirela", "nothing", PASSWORD, "email"),
        ("mirela", "a@b.c", "s", "password"),
    ],
)
def test_user_create_says_which_field(run: Run, handle: str, email: str, password: str, field: str) -> None:
    refused = run("user", "create", handle, "--email", email, "--password", password)
    assert refused.exit_code == 1
    assert field in refused.output
    assert db.session.scalars(select(Account.id)).all() == []


def test_a_moderator_of_nothing_is_not_made(run: Run) -> None:
    refused = run("user", "create", "noor", "--email", "n@b.c", "--password", PASSWORD, "--moderator", "no-such-show")
    assert refused.exit_code == 1
    assert db.session.scalars(select(Account.id)).all() == []


def test_shows_import_twice(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lantern.json").write_text(json.dumps(show_file("the-ninth-lantern")))
    first, again = run("shows", "import", tmp_path), run("shows", "import", tmp_path)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output != again.output
    assert db.session.scalars(select(Show.slug)).all() == ["the-ninth-lantern"]


def test_shows_import_names_file_and_field(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(json.dumps(show_file() | {"kind": "opera"}))
    refused = run("shows", "import", tmp_path)
    assert refused.exit_code == 1
    assert "bad.json" in refused.output
    assert "kind" in refused.output


def test_the_audit_log_holds(run: Run) -> None:
    audit(None, "tested", ("thing", "1"))
    audit(None, "tested", ("thing", "2"))
    assert "holds" in run("audit", "verify").output


def test_a_changed_row_is_found(run: Run) -> None:
    audit(None, "tested", ("thing", "1"))
    audit(None, "tested", ("thing", "2"))
    db.session.execute(text("UPDATE audit_log SET action = 'nothing' WHERE target_id = '1'"))
    assert run("audit", "verify").exit_code == 1


def test_doctor_ends_with_1_when_something_is_bad(run: Run) -> None:
    said = run("doctor")
    assert said.exit_code == 1
    assert "BAD  workers" in said.output


def test_what_was_given_up_is_listed_and_retried(run: Run) -> None:
    db.session.add(
        Outbox(
            id="row1",
            fact="KettleBoiled",
            payload={},
            listener="kitchen.pour",
            queue="default",
            created_at=clock.now(),
            due_at=clock.now(),
            attempts=8,
            error="LookupError()",
            failed_at=clock.now(),
        )
    )
    db.session.flush()
    assert "KettleBoiled for kitchen.pour, 8 attempts: LookupError()" in run("outbox", "failed").output
    assert run("outbox", "retry", "row1").exit_code == 0
    assert run("outbox", "failed").output == ""
    assert run("outbox", "retry", "row1").exit_code == 1


def test_no_password_and_no_terminal_is_one_sentence(run: Run) -> None:
    refused = run("user", "create", "mirela", "--email", "mirela@example.org")
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "--password" in refused.output
    assert db.session.scalars(select(Account)).all() == []


def test_the_import_says_where_its_format_is(run: Run) -> None:
    assert "docs/examples/" in run("shows", "import", "--help").output
