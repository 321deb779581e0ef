"""What facts say to topics. Told after the commit; a failure is logged by the teller and breaks nothing."""

from functools import lru_cache
from typing import Any, get_args

from fandom.accounts.events import AccountChanged
from fandom.clips.events import RenderAdvanced
from fandom.clips.uploads.events import UploadAdvanced, UploadShown
from fandom.core.bus import bus
from fandom.infra import live
from fandom.infra.live import Message
from fandom.infra.site import origin
from fandom.media import queries as media
from fandom.media.events import FileFailed, FileReady
from fandom.media.shapes import media_json
from fandom.moderation.events import CaseChanged, CaseOpened
from fandom.notifications import queries as notifications
from fandom.notifications.events import NotificationCreated, NotificationsChanged, NotificationsRead
from fandom.posts import queries as posts
from fandom.posts.comments import queries as comments
from fandom.posts.events import (
    CommentChanged,
    CommentPosted,
    CommentReactionsChanged,
    CommentRemoved,
    MomentChanged,
    MomentPublished,
    MomentRemoved,
    MomentResealed,
    ReactionsChanged,
)
from fandom.posts.pictures import HOLDER
from fandom.posts.reveals.events import MomentRevealed, MomentUnrevealed
from fandom.posts.shapes import comment_json, moment_json, position_json
from fandom.posts.values import Open, OpenComment
from fandom.realtime import ticks
from fandom.realtime.rights import HORIZON
from fandom.realtime.topics import SITE_MODERATION, account
from fandom.shows import queries as shows
from fandom.shows.events import MemberJoined, MemberLeft, ProgressMoved, RoleChanged, ShowChanged, ShowImported

Json = dict[str, Any]
# Of those who wait for the same clip.
MOST_TOLD = 50
RightsChanged = (
    MemberJoined | MemberLeft | RoleChanged | ProgressMoved | AccountChanged | MomentRevealed | MomentUnrevealed
)


def moment_published(fact: MomentPublished) -> None:
    _moment("moment.published", fact.moment_id, f"show:{_slug(fact.show_id)}", f"moment:{fact.moment_id}")


def moment_changed(fact: MomentChanged) -> None:
    _moment("moment.changed", fact.moment_id, f"show:{_slug(fact.show_id)}", f"moment:{fact.moment_id}")


def moment_resealed(fact: MomentResealed) -> None:
    """Whoever has not got that far gets it sealed; whoever has, only from where on it opens now."""
    found = posts.projections(fact.moment_id)
    if found is None:
        return
    whole, safe = found
    if not isinstance(whole, Open) or whole.state != "published":
        return
    for topic in (f"show:{_slug(fact.show_id)}", f"moment:{fact.moment_id}"):
        live.publish(
            Message(
                topic,
                "moment.resealed",
                full={"moment": {"id": whole.id, "sealed": False, "reveals_at": position_json(whole.reveals_at)}},
                safe={"moment": _shared(moment_json(safe, origin()))},
                show_id=whole.show.id,
                reveals_at=whole.reveals_at,
                author_id=whole.author.id,
            )
        )


def moment_removed(fact: MomentRemoved) -> None:
    for topic in (f"show:{_slug(fact.show_id)}", f"moment:{fact.moment_id}"):
        live.publish(Message(topic, "moment.removed", {"moment": {"id": fact.moment_id}}))


def comment_posted(fact: CommentPosted) -> None:
    _comment("comment.posted", fact)
    ticks.touch("comments", fact.moment_id)


def comment_changed(fact: CommentChanged) -> None:
    _comment("comment.changed", fact)


def comment_removed(fact: CommentRemoved) -> None:
    said = {"moment": fact.moment_id, "comment": {"id": fact.comment_id}}
    live.publish(Message(f"moment:{fact.moment_id}", "comment.removed", said))
    ticks.touch("comments", fact.moment_id)


def reactions_changed(fact: ReactionsChanged) -> None:
    ticks.touch("reactions", fact.moment_id)


def comment_reactions_changed(fact: CommentReactionsChanged) -> None:
    ticks.touch("comment_reactions", fact.comment_id)


def case_opened(fact: CaseOpened) -> None:
    _case("case.opened", fact.case_id, fact.show_id)


def case_changed(fact: CaseChanged) -> None:
    _case("case.changed", fact.case_id, fact.show_id)


def notification_created(fact: NotificationCreated) -> None:
    said = {"notification": {"id": fact.notification_id}, "unread": _unread(fact.account_id)}
    live.publish(Message(account(fact.account_id), "notification.new", said))


def notifications_read(fact: NotificationsRead) -> None:
    """Other pages of the same fan count down."""
    live.publish(Message(account(fact.account_id), "notifications.read", {"unread": _unread(fact.account_id)}))


def notifications_changed(fact: NotificationsChanged) -> None:
    said = {"subjects": list(fact.subjects), "unread": _unread(fact.account_id)}
    live.publish(Message(account(fact.account_id), "notifications.changed", said))


def file_settled(fact: FileReady | FileFailed | UploadShown) -> None:
    """Only to who uploaded it; whoever shows it says so by itself."""
    found = media.by_id([fact.file_id]).get(fact.file_id)
    if found and fact.owner_id:
        live.publish(Message(account(fact.owner_id), "media.changed", {"media": media_json(found, origin())}))


def clip_advanced(fact: RenderAdvanced) -> None:
    """To those whose moments wait for it. Missing one matters to nobody."""
    waiting = [holder_id for kind, holder_id in media.holders_of(fact.file_id) if kind == HOLDER]
    said = {"media": fact.file_id, "percent": fact.percent}
    for author_id in posts.authors_of(waiting[:MOST_TOLD]):
        live.publish(Message(account(author_id), "clip.progress", said, lasting=False))


def upload_advanced(fact: UploadAdvanced) -> None:
    """To its owner, whether a moment shows it already or not."""
    if fact.owner_id:
        said = {"media": fact.file_id, "percent": fact.percent}
        live.publish(Message(account(fact.owner_id), "clip.progress", said, lasting=False))


def rights_changed(fact: RightsChanged) -> None:
    """What this account's sockets may hear, and how far they are, must be asked again by every process."""
    live.tell("renew", account=fact.account_id)


def horizon_changed(fact: ShowChanged | ShowImported) -> None:
    """Where everybody stands who has said nothing there may be further back now."""
    live.tell(HORIZON, show=fact.show_id)


def listen() -> None:
    for fact, tell in (
        (MomentPublished, moment_published),
        (MomentChanged, moment_changed),
        (MomentResealed, moment_resealed),
        (MomentRemoved, moment_removed),
        (CommentPosted, comment_posted),
        (CommentChanged, comment_changed),
        (CommentRemoved, comment_removed),
        (ReactionsChanged, reactions_changed),
        (CommentReactionsChanged, comment_reactions_changed),
        (CaseOpened, case_opened),
        (CaseChanged, case_changed),
        (NotificationCreated, notification_created),
        (NotificationsRead, notifications_read),
        (NotificationsChanged, notifications_changed),
        (FileReady, file_settled),
        (FileFailed, file_settled),
        (RenderAdvanced, clip_advanced),
        (UploadAdvanced, upload_advanced),
        (UploadShown, file_settled),
    ):
        bus.listen(fact, tell)
    for changed in get_args(RightsChanged):
        bus.listen(changed, rights_changed)
    for show_changed in (ShowChanged, ShowImported):
        bus.listen(show_changed, horizon_changed)


def _moment(event: str, moment_id: str, *topics: str) -> None:
    found = posts.projections(moment_id)
    if found is None:
        return
    whole, safe = found
    if not isinstance(whole, Open) or whole.state != "published":
        return
    for topic in topics:
        live.publish(
            Message(
                topic,
                event,
                full={"moment": _shared(moment_json(whole, origin()))},
                safe={"moment": _shared(moment_json(safe, origin()))},
                show_id=whole.show.id,
                reveals_at=whole.reveals_at,
                author_id=whole.author.id,
            )
        )


def _comment(event: str, fact: CommentPosted | CommentChanged) -> None:
    """Where the moment is sealed nothing of its comments is told; where only the comment is, that it is there."""
    found, moment = comments.projections(fact.comment_id), posts.projections(fact.moment_id)
    if found is None or moment is None:
        return
    (whole, safe), parent = found, moment[0]
    if not isinstance(whole, OpenComment) or not isinstance(parent, Open):
        return
    if whole.state != "published" or parent.state != "published":
        return
    live.publish(
        Message(
            f"moment:{fact.moment_id}",
            event,
            full={"moment": fact.moment_id, "comment": _shared(comment_json(whole, origin()))},
            safe={"moment": fact.moment_id, "comment": _shared(comment_json(safe, origin()))},
            show_id=fact.show_id,
            reveals_at=whole.reveals_at,
            shown_from=parent.reveals_at,
            author_id=fact.author_id,
            owner_id=parent.author.id,
        )
    )


def _case(event: str, case_id: str, show_id: str | None) -> None:
    for topic in (SITE_MODERATION, *([f"moderation:{_slug(show_id)}"] if show_id else [])):
        live.publish(Message(topic, event, {"case": {"id": case_id}}))


def _shared(shape: Json) -> Json:
    """Without what differs from receiver to receiver."""
    return {name: value for name, value in shape.items() if name not in {"my_reactions", "can"}}


def _unread(account_id: str) -> int:
    return notifications.unread(notifications.reader(account_id))


@lru_cache(maxsize=4096)
def _slug(show_id: str) -> str:
    return shows.show_refs([show_id])[show_id].slug
