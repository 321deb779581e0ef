"""The cutting process: `… cut|poster|smaller IN_MS OUT_MS FILM FOLDER` or `… probe FILM`; it says lines of JSON."""

import json
import sys
from pathlib import Path
from typing import Any

from fandom.clips.cutting import limits
from fandom.clips.cutting.reasons import DAMAGED, TOO_HEAVY, VANISHED, Refused
from fandom.infra import lifeline


def main(words: list[str]) -> dict[str, Any]:
    if words[0] == "probe":
        from fandom.clips.cutting import probing

        return probing.probe(Path(words[1]))
    if words[0] == "browse":
        from fandom.clips.cutting import browsing

        return browsing.browse(Path(words[1]), int(words[2]), Path(words[3]))
    (start_ms, end_ms), (film, folder) = map(int, words[1:3]), map(Path, words[3:])
    from fandom.clips.cutting import glance

    if words[0] == "poster":
        return glance.take(film, glance.span_of(start_ms, end_ms), folder)
    from fandom.clips.cutting import making

    if words[0] == "smaller":
        return {"variants": making.make_smaller(film, glance.span_of(start_ms, end_ms), folder)}
    return {"variants": making.make(film, (start_ms, end_ms), folder, say)}


def refused(words: list[str]) -> dict[str, Any]:
    from av import FFmpegError

    try:
        return main(words)
    except Refused as refusal:
        # Decoders that get no memory for a frame say that the frame is damaged.
        return {"refused": TOO_HEAVY if refusal.code == DAMAGED and limits.full() else refusal.code}
    except MemoryError:
        return {"refused": TOO_HEAVY}
    except FileNotFoundError:
        return {"refused": VANISHED}
    except (FFmpegError, OSError, ValueError, EOFError, LookupError, RuntimeError, ArithmeticError):
        return {"refused": DAMAGED}


def say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    lifeline.die_with_parent()
    limits.confine()
    say(refused(sys.argv[1:]))
