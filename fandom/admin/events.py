"""What administrators have changed about the house itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LimitChanged:
    name: str
