"""Every route and socket event: for whom it is, and what of fans' words it can carry, through which gate.

A new one without a row here fails `test_surfaces.py`.
"""

from dataclasses import dataclass
from typing import Literal

Who = Literal["anyone", "fan", "moderator"]

NOTHING = "nothing that a fan wrote"
SIGHT = "moments and comments as Open or Sealed by posts.sight, one horizon per page"
OWN = "only what this viewer wrote"
CATALOGUE = "titles and synopses, withheld past the horizon where the show says so"
CASE = "one case in the moderation door: its target as it is and as it was reported"
NAMES = "handles and display names"
ABOUT = "names, and what fans say of themselves: their own words, of nobody's horizon"
TOLD = "ids and kinds; what a notification is about is read again through its door"


@dataclass(frozen=True, slots=True)
class Row:
    who: Who
    carries: str


API: dict[str, Row] = {
    "POST /accounts": Row("anyone", OWN),
    "GET /accounts/<handle>": Row("anyone", ABOUT),
    "PUT /accounts/<handle>/block": Row("fan", NOTHING),
    "DELETE /accounts/<handle>/block": Row("fan", NOTHING),
    "PUT /accounts/<handle>/follow": Row("fan", NOTHING),
    "DELETE /accounts/<handle>/follow": Row("fan", NOTHING),
    "GET /accounts/<handle>/followers": Row("anyone", ABOUT),
    "GET /accounts/<handle>/following": Row("anyone", ABOUT),
    "PUT /accounts/<handle>/mute": Row("fan", NOTHING),
    "DELETE /accounts/<handle>/mute": Row("fan", NOTHING),
    "GET /accounts/<handle>/moments": Row("anyone", SIGHT),
    "PATCH /comments/<comment_id>": Row("fan", OWN),
    "DELETE /comments/<comment_id>": Row("fan", NOTHING),
    "PUT /comments/<comment_id>/reactions/<emoji>": Row("fan", "counts, where the comment is open"),
    "DELETE /comments/<comment_id>/reactions/<emoji>": Row("fan", "counts, where the comment is open"),
    "GET /decisions/<decision_id>": Row("fan", CASE),
    "DELETE /decisions/<decision_id>": Row("moderator", CASE),
    "GET /feeds/home": Row("anyone", SIGHT),
    "GET /feeds/trending": Row("anyone", SIGHT),
    "GET /me": Row("fan", OWN),
    "PATCH /me": Row("fan", OWN),
    "GET /me/blocks": Row("fan", ABOUT),
    "GET /me/mutes": Row("fan", OWN),
    "PUT /me/mutes/<kind>/<value>": Row("fan", OWN),
    "DELETE /me/mutes/<kind>/<value>": Row("fan", NOTHING),
    "PUT /me/password": Row("fan", NOTHING),
    "GET /me/sessions": Row("fan", OWN),
    "DELETE /me/sessions/<session_id>": Row("fan", NOTHING),
    "GET /moderation/cases": Row("moderator", CASE),
    "GET /moderation/cases/<case_id>": Row("moderator", CASE),
    "PUT /moderation/cases/<case_id>/claim": Row("moderator", NOTHING),
    "DELETE /moderation/cases/<case_id>/claim": Row("moderator", NOTHING),
    "POST /moderation/cases/<case_id>/decisions": Row("moderator", CASE),
    "GET /moderation/words": Row("moderator", NOTHING),
    "POST /moderation/words": Row("moderator", NOTHING),
    "DELETE /moderation/words/<word_id>": Row("moderator", NOTHING),
    "POST /moments": Row("fan", OWN),
    "GET /moments/<moment_id>": Row("anyone", SIGHT),
    "PATCH /moments/<moment_id>": Row("fan", OWN),
    "DELETE /moments/<moment_id>": Row("fan", NOTHING),
    "GET /moments/<moment_id>/comments": Row("anyone", SIGHT),
    "POST /moments/<moment_id>/comments": Row("fan", OWN),
    "PUT /moments/<moment_id>/reactions/<emoji>": Row("fan", "counts, where the moment is open"),
    "DELETE /moments/<moment_id>/reactions/<emoji>": Row("fan", "counts, where the moment is open"),
    "GET /notifications": Row("fan", TOLD),
    "POST /notifications/read": Row("fan", NOTHING),
    "POST /reports": Row("fan", NOTHING),
    "GET /session": Row("anyone", OWN),
    "POST /session": Row("anyone", OWN),
    "DELETE /session": Row("fan", NOTHING),
    "DELETE /sessions": Row("fan", NOTHING),
    "GET /shows": Row("anyone", CATALOGUE),
    "GET /shows/<slug>": Row("anyone", CATALOGUE),
    "GET /shows/<slug>/episodes": Row("anyone", CATALOGUE),
    "GET /shows/<slug>/feed": Row("anyone", SIGHT),
    "PUT /shows/<slug>/membership": Row("fan", NOTHING),
    "DELETE /shows/<slug>/membership": Row("fan", NOTHING),
    "GET /shows/<slug>/progress": Row("anyone", OWN),
    "PUT /shows/<slug>/progress": Row("fan", OWN),
    "POST /shows/<slug>/progress": Row("fan", OWN),
    "GET /shows/<slug>/settings": Row("moderator", NOTHING),
    "PATCH /shows/<slug>/settings": Row("moderator", NOTHING),
    "PUT /shows/<slug>/moderators/<handle>": Row("moderator", NAMES),
    "DELETE /shows/<slug>/moderators/<handle>": Row("moderator", NAMES),
    "POST /tokens": Row("fan", OWN),
    "GET /tokens": Row("fan", OWN),
    "DELETE /tokens/<token_id>": Row("fan", NOTHING),
}

PAGES: dict[str, Row] = {
    "GET /": Row("anyone", SIGHT),
    "GET /api/docs": Row("anyone", NOTHING),
    "GET /api/openapi.json": Row("anyone", NOTHING),
    "GET /assets/<path:filename>": Row("anyone", NOTHING),
    "GET /comments/<comment_id>/delete": Row("fan", OWN),
    "POST /comments/<comment_id>/delete": Row("fan", NOTHING),
    "GET /comments/<comment_id>/edit": Row("fan", OWN),
    "POST /comments/<comment_id>/edit": Row("fan", OWN),
    "POST /comments/<comment_id>/reactions": Row("fan", SIGHT),
    "GET /compose": Row("fan", OWN),
    "POST /compose": Row("fan", OWN),
    "GET /healthz": Row("anyone", NOTHING),
    "GET /m/<moment_id>": Row("anyone", SIGHT),
    "GET /m/<moment_id>/card": Row("anyone", SIGHT),
    "POST /m/<moment_id>/comments": Row("fan", SIGHT),
    "GET /m/<moment_id>/delete": Row("fan", OWN),
    "POST /m/<moment_id>/delete": Row("fan", NOTHING),
    "GET /m/<moment_id>/edit": Row("fan", OWN),
    "POST /m/<moment_id>/edit": Row("fan", OWN),
    "POST /m/<moment_id>/reactions": Row("fan", SIGHT),
    "GET /m/<moment_id>/talk": Row("anyone", SIGHT),
    "GET /media/posters/<name>": Row("anyone", NOTHING),
    "GET /manifest.webmanifest": Row("anyone", NOTHING),
    "GET /metrics": Row("anyone", NOTHING),
    "GET /moderation": Row("moderator", CASE),
    "GET /moderation/<case_id>": Row("moderator", CASE),
    "POST /moderation/<case_id>/decision": Row("moderator", CASE),
    "GET /moderation/<case_id>/letter": Row("moderator", CASE),
    "POST /moderation/decisions/<decision_id>/undo": Row("moderator", NOTHING),
    "GET /moderation/queue": Row("moderator", CASE),
    "GET /notifications": Row("fan", TOLD),
    "POST /notifications/read": Row("fan", NOTHING),
    "GET /offline": Row("anyone", NOTHING),
    "GET /readyz": Row("anyone", NOTHING),
    "GET /report": Row("fan", SIGHT),
    "POST /report": Row("fan", SIGHT),
    "GET /settings": Row("fan", OWN),
    "POST /settings/name": Row("fan", OWN),
    "POST /settings/password": Row("fan", NOTHING),
    "POST /settings/sessions/<session_id>/end": Row("fan", NOTHING),
    "POST /settings/tokens": Row("fan", OWN),
    "POST /settings/tokens/<token_id>/end": Row("fan", NOTHING),
    "GET /shows": Row("anyone", CATALOGUE),
    "GET /shows/<slug>": Row("anyone", SIGHT),
    "POST /shows/<slug>/membership": Row("fan", NOTHING),
    "GET /shows/<slug>/settings": Row("moderator", NAMES),
    "POST /shows/<slug>/settings": Row("moderator", NOTHING),
    "POST /shows/<slug>/settings/moderators": Row("moderator", NAMES),
    "POST /shows/<slug>/settings/moderators/<handle>/remove": Row("moderator", NOTHING),
    "GET /shows/<slug>/progress": Row("fan", CATALOGUE),
    "POST /shows/<slug>/progress": Row("fan", NOTHING),
    "POST /shows/<slug>/seen": Row("fan", NOTHING),
    "GET /sign-in": Row("anyone", NOTHING),
    "POST /sign-in": Row("anyone", NOTHING),
    "POST /sign-out": Row("anyone", NOTHING),
    "POST /sign-out/everywhere": Row("fan", NOTHING),
    "GET /sign-up": Row("anyone", NOTHING),
    "POST /sign-up": Row("anyone", NOTHING),
    "GET /tags/<name>": Row("anyone", SIGHT),
    "GET /u/<handle>": Row("anyone", SIGHT),
    "GET /welcome/fans": Row("fan", NAMES),
    "POST /welcome/fans": Row("fan", NOTHING),
    "GET /welcome/progress": Row("fan", CATALOGUE),
    "POST /welcome/progress": Row("fan", NOTHING),
    "GET /welcome/shows": Row("fan", CATALOGUE),
    "POST /welcome/shows": Row("fan", NOTHING),
    "GET /worker.js": Row("anyone", NOTHING),
}

ASKED: dict[str, Row] = {
    "watch": Row("anyone", "positions; the door of each topic is in realtime.topics"),
    "unwatch": Row("anyone", NOTHING),
    "typing": Row("fan", "a number to those who watch the moment"),
    "clock": Row("anyone", NOTHING),
}
