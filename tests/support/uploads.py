"""Uploads as they are once they have been through everything, without going through it."""

from typing import Any

from fandom.core import clock
from fandom.core.ids import new_id
from fandom.infra.db import db, unit_of_work
from fandom.media.models import File
from tests.support.people import Person

WIDTHS = (320, 640)


def variant(width: int, ending: str = "jpg") -> dict[str, Any]:
    size = {"width": width, "height": width // 2, "size": 1000, "digest": "0" * 16}
    return {"name": f"{width}.{ending}", "type": "image/jpeg" if ending == "jpg" else "image/avif", **size}


def make_upload(owner: Person, **columns: Any) -> str:
    """The id of a ready picture that nothing keeps yet; `status="processing"` and other columns by their names."""
    ready = columns.get("status", "ready") == "ready"
    made: dict[str, Any] = {"kind": "image", "type": "image/png", "size": 1000, "status": "ready", "alt": ""}
    if ready:
        made |= {"width": 640, "height": 320, "colour": "#102030", "variants": [variant(each) for each in WIDTHS]}
    now = clock.now()
    times = {"created_at": now, "touched_at": now, "unheld_since": now}
    with unit_of_work():
        file = File(id=new_id(), owner_id=owner.id, **made | times | columns)
        db.session.add(file)
        return file.id
