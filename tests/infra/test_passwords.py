"""argon2, apart from everybody else."""

import threading

import pytest
from flask import Flask
from pwdlib.exceptions import UnknownHashError

from fandom.core.errors import Unavailable
from fandom.infra import passwords
from fandom.infra.db import db, unit_of_work
from tests.support.gunicorn import ROOT
from tests.support.people import cheap_hash
from tests.support.programs import run_python

SECRET = "correct horse"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hashes that were looked at; checking costs nothing."""
    seen: list[str] = []

    def check(password: str, kept: str | None) -> tuple[bool, str | None]:
        seen.append(kept or "nobody's")
        return True, None

    monkeypatch.setattr(passwords, "_check", check)
    return seen


def test_wrong_password_is_wrong() -> None:
    assert not passwords.verify("wrong horse", cheap_hash(SECRET)).right


def test_nobody_is_never_right(cheap: list[str]) -> None:
    """Even for the password that the stand-in was made from."""
    assert not passwords.verify("nobody's", None).right
    assert cheap == ["nobody's"]


def test_argon2_inside_a_unit_of_work_is_refused(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="unit of work"), unit_of_work():
        passwords.hash(SECRET)


def test_a_full_house_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch, cheap: list[str]) -> None:
    full = threading.BoundedSemaphore(1)
    full.acquire()
    monkeypatch.setattr(passwords, "_gate", lambda: full)
    monkeypatch.setattr(passwords, "WAIT_S", 0.01)
    with pytest.raises(Unavailable):
        passwords.verify(SECRET, "x")
    assert cheap == []


def test_an_error_leaves_its_place_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WAIT_S", 0.01)
    for _ in range(passwords.AT_ONCE + 1):
        with pytest.raises(UnknownHashError):
            passwords.verify(SECRET, "not a hash")


def test_right_password_is_right_and_a_cheap_hash_is_made_anew() -> None:
    checked = passwords.verify(SECRET, cheap_hash(SECRET))
    assert checked.right
    assert checked.fresh
    assert passwords.verify(SECRET, checked.fresh) == passwords.Checked(True)


def test_what_looks_the_same_is_the_same(cheap: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(passwords, "_apart", lambda _work, password: given.append(password) or "")
    passwords.hash("caf\u00e9 \ufb01lm")
    passwords.hash("cafe\u0301 film")
    assert given[0] == given[1]


def test_no_connection_waits_for_argon2(app: Flask, cheap: list[str]) -> None:
    db.session.execute(db.text("SELECT 1"))
    assert db.session().in_transaction()
    passwords.verify(SECRET, "x")
    assert not db.session().in_transaction()


def test_greenlets_go_on_while_argon2_computes() -> None:
    """In a process of its own, since gevent patches a process for good."""
    script = """
from gevent import monkey; monkey.patch_all()
import gevent
from fandom.infra import passwords
class Slow:
    \'\'\'Computes until another greenlet has had its turn.\'\'\'
    def __init__(self):
        self.gate = monkey.get_original("_thread", "allocate_lock")()
        self.gate.acquire()
    def hash(self, password):
        return password if self.gate.acquire(timeout=30) else "nobody came"
real, passwords._argon2 = passwords._argon2, Slow()
slow = gevent.spawn(passwords.hash, "it")
gevent.joinall([slow, gevent.spawn(passwords._argon2.gate.release)])
print(slow.value)
passwords._argon2 = real
made = gevent.joinall([gevent.spawn(passwords.hash, f"password {n}") for n in range(3)])
assert len({each.value for each in made}) == 3, made
"""
    assert run_python(script, cwd=ROOT) == "it\n"
