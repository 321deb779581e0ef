"""What of a request is counted: by whom, which way they came, and only after the answer, so that no page waits."""

from collections.abc import Callable, Sequence

from flask import Flask, Response, after_this_request, current_app, g, request, session, url_for

from fandom.core import clock
from fandom.infra.limits import address
from fandom.infra.login import viewer
from fandom.infra.site import origin
from fandom.posts.values import Open, Sealed
from fandom.sharing.ledger import noting, views
from fandom.sharing.ledger.crawlers import is_early, is_program
from fandom.sharing.ledger.values import QUARTERS, Asker, Noted
from fandom.sharing.references import Reference, of_ref, ref_of, reference, reference_of

VIA = "via"
REF = "ref"
# How long somebody may think about joining.
KEPT_MINUTES = 24 * 60
TITLE = Noted("title", "title")
PLAY = Noted("play", "play")


def init(app: Flask) -> None:
    app.jinja_env.globals.update(shared_url=shared_url, view_token=view_token, via_here=via_here)


def shared_url(m: Open | Sealed) -> str:
    """The address to hand on: it says which moment, and by whom it was shared, to nobody but us."""
    return origin() + url_for("web.moment", moment_id=m.id, via=via_of(m))


def via_of(m: Open | Sealed) -> str:
    return reference_of(viewer(), m.id)


def carry(m: Open | Sealed) -> None:
    """For the links of this page, where it was asked for by a reference of ours; it looks at no cookie."""
    given = request.args.get(VIA)
    if reference(m.id, given):
        g.via = given


def view_token(m: Open) -> str:
    return views.token_of(viewer(), m.id)


def via_here() -> str | None:
    """The reference that this page was opened with, for the links on it to take along."""
    found: str | None = g.get("via")
    return found


def opened(m: Open | Sealed) -> None:
    """By anybody but its author and who shared it. What is sealed for somebody they have not opened."""
    given = request.args.get(VIA)
    found = reference(m.id, given)
    if found and given:
        g.via = given
        _remember_way(m.id, given)
    if given and not found:
        return
    if not m.sealed and not _is_sharers(found):
        _after_answer(m, [Noted("open", _way(found))])


def title_opened(m: Open | Sealed) -> None:
    given = request.args.get(VIA)
    if not m.sealed and (not given or reference(m.id, given)):
        _after_answer(m, [TITLE])


def played(m: Open | Sealed, watched_ms: int) -> None:
    """As far as a page of ours can have shown it, by what it says of itself."""
    shown_ms = views.shown_for(viewer(), m.id, request.form.get("shown", ""))
    if isinstance(m, Sealed) or shown_ms is None:
        return
    length_ms = next((each.duration_ms or 0 for each in m.media if each.kind == "clip"), 0)
    got = views.quarters(watched_ms, shown_ms, length_ms)
    if got is not None:
        _after_answer(m, [PLAY, *(Noted(each, each) for each in QUARTERS[:got])])


def may_count() -> bool:
    """Whether a person asks, and means it."""
    asked = request.method != "HEAD" and not is_early(dict(request.headers))
    return asked and not is_program(request.user_agent.string)


def ref_here() -> str | None:
    """What led this visitor here within a day, for when they join."""
    said = session.get(REF)
    ref, _, minute = said.rpartition(".") if isinstance(said, str) else ("", "", "")
    fresh = minute.isdigit() and 0 <= _minute() - int(minute) <= KEPT_MINUTES
    return ref if fresh and of_ref(ref) else None


def _remember_way(moment_id: str, via: str) -> None:
    """In the cookie of this site that visitors have anyway, until they join or a day is over."""
    ref = ref_of(moment_id, via)
    if not viewer().signed_in and ref_here() != ref:
        session[REF] = f"{ref}.{_minute()}"


def _minute() -> int:
    return int(clock.now().timestamp()) // 60


def _is_sharers(found: Reference | None) -> bool:
    return bool(found and found.sharer and found.sharer == viewer().account_id)


def _way(found: Reference | None) -> str:
    if found:
        return "link"
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin" or (request.referrer or "").startswith(f"{origin()}/")
    return "inside" if ours else "outside"


def _after_answer(m: Open | Sealed, what: Sequence[Noted]) -> None:
    who = viewer()
    if m.state != "published" or m.author.id == who.account_id or not may_count():
        return
    asker, moment_id = Asker(who.account_id, address(), request.user_agent.string), m.id
    _once_sent(lambda: noting.note(moment_id, asker, what))


def _once_sent(do: Callable[[], None]) -> None:
    context = current_app.app_context()

    def run() -> None:
        with context:
            do()

    @after_this_request
    def hang(response: Response) -> Response:
        response.call_on_close(run)
        return response
