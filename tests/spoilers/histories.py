"""Random histories of a fandom over HTTP, and a tiny oracle of who has reached what."""

from contextlib import ExitStack
from dataclasses import dataclass, field

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fandom.accounts import actions
from fandom.infra.db import unit_of_work
from tests.spoilers.conftest import forget
from tests.support.catalogue import make_show, season
from tests.support.http import client_for
from tests.support.people import make_fan
from tests.support.undone import undone

FANS = ("ada", "bob", "cleo")
EYES = (*FANS, "judge", "visitor")
EPISODES = 4
fans = st.sampled_from(FANS)
places = st.integers(1, EPISODES)
which = st.integers(0, 99)


@dataclass
class Said:
    """A comment; `reveals` is its own, 0 for that of its moment."""

    word: str
    author: str
    reveals: int


@dataclass
class Posted:
    """A moment. `reveals` is the number of an episode, at whose end it spoils nothing any more; 0 never does."""

    id: str
    word: str
    author: str
    reveals: int
    said: list[Said] = field(default_factory=list)


class Histories(RuleBasedStateMachine):
    """`app` is set by whoever runs it."""

    app: Flask

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(undone(self.app))
        forget()
        self.show = make_show("sintel", season(1, EPISODES), public_horizon="closed")
        people = {handle: make_fan(handle) for handle in FANS}
        people["judge"] = make_fan("judge", moderates=[self.show.id])
        self.browsers = {eye: client_for(self.app, people.get(eye), _session) for eye in EYES}
        self.far = dict.fromkeys(EYES, 0)
        self.posted: list[Posted] = []
        self.revealed: dict[tuple[str, str], int] = {}
        self.blocked: set[frozenset[str]] = set()
        self.asked = 0

    def teardown(self) -> None:
        self.stack.close()
        forget()

    @rule(author=fans, reveals=st.integers(0, EPISODES))
    def post(self, author: str, reveals: int) -> None:
        word = self._word()
        body = {"show": "sintel", "caption": f"Look {word}", "tags": [f"t{word}"], "reveals_at": _place(reveals)}
        answer = self.browsers[author].post("/moments", body)
        assert answer.status_code == 201, answer.text
        self.posted.append(Posted(answer.json["id"], word, author, reveals))

    @precondition(lambda self: self.posted)
    @rule(author=fans, on=which, reveals=st.integers(0, EPISODES))
    def comment(self, author: str, on: int, reveals: int) -> None:
        moment, word = self._one(on), self._word()
        body = {"body": f"Say {word}", **({"reveals_at": _place(reveals)} if reveals else {})}
        answer = self.browsers[author].post(f"/moments/{moment.id}/comments", body)
        assert (answer.status_code == 201) is self._opens(author, moment), answer.text
        if answer.status_code == 201:
            moment.said.append(Said(word, author, reveals))

    @rule(fan=fans, to=places)
    def watch(self, fan: str, to: int) -> None:
        """Forwards or back."""
        assert self.browsers[fan].put("/shows/sintel/progress", {"episode": f"s01e0{to}"}).status_code == 200
        self.far[fan] = to

    @rule(fan=fans)
    def reset(self, fan: str) -> None:
        assert self.browsers[fan].put("/shows/sintel/progress", {"seen": "none"}).status_code == 200
        self.far[fan] = 0

    @precondition(lambda self: self.posted)
    @rule(fan=st.sampled_from((*FANS, "visitor")), on=which)
    def reveal(self, fan: str, on: int) -> None:
        moment = self._one(on)
        if self.browsers[fan].put(f"/moments/{moment.id}/reveal").status_code < 300:
            self.revealed[fan, moment.id] = moment.reveals

    @precondition(lambda self: self.posted)
    @rule(fan=fans, on=which)
    def seal_again(self, fan: str, on: int) -> None:
        moment = self._one(on)
        if self.browsers[fan].delete(f"/moments/{moment.id}/reveal").status_code < 300:
            self.revealed.pop((fan, moment.id), None)

    @precondition(lambda self: self.posted)
    @rule(on=which, to=places)
    def correct(self, on: int, to: int) -> None:
        moment = self._one(on)
        body = {"target": {"kind": "moment", "id": moment.id}, "reveals_at": _place(to)}
        answer = self.browsers["judge"].post("/moderation/corrections", body)
        assert answer.status_code < 500, answer.text
        if answer.status_code < 300:
            moment.reveals = max(moment.reveals, to)

    @rule(one=fans, other=fans, ends=st.booleans())
    def block(self, one: str, other: str, ends: bool) -> None:
        if one != other:
            path = f"/accounts/{other}/block"
            (self.browsers[one].delete if ends else self.browsers[one].put)(path)
            blocking = self.browsers[one].get("/me/blocks").text + self.browsers[other].get("/me/blocks").text
            pair = frozenset((one, other))
            theirs = f'"{other}"' in blocking or f'"{one}"' in blocking
            (self.blocked.add if theirs else self.blocked.discard)(pair)

    @invariant()
    def nobody_is_shown_more(self) -> None:
        if not getattr(self, "posted", None):
            return
        self.asked += 1
        moment = self.posted[self.asked % len(self.posted)]
        hidden = {eye: self._hidden(eye) for eye in EYES}
        # By turns: three of the five look.
        for eye in (EYES * 2)[self.asked % 5 :][:3]:
            for path in self._surfaces(moment):
                answer = self.browsers[eye].call("GET", path)
                assert answer.status_code in {200, 401, 404}, (path, answer.text)
                told = {each for each in hidden[eye] if each in answer.text and each not in path}
                assert told == set(), (eye, path)
            seen = self.browsers[eye].get(f"/moments/{moment.id}")
            assert (moment.word in seen.text) is (moment.word not in hidden[eye]), (eye, moment)

    def _surfaces(self, moment: Posted) -> tuple[str, ...]:
        """By turns: each step looks at two of them."""
        api = "/api/v1"
        some = (
            (f"{api}/shows/sintel/feed", f"{api}/search?q=say"),
            (f"{api}/moments/{moment.id}/comments", f"{api}/search?q={moment.word}"),
            (f"{api}/tags?q=t", f"/m/{moment.id}"),
            (f"{api}/feeds/trending", f"{api}/notifications"),
            (f"{api}/shows/sintel/catch-up", "/shows/sintel"),
            (f"/u/{moment.author}", f"/m/{moment.id}/talk"),
        )
        return some[self.asked % len(some)]

    def _hidden(self, eye: str) -> set[str]:
        words = {moment.word for moment in self.posted if not self._opens(eye, moment)}
        return words | {
            each.word for moment in self.posted for each in moment.said if not self._hears(eye, moment, each)
        }

    def _opens(self, eye: str, moment: Posted) -> bool:
        if frozenset((eye, moment.author)) in self.blocked:
            return False
        reached = eye == moment.author or self.far[eye] >= moment.reveals
        return reached or self._wanted(eye, moment)

    def _hears(self, eye: str, moment: Posted, said: Said) -> bool:
        if not self._opens(eye, moment) or frozenset((eye, said.author)) in self.blocked:
            return False
        reached = eye == said.author or self.far[eye] >= said.reveals
        return reached or (self._wanted(eye, moment) and said.reveals <= moment.reveals)

    def _wanted(self, eye: str, moment: Posted) -> bool:
        """When it lay no nearer than now: what has moved further on asks again."""
        return self.revealed.get((eye, moment.id), -1) >= moment.reveals

    def _one(self, number: int) -> Posted:
        return self.posted[number % len(self.posted)]

    def _word(self) -> str:
        self.words = getattr(self, "words", 0) + 1
        return f"zqx{self.words:03}"


def _place(number: int) -> dict[str, str] | None:
    return {"episode": f"s01e0{number}"} if number else None


def _session(account_id: str) -> str:
    with unit_of_work():
        return actions.open_session(account_id=account_id, user_agent="tests")
