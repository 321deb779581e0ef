"""Signals as something to wait for: the loop sleeps until one comes or time is up."""

import select
import signal
import socket
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """`asked` counts how often somebody asked us to stop; a second time means at once."""

    def __init__(self) -> None:
        self.asked = 0
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _wake)
        for number in STOPPING:
            # nohup has us ignore the terminal's end; so be it. That a shell's background jobs are born ignoring
            # Ctrl-C is another matter: whoever sends it by hand means it.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._ask)

    def wait(self, seconds: float) -> None:
        select.select([self._read], [], [], max(0.0, seconds))
        try:
            self._read.recv(4096)
        except BlockingIOError:
            return

    def _ask(self, _: int, __: FrameType | None) -> None:
        self.asked += 1


def _wake(_: int, __: FrameType | None) -> None:
    """The wake-up is the whole effect."""
