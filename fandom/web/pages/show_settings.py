"""What moderators set for their fandom: its words, its reactions, what is open to all, what may be brought along."""

import re
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext
from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from fandom.accounts.access import account_id_of, account_to_read
from fandom.core.errors import Invalid, NotFound, Stale
from fandom.core.text import emojis
from fandom.core.text.emoji import PALETTE_SIZE
from fandom.infra.db import unit_of_work
from fandom.infra.login import signed_in, viewer
from fandom.shows import access, actions, limiting, queries
from fandom.shows.schemas import SettingsIn
from fandom.shows.values import ShowView
from fandom.web.pages import pages
from fandom.web.ways import seen_at

Form = MultiDict[str, str]
Errors = dict[str, list[str]]
Answer = str | Response | tuple[str, int]
SECONDS = re.compile(r"\d{1,2}", re.ASCII)
FLAGS = ("pictures", "clips", "uploads")


@pages.get("/shows/<slug>/settings")
def show_settings(slug: str) -> str:
    show = access.show_to_moderate(signed_in(), slug)
    return _page(show, _typed_of(show))


@pages.post("/shows/<slug>/settings")
@limiting.settings
def change_show_settings(slug: str) -> Answer:
    show = access.show_to_moderate(signed_in(), slug)
    try:
        changes = _read(request.form, show)
        with unit_of_work():
            held = access.show_to_change(viewer(), slug)
            _match(held)
            actions.change_settings(viewer=viewer(), show_id=held.id, changes=changes)
    except Invalid as wrong:
        return _page(show, _typed(request.form), wrong.errors), 422
    except Stale as refusal:
        now = access.show_to_moderate(viewer(), slug)
        return _page(now, _typed(request.form) | {"version": str(now.version)}, {"": [refusal.detail]}), 412
    return _done(slug, gettext("Kept."))


@pages.post("/shows/<slug>/settings/moderators")
@limiting.settings
def add_moderator(slug: str) -> Answer:
    show = access.show_to_administer(signed_in(), slug)
    handle = request.form.get("handle", "").strip().removeprefix("@")
    try:
        who = account_to_read(viewer(), handle)
    except NotFound:
        errors = {"handle": [gettext("Nobody here goes by that name.")]}
        return _page(show, _typed_of(show) | {"handle": handle}, errors), 422
    with unit_of_work():
        actions.grant_moderator(viewer=viewer(), show_id=show.id, account_id=who.id)
    return _done(slug, gettext("@%(handle)s moderates here now.", handle=who.handle))


@pages.post("/shows/<slug>/settings/moderators/<handle>/remove")
@limiting.settings
def remove_moderator(slug: str, handle: str) -> Answer:
    show = access.show_to_administer(signed_in(), slug)
    with unit_of_work():
        actions.revoke_moderator(viewer=viewer(), show_id=show.id, account_id=account_id_of(handle))
    return _done(slug, gettext("@%(handle)s is a fan here again.", handle=handle))


def _match(show: ShowView) -> None:
    if request.form.get("version") != str(show.version):
        raise Stale(gettext("Somebody else has changed these settings since. Compare, then keep yours."))


def _read(form: Form, show: ShowView) -> dict[str, Any]:
    """The form shows everything, so everything is said."""
    said = {
        "rules": form.get("rules", "").strip(),
        "welcome": form.get("welcome", "").strip(),
        "palette": [*show.palette[:PALETTE_SIZE], *emojis(form.get("own", ""))],
        "public_horizon": form.get("public_horizon", ""),
        "withholds_titles": "withholds_titles" in form,
        "watch_template": form.get("watch_template", "").strip() or None,
        "rights": _rights(form),
    }
    try:
        found: dict[str, Any] = SettingsIn().load(said)
    except ValidationError as refused:
        raise Invalid(_errors(refused.messages_dict)) from refused
    return found


def _rights(form: Form) -> dict[str, Any]:
    seconds = form.get("clip_s", "").strip()
    longest = int(seconds) * 1000 if SECONDS.fullmatch(seconds) else 0
    return {name: name in form for name in FLAGS} | {"watching": form.get("watching", ""), "max_clip_ms": longest}


def _errors(messages: dict[str, Any]) -> Errors:
    """In the words of this form, which has fields of its own for some."""
    errors: Errors = {name: said for name, said in messages.items() if name != "palette"}
    rights: Any = errors.pop("rights", {})
    if "watching" in rights:
        errors["watching"] = [gettext("Choose one of these.")]
    if "max_clip_ms" in rights:
        errors["clip_s"] = [gettext("From 1 to 90 seconds.")]
    if "palette" in messages:
        errors["own"] = [gettext("Up to twelve different emoji, none of them one of the six.")]
    return errors


def _typed(form: Form) -> dict[str, Any]:
    return dict(form.items())


def _typed_of(show: ShowView) -> dict[str, Any]:
    """The form of the settings as they are."""
    charter = queries.charter(show.id)
    flags = {name: "on" for name in FLAGS if getattr(charter.rights, name)}
    return {
        "rules": charter.rules,
        "welcome": charter.welcome,
        "own": " ".join(show.palette[PALETTE_SIZE:]),
        "public_horizon": show.public_horizon,
        "watch_template": show.watch_template or "",
        "watching": charter.rights.watching,
        "clip_s": str(charter.rights.max_clip_ms // 1000),
        "version": str(show.version),
        **({"withholds_titles": "on"} if show.withholds_titles else {}),
        **flags,
    }


def _done(slug: str, words: str) -> Response:
    flash(words)
    return seen_at(url_for("web.show_settings", slug=slug))


def _page(show: ShowView, typed: dict[str, Any], errors: Errors | None = None) -> str:
    return render_template(
        "shows/settings.html",
        show=show,
        typed=typed,
        errors=errors or {},
        moderators=queries.moderator_handles(show.id),
        six=show.palette[:PALETTE_SIZE],
    )
