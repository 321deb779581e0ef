"""What others show of a moment: its picture, its frame, the way to where it is watched, and the code to take along."""

from flask import Response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from fandom.core.errors import NotFound
from fandom.infra.login import viewer
from fandom.infra.site import origin
from fandom.media.door import answer
from fandom.posts.access import moment_to_read
from fandom.posts.values import Open
from fandom.sharing import access, cards, limiting
from fandom.sharing.oembed import frame
from fandom.sharing.routes import RECHECKED
from fandom.sharing.values import Card
from fandom.sharing.wording import covered
from fandom.web import counting
from fandom.web.pages import pages
from fandom.web.security import FRAMED


@pages.get("/m/<moment_id>/card.jpg")
@limiting.pictures
def moment_picture(moment_id: str) -> Response:
    return _picture(cards.card_of(access.moment_to_share(moment_id)))


@pages.get("/m/<moment_id>/clip.mp4")
@limiting.embeds
def moment_clip(moment_id: str) -> Response:
    """The address that previews are given: it stays, and each request is asked whether it may."""
    response = answer(*access.clip_to_share(viewer(), moment_id))
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@pages.get("/shows/<slug>/card.jpg")
@limiting.pictures
def show_picture(slug: str) -> Response:
    return _picture(cards.card_of_show(access.show_to_share(slug)))


@pages.get("/m/<moment_id>/embed")
@limiting.embeds
def embed(moment_id: str) -> Response:
    """For frames on other sites: it looks at no cookie and sets none."""
    try:
        moment, status = access.moment_to_share(moment_id), 200
        counting.carry(moment)
    except NotFound:
        moment, status = None, 404
    words = covered(moment) if isinstance(moment, Open) else ""
    response = Response(render_template("moments/embed.html", m=moment, words=words), status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = FRAMED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = RECHECKED
    response.add_etag()
    response.make_conditional(request)
    return response


@pages.get("/m/<moment_id>/watch")
def watch(moment_id: str) -> Answer:
    """To where it is watched, at its second for whom it is open: here, or at the address that moderators have set."""
    found = moment_to_read(viewer(), moment_id)
    address = found.watch_url
    if address is None:
        raise NotFound(gettext("Nobody has said where this can be watched."))
    counting.title_opened(found)
    response = redirect(address)
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/m/<moment_id>/share")
def share(moment_id: str) -> str:
    found = moment_to_read(viewer(), moment_id)
    shared = access.moment_to_share(moment_id)
    code = frame(found if found.sealed else shared, origin(), via=counting.via_of(found))
    return render_template("moments/share.html", m=found, code=code, origin=origin())


def _picture(card: Card) -> Response:
    """Asked for anew each time: what is sealed now is not handed out again by anybody between us."""
    unchanged = card.etag in request.if_none_match
    response = Response(status=304) if unchanged else Response(cards.picture_of(card), mimetype="image/jpeg")
    response.set_etag(card.etag)
    response.headers["Cache-Control"] = RECHECKED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
