"""Flask-SocketIO as it comes, on gunicorn's gevent worker with its Redis manager: the floor of live latency."""

import os

import socketio
from flask import Flask
from flask_socketio import SocketIO, join_room

app = Flask(__name__)
server = SocketIO(
    app,
    async_mode="gevent",
    transports=["websocket"],
    cors_allowed_origins="*",
    client_manager=socketio.RedisManager(os.environ["REDIS_URL"]),
)


@server.on("watch")
def watch(asked: dict[str, str]) -> dict[str, bool]:
    join_room(asked["topic"])
    return {"ok": True}


@app.get("/healthz")
def healthz() -> str:
    return "ok"
