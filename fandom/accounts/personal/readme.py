"""What the file beside the data says."""

from fandom.core import clock
from fandom.core.personal import Piece
from fandom.infra.site import origin

WORDS = """All that {origin} keeps of you, as of {day}.

Each .json file is a list of one kind of thing, or a single object; times are in UTC, positions in a title are in
milliseconds. Pictures are in media/, under the ids by which moments.json names them.

account.json, sessions.json, tokens.json      you, where you have signed in, programs that act for you (no secrets)
follows.json, blocks.json, mutes.json         whom you follow, whom you have blocked, what you do not want to see
memberships.json, progress.json               fandoms you have joined, how far you are in each show
moments.json, comments.json, drafts.json      what you wrote, with what it was before you changed it
reactions.json, reveals.json                   what you reacted to, which moments you wanted to be shown anyway
catch-up.json                                  what your way through a show has opened, and up to where you have read it
uploads.json                                   videos that you have begun to send
opened.json, insights.json                     which moments you opened lately, and how many people yours have reached
notifications.json, notification_settings.json  what you were told, and what you want to be told
reports.json, decisions.json                  what you reported, and what was decided about things of yours
reporting-record.json                         which of your reports of spoilers proved right
history-imports.json, history-titles.json     watch histories you brought in, and what they moved
hook.json, hook-events.json                   whether a media server tells us how far you are, and what it told last
"""


def piece() -> Piece:
    said = WORDS.format(origin=origin(), day=clock.now().date().isoformat())
    return Piece("README.txt", lambda: [said.encode()])
