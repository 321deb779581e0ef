"""What a story is played on: a database of its own, web processes, the worker and the relay, people and a show."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from sqlalchemy import select

from fandom.accounts.relations import actions as relations
from fandom.app import create_app
from fandom.core.horizon import episode_name
from fandom.infra import delivery, storage
from fandom.infra.db import db, unit_of_work
from fandom.infra.outbox import Outbox
from fandom.moderation.access import target_to_report
from fandom.moderation.actions.reports import file_report
from fandom.moderation.models import Case
from fandom.moderation.values import Complaint
from fandom.posts import access, actions
from fandom.posts.comments import actions as comments
from fandom.posts.reveals.actions import reveal_moment
from fandom.posts.values import CommentDraft, MomentDraft
from fandom.shows.access import episode_of
from fandom.shows.actions import join, set_progress
from fandom.shows.progress import reached
from fandom.shows.queries import by_slug
from tests.media.pictures import file_of, halves
from tests.support.catalogue import make_show, season
from tests.support.cleared import clear
from tests.support.configured import DATA, settings
from tests.support.gunicorn import ROOT, free_port, serve
from tests.support.http import cookie_of
from tests.support.people import Person, make_fan, session_of
from tests.support.uploads import WIDTHS, make_upload
from tests.support.waiting import PATIENCE_S, until

SECRET = "test-secret"
SHOW = "the-saltmarsh-line"


class Stage:
    """`app` is the house in this process; `url` where its web processes answer."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app = app
        self.url = url
        self.people: dict[str, Person] = {}

    def empty(self) -> None:
        self.people = {}
        clear(self.app)

    def show(self, slug: str = SHOW, **fields: Any) -> str:
        """A series in the light of 210 with the poster that we ship, two seasons long ago."""
        with self.app.app_context():
            episodes = fields.pop("episodes", [*season(1, 8), *season(2, 8)])
            fields = {"hue": 210, "poster": f"{slug}.svg"} | fields
            return make_show(slug, episodes, **fields).id

    def fan(self, handle: str, *, joins: str | None = None, **rights: Any) -> str:
        with self.app.app_context():
            self.people[handle] = make_fan(handle, **rights)
            if joins:
                with unit_of_work():
                    join(viewer=self.people[handle].viewer, show_id=self._show(joins))
        return handle

    def hide(self, handle: str, *, account: str, **also: str) -> None:
        """Follows the account too, and mutes it; words and tags are muted."""
        with self.app.app_context(), unit_of_work():
            me, other = self.people[handle].id, self.people[account].id
            relations.follow(account_id=me, other_id=other)
            for kind, value in {"account": other, **also}.items():
                relations.mute(account_id=me, kind=kind, value=value)

    def moment(self, by: str, caption: str, *, slug: str = SHOW, **draft: Any) -> str:
        with self.app.app_context(), unit_of_work():
            author = self.people[by].viewer
            made = actions.publish_moment(author=author, show_id=self._show(slug), draft=MomentDraft(caption, **draft))
            return made.id

    def upload(self, by: str, **columns: Any) -> str:
        """A picture, red on its left and blue on its right, unless `status` says that it is not there yet."""
        with self.app.app_context():
            file_id = make_upload(self.people[by], **columns)
            for width in WIDTHS if columns.get("status", "ready") == "ready" else ():
                path = f"{storage.folder_of(file_id)}{width}.jpg"
                storage.store().put(path, BytesIO(file_of(halves((width, width // 2)), "JPEG")), "image/jpeg")
            return file_id

    def comment(self, by: str, moment_id: str, body: str, **draft: Any) -> str:
        with self.app.app_context(), unit_of_work():
            author = self.people[by].viewer
            moment = access.moment_to_answer(author, moment_id)
            return comments.post_comment(author=author, moment=moment, draft=CommentDraft(body, **draft)).id

    def reveal(self, handle: str, moment_id: str) -> None:
        with self.app.app_context(), unit_of_work():
            fan = self.people[handle].viewer
            reveal_moment(viewer=fan, moment=access.moment_to_read(fan, moment_id))

    def place(self, handle: str, slug: str, episode: tuple[int, int]) -> None:
        with self.app.app_context(), unit_of_work():
            word = reached(episode_of(by_slug(slug), episode_name(*episode)), None)  # type: ignore[arg-type]
            set_progress(viewer=self.people[handle].viewer, show_id=self._show(slug), word=word)

    def place_at(self, handle: str, slug: str, episode: tuple[int, int], position_ms: int) -> None:
        with self.app.app_context(), unit_of_work():
            word = reached(episode_of(by_slug(slug), episode_name(*episode)), position_ms)  # type: ignore[arg-type]
            set_progress(viewer=self.people[handle].viewer, show_id=self._show(slug), word=word)

    def reported(self, by: str, moment_id: str, reason: str = "spoiler", note: str = "names the person") -> str:
        """The case that the report becomes, in the worker."""
        with self.app.app_context():
            reporter = self.people[by].viewer
            with unit_of_work():
                target = target_to_report(reporter, "moment", moment_id)
                file_report(reporter=reporter, target=target, complaint=Complaint(reason, note))
        return until(lambda: self._case_about(moment_id), every=0.1)

    def _case_about(self, target_id: str) -> str:
        """Delivered here as well as by the worker, whichever is first: it happens once."""
        with self.app.app_context():
            for row in db.session.scalars(select(Outbox.id)).all():
                delivery.deliver(row)
        with self.app.app_context():
            return db.session.scalar(select(Case.id).where(Case.target_id == target_id)) or ""

    def cookie(self, handle: str) -> dict[str, Any]:
        with self.app.app_context():
            value = cookie_of(self.app, session_of(self.people[handle]))
        return {"name": self.app.config["SESSION_COOKIE_NAME"], "value": value, "url": self.url, "sameSite": "Lax"}

    def _show(self, slug: str) -> str:
        found = by_slug(slug)
        assert found is not None
        return found.id


class Profile:
    """One person's browser. What it complains about (a script that fails, a policy that is broken) fails the test."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []
        context.set_default_timeout(60_000)
        context.set_default_navigation_timeout(60_000)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def open(self, path: str, *, clock: bool = False) -> Page:
        """With `clock` the page's time can be moved on: `page.clock.run_for(ms)`."""
        page = self.context.new_page()
        if clock:
            page.clock.install()
        page.goto(path)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        # A refusal that a page expects (a 422 with its sentences) is said on the console, too.
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)


@contextmanager
def running_stage(database_url: str, redis_url: str) -> Iterator[Stage]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environ = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "FANDOM_SECRET": SECRET,
        "FANDOM_ORIGIN": url,
        "FANDOM_LIMITS": "off",
        "FANDOM_DATA": str(DATA),
    }
    app = create_app(settings(database_url, redis_url, secret=SECRET, origin=url))
    with ExitStack() as stack:
        stack.enter_context(serve("wsgi:app", environ=environ, workers=2, port=port))
        for command in (("work", "screening"), ("work", "default"), ("relay",)):
            stack.enter_context(_beside(command, environ))
        yield Stage(app, url)
    with app.app_context():
        db.engine.dispose()


@contextmanager
def _beside(command: tuple[str, ...], environ: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "fandom.worker", *command],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)
