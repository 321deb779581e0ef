"""Facts and those who listen to them. A fact is a frozen dataclass of ids, told after the commit."""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol


class Fact(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


type_of_fact = type[Any]


@dataclass(frozen=True, slots=True)
class Listener:
    """`queue` names the RQ queue of a durable listener; None is told at once in the process that committed."""

    name: str
    tell: Callable[[Any], None]
    queue: str | None = None


@dataclass
class Bus:
    listeners: dict[type_of_fact, list[Listener]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, type_of_fact] = field(default_factory=dict)

    def listen(
        self,
        fact: type_of_fact,
        tell: Callable[[Any], None],
        *,
        queue: str | None = None,
    ) -> None:
        """Listening twice with the same function is the same as once, so that several apps may be created."""
        name = f"{tell.__module__}.{tell.__qualname__}"
        known = self.listeners[fact]
        if all(listener.name != name for listener in known):
            known.append(Listener(name, tell, queue))
        self.facts[fact.__name__] = fact

    def durable(self, fact: Fact) -> Iterable[Listener]:
        return (listener for listener in self.listeners.get(type(fact), ()) if listener.queue)

    def immediate(self, fact: Fact) -> Iterable[Listener]:
        return (listener for listener in self.listeners.get(type(fact), ()) if not listener.queue)

    def named(self, fact: Fact, listener: str) -> Listener:
        """LookupError when no listener goes by that name any more."""
        for found in self.listeners.get(type(fact), ()):
            if found.name == listener:
                return found
        raise LookupError(f"nobody called {listener} listens to {type(fact).__name__}")

    def thaw(self, kind: str, payload: dict[str, Any]) -> Fact:
        fact: Fact = self.facts[kind](**payload)
        return fact

    @staticmethod
    def freeze(fact: Fact) -> tuple[str, dict[str, Any]]:
        return type(fact).__name__, dataclasses.asdict(fact)


bus = Bus()
