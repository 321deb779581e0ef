"""Two worlds that differ in nothing but secrets answer those who have not reached them with the same bytes.

So lengths, counts, orders, ETags and addresses tell as little as words do; and what is asked for by a secret word of
one world, by its tag or in a search, is answered there as it is in the other.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.spoilers.asking import Ask, Stage, reads
from tests.spoilers.conftest import staged
from tests.spoilers.test_letters import sent_to

BEHIND = ("visitor", "returned")
# Signed anew each time: what they sign is our own.
SIGNED = re.compile(
    "|".join(
        (
            *(r'(?<=csrf-token" content=")[^"]+', r'(?<=name="csrf_token" value=")[^"]+', r'(?<="csrf_token":")[^"]+'),
            *("session=[^;]+", r"(?<=Date: )[^\r]+"),
        )
    )
)
NEVER = re.compile(r"/(metrics|healthz|readyz|api/v1/(session|me/sessions)|settings)\Z")
Told = dict[tuple[str, Ask], str]


def sealed_answer(answer: TestResponse) -> str:
    body = answer.get_data().decode("latin-1")
    return SIGNED.sub("", f"{answer.status}\n{answer.headers}\n{body}")


def told_to_those_behind(stage: Stage, names: dict[str, str]) -> Told:
    found = {}
    for seat in BEHIND:
        for ask in reads():
            path = ask.path.format_map(names) if "{" in ask.path else ask.path
            if not NEVER.match(path) and "{told}" not in ask.path:
                found[seat, ask] = sealed_answer(stage.send(seat, "GET", path))
    return found


def letters(stage: Stage) -> list[str]:
    return [f"{each.to} {each.subject} {each.text} {each.html}" for seat in BEHIND for each in sent_to(stage, seat)]


@pytest.fixture(scope="module")
def twins(whole_app: Flask) -> Iterator[tuple[Told, Told, list[str], list[str]]]:
    with staged(whole_app, 1) as stage:
        names = dict(stage.names)
        one, letters_of_one = told_to_those_behind(stage, names), letters(stage)
    with staged(whole_app, 2) as stage:
        # Which of the lines is told first is up to the jobs; a tag is a secret itself.
        ids = {name: each for name, each in stage.world.ids.items() if not name.endswith(("_tag", "told"))}
        assert ids == {name: names[name] for name in ids}
        yield one, told_to_those_behind(stage, names), letters_of_one, letters(stage)


def test_answers_are_the_same(twins: tuple[Told, Told, list[str], list[str]]) -> None:
    one, other, _, _ = twins
    differing = [(seat, ask.path, first_difference(one[seat, ask], other[seat, ask])) for seat, ask in one]
    assert [each for each in differing if each[2]] == []


def test_letters_are_the_same(twins: tuple[Told, Told, list[str], list[str]]) -> None:
    assert twins[2] == twins[3]


def first_difference(one: str, other: str) -> tuple[str, str] | None:
    if one == other:
        return None
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(0, at - 60) : at + 40], other[max(0, at - 60) : at + 40]
