"""Asking what fandoms are called and who has joined which; whoever keeps the shows answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fandom:
    id: str
    slug: str
    title: str
    hue: int


class Answers(Protocol):
    def by_slug(self, slug: str) -> Fandom | None: ...

    def by_ids(self, ids: Iterable[str]) -> Mapping[str, Fandom]: ...

    def joined_by(self, account_id: str) -> tuple[Fandom, ...]: ...


class Nobody:
    """Who answers while nobody else does."""

    def by_slug(self, _slug: str) -> Fandom | None:
        return None

    def by_ids(self, _ids: Iterable[str]) -> Mapping[str, Fandom]:
        return {}

    def joined_by(self, _account_id: str) -> tuple[Fandom, ...]:
        return ()


_answering: list[Answers] = [Nobody()]


def answer_with(answers: Answers) -> None:
    _answering[:] = [answers]


def forget() -> None:
    answer_with(Nobody())


def by_slug(slug: str) -> Fandom | None:
    return _answering[0].by_slug(slug)


def by_ids(ids: Iterable[str]) -> Mapping[str, Fandom]:
    return _answering[0].by_ids(ids)


def joined_by(account_id: str) -> tuple[Fandom, ...]:
    """Those talked about last first."""
    return _answering[0].joined_by(account_id)
