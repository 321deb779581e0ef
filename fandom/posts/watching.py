"""The address where a title is watched, at a second or at none. Pure."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

_TIME = re.compile(r"[?&#][^?&#]*\{seconds\}[^?&#]*")


def watch_url(template: str | None, external_ids: Mapping[str, Any], ms: int | None) -> str | None:
    """None where the template or the id that it needs is missing. Without `ms` the part that holds the time goes."""
    watched = external_ids.get("watch")
    if not template or ("{id}" in template and not watched):
        return None
    timed = _TIME.sub("", template) if ms is None else template.replace("{seconds}", str(ms // 1000))
    return timed.replace("{id}", quote(str(watched), safe=""))
