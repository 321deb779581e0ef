"""The JSON API of notifications."""

from typing import Any

from fandom.infra import live
from fandom.infra.api import Blueprint, Paged
from fandom.infra.endpoint import listing, match, page_key, reads, signed_in, writes
from fandom.infra.live import live_json
from fandom.infra.site import origin
from fandom.notifications import queries
from fandom.notifications.access import notification_to_read
from fandom.notifications.actions import choose, read_one, read_up_to
from fandom.notifications.choices import Choice, Wishes
from fandom.notifications.schemas import InboxOut, ReadIn, UnreadOut, WishesIn, WishesOut
from fandom.notifications.sentences import explained, said
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


@blueprint.route("/notifications/<notification_id>/read", methods=["PUT"])
@writes()
@blueprint.response(200, UnreadOut)
def read_notification(notification_id: str) -> Json:
    """I have read this one."""
    who = signed_in()
    read_one(account_id=str(who.account_id), notification_id=notification_to_read(who, notification_id))
    return {"unread": queries.unread(who)}


@blueprint.route("/me/notification-settings", methods=["GET"])
@reads(private=True)
@blueprint.response(200, WishesOut)
def read_settings() -> tuple[Json, dict[str, str]]:
    """Of what I want to be told, here and by letter."""
    return _wishes(queries.wishes(str(signed_in().account_id)))


@blueprint.route("/me/notification-settings", methods=["PUT"])
@writes()
@blueprint.arguments(WishesIn)
@blueprint.response(200, WishesOut)
def replace_settings(asked: dict[str, Any]) -> tuple[Json, dict[str, str]]:
    """All switches at once. Decisions about something of mine are always told here."""
    account_id = str(signed_in().account_id)
    match(queries.wishes(account_id).version)
    choices = {kind: Choice(**each) for kind, each in asked["kinds"].items()}
    return _wishes(choose(account_id=account_id, choices=choices, digest=asked["digest"]))


def _wishes(wishes: Wishes) -> tuple[Json, dict[str, str]]:
    kinds = {kind: {"web": each.web, "mail": each.mail} for kind, each in wishes.choices.items()}
    return {"kinds": kinds, "digest": wishes.digest}, {"ETag": f'"{wishes.version}"'}


def notice_json(notice: Notice) -> Json:
    return {
        "id": notice.id,
        "kind": notice.kind,
        "text": said(notice),
        "at": time_json(notice.at),
        "read": notice.read,
        "actor": face_json(notice.actor, origin()) if notice.actor else None,
        "actors": [face_json(each, origin()) for each in notice.actors],
        "others": notice.others,
        "reached": notice.reached,
        "subject": subject_json(notice.subject) if notice.subject else None,
        "statement": explained(notice),
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
