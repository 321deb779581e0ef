"""What one does not want to be shown, and what others may see: Settings, Privacy."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from fandom.accounts import access as accounts
from fandom.accounts import actions as own
from fandom.accounts.relations import access, actions, limiting, listing
from fandom.core.errors import Invalid
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.web.faces import face_of
from fandom.web.lasting import choices, seconds
from fandom.web.lists import older, start_key
from fandom.web.pages import pages
from fandom.web.ways import asked_next, seen_at

Answer = str | Response | tuple[str, int]
SHOWN = 100


@pages.get("/settings/privacy")
def privacy() -> str:
    return _page()


@pages.post("/settings/privacy/reactions")
def share_reactions() -> Response:
    who, shared = signed_in(), "shared" in request.form
    with unit_of_work():
        own.share_reactions(account=accounts.me_to_edit(who), shared=shared)
    said = gettext("Others can see what you react to.") if shared else gettext("What you react to stays with you.")
    return _done(said)


@pages.post("/settings/privacy/mutes")
@limiting.mutes
def mute_thing() -> Answer:
    who, kind, value = signed_in(), request.form.get("kind", ""), request.form.get("value", "").strip()
    try:
        with unit_of_work():
            kept = access.thing_to_mute(kind, value.removeprefix("#") if kind == "tag" else value)
            lasting = seconds(request.form.get("for"))
            actions.mute(account_id=str(who.account_id), kind=kind, value=kept, for_s=lasting)
    except Invalid as wrong:
        return _page(wrong.errors), 422
    return _done(gettext("You won’t see that any more."))


@pages.post("/settings/privacy/mutes/end")
@limiting.mutes
def unmute_thing() -> Response:
    who, kind, value = signed_in(), request.form.get("kind", ""), request.form.get("value", "")
    with unit_of_work():
        kept = access.other_to_leave(who, value) if kind == "account" else access.thing_to_mute(kind, value)
        actions.unmute(account_id=str(who.account_id), kind=kind, value=kept)
    return _done(gettext("It is back in your lists."))


@pages.post("/settings/privacy/blocks/<handle>/end")
@limiting.blocks
def unblock_fan(handle: str) -> Response:
    who = signed_in()
    with unit_of_work():
        actions.unblock(account_id=str(who.account_id), other_id=access.other_to_leave(who, handle))
    return _done(gettext("You and %(who)s can see each other again.", who=handle))


def _done(words: str) -> Response:
    flash(words)
    return seen_at(asked_next(url_for("web.privacy")))


def _page(errors: dict[str, list[str]] | None = None) -> str:
    person = accounts.me_to_read(signed_in())
    blocked = listing.blocked_by(viewer(), SHOWN, start_key())
    return render_template(
        "accounts/privacy.html",
        person=person,
        muted=listing.muted_by(viewer(), actions.MUTES_MAX, None).items,
        blocked=[(each, face_of(each)) for each in blocked.items],
        older=older(blocked.next),
        lasts=choices(),
        typed=request.form,
        errors=errors or {},
    )
