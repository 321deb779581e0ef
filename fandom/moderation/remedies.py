"""What a moderator can do now, what each does, and the words that go out with it: who reads what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fandom.core.horizon import Position

KINDS = ("leave", "hide", "remove", "warn", "spoiler")
# In which order a statement says them.
SAID = ("leave", "spoiler", "hide", "remove", "warn")
LATER = ("lock", "slow", "silence", "suspend", "ban", "purge", "bank")
NO_REASON = "none"

BECAUSE = {
    "spoiler": "it gives away something that people there have not reached yet",
    "harassment": "it goes after a person",
    "hate": "it puts people down for who they are",
    "sexual": "it shows more than fits here",
    "violence": "it is more violent than fits here",
    "spam": "it reads like advertising",
    "illegal": "it looks to be against the law",
    "other": "it does not fit the rules here",
}
AFTERWARDS = {"hide": "hidden", "remove": "removed", "leave": "published"}
_GONE = frozenset({"removed", "deleted"})
_APART = (frozenset({"hide", "remove"}), frozenset({"remove", "spoiler"}))
_LEAVE = {
    "published": ("Leave it", "Stays up, reporters are thanked"),
    "active": ("Leave it", "Nothing changes, reporters are thanked"),
    "held": ("Publish it", "Goes up now, its author is told"),
    "hidden": ("Put it back", "Up again, its author is told"),
}
_CLOSE = ("Close it", "It is gone already, reporters are thanked")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged, as far as words about it go. `state` of an account: active, banned or deleted.

    `opens` names the episode from which on it opens if a moderator says so; empty while none is chosen, and in a film.
    """

    kind: str
    state: str
    handle: str
    show: str | None
    opens: str = ""
    in_film: bool = False

    @property
    def named(self) -> str:
        return f"your {self.kind}" + (f" in {self.show}" if self.show else "")


@dataclass(frozen=True, slots=True)
class Move:
    """`message` is what the author will read, None when they are not told; `thanks` what reporters will."""

    kind: str
    title: str
    does: str
    message: str | None
    thanks: str


def moves(subject: Subject, reason: str) -> tuple[Move, ...]:
    """Legal now, in the order of the keys 1 to 9, with the words for this reason."""
    return tuple(_move(kind, subject, reason) for kind in _legal(subject))


def refusal(kinds: Sequence[str], subject: Subject, reason: str) -> str | None:
    """Why these remedies cannot be taken together, or now; None when they can."""
    if later := [kind for kind in kinds if kind in LATER]:
        return f"“{later[0]}” is not available yet."
    if not kinds or len(set(kinds)) < len(kinds) or not set(kinds) <= set(KINDS):
        return "Choose one or more of leave, hide, remove, warn and spoiler, each once."
    if ("leave" in kinds and len(kinds) > 1) or any(each <= set(kinds) for each in _APART):
        return "These do not go together."
    if "leave" not in kinds and reason == NO_REASON:
        return "Say for which reason."
    return None if set(kinds) <= set(_legal(subject)) else "This is not possible in its present state."


def statement(kinds: Iterable[str], subject: Subject, reason: str) -> str:
    """What its author reads."""
    chosen = set(kinds)
    return " ".join(
        [f"Hi {subject.handle},", *(_SAY[kind](subject, reason, chosen) for kind in SAID if kind in chosen)]
    )


def told(kinds: Iterable[str], state: str) -> bool:
    """Whether the author hears of it: not when what was up simply stays."""
    return set(kinds) != {"leave"} or state in {"held", "hidden"}


def thanks(kinds: Iterable[str]) -> str:
    """What reporters read; it says nothing of what became of the author."""
    if set(kinds) == {"leave"}:
        return "Thank you for looking out. We read it and left it as it is."
    return "Thank you for looking out. We read it and did something about it."


def _legal(subject: Subject) -> tuple[str, ...]:
    if subject.kind == "account" or subject.state in _GONE:
        return ("leave", "warn")
    return tuple(kind for kind in KINDS if kind == "leave" or AFTERWARDS.get(kind) != subject.state)


def _move(kind: str, subject: Subject, reason: str) -> Move:
    title, does = _title(kind, subject)
    message = statement([kind], subject, reason) if told([kind], subject.state) else None
    return Move(kind, title, does, message, thanks([kind]))


def _title(kind: str, subject: Subject) -> tuple[str, str]:
    if kind == "leave":
        return _LEAVE.get(subject.state, _CLOSE)
    return {
        "hide": ("Hide", f"Only {subject.handle} and moderators see it"),
        "remove": ("Remove", "Gone, with the reason"),
        "warn": ("Warn", f"{subject.handle} reads a word from us"),
        "spoiler": ("It spoils more than it says", f"Opens {_from(subject)}, and {subject.handle} can’t bring it back"),
    }[kind]


def short_name(place: Position) -> str:
    return f"special {place.number}" if place.special else f"S{place.season}E{place.number}"


def _from(subject: Subject) -> str:
    return f"at {subject.opens}" if subject.opens else f"later in the {'film' if subject.in_film else 'show'}"


def _left(subject: Subject, _reason: str, _chosen: set[str]) -> str:
    if subject.state == "held":
        return f"thank you for waiting: {subject.named} is up now, for everybody to see."
    if subject.state == "hidden":
        return f"we looked again: {subject.named} is back up, as it was."
    return f"we looked at {subject.named} and left everything as it is."


def _later(subject: Subject, _reason: str, _chosen: set[str]) -> str:
    return (
        f"thank you for {subject.named}. It tells a little more than it says, so it opens {_from(subject)} now: "
        "whoever has got that far sees it as before. Nothing is held against you. "
        "You can let it open later still, but not earlier."
    )


def _hidden(subject: Subject, reason: str, _chosen: set[str]) -> str:
    return (
        f"we have hidden {subject.named}, because {_because(reason)}. "
        "Only you and the moderators see it for now. You can go on posting as before."
    )


def _removed(subject: Subject, reason: str, _chosen: set[str]) -> str:
    return f"we have taken down {subject.named}, because {_because(reason)}. You can go on posting as before."


def _warned(subject: Subject, reason: str, chosen: set[str]) -> str:
    if chosen & {"hide", "remove"}:
        return "Please take this as a warning, so that it does not happen again."
    stays = "" if subject.state in _GONE or subject.kind == "account" else " It stays where it is this time."
    return f"a word about {subject.named}: {_because(reason)}.{stays} Please keep it in mind for the next one."


def _because(reason: str) -> str:
    return BECAUSE.get(reason, BECAUSE["other"])


_SAY = {"leave": _left, "spoiler": _later, "hide": _hidden, "remove": _removed, "warn": _warned}
