"""What was asked of bin/up."""

from dataclasses import dataclass

_ANY = {"": "localhost", "0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104 - read, not listened on


@dataclass(frozen=True)
class Wish:
    """`began` is the epoch second of the start, `downloads` how many seconds of it went into downloads."""

    host: str
    port: int
    demo: bool
    began: float
    downloads: float

    @property
    def origin(self) -> str:
        """Where people find it, unless FANDOM_ORIGIN says better."""
        host = _ANY.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"
