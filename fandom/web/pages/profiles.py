"""A fan: their moments, their shows, what they react to where they share it, and whom they follow."""

from typing import Any

from flask import render_template
from flask_babel import gettext

from fandom.accounts import access
from fandom.accounts import queries as accounts
from fandom.accounts.relations import listing, queries
from fandom.accounts.relations.values import Fan, Relation
from fandom.accounts.values import Profile
from fandom.core import fandoms
from fandom.core.errors import NotFound
from fandom.core.paging import Page
from fandom.infra.login import viewer
from fandom.posts import queries as posts
from fandom.posts.given.access import reactions_to_read
from fandom.posts.given.queries import reacted_to
from fandom.posts.values import Face
from fandom.shows.queries import show_refs
from fandom.web.faces import face_of
from fandom.web.heads import fan_head
from fandom.web.lasting import choices
from fandom.web.lists import PAGE, older, start_key
from fandom.web.pages import pages

Answer = str | tuple[str, int]


@pages.get("/u/<handle>")
def profile(handle: str) -> Answer:
    try:
        who = access.account_to_read(viewer(), handle)
    except NotFound:
        return _blocked(handle), 404
    moments = posts.moments_of(viewer(), who.id, PAGE, start_key())
    return _page(who, "moments", moments=moments, older=older(moments.next), named=True)


@pages.get("/u/<handle>/shows")
def profile_shows(handle: str) -> str:
    who = access.account_to_read(viewer(), handle)
    joined = [each.id for each in fandoms.joined_by(who.id)]
    known = show_refs(joined)
    return _page(who, "shows", shows=[known[each] for each in joined if each in known])


@pages.get("/u/<handle>/reactions")
def profile_reactions(handle: str) -> str:
    who = access.account_to_read(viewer(), handle)
    moments = reacted_to(viewer(), reactions_to_read(viewer(), handle), PAGE, start_key())
    return _page(who, "reactions", moments=moments, older=older(moments.next), named=True)


@pages.get("/u/<handle>/followers")
def followers(handle: str) -> str:
    who = access.account_to_read(viewer(), handle)
    found = listing.followers(viewer(), who.id, PAGE, start_key())
    return _people(who, found, gettext("Who follows %(who)s", who=who.handle))


@pages.get("/u/<handle>/following")
def following(handle: str) -> str:
    who = access.account_to_read(viewer(), handle)
    found = listing.following(viewer(), who.id, PAGE, start_key())
    return _people(who, found, gettext("Whom %(who)s follows", who=who.handle))


def _page(who: Profile, tab: str, **more: Any) -> str:
    said = {"face": face_of(who), "my": _mine(who), "counts": queries.counts(who.id), "own": _own(who)}
    return render_template(
        "accounts/profile.html",
        who=who,
        head=fan_head(who.handle),
        tab=tab,
        handle=who.handle,
        lasts=choices(),
        **said,
        **more,
    )


def _people(who: Profile, found: Page[Fan], title: str) -> str:
    rows: list[tuple[Fan, Face]] = [(each, face_of(each)) for each in found.items]
    return render_template("accounts/people.html", who=who, people=rows, title=title, older=older(found.next))


def _mine(who: Profile) -> Relation:
    me = viewer().account_id
    return queries.relation(me, who.id) if me and not _own(who) else Relation()


def _own(who: Profile) -> bool:
    return who.id == viewer().account_id


def _blocked(handle: str) -> str:
    """Whom one has blocked oneself is not shown, but the way back is; for everybody else nobody is there."""
    who, me = accounts.profile(handle), viewer().account_id
    if who is None or me is None or not queries.relation(me, who.id).blocked:
        raise NotFound
    return render_template("accounts/blocked.html", who=who, face=face_of(who))
