"""Has a film cut or looked at in a process of its own; whatever happens there, this one goes on."""

import json
import sys
from pathlib import Path
from typing import Any, Protocol

from fandom.clips.cutting.reasons import BACKWARDS, DAMAGED, TOO_LONG, Refused
from fandom.infra import confined
from fandom.infra.confined import Stopped

__all__ = ["COMMAND", "WAIT_S", "Heard", "Stopped", "browse", "cut", "poster", "probe", "smaller"]

# Ample: its processor time is bounded, what it waits for the processor is not.
WAIT_S = 900.0
COMMAND = (sys.executable, "-E", "-s", "-m", "fandom.clips.cutting")


class Heard(Protocol):
    """What is told while a clip is made."""

    def poster(self, said: dict[str, Any], /) -> None:
        """Once: what `poster` answers, in the formats that it leaves out."""

    def advanced(self, share: float, /) -> None:
        """Now and then, from 0 to 1."""


def cut(film: Path, span: tuple[int, int], folder: Path, heard: Heard) -> list[dict[str, Any]]:
    """The clip and its preview, which then lie in the folder, as `media.values.Variant` has them.

    `span` is in milliseconds of the film's own time, which begins at 0; of the frames it has those at or after its
    first end and before its second. Refused when it is not cut, FileNotFoundError when there is no such film.
    """
    variants: list[dict[str, Any]] = _asked(heard, _words("cut", film, span, folder))["variants"]
    return variants


def poster(film: Path, span: tuple[int, int], folder: Path) -> dict[str, Any]:
    """Its first frame alone, in the format that is made quickest: `width`, `height`, `colour`, `duration_ms` and
    `variants`, which then lie in the folder."""
    return _asked(None, _words("poster", film, span, folder))


def probe(film: Path) -> dict[str, Any]:
    """`duration_ms`, `width` and `height` as it is shown, `rate`, `video`, `audio`, `subtitles` and `key_frames`."""
    return _asked(None, ["probe", str(_present(film))])


def smaller(film: Path, span: tuple[int, int], folder: Path) -> list[dict[str, Any]]:
    """The clip once more, as fewer browsers play it and with fewer bytes."""
    variants: list[dict[str, Any]] = _asked(None, _words("smaller", film, span, folder))["variants"]
    return variants


def browse(film: Path, duration_ms: int, folder: Path) -> dict[str, Any]:
    """What a player likes to have of it: `sprite`, `subtitles` and `cuts_ms`; the `variants` then lie in the folder."""
    return _asked(None, ["browse", str(_present(film)), str(duration_ms), str(folder.absolute())])


def _words(what: str, film: Path, span: tuple[int, int], folder: Path) -> list[str]:
    if not 0 <= span[0] < span[1]:
        raise Refused(BACKWARDS)
    return [what, *map(str, span), str(_present(film)), str(folder.absolute())]


def _present(film: Path) -> Path:
    if not film.stat().st_size:
        raise Refused(DAMAGED)
    return film.absolute()


def _asked(heard: Heard | None, words: list[str]) -> dict[str, Any]:
    answer: dict[str, Any] = {}

    def hear(line: bytes) -> None:
        said = json.loads(line)
        if heard and "poster" in said:
            heard.poster(said["poster"])
        elif heard and "advanced" in said:
            heard.advanced(said["advanced"])
        else:
            answer.update(said)

    try:
        confined.run([*COMMAND, *words], wait_s=WAIT_S, hear=hear)
    except confined.Overdue as error:
        raise Refused(TOO_LONG) from error
    except (confined.Crashed, json.JSONDecodeError) as error:
        raise Refused(DAMAGED) from error
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer
