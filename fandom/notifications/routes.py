"""The JSON API of notifications."""

from typing import Any

from flask_babel import gettext

from fandom.infra import live
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import listing, page_key, reads, signed_in, writes
from fandom.infra.live import live_json
from fandom.infra.site import origin
from fandom.notifications import queries
from fandom.notifications.actions import read_up_to
from fandom.notifications.schemas import InboxOut, ReadIn, UnreadOut
from fandom.notifications.values import Notice, Subject
from fandom.posts.shapes import Json, face_json, show_json, time_json

blueprint = Blueprint("notifications", __name__, description="What somebody is told.")


@blueprint.route("/notifications", methods=["GET"])
@reads(private=True)
@blueprint.arguments(Paged, location="query")
@blueprint.response(200, InboxOut)
def list_notifications(page: dict[str, Any]) -> Any:
    """What I was told, newest first."""
    who = signed_in()
    position = live_json(live.mine(str(who.account_id)))
    found = queries.inbox(who, page["limit"], page_key(page["cursor"]))
    body, headers = listing([notice_json(each) for each in found.items], found.next, unread=found.unread, live=position)
    return body, 200, headers


@blueprint.route("/notifications/read", methods=["POST"])
@writes()
@blueprint.arguments(ReadIn)
@blueprint.response(200, UnreadOut)
def read_notifications(asked: dict[str, Any]) -> Json:
    """I have read this one and all before it."""
    who = signed_in()
    read_up_to(account_id=str(who.account_id), notification_id=asked["up_to"])
    return {"unread": queries.unread(who)}


def notice_json(notice: Notice) -> Json:
    name = notice.actor.display_name if notice.actor else gettext("Somebody")
    return {
        "id": notice.id,
        "kind": notice.kind,
        "text": gettext(notice.sentence, actor=name),
        "at": time_json(notice.at),
        "read": notice.read,
        "actor": face_json(notice.actor, origin()) if notice.actor else None,
        "subject": subject_json(notice.subject) if notice.subject else None,
        "statement": notice.statement,
        "decision": notice.decision_id,
    }


def subject_json(subject: Subject) -> Json:
    return {
        "kind": subject.kind,
        "id": subject.id,
        "url": origin() + subject.path,
        "show": show_json(subject.show) if subject.show else None,
        "sealed": subject.sealed,
        "sealed_until": subject.sealed_until,
        "excerpt": subject.excerpt,
    }
