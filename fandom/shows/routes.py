"""The JSON API of the catalogue and of fandoms."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema

from fandom.accounts.access import account_id_of, account_to_read
from fandom.infra import live
from fandom.infra.api import Blueprint
from fandom.infra.endpoint import etag, listing, match, page_key, reads, signed_in, viewer, writes
from fandom.infra.live import live_json
from fandom.infra.site import origin
from fandom.shows import access, actions, limiting, queries, shapes
from fandom.shows.listing import listed
from fandom.shows.overview import overview
from fandom.shows.progress import Said
from fandom.shows.schemas import (
    EpisodesIn,
    EpisodesOut,
    JoinedOut,
    ModeratorOut,
    ProgressIn,
    ProgressOut,
    SettingsIn,
    SettingsOut,
    ShowPageOut,
    ShowsIn,
    ShowsOut,
)
from fandom.shows.values import ShowView

Json = dict[str, Any]
blueprint = Blueprint("shows", __name__, description="The catalogue, fandoms, and how far the viewer has come.")


@blueprint.route("/shows", methods=["GET"])
@reads()
@blueprint.arguments(ShowsIn, location="query")
@blueprint.response(200, ShowsOut)
def list_shows(asked: Json) -> Any:
    """Shows by title; `q` finds words in titles, whatever their case and accents."""
    found = listed(viewer(), asked=asked["q"], after=page_key(asked["cursor"]), limit=asked["limit"])
    body, headers = listing([shapes.listed_json(each, origin()) for each in found.items], found.next)
    return body, 200, headers


@blueprint.route("/shows/<slug>", methods=["GET"])
@reads()
@blueprint.response(200, ShowPageOut)
def get_show(slug: str) -> Response:
    """One show, with what the viewer is in its fandom and how far they have come."""
    access.show_to_read(viewer(), slug)
    position = live_json(live.position(f"show:{slug}"))
    show = access.show_to_read(viewer(), slug)
    body = shapes.overview_json(overview(viewer(), show), origin())
    body |= {"can": {"moderate": viewer().moderates_show(show.id)}, "live": position}
    return _answer(ShowPageOut(), body, show.version)


@blueprint.route("/shows/<slug>/episodes", methods=["GET"])
@reads()
@blueprint.arguments(EpisodesIn, location="query")
@blueprint.response(200, EpisodesOut)
def list_episodes(asked: Json, slug: str) -> Any:
    """Episodes in story order, specials first."""
    show = access.show_to_read(viewer(), slug)
    horizon = queries.horizon(viewer(), show.id)
    after = page_key(asked["cursor"])
    found = queries.episodes_after(show.id, after=after, limit=asked["limit"], season=asked["season"])
    body, headers = listing([shapes.episode_json(each, show, horizon, origin()) for each in found.items], found.next)
    return body, 200, headers


@blueprint.route("/shows/<slug>/membership", methods=["PUT"])
@limiting.memberships
@writes()
@blueprint.response(200, JoinedOut)
def put_membership(slug: str) -> Json:
    """Join the fandom."""
    show = access.show_to_read(signed_in(), slug)
    actions.join(viewer=viewer(), show_id=show.id)
    return _membership(slug)


@blueprint.route("/shows/<slug>/membership", methods=["DELETE"])
@limiting.memberships
@writes()
@blueprint.response(200, JoinedOut)
def delete_membership(slug: str) -> Json:
    """Leave the fandom; how far one has come is kept."""
    show = access.show_to_read(signed_in(), slug)
    actions.leave(viewer=viewer(), show_id=show.id)
    return _membership(slug)


@blueprint.route("/shows/<slug>/progress", methods=["GET"])
@reads()
@blueprint.response(200, ProgressOut)
def get_progress(slug: str) -> Response:
    """How far the viewer has come, and what that opens for them."""
    return _progress(access.show_to_read(viewer(), slug))


@blueprint.route("/shows/<slug>/progress", methods=["PUT"])
@limiting.progress
@writes()
@blueprint.arguments(ProgressIn)
@blueprint.response(200, ProgressOut)
def put_progress(asked: Json, slug: str) -> Response:
    """Say how far one has come, forwards or back."""
    show = access.show_to_read(signed_in(), slug)
    match(_progress_version(show))
    actions.set_progress(viewer=viewer(), show_id=show.id, word=_word(show, asked))
    return _progress(show)


@blueprint.route("/shows/<slug>/progress", methods=["POST"])
@limiting.progress
@writes()
@blueprint.arguments(ProgressIn)
@blueprint.response(200, ProgressOut)
def post_progress(asked: Json, slug: str) -> Response:
    """Say that one has come this far; what is behind where one was changes nothing."""
    show = access.show_to_read(signed_in(), slug)
    actions.advance_progress(viewer=viewer(), show_id=show.id, word=_word(show, asked))
    return _progress(show)


@blueprint.route("/shows/<slug>/settings", methods=["GET"])
@reads(scope="moderate", private=True)
@blueprint.response(200, SettingsOut)
def get_settings(slug: str) -> Response:
    """What moderators decide about the fandom."""
    show = access.show_to_moderate(viewer(), slug)
    return _settings(show)


@blueprint.route("/shows/<slug>/settings", methods=["PATCH"])
@limiting.settings
@writes(scope="moderate")
@blueprint.arguments(SettingsIn)
@blueprint.response(200, SettingsOut)
def patch_settings(asked: Json, slug: str) -> Response:
    """Change some of the settings."""
    show = access.show_to_change(viewer(), slug)
    match(show.version)
    actions.change_settings(viewer=viewer(), show_id=show.id, changes=asked)
    return _settings(access.show_to_moderate(viewer(), slug))


@blueprint.route("/shows/<slug>/moderators/<handle>", methods=["PUT"])
@limiting.settings
@writes(scope="moderate")
@blueprint.response(200, ModeratorOut)
def put_moderator(slug: str, handle: str) -> Json:
    """Make somebody a moderator of the fandom; for administrators."""
    show = access.show_to_administer(viewer(), slug)
    who = account_to_read(viewer(), handle)
    actions.grant_moderator(viewer=viewer(), show_id=show.id, account_id=who.id)
    return {"handle": who.handle, "role": "moderator"}


@blueprint.route("/shows/<slug>/moderators/<handle>", methods=["DELETE"])
@limiting.settings
@writes(scope="moderate")
@blueprint.response(204)
def delete_moderator(slug: str, handle: str) -> None:
    """Let them be a fan again; for administrators."""
    show = access.show_to_administer(viewer(), slug)
    actions.revoke_moderator(viewer=viewer(), show_id=show.id, account_id=account_id_of(handle))


def _settings(show: ShowView) -> Response:
    return _answer(SettingsOut(), shapes.settings_json(show, queries.charter(show.id)), show.version)


def _membership(slug: str) -> Json:
    show = access.show_to_read(viewer(), slug)
    role = queries.role_of(viewer().account_id, show.id)
    return shapes.membership_json(role) | {"member_count": show.member_count}


def _progress(show: ShowView) -> Response:
    body = shapes.standing_json(queries.standing(viewer(), show.id))
    return _answer(ProgressOut(), body, _progress_version(show))


def _progress_version(show: ShowView) -> int:
    account_id = viewer().account_id
    return queries.progress_version(account_id, show.id) if account_id else 0


def _word(show: ShowView, asked: Json) -> Said:
    if "seen" in asked:
        return access.word_seen(show, asked["seen"])
    return access.word_about(show, asked["episode"], asked.get("position_ms"))


def _answer(schema: Schema, body: Json, version: int) -> Response:
    return etag(jsonify(schema.dump(body)), version)
