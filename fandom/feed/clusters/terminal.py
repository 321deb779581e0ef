"""`flask clusters`: all of them anew, as after an upgrade, or where somebody has doubts."""

import click
from flask.cli import AppGroup

from fandom.feed.clusters import jobs

clusters = AppGroup("clusters", help="Overlapping moments.")


@clusters.command("rebuild")
def rebuild() -> None:
    """Work out the clusters of every episode from its moments. Safe to run again, and while people post."""
    click.echo(f"Clusters of {jobs.rebuild()} episodes stand.")
