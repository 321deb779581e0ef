"""Taking a file in. Outside of a unit of work: a store takes its time.

Its row comes first, so that whatever happens meanwhile, somebody knows of the file and takes it away.
"""

from werkzeug.datastructures import FileStorage

from fandom.core.errors import Invalid, TooLarge
from fandom.core.viewer import Viewer
from fandom.infra.db import unit_of_work
from fandom.infra.incoming import Incoming
from fandom.shows.history import actions, files, jobs, numbers
from fandom.shows.history.opening import FILE_MAX


def send(*, viewer: Viewer, file: FileStorage | None) -> str:
    """Its id. Invalid, TooLarge or Conflict when it is not taken."""
    if file is None or not isinstance(file.stream, Incoming):
        raise Invalid({"file": ["Choose a file."]})
    if not file.stream.size:
        raise Invalid({"file": ["This file is empty."]})
    if file.stream.size > FILE_MAX:
        raise TooLarge(f"A watch history may have {FILE_MAX // 1_000_000} MB at most.")
    with unit_of_work():
        name = numbers.title((file.filename or "")[-100:]) or "history"
        import_id = actions.start(viewer=viewer, name=name, size=file.stream.size)
    try:
        file.stream.seek(0)
        files.keep(import_id, file.stream.file)
    except Exception:
        with unit_of_work():
            actions.fail(import_id=import_id, why=actions.BROKE_OFF)
        raise
    with unit_of_work():
        actions.sent(import_id=import_id)
    jobs.send(import_id)
    return import_id
