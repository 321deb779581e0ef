"""What workers do with films: go through them once, for what a player likes to have. Safe to run twice."""

import tempfile
from pathlib import Path
from typing import Any

from fandom.clips.cutting import apart
from fandom.clips.cutting.reasons import Refused
from fandom.clips.playing import actions, queries
from fandom.clips.playing.events import FilmOpened
from fandom.clips.playing.languages import label_of, language_of
from fandom.clips.playing.values import Opened
from fandom.clips.stamps import stamp_if_there
from fandom.infra import storage
from fandom.infra.db import commit_so_far
from fandom.media.making import keep


def browse(fact: FilmOpened) -> None:
    """Ends quietly when it was done already, or other bytes lie there by now. Without it the film can be watched."""
    opened = queries.opened(fact.file_id)
    if opened is None or not actions.begin(file_id=fact.file_id):
        return
    # Counted before it is tried: what kills its worker each time comes to an end, too.
    commit_so_far()
    with tempfile.TemporaryDirectory(prefix="fandom-") as scratch:
        try:
            found = apart.browse(Path(opened.path), opened.duration_ms, Path(scratch))
        except (Refused, FileNotFoundError):
            return
        if stamp_if_there(Path(opened.path)) == opened.stamp:
            _keep(opened, Path(scratch), found)


def _keep(opened: Opened, folder: Path, found: dict[str, Any]) -> None:
    variants = keep(opened.file_id, folder, found["variants"])
    words = [_named(each) for each in found["subtitles"]]
    if not actions.browsed(file_id=opened.file_id, found=found | {"subtitles": words}, variants=variants):
        storage.store().drop(storage.folder_of(opened.file_id))


def _named(words: dict[str, Any]) -> dict[str, str]:
    language = language_of(words["language"])
    return {"name": words["name"], "language": language, "label": label_of(language, words["title"])}
