"""What players tell: how much of a clip was watched. Nobody is answered anything, whatever they send."""

from flask import Response, request

from fandom.core.ids import is_id
from fandom.infra.login import viewer
from fandom.posts import queries
from fandom.sharing.ledger import limiting
from fandom.web import counting
from fandom.web.pages import pages


@pages.post("/m/<moment_id>/played")
@limiting.telling
def played(moment_id: str) -> Response:
    watched = request.form.get("watched_ms", "")
    told = counting.may_count() and watched.isascii() and watched.isdigit() and len(watched) < 10
    m = queries.moment(viewer(), moment_id) if told and is_id(moment_id) else None
    if m is not None:
        counting.played(m, int(watched))
    return Response(status=204)
