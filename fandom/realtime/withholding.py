"""Which frames a listener gets empty because of whom and what they have muted or blocked, or who has blocked them."""

from typing import Any

from fandom.core.hiding import hides
from fandom.realtime.sockets import Listener

Heard = dict[str, Any]


def withheld(heard: Heard, listener: Listener, *, opened: bool) -> bool:
    """As over HTTP: lists leave out what is hidden, what somebody has opened themselves shows all but the blocked.

    `opened`: the frame would be the full one. What is sealed is not asked for its words or tags.
    """
    viewer, author_id = listener.viewer, heard.get("author")
    if author_id == viewer.account_id or not viewer.hidden:
        return False
    hidden = viewer.hidden
    if author_id in hidden.blocked or heard.get("owner") in hidden.blocked:
        return True
    about_comment = "owner" in heard
    if heard["topic"].startswith("moment:") and not about_comment:
        return False
    # A show that is watched by itself was asked for; one that is heard through home was not.
    show_id = None if heard["topic"] in listener.watched or about_comment else heard.get("show")
    said = _said(heard) if opened else {}
    words = said.get("caption") or said.get("body") or ""
    return hides(hidden, author_id=author_id, show_id=show_id, tags=said.get("tags", ()), words_text=words)


def _said(heard: Heard) -> dict[str, Any]:
    full = heard["full"]
    said = full.get("comment") or full.get("moment")
    return said if isinstance(said, dict) else {}
