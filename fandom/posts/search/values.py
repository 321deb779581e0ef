"""What search gives: things that are open to who asked, and nothing of anything else."""

from dataclasses import dataclass

from fandom.posts.tags.values import TagCount
from fandom.posts.values import Face, Open, OpenComment
from fandom.shows.values import ShowListed

KINDS = ("show", "moment", "comment", "fan", "tag")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `hit`: it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class MomentHit:
    moment: Open
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class CommentHit:
    """With the moment it is said of, which is open too."""

    comment: OpenComment
    moment: Open
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Names:
    shows: tuple[ShowListed, ...] = ()
    fans: tuple[Face, ...] = ()
    tags: tuple[TagCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Few:
    """A few of each."""

    names: Names
    moments: tuple[MomentHit, ...] = ()
    comments: tuple[CommentHit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moments or self.comments or self.names != Names())
