"""Somebody who has left a word of their own in every corner, and others who answered."""

import io
import secrets
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask

from fandom.accounts import actions as accounts
from fandom.accounts.access import account_to_lock
from fandom.accounts.email.actions import ask_verification
from fandom.accounts.relations import actions as relations
from fandom.infra import storage
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from fandom.moderation.access import target_to_report
from fandom.moderation.actions import reports
from fandom.moderation.values import Complaint
from fandom.notifications import actions as notifications
from fandom.notifications.choices import Choice
from fandom.posts import access, actions
from fandom.posts.comments import access as comment_doors
from fandom.posts.comments import actions as comments
from fandom.posts.reactions import actions as reactions
from fandom.posts.reveals.actions import reveal_moment
from fandom.posts.values import CommentChange, CommentDraft, MomentChange, MomentDraft
from fandom.shows.actions import join
from fandom.shows.history import actions as histories
from fandom.shows.history.values import Read, Title
from fandom.shows.scrobbles import actions as hooks
from fandom.shows.scrobbles.access import hook_to_use
from fandom.shows.scrobbles.players import message_of
from fandom.shows.values import ShowView
from tests.support.catalogue import make_show
from tests.support.people import Person, make_fan
from tests.support.uploads import make_upload


def word() -> str:
    """Found nowhere by chance."""
    return "zq" + secrets.token_hex(6)


@dataclass
class Life:
    """`words` are all that `ada` has said, by where; `moment`, `answered` (a comment with an answer) and the rest."""

    ada: Person
    bo: Person
    show: ShowView
    words: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def says(self, where: str) -> str:
        self.words[where] = word()
        return self.words[where]


@pytest.fixture
def life(app: Flask, run_jobs: Callable[[], int]) -> Life:
    made = Life(make_fan(f"h{word()}"), make_fan("bo"), make_show("sintel"))
    made.words["handle"] = made.ada.handle
    for part in (_account, _posts, _answers, _others, _watched, _files):
        part(made)
        run_jobs()
    db.session.expire_all()
    return made


def _account(made: Life) -> None:
    with unit_of_work():
        account = account_to_lock(made.ada.id)
        accounts.rename(account=account, display_name=made.says("name"))
        accounts.describe(account=account, about=made.says("about"))
        account.email = f"{made.says('address')}@example.org"
        db.session.flush()
        ask_verification(account=account)
        accounts.open_session(account_id=made.ada.id, user_agent=made.says("browser"))
        join(viewer=made.ada.viewer, show_id=made.show.id)
    with unit_of_work():
        accounts.create_token(viewer=made.ada.viewer, name=made.says("program"), scopes=frozenset({"read"}))


def _posts(made: Life) -> None:
    with unit_of_work():
        draft = MomentDraft(made.says("caption before"), tags=(made.says("tag"),))
        made.ids["moment"] = actions.publish_moment(author=made.ada.viewer, show_id=made.show.id, draft=draft).id
        theirs = MomentDraft(f"Look, @{made.bo.handle}")
        made.ids["theirs"] = actions.publish_moment(author=made.bo.viewer, show_id=made.show.id, draft=theirs).id
    with unit_of_work():
        moment = access.moment_to_edit(made.ada.viewer, made.ids["moment"])
        actions.edit_moment(moment=moment, change=MomentChange(caption=made.says("caption")))
    with unit_of_work():
        on = access.moment_to_answer(made.ada.viewer, made.ids["theirs"])
        said = comments.post_comment(author=made.ada.viewer, moment=on, draft=CommentDraft(made.says("body before")))
        made.ids["comment"] = said.id
    with unit_of_work():
        comment = comment_doors.comment_to_edit(made.ada.viewer, made.ids["comment"])
        comments.edit_comment(comment=comment, change=CommentChange(body=made.says("body")))


def _answers(made: Life) -> None:
    with unit_of_work():
        on = access.moment_to_answer(made.bo.viewer, made.ids["theirs"])
        answer = CommentDraft("I think so, too", parent=made.ids["comment"])
        made.ids["answer"] = comments.post_comment(author=made.bo.viewer, moment=on, draft=answer).id
    for fan in (made.ada, made.bo):
        with unit_of_work():
            reactions.react(viewer=fan.viewer, on=access.moment_to_answer(fan.viewer, made.ids["theirs"]), emoji="🔥")


def _others(made: Life) -> None:
    with unit_of_work():
        relations.follow(account_id=made.ada.id, other_id=made.bo.id)
        relations.follow(account_id=made.bo.id, other_id=made.ada.id)
        relations.mute(account_id=made.ada.id, kind="word", value=made.says("muted"))
        notifications.choose(account_id=made.ada.id, choices={"follow": Choice(True, False)}, digest=True)
        reveal_moment(viewer=made.ada.viewer, moment=access.moment_to_read(made.ada.viewer, made.ids["theirs"]))
        target = target_to_report(made.ada.viewer, "moment", made.ids["theirs"])
        reports.file_report(reporter=made.ada.viewer, target=target, complaint=Complaint("spam", made.says("note")))


def _watched(made: Life) -> None:
    """A history that is being brought in, and what came from a media server."""
    title = {"title": made.says("history"), "ids": {}}
    with unit_of_work():
        old = histories.start(viewer=made.ada.viewer, name=made.says("file name"), size=1)
        histories.sent(import_id=old)
    with unit_of_work():
        work = histories.claim(import_id=old, runner="me")
        assert work
        read = Read((Title("film", title["title"], None, {}, {(1, 1): {}}),), 1, (), 0)
        histories.finish(work=work, came=read)
    with unit_of_work():
        secret = hooks.make_hook(viewer=made.ada.viewer)
    with unit_of_work():
        hook = hook_to_use(secret)
        hooks.choose_user(hook=hook, only_user=made.says("server user"))
    with unit_of_work():
        said = {"action": "stop", "progress": 1, "user": hook.only_user, "movie": {"title": made.says("scrobble")}}
        hooks.hear(hook=hook_to_use(secret), message=message_of(said))


def _files(made: Life) -> None:
    """A picture in a moment of theirs, with bytes in the store."""
    file_id = make_upload(made.ada, alt=made.says("alt"))
    made.ids["file"] = file_id
    for variant in db.session.get_one(File, file_id).variants:
        data = made.says(f"bytes {variant['name']}").encode().ljust(variant["size"])
        storage.store().put(storage.folder_of(file_id) + variant["name"], io.BytesIO(data), variant["type"])
    with unit_of_work():
        moment = access.moment_to_edit(made.ada.viewer, made.ids["moment"])
        actions.edit_moment(moment=moment, change=MomentChange(media=(file_id,)))


@pytest.fixture
def unpacked() -> Callable[[bytes], dict[str, str]]:
    """The files of a ZIP, by name."""

    def read(data: bytes) -> dict[str, str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name).decode() for name in archive.namelist()}

    return read
