"""A program apart: heard line by line, never waited for without end, and told nothing."""

import os
import sys
import time

import pytest

from fandom.infra import confined


def run(body: str, wait_s: float = 20.0) -> list[bytes]:
    heard: list[bytes] = []
    confined.run([sys.executable, "-c", "import os, sys, time\n" + body], wait_s=wait_s, hear=heard.append)
    return heard


def test_lines_are_heard_whole_and_the_last_one_too() -> None:
    assert run("for part in ('a', 'b\\nc', '\\n', '\\nd'): print(part, end='', flush=True)") == [b"ab", b"c", b"", b"d"]


def test_lines_are_heard_when_they_are_said() -> None:
    """Not at its end: it waits for a file that is made when its first line was heard."""
    read, write = os.pipe()
    body = f"print('first', flush=True)\nopen('/proc/{os.getpid()}/fd/{read}').read(1)\nprint('second')"
    heard: list[bytes] = []

    def hear(line: bytes) -> None:
        heard.append(line)
        if line == b"first":
            os.write(write, b"x")

    confined.run([sys.executable, "-c", body], wait_s=20.0, hear=hear)
    os.close(read)
    os.close(write)
    assert heard == [b"first", b"second"]


def test_what_it_complains_of_stops_nobody() -> None:
    assert run("sys.stderr.write('x' * 3_000_000)\nprint('done')") == [b"done"]


def test_a_line_without_end_is_not_kept() -> None:
    with pytest.raises(confined.Crashed):
        run("while True: sys.stdout.write('x' * 65536)")


@pytest.mark.parametrize(
    "body", ["time.sleep(60)", "while True: print(flush=True)", "os.close(1)\nos.close(2)\ntime.sleep(60)"]
)
def test_it_has_so_long_and_no_longer(body: str) -> None:
    began = time.monotonic()
    with pytest.raises(confined.Overdue):
        run(body, wait_s=0.3)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("signal", "error"), [(9, confined.Stopped), (15, confined.Stopped), (24, confined.Overdue), (11, confined.Crashed)]
)
def test_whose_fault_its_end_is(signal: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        run(f"import resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\nos.kill(os.getpid(), {signal})")


def test_nothing_of_our_environment_is_in_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANDOM_SECRET", "planted")
    assert b"planted" not in b"".join(run("print(dict(os.environ))"))


def test_who_hears_it_may_fail() -> None:
    """Then it ends, and its failure is what is raised."""

    def hear(line: bytes) -> None:
        raise LookupError(line)

    with pytest.raises(LookupError):
        confined.run(
            [sys.executable, "-c", "print(1, flush=True)\nimport time\ntime.sleep(60)"], wait_s=20.0, hear=hear
        )
