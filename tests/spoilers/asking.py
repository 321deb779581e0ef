"""Asking every surface as every viewer, and what of the answers somebody has not reached."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from flask import Flask
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from fandom.accounts import actions
from fandom.infra.api import PREFIX
from fandom.infra.db import db, unit_of_work
from tests.house import surfaces
from tests.house.surfaces import Row
from tests.spoilers import changes
from tests.spoilers.canaries import Canary, painted, told, unpacked
from tests.spoilers.cast import SEATS, World
from tests.spoilers.places import CHANGED, PLACES, RULES
from tests.support.http import Http, client_for

PLACE = re.compile(r"<[\w:]+>")
# Where the words of a case are, for who may work on it.
CASES = re.compile(r"/moderation(/\w{13}(/\w+)?)?|/api/v1/(moderation/cases/\w{13}(/\w+)?|decisions/\w{13})")
# What other sites fetch looks at no cookie: it is the same for everybody, and never more than a visitor has reached.
PUBLIC = re.compile(
    r"/m/\w{13}/(embed|card\.jpg)|/shows/[\w-]+/(card\.jpg|feed\.atom)|/feed\.atom|/sitemap.*|/api/v1/oembed.*"
)


@dataclass(frozen=True)
class Ask:
    """One request. `path` and `sent` still have the names of things in braces."""

    rule: str
    method: str
    path: str
    sent: Mapping[str, Any] | None = None


@dataclass
class Stage:
    """A world, the browsers of those who look at it, and the letters that were sent in it."""

    app: Flask
    world: World
    letters: list[Any]
    browsers: dict[str, Http] = field(default_factory=dict)

    def browser(self, seat: str) -> Http:
        if seat not in self.browsers:
            self.browsers[seat] = client_for(self.app, self.world.person(seat), _session)
        return self.browsers[seat]

    def call(self, seat: str, ask: Ask) -> TestResponse:
        return self.send(seat, ask.method, self.named(ask.path), self.named(ask.sent))

    def send(self, seat: str, method: str, path: str, sent: Any = None) -> TestResponse:
        browser = self.browser(seat)
        if method == "GET":
            return browser.call(method, path, buffered=True)
        if path.startswith(PREFIX):
            return browser.call(method, path, buffered=True, **({"json": sent} if sent else {}))
        return browser.page(path, method, buffered=True, data=dict(sent or {}))

    def named(self, said: Any) -> Any:
        """With the ids of things for their names."""
        if isinstance(said, Mapping):
            return {name: self.named(each) for name, each in said.items()}
        return said.format_map(self.names) if isinstance(said, str) and "{" in said and said != "{" else said

    @cached_property
    def names(self) -> Mapping[str, str]:
        words = [each.text for each in self.world.canaries.all if each.what == "caption of late"]
        return {**self.world.ids, "word": words[0], "tag": self.world.ids["late_tag"]}

    def leaks(self, seat: str, ask: Ask, answer: TestResponse) -> set[Canary]:
        """Words and colours in any part of the answer that this viewer has not reached.

        What somebody has said themselves in asking is no news to them.
        """
        path = self.named(ask.path)
        known, seat = path.encode(), "visitor" if PUBLIC.fullmatch(path) else seat
        case = bool(CASES.fullmatch(path)) or path.startswith(f"/media/{self.world.ids['reported_file']}/")
        hidden = self.world.canaries.hidden_from(seat, case=case)
        return {each for each in shown(self, answer, hidden) if each.text.encode() not in known}

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Whatever is written meanwhile has not been, and everybody is who they were."""
        jars = {seat: dict(self.browser(seat).client._cookies or {}) for seat in SEATS}
        connection = cast("Connection", db._app_engines[self.app][None])
        # What has been done so far stays: a savepoint of this session's would otherwise go with all that came after it.
        db.session.commit()
        with connection.begin_nested() as savepoint:
            yield
            db.session.remove()
            savepoint.rollback()
        for seat, jar in jars.items():
            self.browser(seat).client._cookies = jar


def shown(stage: Stage, answer: TestResponse, canaries: Iterable[Canary]) -> set[Canary]:
    body = answer.get_data()
    head = f"{answer.status}\n{answer.headers}".encode()
    found = told(head + unpacked(body), canaries)
    if answer.mimetype in {"image/jpeg", "image/png", "image/avif", "image/webp"} and body:
        found |= painted(body, stage.world.canaries.colours) & set(canaries)
    return found


def reads() -> list[Ask]:
    """Every GET, with everything that can stand in its place."""
    return [
        Ask(rule, "GET", path + query)
        for rule, row, prefix in _rows()
        if rule.startswith("GET ")
        for path in _paths(rule, prefix, PLACES)
        for query in row.ask
    ]


def writes() -> list[Ask]:
    """Every change that is tried. KeyError for one that nobody has said anything of."""
    found = []
    for rule, _, prefix in _rows():
        method = rule.partition(" ")[0]
        sent = None if method == "GET" else (changes.API if prefix else changes.PAGES)[rule]
        if isinstance(sent, Mapping):
            found += [Ask(rule, method, path, sent) for path in _paths(rule, prefix, PLACES | CHANGED)]
    return found


def _rows() -> Iterator[tuple[str, Row, str]]:
    for rows, prefix in ((surfaces.API, PREFIX), (surfaces.PAGES, "")):
        for rule, row in rows.items():
            yield rule, row, prefix


def _paths(rule: str, prefix: str, places: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    if rule in RULES:
        return RULES[rule]
    path = prefix + rule.partition(" ")[2]
    names = PLACE.findall(path)
    choices = itertools.product(*(places[name] for name in names))
    return [_filled(path, zip(names, chosen, strict=True)) for chosen in choices]


def _filled(path: str, chosen: Iterable[tuple[str, str]]) -> str:
    for name, value in chosen:
        path = path.replace(name, value, 1)
    return path


def _session(account_id: str) -> str:
    with unit_of_work():
        return actions.open_session(account_id=account_id, user_agent="tests")
