"""Endings are kept until every web process has read them, and no longer than that."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from fandom.accounts import endings
from fandom.accounts.models import Ending
from fandom.core import clock
from fandom.infra.db import db, unit_of_work


def test_only_old_ones_are_forgotten(app: Flask) -> None:
    with unit_of_work():
        for ref, age in (("old", endings.KEPT_FOR + timedelta(seconds=1)), ("new", timedelta(hours=1))):
            db.session.add(Ending(kind="session", ref=ref, reason="banned", at=clock.now() - age))
    with unit_of_work():
        endings.forget_old()
    assert list(db.session.scalars(select(Ending.ref))) == ["new"]
