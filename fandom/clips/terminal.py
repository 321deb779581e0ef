"""`flask clips`: clips made anew, a portion at a time, behind whatever people ask for."""

from collections.abc import Callable, Iterator

import click
from flask.cli import AppGroup

from fandom.clips import actions, again
from fandom.core.errors import NotFound
from fandom.infra.db import unit_of_work
from fandom.infra.queue import unhurried
from fandom.shows.queries import by_slug

clips = AppGroup("clips", help="Clips that were cut.")


@clips.command("rerender")
@click.option("--show", "slug", help="Only those of this show.")
@click.option("--failed", "which", flag_value="failed", help="Those that failed, instead.")
@click.option("--smaller", "which", flag_value="smaller", help="Those without AV1, which are given it; instead.")
def rerender(slug: str | None, which: str | None) -> None:
    """Make anew the clips that were encoded otherwise than clips are now. Each is shown as it was until then.

    Safe to run again: what waits already is not asked for twice.
    """
    show = by_slug(slug) if slug else None
    if slug and show is None:
        raise click.ClickException(NotFound.detail)
    found, ask = WAYS[which]
    done = [ask(each) for each in _all(found, show.id if show else None)]
    click.echo(f"{sum(done)} clips are being made anew; {len(done) - sum(done)} stay as they are.")


def _all(found: Callable[[str, str | None], list[str]], show_id: str | None) -> Iterator[str]:
    after, more = "", True
    while more:
        with unit_of_work():
            some = found(after, show_id)
        yield from some
        more = len(some) == again.AT_ONCE
        after = some[-1] if some else after


def _remade(file_id: str) -> bool:
    with unhurried(), unit_of_work():
        return again.remake(file_id=file_id)


def _retried(file_id: str) -> bool:
    with unhurried(), unit_of_work():
        return again.retry(file_id=file_id)


def _given_smaller(file_id: str) -> bool:
    with unit_of_work():
        actions.ask_for_smaller(file_id=file_id)
    return True


WAYS = {
    None: (again.outdated, _remade),
    "failed": (again.failed, _retried),
    "smaller": (again.without_smaller, _given_smaller),
}
