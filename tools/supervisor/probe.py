"""Asks the web processes whether they are ready."""

import http.client

from tools.supervisor.wish import Wish

_LOOPBACK = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - read, not listened on


def is_ready(wish: Wish) -> bool:
    """The socket is open long before anybody serves it: the time-out is the waiting."""
    connection = http.client.HTTPConnection(_LOOPBACK.get(wish.host, wish.host), wish.port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
