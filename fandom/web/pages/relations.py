"""Following, muting and blocking somebody from their page, a list or a menu."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts.access import account_to_read
from fandom.accounts.relations import access, actions, limiting, queries
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.web.faces import face_of
from fandom.web.lasting import choices, seconds
from fandom.web.pages import pages
from fandom.web.ways import asked_next, came_from, seen_at


@pages.post("/u/<handle>/follow")
@limiting.follows
def follow_fan(handle: str) -> Response:
    who = signed_in()
    with unit_of_work():
        if _wanted():
            actions.follow(account_id=str(who.account_id), other_id=access.other_to_follow(who, handle))
        else:
            actions.unfollow(account_id=str(who.account_id), other_id=access.other_to_leave(who, handle))
    return _back(handle)


@pages.get("/u/<handle>/hide")
def hide_fan(handle: str) -> str:
    """What can be done about somebody one would rather not see."""
    me = signed_in()
    who = account_to_read(viewer(), handle)
    return render_template(
        "accounts/hide.html",
        who=who,
        face=face_of(who),
        my=queries.relation(str(me.account_id), who.id),
        lasts=choices(),
        next=asked_next(came_from(url_for("web.profile", handle=handle))),
    )


@pages.post("/u/<handle>/mute")
@limiting.mutes
def mute_fan(handle: str) -> Response:
    who, chosen = signed_in(), request.form.get("for")
    with unit_of_work():
        if chosen == "no":
            other = access.other_to_leave(who, handle)
            actions.unmute(account_id=str(who.account_id), kind="account", value=other)
        else:
            other = access.other_to_mute(who, handle)
            actions.mute(account_id=str(who.account_id), kind="account", value=other, for_s=seconds(chosen))
    flash(_muted(handle, chosen))
    return _back(handle)


@pages.post("/u/<handle>/block")
@limiting.blocks
def block_fan(handle: str) -> Response:
    """Their page says so afterwards, and how to take it back."""
    who = signed_in()
    with unit_of_work():
        if _wanted():
            actions.block(account_id=str(who.account_id), other_id=access.other_to_block(who, handle))
        else:
            actions.unblock(account_id=str(who.account_id), other_id=access.other_to_leave(who, handle))
            flash(gettext("You and %(who)s can see each other again.", who=handle))
    return seen_at(url_for("web.profile", handle=handle))


def _wanted() -> bool:
    return request.form.get("want") != "no"


def _muted(handle: str, chosen: str | None) -> str:
    if chosen == "no":
        return str(gettext("%(who)s is back in your lists.", who=handle))
    if seconds(chosen) is None:
        return str(gettext("You won’t see %(who)s in your lists any more.", who=handle))
    return str(gettext("You won’t see %(who)s in your lists for a while.", who=handle))


def _back(handle: str) -> Response:
    return seen_at(asked_next(url_for("web.profile", handle=handle)))
