"""What a week was, for one fan."""

from dataclasses import dataclass

from fandom.posts.values import Face, Open


@dataclass(frozen=True, slots=True)
class Week:
    """`moments` are open to the fan, the best first; of what is sealed there is only the number."""

    moments: tuple[Open, ...]
    sealed: int
    followers: tuple[Face, ...]
    follower_count: int

    def __bool__(self) -> bool:
        return bool(self.moments or self.sealed or self.followers)
