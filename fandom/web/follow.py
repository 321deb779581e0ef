"""Where the topics of a page are, read before its data, so that nothing falls between the two."""

import json

from flask import g

from fandom.infra import live


def follow(*topics: str) -> None:
    """Call it before the reads that the topics stand for."""
    known = g.setdefault("live_positions", {})
    for each in live.positions(topics) or ():
        known[each.topic] = [each.epoch, each.seq]


def live_positions() -> str:
    return json.dumps(g.get("live_positions", {}))
