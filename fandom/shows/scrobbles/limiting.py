"""How often one address may be called, how often somebody may guess one, and how often one may make one."""

from typing import Any

from flask import request

from fandom.infra.limits import digest, limited


def _secret() -> str:
    found: dict[str, Any] = request.view_args or {}
    return digest(str(found.get("secret")))


heard = limited("240 per minute", key=_secret, shared="hooks")
callers = limited("1200 per minute", by_address=True, shared="hook-callers")
changes = limited("20 per hour", shared="hook-changes")
