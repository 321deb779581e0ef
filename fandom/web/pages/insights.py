"""How moments went: a page for each, one for all of them, and the same as a table to take along."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from flask import Response, g, render_template
from flask_babel import gettext

from fandom.core.viewer import Viewer
from fandom.infra.login import signed_in
from fandom.posts.queries import moments_of
from fandom.posts.values import Open
from fandom.sharing.ledger import access, actions, limiting, queries
from fandom.sharing.ledger.values import WAYS, Tally
from fandom.web.lists import older, start_key
from fandom.web.pages import pages
from fandom.web.plots import Plot, plot
from fandom.web.sheets import MIME, sheet

DAYS = 28
PAGE = 25
WEEKS = 12
SHEET_WEEKS = 52
AT_ONCE = 100
SMALL = {"width": 72, "height": 24}
HEAD = (
    *("moment", "show", "episode", "caption", "posted", "week", "opens"),
    *(f"opens_{way}" for way in WAYS),
    *("plays", "reached_25", "reached_50", "reached_75", "reached_100", "title_opens", "sign_ups"),
)


@pages.get("/m/<moment_id>/insights")
def moment_insights(moment_id: str) -> str:
    m = access.moment_to_measure(signed_in(), moment_id)
    g.here_show = m.show.slug
    found = queries.insights(m.id)
    first = min([m.created_at.date(), *found.days])
    days = _days(max(first, actions.today() - timedelta(days=DAYS - 1)))
    shares = found.total.shares
    return render_template(
        "insights/moment.html",
        m=m,
        total=found.total,
        days=[(day, found.days.get(day, Tally())) for day in days],
        per_day=_per_day(found.days, days),
        stays=plot((1.0, *shares), height=120, top=1.0) if shares else None,
    )


@pages.get("/creator")
def creator() -> str:
    me = signed_in()
    page = moments_of(me, str(me.account_id), PAGE, start_key())
    ids, since = [each.id for each in page.items], actions.today() - timedelta(days=DAYS - 1)
    first = queries.monday(since) - timedelta(weeks=WEEKS)
    lately = queries.of_author(str(me.account_id), min(first, since - timedelta(days=DAYS)))
    tallies, opens = queries.by_moment(ids), queries.opens_by_day(ids, _week_ago())
    return render_template(
        "insights/creator.html",
        rows=[(each, tallies[each.id], _small(opens[each.id])) for each in page.items],
        older=older(page.next),
        now=_sum(lately.days, since),
        before=_sum(lately.days, since - timedelta(days=DAYS), since),
        days=[(day, lately.days.get(day, Tally())) for day in _days(since)],
        per_day=_per_day(lately.days, _days(since)),
        weeks=queries.weeks_in(lately, first),
    )


@pages.get("/creator.csv")
@limiting.sheets
def creator_sheet() -> Response:
    response = Response(sheet(HEAD, _rows(signed_in())), mimetype=MIME)
    name = gettext("your-moments")
    response.headers["Content-Disposition"] = f'attachment; filename="fandom-{name}-{actions.today()}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _rows(me: Viewer) -> Iterator[list[Any]]:
    """A line for each moment and week, the newest moment first."""
    since = queries.monday(actions.today()) - timedelta(weeks=SHEET_WEEKS - 1)
    weeks = queries.weeks_of_moments(str(me.account_id), since)
    before: str | None = None
    while True:
        page = moments_of(me, str(me.account_id), AT_ONCE, before)
        # One's own are never sealed.
        for each in (each for each in page.items if isinstance(each, Open)):
            yield from ([*_named(each), *_counted(week, tally)] for week, tally in weeks.get(each.id, ()))
        if page.next is None:
            return
        before = page.next


def _named(m: Open) -> list[Any]:
    return [m.id, m.show.title, m.episode.name if m.episode else "", m.caption, m.created_at.date().isoformat()]


def _counted(week: date, found: Tally) -> list[Any]:
    ways = [found[way] for way in WAYS]
    return [week.isoformat(), found.opens, *ways, found.plays, *found.reached, found["title"], found["join"]]


def _days(since: date) -> list[date]:
    return [since + timedelta(days=n) for n in range((actions.today() - since).days + 1)]


def _week_ago() -> date:
    return actions.today() - timedelta(days=6)


def _per_day(days: Mapping[date, Tally], shown: list[date]) -> Plot:
    return plot([days.get(day, Tally()).opens for day in shown])


def _small(opens: Mapping[date, int]) -> Plot | None:
    """The last seven days; nothing where nothing was."""
    return plot([opens.get(day, 0) for day in _days(_week_ago())], **SMALL) if opens else None


def _sum(days: Mapping[date, Tally], since: date, until: date | None = None) -> Tally:
    within = (tally for day, tally in days.items() if since <= day and (until is None or day < until))
    return sum(within, Tally())
