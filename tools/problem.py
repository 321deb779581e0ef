"""What stops a set-up, told to a person."""

import errno
import sys
from collections.abc import Callable


class Problem(Exception):
    """One sentence that says what is wrong and what to do."""


def full_disk(place: object) -> Problem:
    return Problem(f"The disk is full at {place}: make room, or set FANDOM_DATA to a folder on another disk.")


def told(main: Callable[[], int]) -> int:
    """Runs `main`; problems come out as one line and the exit code 1."""
    try:
        return main()
    except Problem as problem:
        return _say(str(problem))
    except KeyboardInterrupt:
        return _say("Stopped.", code=130)
    except OSError as error:
        return _say(str(_from_system(error)))


def _from_system(error: OSError) -> Problem:
    place = error.filename or "this folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full_disk(place)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Problem(f"{place} may not be written to: give it to the user you are, or work in a folder of your own.")
    return Problem(f"The system refused: {error}.")


def _say(sentence: str, code: int = 1) -> int:
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return code
