"""Rate limits. They go on by the same rules without Redis, then counted in each process for itself."""

import hashlib
import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, TypeVar, cast

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter, RequestLimit

from fandom.config import Settings
from fandom.core.errors import TooMany
from fandom.infra.allowances import rule_of
from fandom.infra.counters import Counters, Local
from fandom.infra.login import viewer

__all__ = ["Rule", "address", "init", "known", "limited"]

P = ParamSpec("P")
R = TypeVar("R")
Key = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit that has a name; `by` what it counts by: account, address, or the name that was typed.

    `default` is what holds unless an administrator sets `rule` to something else.
    """

    name: str
    default: str
    by: str

    @property
    def rule(self) -> str:
        return rule_of(self.name, self.default)


KNOWN: dict[str, Rule] = {}


def limited(
    rule: str, *, by_address: bool = False, key: Key | None = None, shared: str | None = None
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator: `rule` as in "20 per minute", per account, or per address where nobody is signed in yet.

    `key` names another thing to count by. Routes that give the same `shared` name use up one allowance.
    """
    if shared:
        KNOWN[shared] = Rule(shared, rule, "address" if by_address else "account" if key is None else "name")
    key = key or (address if by_address else _who)
    if shared:
        found = limiter.shared_limit(partial(rule_of, shared, rule), shared, key_func=key)
    else:
        found = limiter.limit(rule, key_func=key)
    return cast("Callable[[Callable[P, R]], Callable[P, R]]", found)


def address() -> str:
    """Who asks, as far as the network knows; in IPv6 one customer has 2^64 addresses."""
    try:
        found = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "nowhere"
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


def digest(text: str) -> str:
    """A key of bounded length that does not tell what was typed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def init(app: Flask, settings: Settings) -> None:
    app.extensions["counters"] = Local()
    app.extensions["unlimited"] = not settings.limits
    app.config.update(
        RATELIMIT_STORAGE_URI=f"{Counters.STORAGE_SCHEME[0]}://",
        RATELIMIT_KEY_PREFIX="fandom",
        RATELIMIT_ENABLED=True,
    )
    limiter.init_app(app)
    # Every limit of ours is on a route, which checks it itself; there are none to look for before each request.
    app.before_request_funcs[None] = [hook for hook in app.before_request_funcs[None] if not _is_limiters(hook)]
    app.after_request(_say)


def _is_limiters(hook: object) -> bool:
    return getattr(hook, "__self__", None) is limiter


def _who() -> str:
    return viewer().account_id or address()


def _refuse(breached: RequestLimit) -> None:
    raise TooMany(max(1, breached.reset_at - int(time.time())))


def _say(response: Response) -> Response:
    limits = limiter.current_limits
    if limits:
        nearest = min(limits, key=lambda limit: limit.remaining)
        response.headers["X-RateLimit-Limit"] = str(nearest.limit.amount)
        response.headers["X-RateLimit-Remaining"] = str(nearest.remaining)
        response.headers["X-RateLimit-Reset"] = str(nearest.reset_at)
    return response


limiter = Limiter(key_func=_who, strategy="fixed-window", on_breach=_refuse)


@limiter.request_filter
def _off() -> bool:
    return bool(current_app.extensions["unlimited"])


def known() -> list[Rule]:
    """Those that have a name, by it."""
    return sorted(KNOWN.values(), key=lambda each: each.name)
