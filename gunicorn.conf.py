"""The web processes. `bin/up` hands them their socket; elsewhere FANDOM_HOST and FANDOM_PORT name one."""

import os
import resource
from pathlib import Path

from gunicorn.glogging import Logger

from fandom.infra import lifeline
from fandom.infra.log_lines import JsonLines

wsgi_app = "wsgi:app"
bind = [
    f"{os.environ.get('FANDOM_HOST', '127.0.0.1')}:{os.environ.get('FANDOM_PORT') or os.environ.get('PORT', '8000')}"
]
worker_class = "gevent"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# A socket is a connection held for hours: the stock 1,000 is one well visited room.
worker_connections = 20_000
backlog = 2048
# A searched text of 500 letters, each of them written as twelve signs.
limit_request_line = 8190
keepalive = 15
timeout = 60
graceful_timeout = 5
# A heartbeat file on a slow disk would have busy workers killed.
memory = Path("/dev/shm")  # noqa: S108 - the system's own; the file there has no name
worker_tmp_dir = str(memory) if memory.is_dir() else None
control_socket_disable = True


class JsonLogger(Logger):
    """Set here because gunicorn's own logging settings would turn on its log of requests, which ours replaces."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


logger_class = JsonLogger


def on_starting(_):
    """As many open files as the system allows us: each socket is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def post_fork(server, _):
    """Even a killed master leaves no worker behind."""
    lifeline.die_with_parent(server.pid)
