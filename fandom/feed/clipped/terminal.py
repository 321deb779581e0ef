"""`flask heatmaps`: what is clipped most, counted again from the moments that there are."""

import click
from flask.cli import AppGroup

from fandom.core.errors import NotFound
from fandom.feed.clipped import jobs
from fandom.shows.queries import by_slug

heatmaps = AppGroup("heatmaps", help="Which seconds of an episode are clipped most.")


@heatmaps.command("rebuild")
@click.argument("slug", required=False)
def rebuild(slug: str | None) -> None:
    """Count every episode again, or those of one show. Safe to run at any time, and again."""
    show = by_slug(slug) if slug else None
    if slug and show is None:
        raise click.ClickException(NotFound.detail)
    click.echo(f"{jobs.rebuild(show.id if show else None)} episodes were counted.")
