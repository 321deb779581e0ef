"""What the demo's fandoms say of themselves, as their moderators wrote it; what somebody made of it since is theirs."""

import json
from pathlib import Path

from sqlalchemy import select

from fandom.core.viewer import SYSTEM
from fandom.demo import past
from fandom.demo.people import Cast
from fandom.infra.db import db
from fandom.shows.actions.settings import change_settings
from fandom.shows.models import Show

CHARTERS = Path(__file__).parent / "charters.json"


def bring_in(cast: Cast) -> None:
    found = json.loads(CHARTERS.read_text("utf-8"))
    silent = select(Show.id, Show.slug, Show.palette).where(Show.slug.in_(found), Show.rules == "", Show.welcome == "")
    for show in db.session.execute(silent).all():
        charter = found[show.slug]
        palette = tuple(dict.fromkeys([*show.palette, *charter.pop("own", ())]))
        with past.work(past.LONG_AGO), past.at(cast.when(past.LONG_AGO)):
            change_settings(viewer=SYSTEM, show_id=show.id, changes=charter | {"palette": palette})
