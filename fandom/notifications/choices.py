"""Which kinds of news there are, and by which ways somebody wants to hear of each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

KINDS = ("comment", "reply", "mention", "follow", "milestone", "decision")
# What belongs to a kind that has a switch of its own.
_SAME_AS = {"resealed": "decision", "decision_undone": "decision", "report_answered": "decision"}
# A decision about something of mine, with its reasons, has to be told.
ALWAYS = frozenset({"decision"})


@dataclass(frozen=True, slots=True)
class Choice:
    web: bool
    mail: bool

    @property
    def any(self) -> bool:
        return self.web or self.mail


@dataclass(frozen=True, slots=True)
class Wishes:
    """`version` is 0 while the fan has said nothing."""

    choices: Mapping[str, Choice]
    digest: bool = False
    version: int = 0

    def of(self, kind: str) -> Choice:
        return self.choices[_SAME_AS.get(kind, kind)]


def wishes_of(said: Mapping[str, Mapping[str, bool]], *, digest: bool, version: int) -> Wishes:
    """What was said, and for the rest what goes for everybody: all of it here, only decisions by letter."""
    return Wishes({kind: _choice(kind, said.get(kind, {})) for kind in KINDS}, digest, version)


def switch_of(kind: str) -> str:
    return _SAME_AS.get(kind, kind)


def _choice(kind: str, said: Mapping[str, bool]) -> Choice:
    return Choice(web=kind in ALWAYS or said.get("web", True), mail=said.get("mail", kind in ALWAYS))
