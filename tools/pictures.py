"""What follows once the demo is open: its film is fetched, if it can be had, and its pictures are hung up."""

import os
import sys

from tools import commands, environment, film, paths

_DONE = "pictures.done"


def wanted() -> bool:
    """`FANDOM_FILM=off` leaves the demo without: nothing is fetched and nothing decoded."""
    return os.environ.get("FANDOM_FILM") != "off" and not (paths.data_folder() / _DONE).exists()


def main() -> int:
    """Tried again by the supervisor until it has come to a good end; the film itself may stay away."""
    os.nice(10)
    data = paths.data_folder()
    film.fetch(data)
    print(commands.run([sys.executable, "-m", "flask", "--app", "wsgi", "seed"]), end="")
    (data / _DONE).touch()
    return 0


if __name__ == "__main__":
    environment.load()
    sys.exit(main())
