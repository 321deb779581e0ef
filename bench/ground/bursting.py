"""The product's web process with one more event: `burst`, which publishes as requests do, several at a time."""

import gevent

from fandom.infra import live
from wsgi import app

AT_A_TIME = 8
PADDING = "x" * 68  # makes the event 150 bytes with its topic, epoch and seq


def burst(_sid: str, topic: str, count: int) -> None:
    for _ in range(AT_A_TIME):
        gevent.spawn(_publish, topic, count // AT_A_TIME)


def _publish(topic: str, count: int) -> None:
    with app.app_context():
        for _ in range(count):
            live.publish(live.Message(topic, "moment.changed", {"padding": PADDING}))


app.extensions["hub"].server.server.on("burst", burst)
