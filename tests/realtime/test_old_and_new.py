"""Old state + events == fresh state: of a show's feed, for whoever has got wherever; of the queue of cases."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from fandom.core import screening
from fandom.core.errors import FandomError
from fandom.core.horizon import Position
from fandom.core.screening import Draft, Verdict
from fandom.core.viewer import VISITOR, Viewer
from fandom.infra.db import db, record, unit_of_work
from fandom.media.events import FileReady
from fandom.media.models import File
from fandom.moderation import access as desk
from fandom.moderation.actions import claims, decisions, reports
from fandom.moderation.queries.cases import Asked, case_ref, queue
from fandom.moderation.shapes import queued_json
from fandom.moderation.values import Complaint, Ruling
from fandom.posts import access, actions
from fandom.posts.comments import access as comment_doors
from fandom.posts.comments import actions as commenting
from fandom.posts.reactions import actions as reacting
from fandom.posts.rules import Seal
from fandom.posts.values import CommentDraft, MomentChange, MomentDraft
from fandom.shows.values import ShowView
from tests.posts.conftest import seen_up_to
from tests.realtime.recorded import Follower, Json, Recording, record_live, shared, take_feed
from tests.support.catalogue import PALETTE, make_show, season
from tests.support.http import Http
from tests.support.people import Person, make_fan
from tests.support.uploads import make_upload

SHORT = [1]
SEEDS = [*SHORT, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 102))]
STEPS = 30
ORIGIN = "http://localhost"
AT_A_SHOW = ("publish", "publish", "edit", "delete", "hide", "mark", "react", "react", "say", "unsay")
AT_THE_DESK = ("publish", "report", "report", "claim", "let_go", "decide", "decide", "undo", "delete")


class World:
    """A show, three fans and a moderator; `does` is one thing that one of them does, or tries to."""

    def __init__(self, seed: int, run_jobs: Callable[[], int]) -> None:
        self.dice, self.run_jobs = random.Random(seed), run_jobs
        self.show: ShowView = make_show(f"saltmarsh-{seed}", [*season(1, 3), *season(2, 3)])
        self.fans = [make_fan(f"{name}_{seed}") for name in ("ahead", "behind", "author")]
        self.mod = make_fan(f"mod_{seed}", moderates=[self.show.id])
        seen_up_to(self.fans[0], self.show, 2, 3)
        seen_up_to(self.fans[1], self.show, 1, 1)
        self.moments: list[str] = []
        self.comments: list[str] = []
        self.cases: dict[str, str] = {}
        self.decided: list[str] = []

    def fan(self) -> Person:
        return self.dice.choice(self.fans)

    def step(self, *names: str) -> str:
        """Refusals change nothing, and that is a part of what is told here."""
        name = self.dice.choice(names)
        # What was read since the last step has a savepoint open, and a refusal would undo the jobs that ran in it.
        with unit_of_work():
            pass
        try:
            with unit_of_work():
                getattr(self, name)()
        except (FandomError, IndexError):
            return f"{name}, refused"
        if name in {"report", "delete"}:
            self.run_jobs()
        return name

    def caption(self) -> str:
        return self.dice.choice(["Look", "Look at that #kettle", "a slur", "Again and again"])

    def place(self) -> dict[str, Any]:
        return self.dice.choice([{}, {"episode": (1, 1)}, {"episode": (2, 1)}, {"reveals_at": None}])

    def publish(self) -> None:
        draft = MomentDraft(self.caption(), **self.place())
        author = self.fan().viewer
        self.moments.append(actions.publish_moment(author=author, show_id=self.show.id, draft=draft).id)

    def own(self) -> tuple[Person, str]:
        fan = self.fan()
        return fan, self.dice.choice(self.moments)

    def edit(self) -> None:
        fan, moment_id = self.own()
        change = MomentChange(caption=self.caption(), **self.place())
        actions.edit_moment(moment=access.moment_to_edit(fan.viewer, moment_id), change=change)

    def delete(self) -> None:
        fan, moment_id = self.own()
        actions.delete_moment(moment=access.moment_to_delete(fan.viewer, moment_id))

    def hide(self) -> None:
        does = self.dice.choice([actions.hide_moment, actions.remove_moment, actions.restore_moment])
        does(moment_id=self.dice.choice(self.moments))

    def mark(self) -> None:
        reveals = self.dice.choice([None, Position(1, 1, 0), Position(2, 2, 0)])
        actions.reseal_moment(moment_id=self.dice.choice(self.moments), seal=Seal(reveals))

    def react(self) -> None:
        fan, moment_id = self.own()
        moment = access.moment_to_answer(fan.viewer, moment_id)
        does = self.dice.choice([reacting.react, reacting.take_back])
        does(viewer=fan.viewer, on=moment, emoji=self.dice.choice(PALETTE))

    def say(self) -> None:
        fan, moment_id = self.own()
        moment = access.moment_to_answer(fan.viewer, moment_id)
        said = commenting.post_comment(author=fan.viewer, moment=moment, draft=CommentDraft(self.caption()))
        self.comments.append(said.id)

    def unsay(self) -> None:
        comment_id = self.dice.choice(self.comments)
        if self.dice.random() < 0.5:
            self.dice.choice([commenting.hide_comment, commenting.restore_comment])(comment_id=comment_id)
        else:
            commenting.delete_comment(comment=comment_doors.comment_to_delete(self.fan().viewer, comment_id))

    def report(self) -> None:
        fan, moment_id = self.own()
        kind, target_id = self.dice.choice([("moment", moment_id), ("account", self.fan().handle)])
        target = desk.target_to_report(fan.viewer, kind, target_id)
        complaint = Complaint(self.dice.choice(["spoiler", "spam", "hate"]))
        reports.file_report(reporter=fan.viewer, target=target, complaint=complaint)

    def waiting(self) -> Any:
        found = queue(self.mod.viewer, Asked(), 50, None).items
        return desk.case_to_work(self.mod.viewer, self.dice.choice(found).id)

    def claim(self) -> None:
        case = self.waiting()
        self.cases[case.id] = claims.claim_case(moderator=self.mod.viewer, case=case).token

    def let_go(self) -> None:
        claims.release_case(moderator=self.mod.viewer, case=self.waiting())

    def decide(self) -> None:
        case = self.waiting()
        kind = self.dice.choice(["leave", "hide", "remove", "warn"])
        ruling = Ruling(({"kind": kind},), "spam", case.version, self.cases.get(case.id, ""))
        self.decided.append(decisions.decide(moderator=self.mod.viewer, case=case, ruling=ruling).id)

    def undo(self) -> None:
        decision, case = desk.decision_to_undo(self.mod.viewer, self.dice.choice(self.decided))
        decisions.undo(moderator=self.mod.viewer, decision=decision, case=case)


@pytest.fixture
def recording(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Recording:
    def answer(draft: Draft) -> Verdict:
        return Verdict("hold") if "slur" in draft.text else Verdict()

    monkeypatch.setattr(screening, "_answers", [answer])
    return record_live(monkeypatch)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_feed_is_kept_true_by_what_is_heard(
    seed: int, recording: Recording, http: Callable[..., Http], run_jobs: Callable[[], int]
) -> None:
    world = World(seed, run_jobs)
    browsers = {VISITOR: http()} | {fan.viewer: http(as_=fan) for fan in world.fans}
    topic = f"show:{world.show.slug}"
    followers = [Follower(topic, viewer, world.show.id, take_feed) for viewer in browsers]
    done = []
    for _ in range(STEPS):
        done.append(world.step(*AT_A_SHOW))
        for follower in followers:
            follower.catch_up(recording)
            page = browsers[follower.viewer].get(f"/shows/{world.show.slug}/feed?sort=new&limit=100").json
            assert follower.state == shared(page["items"]), (follower.viewer.handle, done)


def test_a_picture_that_becomes_ready_is_heard_of(
    recording: Recording, http: Callable[..., Http], run_jobs: Callable[[], int]
) -> None:
    world = World(0, run_jobs)
    author = world.fans[2]
    picture = make_upload(author, status="processing")
    follower = Follower(f"show:{world.show.slug}", VISITOR, world.show.id, take_feed)
    with unit_of_work():
        draft = MomentDraft("Look", media=(picture,))
        actions.publish_moment(author=author.viewer, show_id=world.show.id, draft=draft)
    with unit_of_work():
        db.session.get_one(File, picture).status = "ready"
        record(FileReady(picture, author.id))
    run_jobs()
    follower.catch_up(recording)
    assert [each["media"][0]["status"] for each in follower.state.values()] == ["ready"]
    assert follower.state == shared(http().get(f"/shows/{world.show.slug}/feed").json["items"])


def take_case(moderator: Viewer) -> Callable[[dict[str, Json], str, Json], None]:
    """A desk that hears of a case looks at that one again."""

    def take(state: dict[str, Json], _event: str, said: Json) -> None:
        case = desk.case_to_read(moderator, said["case"]["id"])
        db.session.refresh(case)
        if case.state == "open":
            state[case.id] = queued_json(case_ref(moderator, case), ORIGIN)
        else:
            state.pop(case.id, None)

    return take


@pytest.mark.parametrize("seed", SEEDS)
def test_the_queue_is_kept_true_by_what_is_heard(seed: int, recording: Recording, run_jobs: Callable[[], int]) -> None:
    world = World(seed, run_jobs)
    viewer, done = world.mod.viewer, []
    topic = f"moderation:{world.show.slug}"
    follower = Follower(topic, viewer, world.show.id, take_case(viewer))
    for _ in range(STEPS):
        done.append(world.step(*AT_THE_DESK))
        follower.catch_up(recording)
        fresh = [queued_json(each, ORIGIN) for each in queue(viewer, Asked(), 50, None).items]
        assert follower.state == {each["id"]: each for each in fresh}, done
