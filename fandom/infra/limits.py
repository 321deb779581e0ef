"""Rate limits that go on without Redis, then counted in each process for itself."""

from flask import Flask, request
from flask_limiter import Limiter

from fandom.config import Settings
from fandom.infra.login import viewer

__all__ = ["init", "limited"]


def _who() -> str:
    found = viewer()
    return found.account_id or request.remote_addr or "nowhere"


def _by_address() -> str:
    return request.remote_addr or "nowhere"


limiter = Limiter(key_func=_who, headers_enabled=True, strategy="fixed-window")


def limited(rule: str, *, by_address: bool = False):  # type: ignore[no-untyped-def]
    """A decorator: `rule` as in "20 per minute", per account, or per address where nobody is signed in yet."""
    return limiter.limit(rule, key_func=_by_address if by_address else None)


def _storage(url: str) -> str:
    """The limits library has a scheme of its own for Unix sockets."""
    return url.replace("unix://", "redis+unix://", 1) if url else "memory://"


def init(app: Flask, settings: Settings) -> None:
    app.config.update(
        RATELIMIT_ENABLED=settings.limits,
        RATELIMIT_STORAGE_URI=_storage(settings.redis_url),
        RATELIMIT_STORAGE_OPTIONS={
            "socket_timeout": 0.25,
            "socket_connect_timeout": 0.25,
        }
        if settings.redis_url
        else {},
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=True,
        RATELIMIT_IN_MEMORY_FALLBACK=["600 per minute"],
        RATELIMIT_KEY_PREFIX="fandom",
    )
    limiter.init_app(app)
